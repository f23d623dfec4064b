import * as vscode from 'vscode';
import { hostname } from 'node:os';
import { msg, type Message } from '../core/message';

/** The machine on which docker, kubectl and aws run: where this window's files are. */
export function machineName(): Message {
  switch (vscode.env.remoteName) {
    case undefined: return msg('this machine');
    case 'ssh-remote': return msg('the SSH host {0}', hostname());
    case 'wsl': return msg('WSL on this machine');
    case 'dev-container':
    case 'attached-container': return msg('the container {0}', hostname());
    case 'codespaces': return msg('the codespace {0}', hostname());
    default: return vscode.env.uiKind === vscode.UIKind.Web ? msg('the machine {0}', hostname()) : msg('the remote machine {0}', hostname());
  }
}
