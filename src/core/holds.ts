import type { Disposable } from './disposable';

/** Counts who holds something: tells when the first has come and when the last has gone. */
export class Holds {
  private readonly out = new Set<object>();

  constructor(private readonly first: () => void, private readonly last: () => void) {}

  get any(): boolean { return this.out.size > 0; }

  take(): Disposable {
    const hold = {};
    this.out.add(hold);
    if (this.out.size === 1) this.first();
    return { dispose: () => { if (this.out.delete(hold) && this.out.size === 0) this.last(); } };
  }

  /** Whoever still holds it has lost it. */
  end(): void {
    if (!this.any) return;
    this.out.clear();
    this.last();
  }
}
