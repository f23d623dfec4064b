/** Milliseconds. An answer takes a few; whoever has heard nothing by then was not heard, or the answer was lost. */
const waits: readonly number[] = [1000, 2000, 4000, 8000];

/** Milliseconds for what the host said before the page listened: the editor hands it over once the page has loaded. */
const firstWait = 50;

/**
 * Asks the host for everything, unless it was told already, and again until it has been told: a message to a view that is
 * being hidden and shown at that moment is dropped by the editor, and nobody is told.
 */
export class Asking {
  private timer: number | undefined;
  private tries = 0;

  constructor(private readonly ask: () => void) {}

  /** Of a page that is loading. */
  beginLoaded(): void {
    window.addEventListener('load', () => { this.timer = window.setTimeout(() => this.begin(), firstWait); }, { once: true });
  }

  begin(): void {
    window.clearTimeout(this.timer);
    this.ask();
    const wait = waits[this.tries++];
    if (wait !== undefined) this.timer = window.setTimeout(() => this.begin(), wait);
  }

  heard(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    this.tries = 0;
  }
}
