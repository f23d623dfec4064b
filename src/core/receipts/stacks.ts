import type { MadeEntry } from '../journal';
import type { Ledger } from '../ledger';
import { printOf, thingOf, type LiveState } from '../liveState';
import { isDerived } from './snapshot';

const label = 'com.docker.stack.namespace';
/** Creation times have whole seconds. */
const blurMs = 2000;

interface Maker { readonly made: MadeEntry; readonly since: number }

/**
 * What a task of a stack makes when it starts, such as a volume, is there long after the run that has deployed the stack,
 * and it may be heard of when the stack is gone already.
 */
export class Stacks {
  /** By daemon and stack. */
  private readonly makers = new Map<string, Maker>();

  /** Volumes and networks of the stacks that the ledger names, as far as it does not name them. */
  entries(live: LiveState, ledger: Ledger, now: number): MadeEntry[] {
    for (const row of live.resources.values()) {
      if (row.kind !== 'service' || row.stack === undefined) continue;
      const key = keyOf(live, row.stack), made = ledger.find(live.daemon, row.uid)?.made;
      if (!made || made.likely) this.makers.delete(key);
      else if (!this.makers.has(key) || this.makers.get(key)!.made.runId !== made.runId) this.makers.set(key, { made, since: row.created ?? made.at });
    }
    if (this.makers.size === 0) return [];
    return [...live.resources.values()].flatMap((row): MadeEntry[] => {
      const thing = row.kind === 'volume' || row.kind === 'network' ? thingOf(row) : undefined;
      const stack = row.labels[label];
      const maker = thing && stack !== undefined ? this.makers.get(keyOf(live, stack)) : undefined;
      if (!thing || !maker || isDerived(row) || (row.created ?? 0) < maker.since - blurMs || ledger.find(live.daemon, row.uid)?.made.likely === false) return [];
      const { courseId, courseVersion, labId, sectionId, blockId, runId } = maker.made;
      const print = printOf(row);
      return [{
        v: 1, kind: 'made', at: now, courseId, courseVersion, labId, sectionId, blockId, runId, uid: row.uid, thing, name: row.name, daemon: live.daemon,
        evidence: 'owner', likely: false, ...print !== undefined && { print },
      }];
    });
  }
}

function keyOf({ daemon }: LiveState, stack: string): string { return `${daemon}\n${stack}`; }
