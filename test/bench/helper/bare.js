/**
 * The baseline of a block: a button in a web view whose click runs a line in a terminal by `executeCommand`, and a mark
 * that is drawn when VS Code says that it has ended. Nothing else.
 */
import * as vscode from 'vscode';

export const bareName = 'Bare';

/** @param {vscode.ExtensionContext} context */
export function bareTerminal(context) {
  /** @type {vscode.Terminal | undefined} */ let terminal;
  const open = async () => {
    terminal ??= await ready();
    return terminal;
  };
  return {
    openBare: async (/** @type {{line: string}} */ { line }) => {
      const { shellIntegration } = await open();
      const panel = vscode.window.createWebviewPanel('labbookBench.bare', 'Bare', { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true });
      panel.webview.html = page();
      panel.webview.onDidReceiveMessage(async () => {
        await runBare(shellIntegration, line, text => void panel.webview.postMessage({ text }));
        void panel.webview.postMessage({ over: true });
      });
      context.subscriptions.push(panel);
    },
    /** Milliseconds from the call to the end. */
    runBare: async (/** @type {{line: string}} */ { line }) => {
      const { shellIntegration } = await open();
      const start = performance.now();
      let length = 0;
      await runBare(shellIntegration, line, text => { length += text.length; });
      return { took: performance.now() - start, length };
    },
  };
}

/** @returns {Promise<vscode.Terminal>} */
async function ready() {
  const terminal = vscode.window.createTerminal({ name: bareName, shellPath: '/bin/bash' });
  terminal.show(true);
  if (!terminal.shellIntegration) await new Promise(done => {
    const listener = vscode.window.onDidChangeTerminalShellIntegration(event => {
      if (event.terminal !== terminal) return;
      listener.dispose();
      done(undefined);
    });
  });
  return terminal;
}

/** @param {vscode.TerminalShellIntegration | undefined} shell @param {string} line @param {(text: string) => void} output */
async function runBare(shell, line, output) {
  if (!shell) throw new Error('The bare terminal has no shell integration.');
  const ended = new Promise(done => {
    const listener = vscode.window.onDidEndTerminalShellExecution(event => {
      if (event.shellIntegration !== shell) return;
      listener.dispose();
      done(undefined);
    });
  });
  const execution = shell.executeCommand(line);
  void (async () => { for await (const text of execution.read()) output(text); })();
  await ended;
}

function page() {
  return `<!DOCTYPE html><section class="block" data-id="bare"><div class="bar"><button class="main" data-do="run">Run</button>
    <span class="state"><span class="i"></span></span></div><pre class="output"></pre></section><script>
    const host = acquireVsCodeApi(), mark = document.querySelector('.i'), output = document.querySelector('.output');
    document.querySelector('.main').addEventListener('click', () => {
      mark.className = 'i i-busy';
      output.textContent = '';
      host.postMessage({});
    });
    window.addEventListener('message', ({ data }) => {
      if (data.text !== undefined) output.textContent += data.text;
      if (data.over) mark.className = 'i i-pass';
    });
  </script>`;
}
