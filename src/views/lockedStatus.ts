import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';
import type { ToStatus } from '../core/protocol';
import { viewIds } from './ids';
import { translate } from './messages';
import { whyLocked } from './noMachine';

/** The lab's status where there is no machine whose state could be shown: why, in its place. */
export class LockedStatus extends Disposables implements vscode.WebviewViewProvider {
  constructor(private readonly media: vscode.Uri, private readonly html: (webview: vscode.Webview) => string) {
    super();
    this.own(vscode.window.registerWebviewViewProvider(viewIds.status, this));
  }

  async show(): Promise<void> { await vscode.commands.executeCommand(`${viewIds.status}.focus`); }

  resolveWebviewView({ webview }: vscode.WebviewView): void {
    webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [this.media] };
    // Whatever the page says, it is ready or asks for what is not there: the answer is the same.
    webview.onDidReceiveMessage(() => void webview.postMessage(message()));
    webview.html = this.html(webview);
  }
}

function message(): ToStatus {
  const { reason, remedy } = whyLocked();
  return {
    kind: 'status', seq: 0,
    status: {
      phase: 'down', link: vscode.l10n.t('No machine'), where: '', groups: [], others: { summary: '', count: 0 },
      cause: { title: translate(reason), detail: translate(remedy), actions: [] },
    },
  };
}
