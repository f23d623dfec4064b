import * as vscode from 'vscode';
import { bannerOf } from '../core/banner';
import { parseBlock } from '../core/blockStatements';
import type { ShellReport } from '../core/contextReport';
import type { Expects, SectionEntry, TargetId } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { refuses } from '../core/hiddenCharacters';
import type { Machine } from '../core/machine';
import type { Message } from '../core/message';
import type { CheckView, DecisionView, ExplanationView, PredictionView, ReceiptView } from '../core/labViews';
import { Pacer } from '../core/pacer';
import type { BannerView, BlockLockView, BlockView, FigureView, NoteView, RunView, StatementView, StripView } from '../core/protocol';
import type { Clock, RunOutput } from '../core/labRuns';
import { isOver, type RunRecord } from '../core/run';
import type { LastRun } from '../core/runLines';
import type { Block } from '../core/section';
import type { LinkStatus } from '../core/source';
import type { ShellParse, ShellParser } from '../core/statement';
import { usualOf } from '../core/usual';
import type { Courses, SectionAt } from './courses';
import { labIdOf } from './labs';
import { plain, translate } from './messages';
import { blockFrame, frameOf, wholeBlock } from './noteFrame';
import type { RunBook } from './runBook';

export interface NoteDeskPorts {
  readonly courses: Courses;
  readonly clock: Clock;
  readonly book: RunBook;
  readonly onRecord: (listener: (record: RunRecord) => void) => vscode.Disposable;
  readonly onOutput: (listener: (output: RunOutput) => void) => vscode.Disposable;
  readonly onReport: (listener: (change: { lab: { courseId: string; labId: string } }) => void) => vscode.Disposable;
  readonly onLink: (listener: () => void) => vscode.Disposable;
  parser(): ShellParser;
  report(courseId: string, labId: string): ShellReport | undefined;
  /** Of the place that a section of these targets works at. */
  link(targets: readonly TargetId[]): LinkStatus | undefined;
  machine(): Machine;
  remembered(courseId: string, token: string): string | undefined;
  readonly receipts: ReceiptsShown;
  readonly leftOvers: { strips(lab: { readonly courseId: string; readonly labId: string }): readonly StripView[]; readonly onChange: (listener: () => void) => vscode.Disposable };
  readonly remedies?: RemediesShown;
  readonly decisions?: DecisionsShown;
  readonly pins?: PinsShown;
  readonly track?: TrackShown;
  readonly checks: ChecksShown;
  readonly figures: FiguresShown;
  readonly predictions: { load(at: SectionAt): Promise<void>; views(at: SectionAt): readonly PredictionView[] };
  progress(courseId: string, entry: SectionEntry): NoteView['progress'];
  /** A page shows this section now. */
  isShown(place: Place): boolean;
}

/** How the section's claims stand. */
export interface ChecksShown {
  /** Before the first question. */
  load(at: SectionAt): Promise<void>;
  views(at: SectionAt): readonly CheckView[];
  /** What a check captured for a placeholder. */
  captured(at: SectionAt, token: string): string | undefined;
  readonly onCaptured: (listener: (place: Place) => void) => vscode.Disposable;
}

/** Drawings fed from the lab's files. */
export interface FiguresShown {
  /** Before the first question. */
  load(at: SectionAt): Promise<void>;
  views(at: SectionAt): readonly FigureView[];
}

/** What the student has to decide before a block runs. */
export interface DecisionsShown {
  of(at: SectionAt, block: Block): DecisionView | undefined;
  readonly onChange: (listener: (place: Place & { readonly blockId: string }) => void) => vscode.Disposable;
}

/** What a lab is pinned to and is not so. */
export interface PinsShown {
  of(lab: { readonly courseId: string; readonly labId: string; readonly at: SectionAt }, expects: Expects | undefined): StripView | undefined;
  readonly onChange: (listener: () => void) => vscode.Disposable;
}

/** What stands at a block because of where its lab works. */
export interface TrackShown {
  /** What the emulator only pretends here. */
  pretends(at: SectionAt, block: Block): string | undefined;
  /** Why the block does not run there. */
  lock(at: SectionAt, block: Block): BlockLockView | undefined;
  /** Of one lab, or of all. */
  readonly onChange: (listener: (lab: { readonly courseId: string; readonly labId: string } | undefined) => void) => vscode.Disposable;
}

