import type { Disposable } from '../../core/disposable';
import type { ContainerResource } from '../../core/resource';
import type { DaemonEvent } from './api';
import type { Clock } from './clock';

const windowMs = 60_000;
const loopDeaths = 3;

/** What the list does not say: whether a container dies again and again, and whether memory ran out. */
export class ContainerHealth implements Disposable {
  /** Times of death by this machine's clock. */
  private readonly deaths = new Map<string, number[]>();
  /** Whether it was started again since memory ran out. */
  private readonly oom = new Map<string, boolean>();
  private readonly timers = new Map<string, Disposable>();

  /** `changed`: a row is to be shown anew though nothing happened on the daemon. */
  constructor(private readonly clock: Clock, private readonly changed: (id: string) => void) {}

  seen(event: DaemonEvent): void {
    if (event.action === 'oom') this.oom.set(event.id, false);
    if (event.action === 'destroy') this.forget(event.id);
    if (event.action === 'start') this.started(event.id);
    if (event.action !== 'die') return;
    const now = this.clock.now();
    const recent = [...(this.deaths.get(event.id) ?? []).filter(time => now - time < windowMs), now];
    this.deaths.set(event.id, recent);
    this.timers.get(event.id)?.dispose();
    this.timers.set(event.id, this.clock.after(windowMs, () => { this.quiet(event.id); this.changed(event.id); }));
  }

  markOom(id: string): void { this.oom.set(id, false); }

  apply(container: ContainerResource): ContainerResource {
    const id = container.uid.slice('container:'.length);
    const restartLoop = this.inLoop(id);
    const oomKilled = this.oom.has(id);
    return restartLoop || oomKilled ? { ...container, restartLoop, oomKilled } : container;
  }

  dispose(): void {
    for (const timer of this.timers.values()) timer.dispose();
    this.timers.clear();
  }

  private inLoop(id: string): boolean {
    const now = this.clock.now();
    return (this.deaths.get(id) ?? []).filter(time => now - time < windowMs).length >= loopDeaths;
  }

  /** A restart policy starts it at once: what happened is shown for a minute all the same. */
  private started(id: string): void {
    if (!this.deaths.has(id)) this.oom.delete(id);
    else if (this.oom.has(id)) this.oom.set(id, true);
  }

  private quiet(id: string): void {
    this.timers.delete(id);
    this.deaths.delete(id);
    if (this.oom.get(id)) this.oom.delete(id);
  }

  private forget(id: string): void {
    this.timers.get(id)?.dispose();
    this.quiet(id);
    this.oom.delete(id);
  }
}
