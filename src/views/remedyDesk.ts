import * as vscode from 'vscode';
import type { ExplanationView, FixView } from '../core/labViews';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { followedBy } from '../core/followed';
import { UserError } from '../core/errors';
import type { Facts } from '../core/explain';
import type { Explanation, Fix, FixAct } from '../core/explanation';
import type { LedgerBook } from '../core/ledgerBook';
import { swarmUid, type LiveState } from '../core/liveState';
import { msg } from '../core/message';
import { assertNever } from '../core/protocol';
import type { RunRecord } from '../core/run';
import type { Block } from '../core/section';
import type * as AdvicePart from '../parts/advice';
import type { Courses, SectionAt } from './courses';
import { chooseContextOf } from './ids';
import { labIdOf, type Labs } from './labs';
import { labKey, type LabKey, type LabShells } from './labShells';
import { translate } from './messages';
import type { NoteAction, NotePlace } from './noteHost';
import type { RunBook } from './runBook';
import type { Links, TargetLink } from './targetLink';
import { liveAnswer } from './liveAnswer';
import { followedOf, type FollowedTarget } from '../core/followed';

type ActionOf<K extends NoteAction['kind']> = Extract<NoteAction, { kind: K }>;

export interface RemedyDeskPorts {
  readonly courses: Courses;
  readonly book: RunBook;
  readonly labs: Labs;
  readonly shells: LabShells;
  readonly links: Links;
  readonly ledger: LedgerBook;
  /** The lab's folder, if it was made. */
  folder(lab: LabKey): Promise<string | undefined>;
  part(): typeof AdvicePart;
  trusted(at: SectionAt): boolean;
  reveal(place: NotePlace, blockId: string): Promise<void>;
  cleanUp(place: NotePlace): Promise<void>;
}

/** A failure that a note shows now; asked about again when the live state or the ledger has moved on. */
interface Shown { readonly at: SectionAt; readonly block: Block; readonly record: RunRecord; readonly said: string }

/** The daemon or cluster is asked anew before a remedy acts, and as long as this. */
const freshMs = 5000;
const settleMs = 200;

