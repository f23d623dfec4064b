import type { Disposable } from '../../core/disposable';
import type { ContainerResource } from '../../core/resource';
import type { DaemonEvent } from './api';
import type { Clock } from './clock';

/** Twenty seconds in all: with four daemons starting on two processors one was seen to call a container running long after it had told of its end. */
const rechecksMs = [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240];

interface Expected { readonly met: (row: ContainerResource) => boolean; tries: number; timer?: Disposable }

/**
 * The daemon tells of some changes before its own list shows them. What an event promises is therefore looked for in
 * the list, and asked for again a few times while it is missing. The list alone decides what is shown.
 */
export class Expectations implements Disposable {
  private readonly byId = new Map<string, Expected>();

  constructor(private readonly clock: Clock, private readonly recheck: (id: string) => void) {}

  seen(event: DaemonEvent): void {
    const id = event.type === 'network' ? event.attributes['container'] : event.type === 'container' ? event.id : undefined;
    const met = promiseOf(event);
    if (!id || (!met && event.action !== 'destroy')) return;
    // A container that ends also leaves its networks: what its end promises matters more.
    if (event.type === 'network' && this.byId.has(id)) return;
    this.drop(id);
    if (met) this.byId.set(id, { met, tries: 0 });
  }

  /** To be called with the rows of every list that was asked for after the event. */
  check(rows: readonly ContainerResource[]): void {
    if (this.byId.size === 0) return;
    for (const row of rows) {
      const id = row.uid.slice('container:'.length);
      const expected = this.byId.get(id);
      if (!expected) continue;
      const wait = rechecksMs[expected.tries++];
      if (expected.met(row) || wait === undefined) this.drop(id);
      else {
        expected.timer?.dispose();
        expected.timer = this.clock.after(wait, () => this.recheck(id));
      }
    }
  }

  dispose(): void { for (const id of [...this.byId.keys()]) this.drop(id); }

  private drop(id: string): void {
    this.byId.get(id)?.timer?.dispose();
    this.byId.delete(id);
  }
}

function promiseOf({ type, action, attributes }: DaemonEvent): Expected['met'] | undefined {
  const name = attributes['name'] ?? '';
  if (type === 'network') return action === 'connect' ? row => row.networks.includes(name) : action === 'disconnect' ? row => row.state !== 'running' || !row.networks.includes(name) : undefined;
  switch (action) {
    case 'start': case 'restart': case 'unpause': return row => row.state !== 'created' && row.state !== 'exited' && row.state !== 'paused';
    case 'die': return row => row.state !== 'running' && row.state !== 'paused';
    case 'pause': return row => row.state === 'paused';
    case 'rename': return row => row.name === name;
    default: return undefined;
  }
}
