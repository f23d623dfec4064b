import { afterPaint } from './painted';

/** So many cards, and so many checks, are built at once: more than stand on the first screens. */
export const builtAtOnce = 20;
/** A slice of work between two frames. */
const sliceMs = 8;

/** Builds what is far down a long note when it comes near, and the rest between frames once the note is on screen. */
export class Later {
  private readonly waiting = new Map<Element, () => void>();
  /** What waits in each step: thousands of observed elements would make each frame a long one. */
  private readonly steps = new Map<Element, Element[]>();
  private going = false;
  private readonly near = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) this.buildStep(target);
  }, { rootMargin: '100% 0px' });

  /** `build` may find that it has been done: whoever needs a part does not wait for it. */
  add(element: Element, build: () => void): void {
    const step = element.closest('.step') ?? element;
    const others = this.steps.get(step);
    if (others) others.push(element);
    else {
      this.steps.set(step, [element]);
      this.near.observe(step);
    }
    this.waiting.set(element, build);
    if (this.going) return;
    this.going = true;
    afterPaint(() => this.slice());
  }

  /** For whoever looks for parts in the page itself, e.g. the next button. */
  all(): void { for (const step of [...this.steps.keys()]) this.buildStep(step); }

  private buildStep(step: Element): void {
    this.near.unobserve(step);
    for (const element of this.steps.get(step) ?? []) this.build(element);
    this.steps.delete(step);
  }

  private build(element: Element): void {
    const build = this.waiting.get(element);
    this.waiting.delete(element);
    // The note may have changed meanwhile.
    if (element.isConnected) build?.();
  }

  private slice(): void {
    const end = performance.now() + sliceMs;
    for (const step of this.steps.keys()) {
      if (performance.now() > end) break;
      this.buildStep(step);
    }
    this.going = this.steps.size > 0;
    if (this.going) window.setTimeout(() => this.slice(), sliceMs);
  }
}
