const throttleMs = 50;
const echoMs = 150;
/** The banner covers this much of the top. */
const cover = 48;

/** Keeps page and Markdown editor at the same line, and the place over a reload. */
export class Scroller {
  private marks: readonly { readonly line: number; readonly element: HTMLElement }[] | undefined;
  /** A scroll of our own is no news, nor what follows from it, e.g. pictures that load above. */
  private quietUntil = 0;
  private held: (() => void) | undefined;
  private timer: number | undefined;

  constructor(private readonly text: HTMLElement, private readonly moved: (line: number) => void) {
    window.addEventListener('scroll', () => this.scrolled(), { passive: true });
    for (const act of ['wheel', 'keydown', 'pointerdown']) window.addEventListener(act, () => { this.held = undefined; }, { passive: true });
    text.addEventListener('load', () => this.held?.(), { capture: true });
  }

  /** Goes to a line and stays there while pictures above it load, until the student moves. */
  restore(line: number): void { this.hold(() => this.toLine(line)); }

  /** Goes to a place by a way of its own, and again each time that a picture above it has loaded. */
  hold(go: () => void): void {
    this.quietUntil = performance.now() + echoMs;
    go();
    this.held = () => this.hold(go);
  }

  /** The text has changed. */
  forget(): void { this.marks = undefined; this.held = undefined; }

  /** 0-based line of the file at the top of the page, with a fraction. */
  line(): number {
    const marks = this.all();
    const at = this.lastAbove(marks);
    const [here, next] = [marks[at], marks[at + 1]];
    if (!here) return 0;
    const top = here.element.getBoundingClientRect().top;
    const end = next ? next.element.getBoundingClientRect().top : here.element.getBoundingClientRect().bottom;
    const part = end > top ? Math.max(0, Math.min(1, (cover - top) / (end - top))) : 0;
    return here.line + part * ((next?.line ?? here.line + 1) - here.line);
  }

  toLine(line: number): void {
    this.held = undefined;
    const marks = this.all();
    const at = Math.max(0, marks.filter(mark => mark.line <= line).length - 1);
    const [here, next] = [marks[at], marks[at + 1]];
    if (!here) return;
    const top = here.element.getBoundingClientRect().top;
    const span = next ? next.element.getBoundingClientRect().top - top : here.element.offsetHeight;
    const part = next && next.line > here.line ? (line - here.line) / (next.line - here.line) : 0;
    this.to(window.scrollY + top + span * Math.max(0, part) - cover);
  }

  to(y: number): void {
    this.quietUntil = performance.now() + echoMs;
    window.scrollTo({ top: y, behavior: 'instant' });
  }

  private scrolled(): void {
    if (performance.now() < this.quietUntil) return;
    this.timer ??= window.setTimeout(() => { this.timer = undefined; this.moved(this.line()); }, throttleMs);
  }

  private all(): readonly { line: number; element: HTMLElement }[] {
    return this.marks ??= [...this.text.querySelectorAll<HTMLElement>('[data-line]')].map(element => ({ line: Number(element.dataset['line']), element })).filter(({ line }) => Number.isFinite(line));
  }

  private lastAbove(marks: readonly { element: HTMLElement }[]): number {
    let [low, high] = [0, marks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((marks[middle]?.element.getBoundingClientRect().top ?? 0) <= cover) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
