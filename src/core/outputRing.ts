import type { KeptOutput } from './run';

/** Keeps the first and the last part of a stream of text of any length in bounded memory. Sizes in UTF-16 units. */
export class OutputRing {
  private head = '';
  private tail: string[] = [];
  private tailLength = 0;
  private total = 0;

  constructor(private readonly headLimit = 64 * 1024, private readonly tailLimit = 192 * 1024) {}

  push(text: string): void {
    this.total += text.length;
    const room = this.headLimit - this.head.length;
    if (room > 0) {
      this.head += text.slice(0, room);
      text = text.slice(room);
    }
    if (text === '') return;
    // A slice of a huge chunk would keep the whole chunk alive: flatten what is kept.
    const kept = text.length > this.tailLimit ? flat(text.slice(-this.tailLimit)) : text;
    this.tail.push(kept);
    this.tailLength += kept.length;
    if (this.tailLength > 2 * this.tailLimit) this.compact();
  }

  /** UTF-16 units since the beginning. */
  get length(): number { return this.total; }

  kept(): KeptOutput {
    this.compact();
    const tail = this.tail[0] ?? '';
    return { head: this.head, tail, dropped: Math.max(0, this.total - this.head.length - tail.length) };
  }

  private compact(): void {
    const joined = this.tail.join('').slice(-this.tailLimit);
    this.tail = joined === '' ? [] : [flat(joined)];
    this.tailLength = joined.length;
  }
}

function flat(text: string): string {
  return Array.from({ length: Math.ceil(text.length / 8192) }, (_, i) => text.slice(i * 8192, (i + 1) * 8192)).join('');
}
