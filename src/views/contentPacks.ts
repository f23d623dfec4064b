import * as vscode from 'vscode';
import type { InstalledCourse } from '../core/pack/installed';
import type { CoursePlaces } from './coursePlaces';

export interface PackRoot extends InstalledCourse {
  /** The course folder, as the window's places name it. */
  readonly root: string;
  /** The extension, out of which no link leads. */
  readonly within: string;
}

/** Courses in installed extensions that run where this one does. None of them is activated. */
export function contentPacks(places: CoursePlaces, coursesOf: (id: string, manifest: unknown) => readonly InstalledCourse[]): PackRoot[] {
  return vscode.extensions.all.flatMap(({ id, packageJSON, extensionUri }) => coursesOf(id, packageJSON).flatMap(found => {
    const root = places.nameOf(vscode.Uri.joinPath(extensionUri, ...found.path.split('/')));
    const within = places.nameOf(extensionUri);
    return root !== undefined && within !== undefined ? [{ ...found, root, within }] : [];
  }));
}
