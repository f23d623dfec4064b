import { Disposables, Slot, type Disposable } from '../disposable';
import { Emitter, type Event } from '../emitter';
import type { Journal, JournalEntry } from '../journal';
import type { Clock } from '../labRuns';
import { msg, type Message } from '../message';
import type { RunRecord } from '../run';
import type { SourceChange } from '../source';
import { AwsThings } from './awsThings';
import type { CheckResult, CheckSection } from './checkSection';
import { ClusterThings } from './clusterThings';
import { awayOf, type AwsEyes, type ClusterEyes, type DockerEyes } from './eyes';
import { CheckFold } from './fold';
import { Looks } from './looks';
import { PublishedPorts } from './publishedPorts';
import { SectionWatch } from './sectionWatch';
import { Things } from './things';
import type { Seen, Want } from './want';
import type { AwsWorld, ClusterWorld, DockerWorld } from './world';

export interface CheckPorts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly docker: DockerEyes;
  /** Undefined: no lab here has a cluster. */
  readonly cluster?: ClusterEyes;
  /** Undefined: no lab here works on AWS. */
  readonly aws?: AwsEyes;
  /** Runs of a lab that were written here, oldest first, with those that go on. */
  records(lab: LabOf): readonly RunRecord[];
  /** Resolves when `records` knows what was stored. */
  loaded(): Promise<void>;
  readonly onRecord: Event<LabOf>;
  /** A block that goes on has printed something: `records` says it. */
  readonly onPrinted?: Event<LabOf>;
  look(want: Want, section: CheckSection): Promise<Seen>;
  /** Why nothing of this section may be looked at; undefined where it may. */
  barred(section: CheckSection): Message | undefined;
  /** What the student typed for a placeholder of this name. */
  remembered(section: CheckSection, name: string): string | undefined;
}

interface LabOf { readonly courseId: string; readonly labId: string }
export interface CheckChange { readonly section: CheckSection; readonly result: CheckResult }

/** So long after the last change a page or port is asked once more. */
const settleMs = 2000;

/**
 * The checks of all sections that somebody looks at. Nothing is asked for the others. What was once seen to hold is kept
 * in the journal; the live state stands beside it.
 */
export class CheckBook extends Disposables {
  private readonly changes = this.own(new Emitter<CheckChange>());
  readonly onChange = this.changes.event;
  private readonly folds = new Map<string, CheckFold>();
  private readonly watches = new Map<string, SectionWatch>();
  private readonly published = new PublishedPorts();
  /** Written by others while the journal was being read. */
  private readonly early: JournalEntry[] = [];
  private readonly looks: Looks;
  private readonly settling = this.own(new Slot<Disposable>());
  private things: Things | undefined;
  private clusterThings: ClusterThings | undefined;
  private awsThings: AwsThings | undefined;
  private loading: Promise<void> | undefined;
  private entries: JournalEntry[] | undefined;

  constructor(private readonly deps: CheckPorts) {
    super();
    this.looks = this.own(new Looks(this.published, (want, place) => this.look(want, place), () => this.stale()));
    this.own(deps.docker.onChange(change => this.moved(change)));
    this.own(deps.docker.onStatus(() => this.stale()));
    for (const eyes of [deps.cluster, deps.aws]) {
      if (!eyes) continue;
      this.own(eyes.onChange(change => this.moved(change)));
      this.own(eyes.onStatus(() => this.stale()));
    }
    this.own(deps.onRecord(lab => this.ran(lab)));
    if (deps.onPrinted) this.own(deps.onPrinted(lab => this.stale(lab)));
    this.own(deps.journal.onAdd(entry => this.added(entry)));
  }

  /** Resolves when what was stored is known: until then no check is judged. */
  load(): Promise<void> {
    return this.loading ??= Promise.all([this.deps.journal.all(), this.deps.loaded()]).then(([entries]) => {
      this.entries = [...entries, ...this.early];
      this.stale();
    });
  }

