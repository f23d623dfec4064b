import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import { maskSecrets } from '../core/secrets';
import type { Runner } from '../core/command';
import type { Commands } from './commands';
import type { Courses } from './courses';
import { commandIds, settingIds, settingSection } from './ids';
import { labsFolder } from './labShells';
import type { Log } from './log';
import { translate } from './messages';
import type { Links, TargetLink } from './targetLink';

export interface SupportParts {
  readonly log: Log;
  readonly links: Links;
  readonly courses: Courses;
  readonly version: string;
  runner(): Runner;
  showStatus(takeFocus: boolean): Promise<void>;
  put(command: string): Promise<void>;
}

/** What helps when something does not work. */
export function addSupportCommands(commands: Commands, parts: SupportParts): void {
  const { links, log } = parts;
  commands.add(commandIds.showLog, () => log.show());
  commands.add(commandIds.showStatus, () => parts.showStatus(true));
  commands.add(commandIds.retryDocker, () => links.all.forEach(link => link.wake()));
  commands.add(commandIds.copyDiagnostics, async () => {
    await vscode.env.clipboard.writeText(maskSecrets(await diagnostics(parts)));
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Diagnostics copied; secrets are masked.'), 4000);
  });
  commands.add(commandIds.chooseShell, async () => {
    const path = await vscode.window.showQuickPick(['/bin/bash', '/usr/bin/zsh', '/bin/zsh', '/bin/sh'], { placeHolder: vscode.l10n.t('Shell for lab terminals that are opened from now on') });
    if (path) await vscode.workspace.getConfiguration(settingSection).update(settingIds.shellPath, path, vscode.ConfigurationTarget.Global);
  });
  commands.add(commandIds.chooseDockerContext, () => chooseContext(parts));
}

async function diagnostics({ links, courses, version }: SupportParts): Promise<string> {
  const list = await courses.list();
  return [
    `Labbook ${version}, VS Code ${vscode.version}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `Window: ${vscode.env.remoteName ?? 'local'}, ${vscode.env.uiKind === vscode.UIKind.Web ? 'web' : 'desktop'}, trusted: ${vscode.workspace.isTrusted}`,
    `Shell: ${vscode.env.shell}; labs folder: ${labsFolder()}`,
    ...links.all.flatMap(placeLines),
    ...list.map(open => `Course: ${open.course.id} ${open.course.version} (${open.origin}), ${open.diagnostics.length} diagnostics`),
  ].join('\n');
}

function placeLines({ target, status }: TargetLink): string[] {
  const where = status ? [status.phase, status.endpoint?.address, status.endpoint?.from, status.endpoint?.context, status.endpoint?.version].filter(Boolean).join(', ') : 'not asked yet';
  return [`${target === 'docker' ? 'Docker' : 'Kubernetes'}: ${where}`, ...(status?.cause ? [`Cause: ${status.cause.code}: ${translate(status.cause.message)}`] : [])];
}

/** The choice is made in the lab's shell, where it counts: the command is put there, and the banner follows. */
async function chooseContext({ runner, put, links: { docker: link } }: SupportParts): Promise<void> {
  const listed = await runner().run({ file: 'docker', args: ['context', 'ls', '--format', '{{.Name}}\t{{.DockerEndpoint}}'] }, { timeoutMs: 10_000, env: link.commandEnv });
  if (listed.code !== 0) throw new UserError('docker.contexts', msg('The docker command cannot list its contexts: {0}', listed.stderr.trim()), msg('Install the docker command, or set DOCKER_HOST in the lab’s terminal.'));
  const picks = listed.stdout.trim().split('\n').map(line => { const [label = '', description = ''] = line.split('\t'); return { label, description }; });
  const pick = await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('The command for this context is put into the lab’s terminal; press Enter there') });
  if (pick) await put(`export DOCKER_CONTEXT='${pick.label.replaceAll("'", "'\\''")}'; unset DOCKER_HOST`);
}