/** Why runs failed, and what helps. */
export interface RemediesShown {
  of(at: SectionAt, block: Block, record: RunRecord): ExplanationView | undefined;
  readonly onChange: (listener: (place: Place & { readonly blockId: string }) => void) => vscode.Disposable;
}

/** What runs made, changed and removed. */
export interface ReceiptsShown {
  /** Before the first question. */
  load(): Promise<unknown>;
  of(runId: string): ReceiptView | undefined;
  readonly onChange: (listener: (place: Place & { readonly blockId: string }) => void) => vscode.Disposable;
}

export interface Place { readonly courseId: string; readonly sectionId: string }

/** A block that is over sooner is not shown as running: the page itself shows that it was asked for. Each message costs the window a frame. */
const paceMs = 100;

/** Puts a section, its runs and the banner into the form that a note page shows. */
export class NoteDesk extends Disposables {
  private readonly blocks = this.own(new Emitter<Place & { block: BlockView }>());
  private readonly pacer: Pacer<Place & { block: BlockView }>;
  private readonly banners = this.own(new Emitter<Place>());
  private readonly sections = this.own(new Emitter<Place>());
  private readonly parsed = new Map<string, ShellParse>();
  /** `at`: as it was shown last. */
  private readonly shown = new Map<string, Place & { at: SectionAt; labId: string; targets: readonly TargetId[]; expects?: Expects; readOnly?: Message }>();
  readonly onBlock = this.blocks.event;
  readonly onBanner = this.banners.event;
  readonly onSection = this.sections.event;

