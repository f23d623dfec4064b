import * as vscode from 'vscode';
import type { CoursePlaces } from './coursePlaces';

/** Folders of whatever file system the window has: a repository on a web server, a folder of a browser. */
export const webPlaces: CoursePlaces = {
  nameOf: uri => uri.toString(),
  uriOf: name => vscode.Uri.parse(name, true),
  below: (root, { scheme, authority, path }) => {
    const folder = vscode.Uri.parse(root, true);
    const above = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
    return scheme === folder.scheme && authority === folder.authority && path.startsWith(above) ? path.slice(above.length) : undefined;
  },
};
