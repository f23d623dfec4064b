/**
 * VS Code's own part of installing something: from the command until the extension is there and active.
 */
import * as vscode from 'vscode';

export function installTimed() {
  return {
    /** Milliseconds. @param {{path: string, id: string}} asked */
    install: async ({ path, id }) => {
      const start = performance.now();
      await vscode.commands.executeCommand('workbench.extensions.installExtension', vscode.Uri.file(path));
      await there(id);
      await vscode.extensions.getExtension(id)?.activate();
      return performance.now() - start;
    },
  };
}

/** @param {string} id */
async function there(id) {
  if (vscode.extensions.getExtension(id)) return;
  await new Promise(done => {
    const changed = vscode.extensions.onDidChange(() => {
      if (!vscode.extensions.getExtension(id)) return;
      changed.dispose();
      done(undefined);
    });
  });
}