  constructor(private readonly ports: NoteDeskPorts) {
    super();
    this.pacer = this.own(new Pacer(ports.clock, paceMs, value => this.blocks.fire(value)));
    this.own(ports.onRecord(record => void this.recorded(record)));
    // The page opens a place for output when it knows that the block runs.
    this.own(ports.onOutput(({ record }) => this.pacer.hurry(paceKey(record))));
    this.own(ports.book.onReset(lab => this.anew(lab)));
    this.own(ports.onReport(({ lab }) => this.bannersOf(place => place.courseId === lab.courseId && place.labId === lab.labId)));
    this.own(ports.onLink(() => this.bannersOf(() => true)));
    this.own(ports.leftOvers.onChange(() => this.bannersOf(() => true)));
    this.own(ports.checks.onCaptured(place => void this.refill(place)));
    this.own(ports.receipts.onChange(place => void this.again(place)));
    if (ports.remedies) this.own(ports.remedies.onChange(place => void this.again(place)));
    if (ports.decisions) this.own(ports.decisions.onChange(place => void this.again(place)));
    if (ports.track) this.own(ports.track.onChange(lab => { for (const place of this.shown.values()) this.anew(lab ?? place); }));
    if (ports.pins) this.own(ports.pins.onChange(() => this.bannersOf(() => true)));
    this.own(ports.courses.onChange(({ courseId, sectionId }) => { if (sectionId) this.sections.fire({ courseId, sectionId }); }));
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(() => this.bannersOf(() => true)));
  }

  async view(courseId: string, sectionId: string): Promise<Omit<NoteView, 'imageBase'>> {
    const at = await this.ports.courses.section(courseId, sectionId);
    await Promise.all([this.ports.book.load(), this.ports.receipts.load(), this.ports.checks.load(at), this.ports.figures.load(at), this.ports.predictions.load(at)]);
    const labId = labIdOf(at);
    this.shown.set(`${courseId}/${sectionId}`, { at, courseId, sectionId, labId, targets: at.section.meta.targets, expects: at.section.meta.expects, readOnly: at.open.course.readOnly });
    this.ports.book.countBlocks(courseId, labId, at.section.blocks);
    const last = this.ports.book.last({ courseId, labId }, at.section.blocks);
    const frame = await frameOf(at);
    // Nothing is waited for from here on: what changes meanwhile would not be shown.
    return {
      ...frame,
      blocks: at.section.blocks.map(block => this.blockView(at, block, last.get(block.id))),
      checks: this.ports.checks.views(at), figures: this.ports.figures.views(at), predictions: this.ports.predictions.views(at), progress: this.ports.progress(courseId, at.entry), ...this.bannerOf(courseId, sectionId),
    };
  }

  /**
   * Tells the statements of a note's blocks apart, once it is on screen: a parse takes milliseconds, a note may have
   * hundreds of blocks, and what is written to the page waits while the host is busy.
   */
  tellApart({ courseId, sectionId }: Place): void {
    const at = this.shown.get(`${courseId}/${sectionId}`)?.at;
    if (at) void this.parseAll(at);
  }

  bannerOf(courseId: string, sectionId: string): { banner?: BannerView; strips: readonly StripView[]; locked?: string } {
    const place = this.shown.get(`${courseId}/${sectionId}`);
    if (!place) return { strips: [] };
    const report = this.ports.report(courseId, place.labId);
    const banner = bannerOf({ targets: place.targets, report, link: this.ports.link(place.targets), machine: this.ports.machine() });
    const pin = this.ports.pins?.of(place, place.expects);
    const locked = lockedReason(place.readOnly, report) ?? (pin && plain(pin.title));
    return {
      banner: { where: translate(banner.where), detail: banner.detail.map(translate).join(', '), state: banner.state, notes: banner.notes.map(translate) },
      strips: vscode.workspace.isTrusted ? [...pin ? [pin] : [], ...this.ports.leftOvers.strips({ courseId, labId: place.labId })] : [restricted()], locked,
    };
  }

  private blockView(at: SectionAt, block: Block, last: LastRun | undefined): BlockView {
    const parse = this.parsed.get(block.text);
    return {
      ...blockFrame(block), statements: this.statements(block, parse), warning: warningOf(block, parse), lock: this.ports.track?.lock(at, block),
      placeholders: block.placeholders.map(({ token, label }) => ({ token, label, value: this.ports.checks.captured(at, token) ?? this.ports.remembered(at.open.course.id, token) })),
      run: last && runView(last), receipt: last && this.ports.receipts.of(last.record.runId),
      explanation: last && !last.changed && !last.foreign ? this.ports.remedies?.of(at, block, last.record) : undefined,
      decision: this.ports.decisions?.of(at, block), usual: this.usual(at, block), pretends: this.ports.track?.pretends(at, block),
    };
  }

  private usual(at: SectionAt, block: Block): string | undefined {
    const words = usualOf(block, this.ports.book.of({ courseId: at.open.course.id, labId: labIdOf(at) }), translate);
    return words && translate(words);
  }

  private statements(block: Block, parse: ShellParse | undefined): readonly StatementView[] {
    return parse && parse.kind !== 'wrong' ? parse.statements.map(({ index, text }) => ({ index, text })) : wholeBlock(block);
  }

  private async parseAll(at: SectionAt): Promise<void> {
    // Found out before the first parse: of two blocks with the same text both are told apart.
    for (const block of at.section.blocks.filter(candidate => !this.parsed.has(candidate.text))) {
      // A turn of the event loop each: promises alone would keep all else waiting until the last block.
      await new Promise(resolve => setImmediate(resolve));
      // Whoever shows it again asks for the view again.
      if (this.disposed || !this.ports.isShown({ courseId: at.open.course.id, sectionId: at.entry.id })) return;
      const parse = this.parsed.get(block.text) ?? await parseBlock(this.ports.parser(), block);
      this.parsed.set(block.text, parse);
      const plain = parse.kind === 'parsed' && parse.statements.length === 1 && parse.traits.length === 0;
      if (!plain) this.fire(at, block);
    }
  }

  private fire(at: SectionAt, block: Block): void {
    const courseId = at.open.course.id;
    const last = this.ports.book.last({ courseId, labId: labIdOf(at) }, at.section.blocks).get(block.id);
    this.blocks.fire({ courseId, sectionId: at.entry.id, block: this.blockView(at, block, last) });
  }

  private async recorded(record: RunRecord): Promise<void> {
    const shown = record.remedy ? undefined : this.shown.get(`${record.courseId}/${record.sectionId}`);
    // Not read anew: a click on Run does that, and a text that has changed since is shown anew by itself.
    const block = shown?.at.section.blocks.find(candidate => candidate.id === record.blockId);
    if (!shown || !block) return;
    if (!this.parsed.has(block.text)) this.parsed.set(block.text, await parseBlock(this.ports.parser(), block));
    const changed = record.blockHash !== block.hash;
    const { courseId, sectionId } = record;
    this.pacer.put(paceKey(record), isOver(record.state), () => ({ courseId, sectionId, block: this.blockView(shown.at, block, { record, changed }) }));
  }

  /** Something about a block that is shown is different, though its run is not. */
  private async again({ courseId, sectionId, blockId }: Place & { readonly blockId: string }): Promise<void> {
    if (!this.shown.has(`${courseId}/${sectionId}`)) return;
    const at = await this.ports.courses.section(courseId, sectionId).catch(() => undefined);
    const block = at?.section.blocks.find(candidate => candidate.id === blockId);
    if (at && block) this.fire(at, block);
  }

  /** Blocks that ask for a value may have one now. */
  private async refill({ courseId, sectionId }: Place): Promise<void> {
    if (!this.shown.has(`${courseId}/${sectionId}`)) return;
    const at = await this.ports.courses.section(courseId, sectionId).catch(() => undefined);
    for (const block of at?.section.blocks ?? []) if (at && block.placeholders.length > 0) this.fire(at, block);
  }

  /** The sections of a lab are shown as if nothing had run. */
  private anew(lab: { readonly courseId: string; readonly labId: string }): void {
    for (const { courseId, sectionId, labId } of this.shown.values()) if (courseId === lab.courseId && labId === lab.labId) this.sections.fire({ courseId, sectionId });
  }

  private bannersOf(which: (place: Place & { labId: string }) => boolean): void {
    for (const place of this.shown.values()) if (which(place)) this.banners.fire(place);
  }
}