/** Why a block failed and what helps: what the note shows of it, and what its buttons do. */
export class RemedyDesk extends Disposables {
  private readonly changes = this.own(new Emitter<NotePlace & { readonly blockId: string }>());
  /** Show this block again. */
  readonly onChange = this.changes.event;
  private readonly shown = new Map<string, Shown>();
  private readonly folders = new Map<string, string | undefined>();
  private readonly lastLive = new Map<FollowedTarget, LiveState>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: RemedyDeskPorts) {
    super();
    for (const link of ports.links.all) {
      this.own(link.onChange(change => {
        if (!change) this.lastLive.delete(link.target);
        this.moved();
      }));
      this.own(link.onLink(() => this.moved()));
    }
    this.own(ports.ledger.onChange(() => this.moved()));
    this.own({ dispose: () => clearTimeout(this.timer) });
  }

  /** Of the block's last run; undefined where it has not failed or nothing is known. */
  explanationOf(at: SectionAt, block: Block, record: RunRecord): ExplanationView | undefined {
    const key = `${at.open.course.id}/${at.entry.id}/${block.id}`;
    if (record.state !== 'failed' || record.blockHash !== block.hash) {
      this.shown.delete(key);
      return undefined;
    }
    const view = viewOf(this.explain(at, block, record, this.known(at)));
    if (!this.shown.has(key)) this.look(at, record);
    this.shown.set(key, { at, block, record, said: JSON.stringify(view) });
    return view;
  }

  async act(action: ActionOf<'fix'>, place: NotePlace): Promise<void> {
    const { at, block } = await this.ports.courses.block(place.courseId, place.sectionId, action.blockId);
    const record = this.ports.book.of({ courseId: place.courseId, labId: labIdOf(at) }).find(({ runId }) => runId === action.runId);
    const held = this.linkOf(at).hold();
    try {
      // What stood on the page may be minutes old: what is removed is decided by what is there now.
      const live = await this.fresh(at, record);
      const fix = record && record.blockHash === block.hash ? this.explain(at, block, record, live)?.fixes.find(({ id }) => id === action.fixId) : undefined;
      if (!fix) throw new UserError('fix.gone', msg('This remedy does not fit any more: things have changed meanwhile.'), msg('Run the block again.'));
      await this.perform(fix.act, at, block, place);
    } finally {
      held.dispose();
    }
  }

  private async perform(act: FixAct, at: SectionAt, block: Block, place: NotePlace): Promise<void> {
    const { labs } = this.ports;
    const again = () => labs.run({ ...place, blockId: block.id, hash: block.hash });
    switch (act.kind) {
      case 'run': {
        const record = await labs.runInstead(at, block, act.command);
        if (act.again && record.state === 'passed') await again();
        return;
      }
      case 'put': return labs.putInstead(at, block, act.command);
      case 'runBlock':
        await this.ports.reveal(place, act.blockId);
        await labs.run({ ...place, blockId: act.blockId });
        return;
      case 'link': await vscode.env.openExternal(vscode.Uri.parse(act.url)); return;
      case 'remedy': return this.remedy(act.id, block, place, again);
      default: assertNever(act);
    }
  }

  private async remedy(id: Extract<FixAct, { kind: 'remedy' }>['id'], block: Block, place: NotePlace, again: () => Promise<unknown>): Promise<void> {
    switch (id) {
      case 'retry': await again(); return;
      case 'pickContext': await vscode.commands.executeCommand(chooseContextOf[followedBy(block.target) ?? 'docker']); return;
      case 'cleanup': return this.ports.cleanUp(place);
      default: assertNever(id);
    }
  }

  private explain(at: SectionAt, block: Block, record: RunRecord, live: LiveState | undefined): Explanation | undefined {
    return this.ports.part().explain(record, this.facts(at, block, live));
  }

  private facts(at: SectionAt, block: Block, live: LiveState | undefined): Facts {
    const { ledger, shells } = this.ports;
    const link = this.linkOf(at);
    const lab = { courseId: at.open.course.id, labId: labIdOf(at) };
    return {
      ...lab, sectionId: at.entry.id, blockId: block.id, blocks: at.section.blocks, link: link.status,
      known: live !== undefined, resources: live?.resources ?? new Map(), swarm: live && swarmUid(live), ipvs: live?.swarm?.mesh,
      madeBy: uid => live && ledger.ledger.find(live.daemon, uid)?.made,
      labFolder: this.folders.get(labKey(lab)), cwd: shells.of(lab)?.report?.values.cwd ?? undefined,
    };
  }

  /** What an explanation rests on and what is not known yet is found out while it is shown. */
  private look(at: SectionAt, record: RunRecord): void {
    const lab = { courseId: at.open.course.id, labId: labIdOf(at) };
    void this.ports.folder(lab).then(folder => {
      if (folder === undefined || this.folders.get(labKey(lab)) === folder) return;
      this.folders.set(labKey(lab), folder);
      this.moved();
    });
    const link = this.linkOf(at);
    if (!this.lastLive.has(link.target) && this.ports.trusted(at)) {
      const held = link.hold();
      void this.fresh(at, record).finally(() => held.dispose());
    }
  }

  private linkOf(at: SectionAt): TargetLink { return this.ports.links.of(at.section.meta.targets); }

  /** As of the last answer: an explanation does not change because nobody looks. */
  private known(at: SectionAt): LiveState | undefined {
    const link = this.linkOf(at);
    return link.live() ?? this.lastLive.get(link.target);
  }

  /** Where the run had nothing to do with Docker or a cluster, that is not asked. */
  private fresh(at: SectionAt, record: RunRecord | undefined): Promise<LiveState | undefined> {
    const link = this.linkOf(at);
    return record && followedOf([record.target]) === link.target ? liveAnswer(link, freshMs) : Promise.resolve(link.live());
  }

  private moved(): void {
    for (const link of this.ports.links.all) {
      const live = link.live();
      if (live) this.lastLive.set(link.target, live);
    }
    if (this.shown.size === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.compare(), settleMs);
  }

  private compare(): void {
    for (const { at, block, record, said } of [...this.shown.values()]) {
      const now = JSON.stringify(viewOf(this.explain(at, block, record, this.known(at))));
      if (now !== said) this.changes.fire({ courseId: at.open.course.id, sectionId: at.entry.id, blockId: block.id });
    }
  }
}

function viewOf(found: Explanation | undefined): ExplanationView | undefined {
  return found && {
    rule: found.rule, statement: found.statement, title: translate(found.title), detail: translate(found.detail),
    fixes: found.fixes.map((fix, index): FixView => ({ id: fix.id, label: translate(fix.label), command: commandOf(fix), primary: index === 0 })),
  };
}

function commandOf({ act }: Fix): string | undefined { return act.kind === 'run' || act.kind === 'put' ? act.command : undefined; }
