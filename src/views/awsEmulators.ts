import * as vscode from 'vscode';
import { loopbackAddress, type RunningEmulator } from '../core/aws/emulator';
import type { EmulatorFound } from '../core/aws/forClass';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Emulator, EmulatorPorts, EmulatorWay } from '../parts/emulator';
import type * as EmulatorPart from '../parts/emulator';
import { settingIds, settingSection } from './ids';
import { translate } from './messages';

export interface EmulatorsPorts extends Omit<EmulatorPorts, 'courseId' | 'given'> { part(): typeof EmulatorPart }

/** The emulators of this window's courses, as the student has set them. Nothing is started but by a word of the student. */
export class AwsEmulators extends Disposables {
  private readonly byCourse = new Map<string, Emulator>();
  private readonly changes = this.own(new Emitter<string>());
  /** Course whose emulator has started, ended or was reset. */
  readonly onChange = this.changes.event;

  constructor(private readonly ports: EmulatorsPorts) { super(); }

  of(courseId: string): Emulator {
    const there = this.byCourse.get(courseId);
    if (there) return there;
    const { part, ...ports } = this.ports;
    const made = this.own(new (part().Emulator)({ ...ports, courseId, given: givenAddress }));
    this.own(made.onChange(() => this.changes.fire(courseId)));
    this.byCourse.set(courseId, made);
    return made;
  }

  /** The one that answers, or a new one; with a sign that something is under way. Throws a UserError where there is none. */
  async started(courseId: string): Promise<RunningEmulator> {
    const set = vscode.workspace.getConfiguration(settingSection).get<string>(settingIds.awsEmulator, '').trim();
    if (set !== '' && loopbackAddress(set) === undefined) throw new UserError('emulator.elsewhere', msg('{0} is not an address of this machine.', set), msg('Give an address such as http://127.0.0.1:4566 in the setting labbook.aws.emulator, or none: Labbook then starts an emulator.'));
    const emulator = this.of(courseId);
    const there = await emulator.answers();
    if (there) return there;
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Starting the AWS emulator…') }, () => emulator.start(ways => this.choose(ways)));
  }

  /** What there is of it, for who has not started it. Contacts nobody but an address of this machine. */
  async found(courseId: string): Promise<EmulatorFound> {
    const emulator = this.of(courseId);
    const given = givenAddress();
    const running = await emulator.answers();
    const version = running?.version;
    if (given !== undefined) return { state: 'given', address: given, ...running && { answers: running.name } };
    if (running) return { state: 'here', label: msg('{0}', running.name), address: running.address, ...version !== undefined && { version } };
    const ways = await emulator.ways();
    const [there] = ways.filter(({ downloads }) => !downloads);
    return there ? { state: 'here', label: there.label, ...there.version !== undefined && { version: there.version } } : { state: 'missing', ways: ways.map(({ by }) => by) };
  }

  /** Brings it here without starting it; asks how, and shows what is run for that. */
  async fetch(courseId: string): Promise<void> {
    const emulator = this.of(courseId);
    const ways = (await emulator.ways()).filter(({ downloads }) => downloads);
    const way = ways.length > 0 ? await this.choose(ways) : undefined;
    if (!way) return;
    const abort = new AbortController();
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Fetching the AWS emulator {0}', translate(way.label)), cancellable: true }, async (_progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      await emulator.fetch(way, abort.signal).catch((error: unknown) => { if (!abort.signal.aborted) throw error; });
    });
  }

  private async choose(ways: readonly EmulatorWay[]): Promise<EmulatorWay | undefined> {
    const { textOf } = this.ports.part();
    const picks = ways.map(way => ({ label: translate(way.label), detail: way.before.map(textOf).join(' && '), way }));
    const pick = await vscode.window.showQuickPick(picks, {
      ignoreFocusOut: true, title: vscode.l10n.t('The AWS emulator is not installed here. How shall it be fetched?'), placeHolder: vscode.l10n.t('Nothing is fetched until you choose; Esc fetches nothing'),
    });
    return pick?.way;
  }
}

function givenAddress(): string | undefined {
  const set = vscode.workspace.getConfiguration(settingSection).get<string>(settingIds.awsEmulator, '');
  return loopbackAddress(set);
}
