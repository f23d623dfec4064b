export interface Disposable { dispose(): void }

/** Owner of things that must end together. Create and register on one line: `this.own(new X())`. */
export class Disposables implements Disposable {
  private readonly items = new Set<Disposable>();
  private done = false;

  own<T extends Disposable>(item: T): T {
    if (this.done) item.dispose();
    else this.items.add(item);
    return item;
  }

  get disposed(): boolean { return this.done; }

  dispose(): void {
    if (this.done) return;
    this.done = true;
    const items = [...this.items].reverse();
    this.items.clear();
    for (const item of items) item.dispose();
  }
}

/** Holds at most one disposable: setting a new one ends the old one. */
export class Slot<T extends Disposable> implements Disposable {
  private current: T | undefined;
  get value(): T | undefined { return this.current; }
  set value(next: T | undefined) {
    const old = this.current;
    this.current = next;
    if (old && old !== next) old.dispose();
  }
  dispose(): void { this.value = undefined; }
}
