import * as vscode from 'vscode';
import { join } from 'node:path';
import type { CleanupPlan } from '../core/cleanup';
import type { StruckBlock } from '../core/cleanup/block';
import { sheetView, type SheetAction, type SheetBill, type SheetState } from '../core/cleanup/sheet';
import type { RunningBlock } from '../core/cleanup/plan';
import type { ItemProgress } from '../core/cleanup/run';
import type { Runner } from '../core/command';
import type { AwsKind } from '../core/aws/kinds';
import { accountOf, isEmulated, isOnAws, regionOf } from '../core/aws/place';
import { isOfAws } from '../core/aws/resource';
import { servicesIn } from '../core/aws/services';
import { idInUid } from '../core/aws/uid';
import { sectionsOf, type OpenCourse } from '../core/course';
import { followedAt } from '../core/followed';
import { Disposables, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import type { Journal } from '../core/journal';
import type { SheetView } from '../core/labViews';
import type { Block, Section } from '../core/section';
import type { LedgerBook } from '../core/ledgerBook';
import { msg, type Message } from '../core/message';
import type * as LabPart from '../parts/lab';
import type { AwsLink } from './awsLink';
import { awsLabOf } from './awsTracks';
import type { Courses, SectionAt } from './courses';
import { labIdOf, type Labs } from './labs';
import { labKey, type LabKey } from './labShells';
import { translate } from './messages';
import type { ReceiptDesk } from './receiptDesk';
import type { StatusAct } from './statusHost';
import type { FixedPlace, Links, TargetLink } from './targetLink';

export interface CleanupDeskPorts {
  readonly courses: Courses;
  readonly labs: Labs;
  readonly links: Links<TargetLink, TargetLink, AwsLink>;
  readonly ledger: LedgerBook;
  readonly journal: Journal & { refresh(): Promise<void> };
  readonly receipts: ReceiptDesk;
  part(): typeof LabPart;
  runner(): Runner;
  folder(lab: LabKey): Promise<string | undefined>;
  /** Throws where another window has the lab. */
  lock(lab: LabKey): Promise<void>;
  /** Brings the panel up, with the sheet in it. */
  showPanel(): Promise<void>;
  newId(): string;
  /** What of a plan costs money on a real account; undefined where nothing does. */
  bill(plan: CleanupPlan): SheetBill | undefined;
  /** The student wants to be told of a lab's cost again later. */
  remind(lab: LabKey): void;
}

export interface CleanupWish {
  readonly lab: LabKey;
  readonly reset: boolean;
  /** Only what this run made. */
  readonly runId?: string;
  /** The student is about to leave the lab: what costs money comes first. */
  readonly gate?: boolean;
}

/** How a lab stands in its course; a lab of a course that is gone has no more than its ledger. */
interface LabPlace { readonly title: string; readonly version: string; readonly shipped?: string; readonly link: TargetLink; readonly ordinals: ReadonlyMap<string, number>; /** Where this lab's commands go, whichever lab is looked at. */ fixed(): FixedPlace }

const catchUpMs = 5000;

/** A lab's clean-up, from the button to the last look. One at a time; its sheet stands over the panel. */
export class CleanupDesk extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  /** The sheet is another one, or there is none any more. */
  readonly onSheet = this.changes.event;
  private state: SheetState | undefined;
  private wish: CleanupWish | undefined;
  private place: LabPlace | undefined;
  private held: Disposable | undefined;
  /** A question about an author's block. */
  private asked: { readonly view: SheetView; answer(yes: boolean): void } | undefined;

  constructor(private readonly ports: CleanupDeskPorts) {
    super();
    this.own({ dispose: () => { this.held?.dispose(); this.asked?.answer(false); } });
  }

  get sheet(): SheetView | undefined { return this.asked?.view ?? (this.state && sheetView(this.state, translate)); }

  /** An author's clean-up block, less what this lab did not make. Where something is left out the student sees it first. */
  async blockText(at: SectionAt, block: Block, text: string, cwd: string | undefined): Promise<string> {
    const lab = labOf(at);
    trusted();
    await Promise.all([this.ports.ledger.load(), this.ports.journal.refresh()]);
    await this.ports.receipts.flush();
    const [live, files] = await Promise.all([this.fixedOf(lab, this.ports.links.of(at.section.meta.targets), at.open, [at]).look(), this.files(lab)]);
    const struck = this.ports.part().strikeBlock(text, { lab, ledger: this.ports.ledger.ledger, ...(live ? { live } : {}), ...(files ? { files } : {}), ...(cwd === undefined ? {} : { cwd }) });
    if (struck.asks && !await this.ask(at, block, struck)) throw new UserError('cleanup.declined', msg('Nothing has run.'));
    if (struck.text.trim() === '') throw new UserError('cleanup.nothingLeft', msg('Nothing of what this block names was made by this lab, so nothing has run.'));
    return struck.text;
  }

  private async ask(at: SectionAt, block: Block, { parts }: StruckBlock): Promise<boolean> {
    if (this.state?.phase === 'during') throw new UserError('cleanup.busy', msg('A clean-up is going on.'), msg('Wait for its end.'));
    this.asked?.answer(false);
    const view: SheetView = {
      id: this.ports.newId(), phase: 'before', title: vscode.l10n.t('Run block {0} of {1} without what this lab did not make?', block.ordinal, at.entry.meta.title),
      lead: vscode.l10n.t('It runs in the lab’s terminal. What is struck through does not run.'), go: [], stay: [], commands: '',
      command: parts.map(({ text, struck }) => ({ text, ...(struck ? { struck: translate(struck) } : {}) })),
      actions: [{ id: 'run', label: vscode.l10n.t('Run what is left'), primary: true }, { id: 'close', label: vscode.l10n.t('Cancel'), primary: false }],
    };
    const answer = new Promise<boolean>(resolve => { this.asked = { view, answer: resolve }; });
    this.changes.fire();
    await this.ports.showPanel();
    return answer;
  }

  private answer(yes: boolean): void {
    const { asked } = this;
    this.asked = undefined;
    this.changes.fire();
    asked?.answer(yes);
  }

  /** Shows what would go and what would stay. Nothing is touched. */
  async open(wish: CleanupWish): Promise<void> {
    trusted();
    if (this.state?.phase === 'during') return this.ports.showPanel();
    await this.ports.lock(wish.lab);
    await Promise.all([this.ports.ledger.load(), this.ports.journal.refresh()]);
    const place = await this.placeOf(wish.lab);
    this.held ??= place.link.hold();
    const { plan, live } = await this.plan(wish, place.fixed());
    this.wish = wish;
    this.place = place;
    const bill = this.ports.bill(plan);
    this.state = {
      id: this.ports.newId(), plan, ...(live ? { live } : {}), title: place.title, reset: wish.reset, shipped: wish.reset && place.shipped !== undefined,
      ...(wish.runId === undefined ? {} : { undo: this.blockOf(plan, wish.runId, place) }),
      where: this.whereOf(place, plan), selected: new Set([...plan.go, ...plan.stay].filter(item => item.selected).map(({ uid }) => uid)),
      phase: 'before', progress: new Map(), stopping: false, wasReset: false, ...bill && { bill }, ...wish.gate && { gate: true },
      ordinal: (section, block) => place.ordinals.get(`${section}/${block}`), time: ms => new Date(ms).toLocaleTimeString(),
    };
    this.changes.fire();
    await this.ports.showPanel();
  }

  /** Shows it once a clean-up that goes on is over, and ends when no sheet stands there any more. */
  async lead(wish: CleanupWish): Promise<void> {
    if (this.state?.phase === 'during') await this.closed();
    await this.open(wish);
    await this.closed();
  }

  private closed(): Promise<void> {
    return new Promise(resolve => {
      const look = (): void => { if (this.state === undefined) { heard.dispose(); resolve(); } };
      const heard = this.onSheet(look);
      look();
    });
  }

  async act(act: Extract<StatusAct, { kind: 'sheet' }>): Promise<void> {
    if (this.asked?.view.id === act.id) return act.action === 'run' || act.action === 'close' ? this.answer(act.action === 'run') : undefined;
    if (!this.state || act.id !== this.state.id) return;
    switch (act.action as SheetAction | 'select' | 'close') {
      case 'select': return this.select(act.selected);
      case 'close': return this.close();
      case 'stop': return this.change({ stopping: true });
      case 'again': if (this.wish) await this.open(this.wish); return;
      case 'remind': this.ports.remind(this.state.plan); return this.close();
      case 'reset': return this.reset(false);
      case 'remove': return this.remove(act.selected, false);
      case 'removeAndRestore': return this.remove(act.selected, true);
    }
  }

  private select(uids: readonly string[]): void {
    if (this.state?.phase === 'before') this.change({ selected: this.mayGo(uids) });
  }

  private close(): void {
    if (this.state?.phase === 'during') return;
    this.state = this.wish = undefined;
    this.held?.dispose();
    this.held = undefined;
    this.changes.fire();
  }

  private mayGo(uids: readonly string[]): ReadonlySet<string> {
    const wanted = new Set(uids);
    return new Set([...this.state?.plan.go ?? [], ...this.state?.plan.stay ?? []].filter(({ uid, selectable }) => selectable && wanted.has(uid)).map(({ uid }) => uid));
  }

  private async remove(uids: readonly string[], restore: boolean): Promise<void> {
    trusted();
    const { state, wish, place } = this;
    if (state?.phase !== 'before' || !wish || !place) return;
    const selected = this.mayGo(uids);
    this.change({ phase: 'during', selected });
    const by = wish.runId === undefined ? 'cleanup' as const : 'undo' as const;
    const removing = this.ports.receipts.removing(selected, by);
    try {
      const result = await this.ports.part().cleanUp(state.plan, selected, by, this.removalPorts(wish.lab, place.fixed()));
      this.change({ phase: 'after', result });
      if (wish.reset && !result.stopped) await this.reset(restore);
    } catch (error) {
      this.change({ phase: 'before', progress: new Map() });
      throw error;
    } finally {
      removing.dispose();
    }
  }

  /** Progress begins anew. Files of the student are only written over where they asked for it. */
  private async reset(restore: boolean): Promise<void> {
    const { wish, place, state } = this;
    if (!wish || !place || state?.phase !== 'after') return;
    // Checks are judged by what is followed: what is gone by now must not count as done again.
    place.link.wake();
    const { look, now, pause } = this.removalPorts(wish.lab, place.fixed());
    await this.ports.part().caughtUp({ look, followed: () => place.link.live(), now, pause }, catchUpMs);
    await this.ports.journal.add({ v: 1, kind: 'reset', at: Date.now(), ...wish.lab, courseVersion: place.version });
    const folder = restore && place.shipped !== undefined ? await this.ports.folder(wish.lab) : undefined;
    if (folder !== undefined && place.shipped !== undefined) await this.ports.part().putBackShipped(place.shipped, folder);
    this.change({ wasReset: true });
  }

  /** `at`: another context that is chosen meanwhile is refused by its identity. */
  private removalPorts(lab: LabKey, { env, look }: FixedPlace): Parameters<typeof LabPart.cleanUp>[3] {
    const { ledger, journal, runner, part } = this.ports;
    const progress = new Map<string, ItemProgress>();
    return {
      run: command => runner().run(command, { env, timeoutMs: 120_000 }),
      look,
      files: () => this.files(lab),
      removeFile: async (path, print) => {
        const folder = await this.ports.folder(lab);
        if (folder !== undefined) await part().removeLabFile(folder, path, print);
      },
      stopRun: runId => this.stopRun(runId), running: () => this.running(lab), ledger: ledger.ledger, journal, now: () => Date.now(),
      pause: ms => new Promise(resolve => setTimeout(resolve, ms)),
      progress: (uid, state) => { progress.set(uid, state); this.change({ progress: new Map(progress) }); },
      stopped: () => this.state?.stopping ?? true,
    };
  }

  private async plan({ lab, runId }: CleanupWish, { look }: FixedPlace): Promise<{ plan: CleanupPlan; live: SheetState['live'] }> {
    const live = await look();
    const files = await this.files(lab);
    const plan = this.ports.part().planCleanup({
      lab, ledger: this.ports.ledger.ledger, running: this.running(lab).filter(run => runId === undefined || run.runId === runId),
      ...(live ? { live } : {}), ...(files ? { files } : {}), ...(runId === undefined ? {} : { runId }),
    });
    return { plan, live };
  }

  private async files(lab: LabKey) {
    const folder = await this.ports.folder(lab);
    return folder === undefined ? undefined : this.ports.part().folderSnapshot(folder);
  }

  private running(lab: LabKey): RunningBlock[] {
    return this.ports.labs.current().filter(record => labKey(record) === labKey(lab)).map(({ runId, sectionId, blockId, blockText }) => ({ runId, sectionId, blockId, text: blockText.split('\n')[0] ?? '' }));
  }

  private async stopRun(runId: string): Promise<void> {
    const run = this.ports.labs.current().find(record => record.runId === runId);
    if (run) this.ports.labs.of(run).stop(runId);
    for (let n = 0; n < 50 && this.ports.labs.current().some(record => record.runId === runId); n++) await new Promise(resolve => setTimeout(resolve, 100));
  }

  private blockOf(plan: CleanupPlan, runId: string, place: LabPlace): number {
    const made = this.ports.ledger.ledger.madeBy(runId)[0] ?? [...plan.go, ...plan.stay][0];
    return made ? place.ordinals.get(`${made.sectionId}/${made.blockId}`) ?? 0 : 0;
  }

  private async placeOf(lab: LabKey): Promise<LabPlace> {
    const open = await this.ports.courses.open(lab.courseId).catch(() => undefined);
    const entries = open ? sectionsOf(open.course).filter(entry => (entry.meta.lab ?? entry.id) === lab.labId) : [];
    const sections = await Promise.all(entries.map(entry => this.ports.courses.section(lab.courseId, entry.id).catch(() => undefined)));
    const ordinals = new Map(sections.flatMap(at => at?.section.blocks.map(block => [`${at.entry.id}/${block.id}`, block.ordinal] as const) ?? []));
    const folder = open && join(open.root, 'labs', lab.labId);
    const shipped = folder !== undefined && await this.ports.part().folderSnapshot(folder) !== undefined ? { shipped: folder } : {};
    const found = sections.flatMap(at => at ? [at] : []);
    const link = this.linkOf(lab, found.map(({ section }) => section));
    return { title: entries[0]?.meta.title ?? lab.labId, version: open?.course.version ?? '', link, ordinals, fixed: () => this.fixedOf(lab, link, open, found), ...shipped };
  }

  /** On AWS each lab has its own track, region and account. */
  private fixedOf(lab: LabKey, link: TargetLink, open: Pick<OpenCourse, 'course'> | undefined, sections: readonly SectionAt[]): FixedPlace {
    const { links, ledger } = this.ports;
    if (link !== links.aws) return link.fixed();
    const services = sections.flatMap(({ text }) => servicesIn(text));
    const known = ledger.ledger.of(lab).flatMap(({ made: { thing, uid } }) => isOfAws({ kind: thing }) ? [{ kind: thing as AwsKind, id: idInUid(uid) }] : []);
    return links.aws.fixedFor((open && awsLabOf(lab, open, sections[0]?.section, services)) ?? { ...lab, expects: {}, services }, known);
  }

  /** A real account is named by its number. */
  private whereOf({ link }: LabPlace, { daemon = '' }: CleanupPlan): Message {
    if (isOnAws(daemon)) return isEmulated(daemon) ? msg('The emulator on this machine, {0}', regionOf(daemon)) : msg('AWS account {0}, {1}', accountOf(daemon), regionOf(daemon));
    if (link.target === 'aws') return msg('AWS did not answer');
    return link.status?.endpoint?.label ?? (link.target === 'docker' ? msg('Docker was not found') : msg('No cluster was found'));
  }

  /** A lab of a course that is gone is where its things are. */
  private linkOf(lab: LabKey, sections: readonly Pick<Section, 'meta'>[]): TargetLink {
    const { links, ledger } = this.ports;
    if (sections.length > 0) return links.of(sections.flatMap(({ meta }) => meta.targets));
    return links.by(followedAt(ledger.ledger.of(lab).find(({ made }) => made.thing !== 'file')?.made.daemon ?? ''));
  }

  private change(part: Partial<SheetState>): void {
    if (!this.state) return;
    this.state = { ...this.state, ...part };
    this.changes.fire();
  }
}

/** Checked here too: a command can be called though its button is hidden. */
function trusted(): void {
  if (!vscode.workspace.isTrusted) throw new UserError('trust.workspace', msg('You can read every note. Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.'));
}

export function labOf(at: Pick<SectionAt, 'open' | 'entry'>): LabKey { return { courseId: at.open.course.id, labId: labIdOf(at) }; }
