import * as vscode from 'vscode';
import { labbookIn, workingLabbook, type InstalledLabbook } from '../core/pack/oneLabbook';

/** The Labbook that works instead of the one with this id; undefined where it is this one. Asks manifests alone. */
export function otherLabbook(own: string): InstalledLabbook | undefined {
  const working = workingLabbook(vscode.extensions.all.flatMap(({ id, packageJSON }) => labbookIn(id, packageJSON) ?? []));
  return working === undefined || working.id.toLowerCase() === own.toLowerCase() ? undefined : working;
}

/** Two would show everything twice and fight over each command. */
export async function sayWhichToDisable(own: string, working: InstalledLabbook): Promise<void> {
  const show = vscode.l10n.t('Show it');
  const answer = await vscode.window.showWarningMessage(vscode.l10n.t('Labbook is installed twice. {0} does the work and shows the courses of both; {1} does nothing. Disable {1}, then reload the window.', working.id, own), show);
  if (answer === show) await vscode.commands.executeCommand('workbench.extensions.search', `@id:${own}`);
}