  /** Looks at the section for as long as the watch is held. The text may have changed since the last one. */
  watch(section: CheckSection): Disposable {
    void this.load();
    const watch = this.watchOf(section);
    return watch.hold();
  }

  /** As far as it is known; latched ones at least. Nothing is asked. Undefined until the journal was read. */
  results(section: CheckSection): readonly CheckResult[] | undefined {
    void this.load();
    return this.watchOf(section).results();
  }

  /** Looks once, at everything, and waits until all of it was seen or the time is over. Milliseconds. */
  async lookNow(section: CheckSection, limitMs: number): Promise<readonly CheckResult[]> {
    return this.until(section, results => results.every(result => result.now !== 'asking'), limitMs, true);
  }

  /** Watches until all of these are done and kept, or the time is over. Milliseconds. All where no ids are given. */
  async waitFor(section: CheckSection, ids: readonly string[] | undefined, limitMs: number): Promise<readonly CheckResult[]> {
    const wanted = (result: CheckResult): boolean => ids === undefined || ids.includes(result.check.id);
    return this.until(section, results => results.filter(wanted).every(result => result.state === 'done' && result.kept), limitMs, false);
  }

  /** The student's word. Recorded as such. */
  async markDone(section: CheckSection, checkId: string): Promise<void> {
    const check = section.checks.find(candidate => candidate.id === checkId);
    if (check) await this.deps.journal.add({ ...this.base(section), kind: 'check', sectionId: section.sectionId, checkId, hash: check.hash, by: 'student', evidence: [], marks: [] });
  }

  async answer(section: CheckSection, checkId: string, text: string): Promise<void> {
    const check = section.checks.find(candidate => candidate.id === checkId);
    if (check) await this.deps.journal.add({ ...this.base(section), kind: 'answer', sectionId: section.sectionId, checkId, hash: check.hash, text });
  }

  /** A captured value of the section, for the placeholders of later blocks. */
  captured(section: LabOf & { readonly sectionId: string }, name: string): string | undefined { return this.foldOf(section).value(section.sectionId, name); }

  /** What may be looked at has changed: trust was given or taken. */
  refresh(): void { this.stale(); }

  override dispose(): void {
    for (const watch of this.watches.values()) watch.dispose();
    super.dispose();
  }

  private watchOf(section: CheckSection): SectionWatch {
    const key = `${section.courseId}/${section.sectionId}`;
    const there = this.watches.get(key);
    if (there) {
      there.show(section);
      return there;
    }
    const { deps, looks } = this;
    const watch = new SectionWatch(section, {
      clock: deps.clock, looks,
      known: () => this.entries && { fold: this.foldOf(section), docker: this.dockerWorld(), cluster: this.clusterWorld(), aws: this.awsWorld(section), records: deps.records(section) },
      barred: at => deps.barred(at), remembered: (at, name) => deps.remembered(at, name),
      holdDocker: () => this.holdDocker(), holdCluster: () => this.holdCluster(), holdAws: () => this.deps.aws?.hold() ?? { dispose: () => undefined }, changed: (at, result) => this.changes.fire({ section: at, result }),
      keep: entry => deps.journal.add({ ...this.base(section), ...entry }),
    });
    this.watches.set(key, watch);
    return watch;
  }

  /** Holds the section until its results are as wanted or the time is over. */
  private async until(section: CheckSection, enough: (results: readonly CheckResult[]) => boolean, limitMs: number, again: boolean): Promise<readonly CheckResult[]> {
    const own = new Disposables();
    const watch = this.watchOf(section);
    own.own(watch.hold());
    await this.load();
    if (again) watch.lookAgain();
    await new Promise<void>(resolve => {
      const look = (): void => { if (enough(watch.results() ?? [])) resolve(); };
      own.own(this.onChange(({ section: at }) => { if (at.courseId === section.courseId && at.sectionId === section.sectionId) look(); }));
      own.own(this.deps.clock.after(limitMs, resolve));
      // What was asked for again is not judged before the next turn.
      own.own(this.deps.clock.after(1, look));
    });
    const results = watch.results() ?? [];
    own.dispose();
    return results;
  }

