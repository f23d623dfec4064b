import { afterPaint } from './painted';

/** So many cards, and so many checks, are built at once: more than stand on the first screens. */
export const builtAtOnce = 60;
/** A slice of work between two frames. */
const sliceMs = 8;

/** Builds what is far down a long note when it comes near, and the rest between frames once the note is on screen. */
export class Later {
  private readonly waiting = new Map<Element, () => void>();
  private going = false;
  private readonly near = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) this.build(target);
  }, { rootMargin: '100% 0px' });

  /** `build` may find that it has been done: whoever needs a part does not wait for it. */
  add(element: Element, build: () => void): void {
    this.waiting.set(element, build);
    this.near.observe(element);
    if (this.going) return;
    this.going = true;
    afterPaint(() => this.slice());
  }

  /** For whoever looks for parts in the page itself, e.g. the next button. */
  all(): void { for (const element of [...this.waiting.keys()]) this.build(element); }

  private build(element: Element): void {
    const build = this.waiting.get(element);
    this.waiting.delete(element);
    this.near.unobserve(element);
    // The note may have changed meanwhile.
    if (element.isConnected) build?.();
  }

  private slice(): void {
    const end = performance.now() + sliceMs;
    for (const element of this.waiting.keys()) {
      if (performance.now() > end) break;
      this.build(element);
    }
    this.going = this.waiting.size > 0;
    if (this.going) window.setTimeout(() => this.slice(), sliceMs);
  }
}
