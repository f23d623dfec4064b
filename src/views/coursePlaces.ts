import type * as vscode from 'vscode';

/** How the folders of courses are named in a window: by paths on a machine, by addresses in a browser. */
export interface CoursePlaces {
  /** Undefined for what this window does not read. */
  nameOf(folder: vscode.Uri): string | undefined;
  uriOf(name: string): vscode.Uri;
  /** Path of a file below a course folder, with `/`; no path of a course where it lies elsewhere. */
  below(root: string, file: vscode.Uri): string | undefined;
}
