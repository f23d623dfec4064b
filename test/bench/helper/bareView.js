/**
 * The baseline of the status panel: a web view in the same place that asks its host for one row and shows it. Nothing else.
 */
import * as vscode from 'vscode';

export const openBareView = () => vscode.window.registerWebviewViewProvider('labbookBench.bareView', {
  resolveWebviewView: ({ webview }) => {
    webview.options = { enableScripts: true };
    webview.onDidReceiveMessage(() => void webview.postMessage('a row'));
    webview.html = `<!DOCTYPE html><main class="bare"></main><script>
      window.addEventListener('message', ({ data }) => {
        const row = document.createElement('p');
        row.className = 'bare-row';
        row.textContent = data;
        document.querySelector('main').append(row);
      });
      acquireVsCodeApi().postMessage('ready');
    </script>`;
  },
});
