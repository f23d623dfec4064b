/** Milliseconds. An answer takes a few; whoever has heard nothing by then was not heard, or the answer was lost. */
const waits: readonly number[] = [1000, 2000, 4000, 8000];

/**
 * Says that the page is ready, and says so again until it has been told everything: a message to a view that is being
 * hidden and shown at that moment is dropped by the editor, and nobody is told.
 */
export class Asking {
  private timer: number | undefined;
  private tries = 0;

  constructor(private readonly ask: () => void) {}

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
