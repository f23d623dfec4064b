import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { msg, type Message } from '../core/message';
import type { StripView } from '../core/protocol';
import { translate } from './messages';

/** Why nothing runs where Labbook has no machine beside it, and what helps. */
export interface WhyLocked { readonly reason: Message; readonly remedy: Message }

/**
 * vscode.dev and github.dev have no machine at all. A window with one comes here only where a setting sends Labbook
 * into the browser.
 */
export function whyLocked(): WhyLocked {
  return vscode.env.remoteName === undefined
    ? {
      reason: msg('Running is locked: this window has no machine to run on.'),
      remedy: msg('You can read every note. To run the labs, open the course in VS Code on your machine, or in a window that works on one: SSH, WSL, a container, a Codespace, code-server.'),
    }
    : {
      reason: msg('Running is locked: Labbook works in the browser here, not on this window’s machine.'),
      remedy: msg('You can read every note. To run the labs, take Labbook out of the setting remote.extensionKind and reload the window.'),
    };
}

export function locked(): UserError {
  const { reason, remedy } = whyLocked();
  return new UserError('run.noMachine', reason, remedy);
}

/** Above each note. */
export function lockedStrip(): StripView {
  const { reason, remedy } = whyLocked();
  return { id: 'noMachine', tone: 'locked', title: translate(reason), detail: translate(remedy), actions: [] };
}
