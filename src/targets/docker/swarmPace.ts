import type { Disposable } from '../../core/disposable';
import type { Clock } from './clock';

const slowMs = 5000;
const fastForMs = 60_000;
const giveUpMs = 5 * 60_000;
/** A manager hears of a container a moment after the daemon tells of it: it is asked soon, and for a while. */
const soonMs = 150;
const stirredForMs = 3000;

interface Moving { since: number; over: boolean }

/**
 * When to ask for services that are on their way, since a swarm tells nothing of its tasks: each second for a minute,
 * each five seconds until five minutes are over, then not at all until there is news. At rest nothing is asked.
 */
export class SwarmPace implements Disposable {
  private readonly moving = new Map<string, Moving>();
  private readonly stirred = new Map<string, number>();
  private timer: Disposable | undefined;
  private soon: Disposable | undefined;
  private readonly soonIds = new Set<string>();
  private due = Number.POSITIVE_INFINITY;

  /** `fastMs`: the shortest time between two questions. */
  constructor(private readonly clock: Clock, private readonly fastMs: number, private readonly ask: (ids: readonly string[]) => void) {}

  /** Something happened to one of its containers: it is looked at for a moment, whatever the manager says. */
  stir(id: string): void {
    this.stirred.set(id, this.clock.now());
    this.soonIds.add(id);
    this.soon ??= this.clock.after(Math.min(soonMs, this.fastMs), () => this.askSoon());
    this.plan();
  }

  /** News of a service, or of the nodes and so of all that are on their way: their time begins anew. */
  renew(id?: string): void {
    const now = this.clock.now();
    for (const [each, state] of this.moving) if (id === undefined || each === id) Object.assign(state, { since: now, over: false });
    if (id === undefined) this.plan();
    else this.stir(id);
  }

  /** What the last list said of a service. */
  judge(id: string, moving: boolean): void {
    if (!moving) this.moving.delete(id);
    else if (!this.moving.has(id)) this.moving.set(id, { since: this.clock.now(), over: false });
    this.plan();
  }

  forget(id: string): void {
    this.moving.delete(id);
    this.stirred.delete(id);
    this.soonIds.delete(id);
  }

  /** Its time is over: it is not asked for any more. */
  isOver(id: string): boolean { return this.moving.get(id)?.over ?? false; }

  /** There is nothing left to ask for. */
  reset(): void {
    this.timer?.dispose();
    this.soon?.dispose();
    this.timer = this.soon = undefined;
    for (const all of [this.moving, this.stirred, this.soonIds]) all.clear();
  }

  dispose(): void { this.reset(); }

  private askSoon(): void {
    this.soon = undefined;
    const ids = [...this.soonIds];
    this.soonIds.clear();
    if (ids.length) this.ask(ids);
  }

  private plan(): void {
    const now = this.clock.now();
    const wait = Math.min(...[...this.moving.values()].map(state => this.waitOf(state, now)), this.hot(now).length ? this.fastMs : Number.POSITIVE_INFINITY);
    if (!Number.isFinite(wait) || (this.timer && this.due <= now + wait)) return;
    this.timer?.dispose();
    this.due = now + wait;
    this.timer = this.clock.after(wait, () => this.fire());
  }

  private waitOf({ since, over }: Moving, now: number): number {
    if (over) return Number.POSITIVE_INFINITY;
    return Math.min(now - since < fastForMs ? this.fastMs : Math.max(slowMs, this.fastMs), since + giveUpMs - now);
  }

  private fire(): void {
    this.timer = undefined;
    const now = this.clock.now();
    const ids = new Set(this.hot(now));
    for (const [id, state] of this.moving) {
      if (!state.over) ids.add(id);
      // Asked for once more, so that what is said of it in the end is true.
      if (now - state.since >= giveUpMs) state.over = true;
    }
    if (ids.size) this.ask([...ids]);
    this.plan();
  }

  private hot(now: number): string[] {
    for (const [id, at] of this.stirred) if (now - at >= stirredForMs) this.stirred.delete(id);
    return [...this.stirred.keys()];
  }
}
