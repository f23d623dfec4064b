import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';

/**
 * The window's terminal with this shell. A window takes its terminals back some seconds after its start: it is waited
 * for so long.
 */
export function terminalByPid(pid: number | undefined, patienceMs: number): Promise<vscode.Terminal | undefined> {
  return new Promise(resolve => {
    const own = new Disposables();
    const done = (terminal: vscode.Terminal | undefined) => { own.dispose(); resolve(terminal); };
    const look = (terminal: vscode.Terminal) => void terminal.processId.then(found => { if (found === pid && pid !== undefined) done(terminal); });
    const timer = setTimeout(() => done(undefined), patienceMs);
    own.own({ dispose: () => clearTimeout(timer) });
    own.own(vscode.window.onDidOpenTerminal(look));
    vscode.window.terminals.forEach(look);
  });
}
