import type { AwsPlace } from '../../../src/core/aws/place';
import { isOfAws } from '../../../src/core/aws/resource';
import type { Check } from '../../../src/core/check';
import { CheckBook, type CheckChange } from '../../../src/core/checks/checkBook';
import type { AwsEyes, ClusterEyes, DockerEyes } from '../../../src/core/checks/eyes';
import type { CheckSection } from '../../../src/core/checks/checkSection';
import { keyOf, type Seen } from '../../../src/core/checks/want';
import type { KindSeen } from '../../../src/core/checks/world';
import { isOfCluster } from '../../../src/core/clusterResource';
import { Emitter } from '../../../src/core/emitter';
import type { Journal, JournalEntry } from '../../../src/core/journal';
import { english, type Message } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import type { RunRecord } from '../../../src/core/run';
import type { LinkStatus, SourceChange, SwarmState } from '../../../src/core/source';
import { FakeClock, settle } from '../docker/fakes';
import { run } from './worlds';

export class MemoryJournal implements Journal {
  readonly entries: JournalEntry[] = [];
  private readonly added = new Emitter<JournalEntry>();
  readonly onAdd = this.added.event;
  all() { return Promise.resolve([...this.entries]); }
  add(entry: JournalEntry) { this.entries.push(entry); this.added.fire(entry); return Promise.resolve(); }
  kept() { return this.entries.filter(entry => entry.kind === 'check').map(entry => `${entry.checkId} by ${entry.by}`); }
}

/** A book of checks, with all that it is told in the hands of a test. */
export class Bench {
  readonly clock = new FakeClock();
  readonly things = new Map<string, Resource>();
  private readonly changes = new Emitter<SourceChange | undefined>();
  private readonly links = new Emitter<unknown>();
  private readonly clusterChanges = new Emitter<SourceChange | undefined>();
  private readonly clusterLinks = new Emitter<unknown>();
  private readonly awsChanges = new Emitter<SourceChange | undefined>();
  private readonly awsLinks = new Emitter<unknown>();
  private readonly recorded = new Emitter<{ courseId: string; labId: string }>();
  readonly records: RunRecord[] = [];
  status: LinkStatus | undefined = { phase: 'live', since: 0 };
  /** The lab's cluster beside Docker. */
  readonly cluster = { status: { phase: 'live', since: 0 } as LinkStatus | undefined, kinds: new Map<string, KindSeen>(), holds: 0 };
  /** The lab's place on AWS beside both. */
  readonly aws = { status: { phase: 'live', since: 0 } as LinkStatus | undefined, place: { track: 'emulator', region: 'us-east-1', account: '123456789012' } as AwsPlace | undefined, holds: 0, /** How often it was held. */ held: 0, here: true, reading: false };
  swarm: SwarmState | undefined = { role: 'inactive' };
  barred: Message | undefined;
  holds = 0;
  readonly looked: string[] = [];
  readonly answers = new Map<string, Seen>();
  readonly remembered = new Map<string, string>();
  readonly told: CheckChange[] = [];
  readonly book: CheckBook;
  readonly section: CheckSection;

  constructor(checks: readonly Check[], readonly journal = new MemoryJournal()) {
    const block = (id: string, ordinal: number, more: object = {}) => ({ id, ordinal, hash: `hash-${id}`, role: 'step' as const, options: { background: false, tty: false, confirm: false, run: true, onError: 'stop' as const }, ...more });
    this.section = { courseId: 'c', courseVersion: '1', labId: 'L', sectionId: 's', checks, blocks: [block('b', 1), block('later', 2), block('way', 3, { role: 'solution', solves: 'b' }), block('other', 4, { role: 'alternative', solves: 'b' }), block('aside', 5, { role: 'aside' })] };
    this.book = new CheckBook({
      clock: this.clock, journal,
      docker: this.eyes(), cluster: this.clusterEyes(), aws: this.awsEyes(),
      records: () => this.records, loaded: () => Promise.resolve(), onRecord: this.recorded.event,
      look: want => { this.looked.push(keyOf(want)); const seen = this.answers.get(keyOf(want)); return seen ? Promise.resolve(seen) : Promise.reject(new Error('no answer')); },
      barred: () => this.barred, remembered: (_section, name) => this.remembered.get(name),
    });
    this.book.onChange(change => this.told.push(change));
  }

  private eyes(): DockerEyes {
    const eyes = { things: this.things, onChange: this.changes.event, onStatus: this.links.event, hold: () => { this.holds++; return { dispose: () => { this.holds--; } }; } };
    return Object.defineProperties(eyes, { status: { get: () => this.status }, swarm: { get: () => this.swarm } }) as unknown as DockerEyes;
  }

  private clusterEyes(): ClusterEyes {
    const { cluster } = this;
    return {
      get status() { return cluster.status; }, things: this.things, namespace: 'shop', kinds: cluster.kinds, onChange: this.clusterChanges.event, onStatus: this.clusterLinks.event,
      hold: () => { cluster.holds++; return { dispose: () => { cluster.holds--; } }; },
    };
  }

  private awsEyes(): AwsEyes {
    const { aws } = this;
    return {
      get status() { return aws.status; }, things: this.things, get place() { return aws.place; }, unknown: undefined, get reading() { return aws.reading; }, isOf: () => aws.here, onChange: this.awsChanges.event, onStatus: this.awsLinks.event,
      hold: () => { aws.holds++; aws.held++; return { dispose: () => { aws.holds--; } }; },
    };
  }

  async watch() { const held = this.book.watch(this.section); await settle(); return held; }
  async set(...things: Resource[]) {
    for (const thing of things) this.things.set(thing.uid, thing);
    (things.some(isOfAws) ? this.awsChanges : things.some(isOfCluster) ? this.clusterChanges : this.changes).fire({ upserts: things, removed: [] });
    await settle();
  }
  async drop(uid: string) { this.things.delete(uid); this.changes.fire({ upserts: [], removed: [uid] }); await settle(); }
  async link(status: LinkStatus | undefined) { this.status = status; this.links.fire(undefined); await settle(); }
  async awsLink(status: LinkStatus) { this.aws.status = status; this.awsLinks.fire(undefined); await settle(); }
  /** Another place: nothing of before is there. */
  async awsMoved(place: AwsPlace) { this.aws.place = place; this.things.clear(); this.awsChanges.fire(undefined); await settle(); }
  async clusterLink(status: LinkStatus) { this.cluster.status = status; this.clusterLinks.fire(undefined); await settle(); }
  async ran(record: RunRecord) {
    const at = this.records.findIndex(known => known.runId === record.runId);
    if (at >= 0) this.records.splice(at, 1);
    this.records.push(record);
    this.recorded.fire(record);
    await settle();
  }
  /** A run that has just ended. */
  run(blockId: string, over: Partial<RunRecord> = {}) { const now = this.clock.now(); return run(blockId, { runId: `${blockId}-${now}`, start: now - 50, end: now, ...over }); }
  of(id: string) { return this.book.results(this.section)?.find(result => result.check.id === id); }
  says(id: string) {
    const result = this.of(id);
    return result && [result.state, result.gone ? 'gone' : '', result.byStudent ? 'by student' : '', result.facts.map(english).join('; ')].filter(Boolean).join(', ');
  }
}