  private base(section: CheckSection) {
    return { v: 1 as const, at: this.deps.clock.now(), courseId: section.courseId, courseVersion: section.courseVersion, labId: section.labId };
  }

  private foldOf(lab: LabOf): CheckFold {
    const key = `${lab.courseId}/${lab.labId}`;
    const there = this.folds.get(key);
    if (there) return there;
    const fold = new CheckFold(lab);
    for (const entry of this.entries ?? []) fold.add(entry);
    this.folds.set(key, fold);
    return fold;
  }

  private dockerWorld(): DockerWorld {
    const { status, things, swarm } = this.deps.docker;
    return status?.phase === 'live' ? { kind: 'live', things: this.things ??= new Things(things.values()), swarm } : awayOf(status);
  }

  private clusterWorld(): ClusterWorld {
    const { cluster } = this.deps;
    if (!cluster) return { kind: 'away', reason: msg('this lab has no cluster') };
    const { status, things, namespace, kinds } = cluster;
    return status?.phase === 'live' ? { kind: 'live', things: this.clusterThings ??= new ClusterThings(things.values()), namespace: namespace ?? '', kinds } : awayOf(status);
  }

  /** Rows of one place say nothing of another: neither of an emulator that was started anew, nor of another lab's account. */
  private awsWorld(lab: LabOf): AwsWorld {
    const { aws } = this.deps;
    if (!aws) return { kind: 'away', reason: msg('this lab does not work on AWS') };
    if (!aws.isOf(lab)) return { kind: 'away', reason: msg('another lab is looked at on AWS now') };
    if (aws.reading) return { kind: 'away', reason: msg('this lab is only read: nothing runs, so there is nothing to check') };
    const { status, things, place, unknown, limits } = aws;
    if (status?.phase !== 'live') return awayOf(status);
    return place ? { kind: 'live', things: this.awsThings ??= new AwsThings(things.values()), place, unknown, limits } : { kind: 'asking' };
  }

  private holdDocker(): Disposable {
    this.refill();
    return this.deps.docker.hold();
  }

  private holdCluster(): Disposable {
    this.refill();
    return this.deps.cluster?.hold() ?? { dispose: () => undefined };
  }

  private refill(): void { this.published.refill([...this.deps.docker.things.values(), ...this.deps.cluster?.things.values() ?? []]); }

  private async look(want: Want, place: string): Promise<Seen> {
    const watch = [...this.watches.values()].find(candidate => candidate.place === place);
    if (!watch) throw new Error(`Nobody looks from ${place}`);
    return this.deps.look(want, watch.current);
  }

  private moved(change: SourceChange | undefined): void {
    this.things = this.clusterThings = this.awsThings = undefined;
    if (!change) this.refill();
    if (this.looks.moved(change)) this.settling.value = this.deps.clock.after(settleMs, () => { this.looks.settled(); this.stale(); });
    this.stale();
  }

  private ran(lab: LabOf): void {
    this.looks.ran(`${lab.courseId}/${lab.labId}`);
    this.stale(lab);
  }

  private added(entry: JournalEntry): void {
    if (entry.kind === 'made' || entry.kind === 'gone' || entry.kind === 'settled' || entry.kind === 'kept') return;
    if (this.entries) this.entries.push(entry);
    else this.early.push(entry);
    this.folds.get(`${entry.courseId}/${entry.labId}`)?.add(entry);
    this.stale(entry, true);
  }

  /** `resting`: also what nobody looks at, since it is known without a look. */
  private stale(lab?: LabOf, resting = false): void {
    for (const watch of this.watches.values()) if ((resting || watch.isHeld) && (!lab || watch.place === `${lab.courseId}/${lab.labId}`)) watch.schedule();
  }
}
