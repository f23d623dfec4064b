import * as vscode from 'vscode';
import type { InstalledCourse } from '../core/pack/installed';

export interface PackRoot extends InstalledCourse {
  /** Absolute path of the course folder. */
  readonly root: string;
  /** Absolute path of the extension, out of which no link leads. */
  readonly within: string;
}

/** Courses in installed extensions of this machine. None of them is activated. */
export function contentPacks(coursesOf: (id: string, manifest: unknown) => readonly InstalledCourse[]): PackRoot[] {
  return vscode.extensions.all.filter(({ extensionUri }) => extensionUri.scheme === 'file').flatMap(({ id, packageJSON, extensionUri }) =>
    coursesOf(id, packageJSON).map(found => ({ ...found, root: vscode.Uri.joinPath(extensionUri, ...found.path.split('/')).fsPath, within: extensionUri.fsPath })));
}
