import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import type { Message } from '../core/message';
import type { Log } from './log';

export function translate(message: Message): string {
  return vscode.l10n.t(message.text, ...message.args);
}

/** Without the backticks that a page sets as code. */
export function plain(text: string): string { return text.replaceAll('`', ''); }

/** The one place where a failure of a command reaches the student: what happened and what mends it. */
export async function showFailure(error: unknown, log: Log): Promise<void> {
  if (error instanceof UserError) {
    log.info(`${error.code}: ${error.message}`);
    // The note says it, beside the block.
    if (error.code === 'run.waits') return;
    const text = [error.userMessage, error.remedy].filter(part => part !== undefined).map(translate).map(plain).join(' ');
    await vscode.window.showErrorMessage(text);
    return;
  }
  log.bug(error);
  const show = vscode.l10n.t('Show log');
  const answer = await vscode.window.showErrorMessage(vscode.l10n.t('Labbook met an error of its own. The log has the details.'), show);
  if (answer === show) log.show();
}