function paceKey({ courseId, sectionId, blockId }: Place & { readonly blockId: string }): string { return `${courseId}/${sectionId}/${blockId}`; }

function lockedReason(readOnly: Message | undefined, report: ShellReport | undefined): string | undefined {
  if (!vscode.workspace.isTrusted) return vscode.l10n.t('Running is locked until you trust this folder.');
  if (readOnly) return translate(readOnly);
  return report?.odd ? vscode.l10n.t('A variable that decides where commands go holds a line break.') : undefined;
}

function restricted(): StripView {
  return {
    id: 'restricted', tone: 'locked', title: vscode.l10n.t('Restricted Mode'),
    detail: vscode.l10n.t('You can read every note. Running is locked until you trust this folder.'),
    actions: [{ id: 'manageTrust', label: vscode.l10n.t('Manage trust…'), primary: true }],
  };
}

function warningOf(block: Block, parse: ShellParse | undefined): string | undefined {
  const refusal = refuses(block.text);
  if (refusal) return translate(refusal);
  if (parse?.kind === 'wrong') return vscode.l10n.t('The shell cannot read this block: {0}', translate(parse.message));
  if (parse?.kind === 'unavailable') return vscode.l10n.t('Statements are not told apart here: the block gets one result.');
  if (parse?.kind !== 'parsed') return undefined;
  if (parse.traits.includes('endsShell')) return vscode.l10n.t('This block would end the shell, so it runs in a child shell: cd and export do not carry over.');
  if (parse.traits.includes('traces')) return vscode.l10n.t('This block turns tracing on: lines of Labbook’s own will show in the terminal.');
  if (parse.traits.includes('changesContext')) return vscode.l10n.t('This block changes where later commands go; the banner follows.');
  return undefined;
}

function runView({ record, changed, foreign }: LastRun): RunView {
  if (foreign) return foreignView(record);
  return {
    runId: record.runId, state: record.state, marks: record.marks, code: record.code, reason: record.reason && translate(record.reason),
    statements: changed ? [] : record.statements, start: record.start, end: record.end, output: record.output,
    noOutput: record.noOutput && translate(record.noOutput), changed: changed ? { before: record.blockText } : undefined,
  };
}

/** Nothing of it is shown: not its state, not its output. */
function foreignView(record: RunRecord): RunView {
  return {
    runId: record.runId, state: 'notRun', foreign: true, reason: vscode.l10n.t('its stored result does not carry this editor’s seal, so it does not count'),
    marks: [], statements: [], start: record.start,
  };
}
