/**
 * Opens a text in Labbook's note or in VS Code's own Markdown preview and says when that was asked for.
 */
import * as vscode from 'vscode';

export function openTimed() {
  return {
    /** Milliseconds since the epoch at the moment before the command. @param {{id: string, args?: unknown[], path?: string}} asked */
    open: ({ id, args = [], path }) => {
      const start = performance.timeOrigin + performance.now();
      void vscode.commands.executeCommand(id, ...(path ? [vscode.Uri.file(path)] : args));
      return start;
    },
  };
}
