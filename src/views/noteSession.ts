import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';
import { readFromNote } from '../core/noteMessages';
import { OutputBatch } from '../core/outputBatch';
import type { FromNote, NoteAct, ToNote } from '../core/protocol';
import type { RunOutput } from '../core/labRuns';
import { settingIds, settingSection } from './ids';
import type { Log } from './log';
import type { NoteHost, NotePlace } from './noteHost';

export interface Reveal { readonly blockId?: string; readonly heading?: string; readonly line?: number; /** Words at that line to be shown, as they are written. */ readonly find?: readonly string[] }

export interface SessionEvents {
  openSection(to: string): void;
  scrolled(line: number): void;
  painted(message: Extract<FromNote, { kind: 'painted' | 'checkPainted' }>): void;
  /** The page could not be filled: the place is gone or unreadable. */
  failed(error: unknown): void;
}

type Unnumbered = ToNote extends infer T ? T extends ToNote ? Omit<T, 'seq'> : never : never;

export function isProjector(): boolean { return vscode.workspace.getConfiguration(settingSection).get<boolean>(settingIds.projector, false); }

/** While somebody types, the note is made anew at most this often; each time a whole note is read. */
const changeMs = 100;
/** Where the Markdown was scrolled to so long before is where its author writes. */
const askedMs = 1000;

/** Output goes to the page at most this often. */
const batchMs = 50;

/** One section in one webview: numbers what it sends, so that the page notices what it missed while hidden. */
export class NoteSession extends Disposables {
  private seq = 0;
  private ready = false;
  private version = 0;
  /** The text is another than the page shows, or is about to be. */
  private stale = false;
  private changing = false;
  private asked: { readonly line: number; readonly at: number } | undefined;
  private pending: Reveal | undefined;
  private bannerTold = '';
  private readonly batches = new Map<string, { readonly batch: OutputBatch; readonly output: RunOutput }>();

  constructor(readonly place: NotePlace, private readonly panel: vscode.WebviewPanel, private readonly host: NoteHost, private readonly events: SessionEvents, private readonly log: Log) {
    super();
    const here = (at: NotePlace) => at.courseId === place.courseId && at.sectionId === place.sectionId;
    this.own(panel.webview.onDidReceiveMessage((value: unknown) => this.receive(value)));
    this.own(panel.onDidChangeViewState(() => { if (!panel.visible) this.ready = false; }));
    this.own(host.onBlock(change => { if (here(change)) this.post({ kind: 'block', block: change.block }); }));
    this.own(host.onCheck(change => { if (here(change)) this.post({ kind: 'check', check: change.check }); }));
    this.own(host.onFigure(change => { if (here(change)) this.post({ kind: 'figure', figure: change.figure }); }));
    this.own(vscode.workspace.onDidChangeConfiguration(change => { if (change.affectsConfiguration(`${settingSection}.${settingIds.projector}`)) this.post({ kind: 'projector', on: isProjector() }); }));
    this.own(host.onPrediction(change => { if (here(change)) this.post({ kind: 'prediction', prediction: change.prediction }); }));
    this.own(host.onBanner(at => { if (here(at)) this.banner(); }));
    this.own(host.onSection(at => { if (here(at)) void this.changed(); }));
    this.own(host.onOutput(output => { if (here(output.record)) this.print(output); }));
  }

  /** The page is there already: it need not say that it is ready. */
  start(): void { if (this.panel.visible) void this.fill(); }

  reveal(reveal: Reveal): void {
    if (reveal.line !== undefined && reveal.find === undefined) this.asked = { line: reveal.line, at: Date.now() };
    if (this.ready) this.post({ kind: 'reveal', ...reveal });
    else this.pending = reveal;
  }

  act(act: NoteAct): void { this.post({ kind: 'act', act }); }

  private receive(value: unknown): void {
    const message = readFromNote(value);
    if (!message || (message.kind !== 'ready' && message.section !== this.place.sectionId)) {
      this.log.warn('A note page sent a message that is not one of its own.');
      return;
    }
    switch (message.kind) {
      case 'ready': void this.fill(); return;
      case 'openSection': this.events.openSection(message.to); return;
      case 'scrolled': this.events.scrolled(message.line); return;
      case 'shown': this.host.shown(this.place); return;
      case 'painted': case 'checkPainted': this.events.painted(message); return;
      default: void this.host.handle(message, this.place);
    }
  }

  /** One after the other: where each key took the one before its answer away, nothing would be shown until the last. */
  private async changed(): Promise<void> {
    this.stale = true;
    if (this.changing) return;
    this.changing = true;
    while (this.stale && !this.disposed) {
      await new Promise(resolve => { setTimeout(resolve, changeMs); });
      this.stale = false;
      if (!this.disposed) await this.fill();
      // A line that has just been written could not be gone to before.
      if (this.asked && Date.now() - this.asked.at < askedMs) this.post({ kind: 'reveal', line: this.asked.line });
    }
    this.changing = false;
  }

  /** An answer that took longer than the next question is dropped. */
  private async fill(): Promise<void> {
    const version = ++this.version;
    try {
      // The view last: what changes after it was made and before it is sent would be lost.
      const file = await this.host.file(this.place);
      const view = await this.host.view(this.place.courseId, this.place.sectionId);
      if (version !== this.version || this.disposed) return;
      this.panel.title = view.title;
      this.ready = true;
      this.bannerTold = '';
      this.post({ kind: 'note', note: { ...view, projector: isProjector(), imageBase: `${this.panel.webview.asWebviewUri(vscode.Uri.joinPath(file, '..')).toString()}/` } });
      if (this.pending) this.post({ kind: 'reveal', ...this.pending });
      this.pending = undefined;
    } catch (error) {
      this.events.failed(error);
    }
  }

  private banner(): void {
    const { banner, strips, locked } = this.host.bannerOf(this.place.courseId, this.place.sectionId);
    // Told at each prompt of the shell, mostly of the same.
    const told = JSON.stringify([banner, strips, locked]);
    if (told === this.bannerTold && this.ready && this.panel.visible) return;
    this.bannerTold = told;
    this.post({ kind: 'banner', banner, strips, locked });
  }

  private print(output: RunOutput): void {
    const { runId } = output.record;
    const there = this.batches.get(runId);
    const batch = there?.batch ?? new OutputBatch();
    batch.add(output.text, output.offset);
    if (there) return;
    this.batches.set(runId, { batch, output });
    const timer = setTimeout(() => this.flush(runId), batchMs);
    this.own({ dispose: () => clearTimeout(timer) });
  }

  private flush(runId: string): void {
    const found = this.batches.get(runId);
    this.batches.delete(runId);
    const taken = found?.batch.take();
    if (found && taken) this.post({ kind: 'output', blockId: found.output.record.blockId, runId, ...taken });
  }

  /** What is sent to a hidden page is lost: it asks for everything when it is shown again. */
  private post(message: Unnumbered): void {
    if (this.ready && this.panel.visible) void this.panel.webview.postMessage({ ...message, seq: this.seq++ } satisfies ToNote);
  }
}
