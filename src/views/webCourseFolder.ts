import * as vscode from 'vscode';
import type { CourseFiles, FileText } from '../core/course';
import { coursePath } from '../core/coursePath';
import { isImageName, textOfBytes } from '../core/courseText';
import { webPlaces } from './webPlaces';

/**
 * A course folder in a window without a machine. Files are read by their names alone: the web server that brings an
 * extension lists no folder and knows no sizes. There are no links to follow.
 */
export function openWebFolder(root: string): CourseFiles {
  const folder = webPlaces.uriOf(root);
  return {
    read: async path => {
      const below = coursePath(path);
      return below === undefined ? { problem: 'outside' } : readText(vscode.Uri.joinPath(folder, ...below.split('/')));
    },
    isImage: async path => coursePath(path) !== undefined && isImageName(path),
  };
}

/** Course folders at the top of a workspace folder: the folder itself or its `notes`. Never throws. */
export async function findWebCourses(folder: string): Promise<readonly string[]> {
  const uri = webPlaces.uriOf(folder);
  const found = await Promise.all([uri, vscode.Uri.joinPath(uri, 'notes')].map(async candidate => {
    const file = await readText(vscode.Uri.joinPath(candidate, 'course.yaml'));
    return 'problem' in file && (file.problem === 'missing' || file.problem === 'unreadable') ? [] : [candidate.toString()];
  }));
  return found.flat();
}

async function readText(uri: vscode.Uri): Promise<FileText> {
  try {
    return textOfBytes(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    return { problem: error instanceof vscode.FileSystemError && error.code === 'FileNotFound' ? 'missing' : 'unreadable' };
  }
}
