import type { Resource } from '../resource';
import type { SourceChange } from '../source';

/** What stands behind a port of every node. */
const everywhere: ReadonlySet<Resource['kind']> = new Set<Resource['kind']>(['service', 'task', 'node', 'pod', 'endpoints', 'k8s-service']);

/** Which ports are touched when a thing changes: those it published before and those it publishes now. */
export class PublishedPorts {
  private readonly known = new Map<string, readonly number[]>();

  refill(things: Iterable<Resource>): void {
    this.known.clear();
    for (const thing of things) this.learn(thing);
  }

  /** `all`: a service answers on every node, whichever task changed. */
  change({ upserts, removed }: SourceChange): 'all' | ReadonlySet<number> {
    const touched = new Set<number>();
    const add = (uid: string): void => { for (const port of this.known.get(uid) ?? []) touched.add(port); };
    let all = false;
    for (const uid of removed) {
      all ||= everywhere.has(uid.slice(0, uid.indexOf(':')) as Resource['kind']);
      add(uid);
      this.known.delete(uid);
    }
    for (const thing of upserts) {
      all ||= everywhere.has(thing.kind);
      add(thing.uid);
      this.learn(thing);
      add(thing.uid);
    }
    return all ? 'all' : touched;
  }

  private learn(thing: Resource): void {
    if (thing.kind === 'container') this.known.set(thing.uid, thing.ports.map(port => port.hostPort));
  }
}
