import { isEmulated } from '../aws/place';
import { awsRemoval, type AwsStep, type AwsUntil } from '../aws/removal';
import { isOfAws, type AwsResource } from '../aws/resource';
import type { Command } from '../command';
import type { LiveState } from '../liveState';
import { msg, type Message } from '../message';
import { targetWords } from './says';

export interface AwsRemovalPorts {
  /** Answers with what it said where it failed, else with nothing; `stdout`: what it printed. */
  start(command: Command): Promise<{ readonly said: string; readonly stdout: string }>;
  /** Asks anew; undefined where nobody answers. */
  look(): Promise<LiveState | undefined>;
  /** What a look of a moment ago has shown; undefined where there was none. */
  recent(): LiveState | undefined;
  /** Undefined: the place does not tell. */
  isThere(uid: string, live: LiveState): boolean | undefined;
  now(): number;
  pause(ms: number): Promise<void>;
  /** The student does not want to wait any more. */
  stopped(): boolean;
}

/** Undefined: it is gone, as a look has shown. */
export type AwsStays = { readonly why: Message } | { readonly said: string } | undefined;

/** A real account allows one question a second for each service. */
const everyMs = 5000;
const everyEmulatedMs = 500;
/** A bucket with very many versions is emptied in many rounds; an end is needed all the same. */
const mostRequests = 5000;

/** Takes one thing away: request by request, each after the last has done what it must, and then looks until it is gone. */
export async function removeOnAws(uid: string, place: string, ports: AwsRemovalPorts): Promise<AwsStays> {
  const words = targetWords(place);
  const before = ports.recent() ?? await ports.look();
  if (!before) return { why: words.away };
  if (before.daemon !== place) return { why: words.another };
  const there = ports.isThere(uid, before);
  const row = before.resources.get(uid);
  if (there === false) return undefined;
  if (there === undefined || !row || !isOfAws(row)) return { why: words.stillThere };
  const removal = awsRemoval(row);
  if (!removal) return { why: msg('No command takes it away. It costs nothing.') };
  const wait = new Waiting(uid, place, ports);
  // What is on its way out already is only waited for.
  const said = row.ending ? undefined : await new Requests(ports, wait).all(removal.steps);
  if (said && 'why' in said) return said;
  const live = await wait.until(undefined, said ? 0 : removal.limitMs);
  if (!live) return { why: words.away };
  if (live.daemon !== place) return { why: words.another };
  if (ports.isThere(uid, live) === false) return undefined;
  if (said) return said;
  const now = live.resources.get(uid);
  return { why: now && isOfAws(now) && now.ending ? msg('It is on its way out; its state now is {0}. Try again in some minutes.', now.status) : words.stillThere };
}

class Requests {
  private count = 0;
  constructor(private readonly ports: AwsRemovalPorts, private readonly waiting: Waiting) {}

  async all(steps: readonly AwsStep[]): Promise<NonNullable<AwsStays> | undefined> {
    for (const step of steps) {
      if (++this.count > mostRequests) return { why: msg('There is more in it than Labbook takes away at one go. Try again.') };
      const { said, stdout } = await this.ports.start({ file: 'aws', args: step.args });
      if (said !== '') return { said };
      const inner = step.then ? await this.all(step.then(stdout)) : undefined;
      if (inner) return inner;
      const late = step.until ? await this.waiting.came(step.until) : undefined;
      if (late) return { why: late };
    }
    return undefined;
  }
}

class Waiting {
  constructor(private readonly uid: string, private readonly place: string, private readonly ports: AwsRemovalPorts) {}

  /** Why it has not come there; undefined: it has. */
  async came(until: AwsUntil): Promise<Message | undefined> {
    const live = await this.until(row => until.statuses.includes(row.status), until.limitMs);
    if (!live) return targetWords(this.place).away;
    const row = live.resources.get(this.uid);
    if (!row || !isOfAws(row) || until.statuses.includes(row.status)) return undefined;
    return msg('It must be {0} before it can go; its state now is {1}. Try again in some minutes.', until.statuses[0] ?? '', row.status);
  }

  /** The last look: when it holds or the thing is gone, or the time is over, or nobody waits any more. */
  async until(holds: ((row: AwsResource) => boolean) | undefined, limitMs: number): Promise<LiveState | undefined> {
    const begun = this.ports.now();
    for (;;) {
      const live = await this.ports.look();
      if (!live || live.daemon !== this.place) return live;
      const row = live.resources.get(this.uid);
      if (this.ports.isThere(this.uid, live) === false || (row && isOfAws(row) && holds?.(row))) return live;
      if (this.ports.now() - begun >= limitMs || this.ports.stopped()) return live;
      await this.ports.pause(isEmulated(this.place) ? everyEmulatedMs : everyMs);
    }
  }
}
