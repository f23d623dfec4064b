import { el, setText } from './dom';

/** One polite voice for the whole panel: a sentence a second at most, and of several the newest. */
export class LiveRegion {
  readonly element = el('div', { class: 'sr', role: 'status', 'aria-live': 'polite' });
  private next: string | undefined;
  private timer: number | undefined;

  say(sentence: string): void {
    this.next = sentence;
    if (this.timer === undefined) this.flush();
  }

  private flush(): void {
    if (this.next === undefined) {
      this.timer = undefined;
      return;
    }
    setText(this.element, this.next);
    this.next = undefined;
    this.timer = window.setTimeout(() => this.flush(), 1000);
  }
}
