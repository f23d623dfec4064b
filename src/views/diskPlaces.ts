import * as vscode from 'vscode';
import { relative, sep } from 'node:path';
import type { CoursePlaces } from './coursePlaces';

/** Folders of the machine that this extension runs on. */
export const diskPlaces: CoursePlaces = {
  nameOf: ({ scheme, fsPath }) => scheme === 'file' ? fsPath : undefined,
  uriOf: name => vscode.Uri.file(name),
  below: (root, { scheme, fsPath }) => scheme === 'file' ? relative(root, fsPath).split(sep).join('/') : undefined,
};
