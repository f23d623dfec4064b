import * as vscode from 'vscode';
import { accountMismatch, emulatorMismatch, type ShellMismatch } from '../core/aws/shellPlace';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { followedBy } from '../core/followed';
import { msg } from '../core/message';
import type { StripView } from '../core/protocol';
import type { Block } from '../core/section';
import type { AwsAccounts } from './awsAccounts';
import type { AwsEmulators } from './awsEmulators';
import type { AwsEnvironments } from './awsEnvironments';
import type { AwsIsolation } from './awsIsolation';
import type { AwsLink } from './awsLink';
import { awsLabOf, type AwsLab, type AwsTracks } from './awsTracks';
import type { Courses, SectionAt } from './courses';
import { commandIds } from './ids';
import { labIdOf } from './labs';
import type { LabKey, LabShells } from './labShells';
import { plain, translate } from './messages';
import type { NotePlace } from './noteHost';

export interface AwsPinsPorts {
  readonly courses: Courses;
  readonly link: AwsLink;
  readonly tracks: AwsTracks;
  readonly emulators: AwsEmulators;
  readonly environments: AwsEnvironments;
  readonly shells: LabShells;
  readonly isolation: AwsIsolation;
  /** Whether a block of the lab runs now: its terminal then hears nothing. */
  isRunning(lab: LabKey): boolean;
  readonly accounts: AwsAccounts;
}

/** Before each block of a lab on AWS: whether its shell leads where the banner says, and whether the block would get around that. */
export class AwsPins extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  /** Ask for the strips of every note again. */
  readonly onChange = this.changes.event;
  private readonly asks = this.own(new Emitter<NotePlace>());
  /** A note's lab waits for the student: show it. */
  readonly onAsk = this.asks.event;

  constructor(private readonly ports: AwsPinsPorts) {
    super();
    this.own(ports.tracks.onChange(() => this.changes.fire()));
    this.own(ports.emulators.onChange(() => this.changes.fire()));
  }

  /** Undefined where nothing is to be decided. */
  stripOf(at: SectionAt): StripView | undefined {
    const lab = labOf(at);
    if (!lab || !vscode.workspace.isTrusted) return undefined;
    if (this.ports.tracks.trackOf(lab) === 'reading') {
      return {
        id: 'awsPin', tone: 'info', title: vscode.l10n.t('Reading: this lab’s blocks do not run.'), detail: vscode.l10n.t('What they would do stands beside them as AWS documents it, with source and date.'),
        actions: [{ id: 'choose', label: vscode.l10n.t('Choose another way…'), primary: true }],
      };
    }
    const found = this.mismatch(lab);
    // What is only out of date is put right before the next block.
    return !found || found.stale ? undefined : {
      id: 'awsPin', tone: 'locked', title: plain(translate(found.title)), detail: this.ports.tracks.trackOf(lab) === 'real' ? vscode.l10n.t('No block runs before its commands go where the banner says.') : vscode.l10n.t('In this track nothing may go to real AWS, so no block runs before that is put right.'),
      actions: [{ id: 'use', label: vscode.l10n.t('Set the variables again'), primary: true }, { id: 'choose', label: vscode.l10n.t('Choose another way…'), primary: false }],
    };
  }

  /** Throws where the block may not run. Starts the emulator where the block speaks to it. */
  async check(at: SectionAt, block: Block, text: string): Promise<void> {
    const lab = labOf(at);
    if (!lab) return;
    const track = this.ports.tracks.trackOf(lab);
    if (track === 'reading') throw new UserError('aws.reading', msg('This lab is read, not run: nothing has run.'), msg('Choose the emulator or a real account in the lab’s note.'));
    await this.ports.isolation.check(at, block, text, track, this.ports.tracks.regionOf(lab), this.ports.shells.of(lab)?.report?.values);
    if (track === 'real') {
      await this.sameAsBanner(lab, at);
      if (speaksToAws(block, text)) await this.ports.accounts.check(lab);
      return;
    }
    if (speaksToAws(block, text)) await this.ports.emulators.started(lab.courseId);
    await this.sameAsBanner(lab, at);
  }

  /** False where the strip is none of these. */
  async act(id: string, action: string, place: NotePlace): Promise<boolean> {
    if (id !== 'awsPin') return false;
    const at = await this.ports.courses.section(place.courseId, place.sectionId);
    const lab = labOf(at);
    if (action === 'choose') await vscode.commands.executeCommand(commandIds.chooseAwsTrack);
    // By the student's word: their own alias or function of that name goes as well, in this terminal.
    if (action === 'use' && lab && this.ports.isRunning(lab)) throw new UserError('aws.running', msg('A block of this lab is running.'), msg('Wait for its end or stop it, then choose again.'));
    if (action === 'use' && lab) await this.ports.shells.apply(lab, `unalias aws 2>/dev/null; unset -f aws 2>/dev/null\n${await this.ports.environments.textFor(lab)}`);
    this.changes.fire();
    return true;
  }

  private async sameAsBanner(lab: AwsLab, at: SectionAt): Promise<void> {
    if (!this.ports.shells.of(lab)?.report) throw new UserError('aws.unknown', msg('It is not known where the lab’s terminal leads: nothing has run.'), msg('Close that terminal, then run the block again.'));
    if (this.mismatch(lab)?.stale && !this.ports.isRunning(lab)) await this.ports.shells.apply(lab, await this.ports.environments.textFor(lab));
    const found = this.mismatch(lab);
    if (!found) return;
    this.changes.fire();
    this.asks.fire({ courseId: lab.courseId, sectionId: at.entry.id });
    throw new UserError('aws.elsewhere', found.title, msg('Nothing has run. The note offers to set the variables again.'));
  }

  private mismatch(lab: AwsLab): ShellMismatch | undefined {
    const { tracks, shells, emulators } = this.ports;
    const values = shells.of(lab)?.report?.values;
    if (!values) return undefined;
    if (tracks.trackOf(lab) === 'real') {
      const { profile } = tracks.choiceOf(lab);
      const region = tracks.regionOf(lab);
      return accountMismatch(values, { ...profile !== undefined && { profile }, ...region !== undefined && { region } });
    }
    if (tracks.trackOf(lab) !== 'emulator') return undefined;
    return emulatorMismatch(values, { address: emulators.of(lab.courseId).running?.address, region: tracks.regionOf(lab) ?? '' });
  }
}

/** A block of a lab on AWS that may send a request: by the command line, or by a program in Python. */
export function speaksToAws(block: Pick<Block, 'target'>, text: string): boolean {
  return followedBy(block.target, text) === 'aws' || /\b(?:python[\d.]*|boto3)\b/.test(text);
}

export function labOf(at: SectionAt): AwsLab | undefined {
  const key: LabKey = { courseId: at.open.course.id, labId: labIdOf(at) };
  return awsLabOf(key, at.open, at.section);
}
