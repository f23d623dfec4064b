import type { Resource, ResourceKind } from '../../core/resource';
import type { SourceChange } from '../../core/source';

/** The rows by uid. Each update answers with what is different now, or with nothing. */
export class Store {
  private readonly rows = new Map<string, Resource>();
  private readonly prints = new Map<string, string>();

  get resources(): ReadonlyMap<string, Resource> { return this.rows; }

  /** `fresh` are all there are of this kind. */
  replaceAll(kind: ResourceKind, fresh: readonly Resource[]): SourceChange | undefined {
    const present = new Set(fresh.map(row => row.uid));
    const gone = [...this.rows.values()].filter(row => row.kind === kind && !present.has(row.uid)).map(row => row.uid);
    return this.update(fresh, gone);
  }

  update(fresh: readonly Resource[], gone: readonly string[]): SourceChange | undefined {
    const upserts = fresh.filter(row => this.put(row));
    const removed = gone.filter(uid => this.rows.delete(uid) && this.prints.delete(uid));
    return upserts.length || removed.length ? { upserts, removed } : undefined;
  }

  clear(): SourceChange | undefined {
    return this.update([], [...this.rows.keys()]);
  }

  private put(row: Resource): boolean {
    const print = JSON.stringify(row);
    if (this.prints.get(row.uid) === print) return false;
    this.prints.set(row.uid, print);
    this.rows.set(row.uid, row);
    return true;
  }
}
