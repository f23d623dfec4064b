import { isOfAws } from '../core/aws/resource';
import type { AwsAnswer, AwsQuery } from '../core/aws/query';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Resource } from '../core/resource';
import type { Counted } from '../core/statusInput';

/** A stream gives each reader a few reads a second: one in ten seconds leaves the lab's own programs theirs. */
const everyMs = 10_000;
const minute = 60_000;

/** What passes through the lab's streams and lies in its tables. Asks only between `run(true)` and `run(false)`, one question after the other. */
export class AwsCounts extends Disposables {
  private readonly changed = this.own(new Emitter<void>());
  readonly onChange = this.changed.event;
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private map: ReadonlyMap<string, Counted> = new Map();

  constructor(private readonly things: () => readonly Resource[], private readonly ask: (query: AwsQuery) => Promise<AwsAnswer>) { super(); }

  /** By uid. */
  get counted(): ReadonlyMap<string, Counted> { return this.map; }

  run(on: boolean): void {
    if (on === this.running) return;
    this.running = on;
    clearTimeout(this.timer);
    if (on) void this.round();
    else this.map = new Map();
  }

  override dispose(): void {
    this.running = false;
    clearTimeout(this.timer);
    super.dispose();
  }

  /** The next begins after the last answer. */
  private async round(): Promise<void> {
    const next = new Map<string, Counted>();
    // Only a lab with a stream has a picture that shows numbers.
    const all = this.things().filter(isOfAws);
    if (all.some(({ kind }) => kind === 'aws-stream')) {
      for (const { kind, uid, name, status } of all) {
        if (!this.running) return;
        if (status !== 'ACTIVE' || kind !== 'aws-stream' && kind !== 'aws-table') continue;
        const counted = kind === 'aws-stream' ? await this.recordsOf(name) : await this.itemsOf(name);
        if (counted) next.set(uid, counted);
      }
    }
    if (!this.running) return;
    const before = JSON.stringify([...this.map]);
    this.map = next;
    if (JSON.stringify([...next]) !== before) this.changed.fire();
    this.timer = setTimeout(() => void this.round(), everyMs);
    // A round that is to come keeps no process alive.
    this.timer.unref();
  }

  private async recordsOf(stream: string): Promise<Counted | undefined> {
    const answer = await this.answer({ ask: 'records', stream, since: Date.now() - minute });
    return answer?.kind === 'texts' ? { lastMinute: answer.texts.length, ...answer.more ? { more: true } : {} } : undefined;
  }

  private async itemsOf(table: string): Promise<Counted | undefined> {
    const answer = await this.answer({ ask: 'items', table });
    return answer?.kind === 'count' ? { total: answer.count, ...answer.more ? { more: true } : {} } : undefined;
  }

  /** Where nobody answers there is no number; that the place is silent is said elsewhere. */
  private answer(query: AwsQuery): Promise<AwsAnswer | undefined> { return this.ask(query).catch(() => undefined); }
}
