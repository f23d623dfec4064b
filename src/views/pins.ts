import * as vscode from 'vscode';
import { mismatchOf, type Mismatch } from '../core/beforeRun/pins';
import type { Expects } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import type { LedgerBook } from '../core/ledgerBook';
import { swarmUid, type LiveState } from '../core/liveState';
import { msg } from '../core/message';
import type { StripView } from '../core/protocol';
import type { Courses, SectionAt } from './courses';
import { liveAnswer } from './liveAnswer';
import type { DockerLink } from './dockerLink';
import { labIdOf, type Labs } from './labs';
import { labKey, type LabKey } from './labShells';
import { plain, translate } from './messages';
import type { NotePlace } from './noteHost';

export interface PinsPorts {
  readonly courses: Courses;
  readonly link: DockerLink;
  readonly ledger: LedgerBook;
  labs(): Labs;
}

const answerMs = 1500;

/** What labs are pinned to. Where it is not so, nothing of the lab runs until the student decides. */
export class Pins extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  /** Ask for the strips of every note again. */
  readonly onChange = this.changes.event;
  private readonly asks = this.own(new Emitter<NotePlace>());
  /** A note's lab waits for the student: show it. */
  readonly onAsk = this.asks.event;
  /** By lab: the place to which the student agreed. Another place asks anew; so does another window. */
  private readonly agreed = new Map<string, string>();
  private last = '';
  /** As of the last answer: the question stays while nobody asks Docker. */
  private lastLive: LiveState | undefined;

  constructor(private readonly ports: PinsPorts) {
    super();
    this.own(ports.link.onChange(change => {
      if (!change) this.lastLive = undefined;
      this.moved();
    }));
    this.own(ports.ledger.onChange(() => this.moved()));
  }

  /** Undefined where the lab's pins hold, or nothing is known against them. */
  stripOf(lab: LabKey, expects: Expects | undefined): StripView | undefined {
    const found = this.mismatch(lab, expects);
    return found && {
      id: 'pin', tone: 'locked', title: plain(translate(found.title)), detail: plain(translate(found.detail)),
      actions: [...found.use ? [{ id: 'use', label: plain(translate(found.use.label)), primary: true }] : [], { id: 'once', label: plain(translate(found.once)), primary: false }],
    };
  }

  /** Throws where the lab's pins do not hold and the student has not agreed to that. */
  async check(at: SectionAt): Promise<void> {
    const { expects } = at.section.meta;
    if (!expects) return;
    const lab = { courseId: at.open.course.id, labId: labIdOf(at) };
    await this.ports.ledger.load();
    const held = this.ports.link.hold();
    try {
      // Where commands go is known without asking anybody; a swarm is not.
      if (expects.swarm !== undefined) await liveAnswer(this.ports.link, answerMs);
      const found = this.mismatch(lab, expects);
      if (!found) return;
      this.changes.fire();
      this.asks.fire({ courseId: lab.courseId, sectionId: at.entry.id });
      throw new UserError('run.waits', found.title);
    } finally {
      held.dispose();
    }
  }

  /** False where the strip is none of these. */
  async act(id: string, action: string, place: NotePlace): Promise<boolean> {
    if (id !== 'pin') return false;
    const at = await this.ports.courses.section(place.courseId, place.sectionId);
    const lab = { courseId: place.courseId, labId: labIdOf(at) };
    const found = this.mismatch(lab, at.section.meta.expects);
    const block = at.section.blocks[0];
    if (action === 'use' && found?.use && block) await this.ports.labs().runInstead(at, block, found.use.command);
    if (action === 'once' && found && await this.confirmed(found)) this.agreed.set(labKey(lab), found.about);
    this.changes.fire();
    return true;
  }

  private async confirmed(found: Mismatch): Promise<boolean> {
    if (!vscode.workspace.isTrusted) throw new UserError('trust.workspace', msg('You can read every note. Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.'));
    const run = vscode.l10n.t('Run here');
    return await vscode.window.showWarningMessage(plain(translate(found.title)), { modal: true, detail: plain(translate(found.detail)) }, run) === run;
  }

  private mismatch(lab: LabKey, expects: Expects | undefined): Mismatch | undefined {
    if (!expects || !vscode.workspace.isTrusted) return undefined;
    const live = this.ports.link.live() ?? this.lastLive;
    const uid = live && swarmUid(live);
    const made = live && uid !== undefined ? this.ports.ledger.ledger.find(live.daemon, uid)?.made : undefined;
    const found = mismatchOf({
      expects, endpoint: this.ports.link.status?.endpoint, live,
      ...made && !made.likely ? { swarmMaker: { labId: made.labId, own: made.courseId === lab.courseId && made.labId === lab.labId } } : {},
    });
    return found && this.agreed.get(labKey(lab)) !== found.about ? found : undefined;
  }

  /** A row of the daemon's lists changes often, its part in a swarm seldom. */
  private moved(): void {
    this.lastLive = this.ports.link.live() ?? this.lastLive;
    const swarm = this.lastLive?.swarm;
    const now = JSON.stringify([swarm?.role, swarm?.node, swarm?.node !== undefined && this.ports.ledger.ledger.things().some(({ made }) => made.uid === `swarm:${swarm.node}`)]);
    if (now === this.last) return;
    this.last = now;
    this.changes.fire();
  }
}
