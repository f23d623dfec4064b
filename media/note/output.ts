import { terminalText } from '../../src/core/terminalText';
import type { BlockView, RunView } from '../../src/core/protocol';
import { el, setAttribute } from '../status/dom';
import { sizeWords } from '../status/size';
import type { Translator } from '../status/words';
import { ansiNodes } from './ansi';
import { isActive } from './stateWords';

/** While it runs only the newest part stands on the page, however much is printed. UTF-16 units and lines. */
const liveUnits = 64 * 1024;
const liveLines = 300;
/** A line of a finished output that is longer than this is cut: laying it out would stop the page. */
const longestLine = 20_000;
const paintEveryMs = 100;

/** What a block printed: streamed while it runs, its first and last part when it is over. */
export class Output {
  private run: RunView | undefined;
  private raw = '';
  private total = 0;
  private newlines = 0;
  private element: HTMLElement | undefined;
  private painted: unknown;
  private timer: number | undefined;

  constructor(private readonly t: Translator) {}

  get has(): boolean {
    const { run } = this;
    if (!run || run.changed) return false;
    return run.output ? run.output.head !== '' : isActive(run) && this.raw !== '';
  }

  get lines(): number {
    const kept = this.run?.output;
    return kept ? count(kept.head.trimEnd()) + count(kept.tail.trimEnd()) + 1 : this.newlines + (this.raw === '' || this.raw.endsWith('\n') ? 0 : 1);
  }

  take(run: RunView | undefined): void {
    if (run?.runId !== this.run?.runId) {
      this.raw = '';
      this.total = 0;
      this.newlines = 0;
    }
    this.run = run;
  }

  /** `offset`: where the text begins in all that was printed. True when the first output of the run came. */
  append(text: string, offset: number): boolean {
    const first = this.raw === '';
    const fresh = offset < this.total ? text.slice(this.total - offset) : text;
    if (fresh === '') return false;
    this.total = Math.max(offset, this.total) + fresh.length;
    this.newlines += count(fresh);
    this.raw += fresh;
    if (this.raw.length > 2 * liveUnits) this.raw = fromLine(this.raw.slice(-liveUnits));
    this.timer ??= window.setTimeout(() => { this.timer = undefined; this.paintLive(); }, paintEveryMs);
    return first;
  }

  /** The place to draw in; undefined while it is folded, and then nothing is drawn. */
  attach(element: HTMLElement | null, view: BlockView, open: boolean): void {
    if (element !== this.element) this.painted = undefined;
    this.element = open && element ? element : undefined;
    if (!element) { this.painted = undefined; return; }
    const active = isActive(this.run);
    setAttribute(element, 'role', active ? 'log' : 'region');
    setAttribute(element, 'aria-live', active ? 'off' : undefined);
    setAttribute(element, 'aria-label', this.t('Output of block {0}', view.ordinal));
    if (this.run?.output) this.paintKept(this.run.output);
    else this.paintLive();
  }

  private paintKept(kept: NonNullable<RunView['output']>): void {
    const key = `${this.run?.runId} ${kept.head.length} ${kept.dropped} ${kept.tail.length}`;
    if (!this.element || this.painted === key) return;
    this.painted = key;
    this.element.replaceChildren(nodes(kept.dropped === 0 ? kept.head.trimEnd() : kept.head));
    if (kept.dropped === 0) return;
    this.element.append(el('span', { class: 'gap' }, this.t('{0} were not kept', sizeWords(this.t, kept.dropped))), nodes(kept.tail.trimEnd()));
  }

  /** Stays as it is while the student reads further up or has marked something. */
  private paintLive(): void {
    const { element } = this;
    if (!element || this.run?.output || this.painted === this.total) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 30;
    if (this.painted !== undefined && (!atEnd || hasSelection(element))) return;
    this.painted = this.total;
    const lines = terminalText(this.raw).trimEnd().split('\n');
    element.replaceChildren(nodes(lines.slice(-liveLines).join('\n')));
    element.scrollTop = element.scrollHeight;
  }

  /** The student came back to the end. */
  caughtUp(): void { if (!this.run?.output) this.paintLive(); }
}

function nodes(text: string): DocumentFragment {
  const long = text.length > longestLine ? text.split('\n').map(line => line.length > longestLine ? `${line.slice(0, longestLine)} …` : line).join('\n') : text;
  return ansiNodes(long);
}

function fromLine(text: string): string {
  const start = text.indexOf('\n');
  return start < 0 || start > text.length / 2 ? text : text.slice(start + 1);
}

function count(text: string): number {
  let found = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) found++;
  return found;
}

function hasSelection(element: HTMLElement): boolean {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && element.contains(selection.anchorNode);
}
