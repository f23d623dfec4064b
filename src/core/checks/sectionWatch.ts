import { Disposables, Slot, type Disposable } from '../disposable';
import type { CapturedEntry, CheckDoneEntry } from '../journal';
import { Holds } from '../holds';
import type { Clock } from '../labRuns';
import type { Message } from '../message';
import type { RunRecord } from '../run';
import type { CheckResult, CheckSection } from './checkSection';
import type { CheckFold } from './fold';
import type { Looks } from './looks';
import { SectionJudge, type Judged } from './sectionJudge';
import { asksAws, asksCluster, asksDocker } from './testKinds';
import { isReach, keyOf, type Want } from './want';
import type { AwsWorld, ClusterWorld, DockerWorld } from './world';

type NewEntry = Pick<CheckDoneEntry, 'kind' | 'sectionId' | 'checkId' | 'hash' | 'by' | 'evidence' | 'marks'> | Pick<CapturedEntry, 'kind' | 'sectionId' | 'name' | 'value'>;

export interface WatchPorts {
  readonly clock: Clock;
  readonly looks: Looks;
  /** Undefined until the journal was read. */
  known(): { readonly fold: CheckFold; readonly docker: DockerWorld; readonly cluster: ClusterWorld; readonly aws: AwsWorld; readonly records: readonly RunRecord[] } | undefined;
  barred(section: CheckSection): Message | undefined;
  remembered(section: CheckSection, name: string): string | undefined;
  holdDocker(): Disposable;
  holdCluster(): Disposable;
  holdAws(): Disposable;
  changed(section: CheckSection, result: CheckResult): void;
  /** Writes it to the journal. */
  keep(entry: NewEntry): Promise<void>;
}

/** How often a page, port or file is looked at while a check waits for it. */
const pollMs = 2000;
const realAwsPollMs = 15_000;

/** One section: looks while somebody holds it, judges when something changed, keeps what holds. */
export class SectionWatch extends Disposables {
  private judged: readonly Judged[] = [];
  private judging: SectionJudge;
  private readonly docker = this.own(new Slot<Disposable>());
  private readonly cluster = this.own(new Slot<Disposable>());
  private readonly aws = this.own(new Slot<Disposable>());
  private readonly due = this.own(new Slot<Disposable>());
  private readonly poll = this.own(new Slot<Disposable>());
  private readonly told = new Map<string, string>();
  private readonly writing = new Set<string>();
  private readonly holds = new Holds(() => undefined, () => this.rest());
  private readonly askedAws = new Map<string, number>();
  private awsPollMs = realAwsPollMs;
  private scheduled = false;

  constructor(private section: CheckSection, private readonly ports: WatchPorts) {
    super();
    this.judging = new SectionJudge(section);
  }

  get current(): CheckSection { return this.section; }
  get place(): string { return `${this.section.courseId}/${this.section.labId}`; }
  get isHeld(): boolean { return this.holds.any; }

  /** The text may have changed: checks that are the same go on. */
  show(section: CheckSection): void {
    if (section === this.section) return;
    const same = JSON.stringify([section.checks.map(check => check.hash), section.blocks.map(block => block.hash)]) === JSON.stringify([this.section.checks.map(check => check.hash), this.section.blocks.map(block => block.hash)]);
    this.section = section;
    if (!same) this.judging = new SectionJudge(section);
    else this.judging.section = section;
    this.judged = [];
    this.schedule();
  }

  hold(): Disposable {
    const hold = this.holds.take();
    this.schedule();
    return hold;
  }

  results(): readonly CheckResult[] | undefined {
    if (!this.ports.known()) return undefined;
    if (!this.isHeld || this.judged.length !== this.section.checks.length) this.evaluate();
    return this.judged.map(({ result }) => result);
  }

  /** Asks again for everything that it wants. */
  lookAgain(): void {
    this.ports.looks.stale(this.judged.flatMap(({ wants }) => wants), this.place);
    this.schedule();
  }

  /** What happens within one turn is judged once. */
  schedule(): void {
    if (this.scheduled || this.disposed) return;
    this.scheduled = true;
    void Promise.resolve().then(() => {
      this.scheduled = false;
      if (!this.disposed) this.evaluate();
    });
  }

  private rest(): void {
    this.docker.value = this.cluster.value = this.aws.value = this.due.value = this.poll.value = undefined;
  }

  private evaluate(): void {
    const known = this.ports.known();
    if (!known) return;
    const { clock, looks } = this.ports;
    const barred = this.ports.barred(this.section);
    const looking = this.isHeld && barred === undefined;
    this.docker.value = looking && this.section.checks.some(check => asksDocker(check.test)) ? this.docker.value ?? this.ports.holdDocker() : undefined;
    this.cluster.value = looking && this.section.checks.some(asksCluster) ? this.cluster.value ?? this.ports.holdCluster() : undefined;
    this.aws.value = looking && this.section.checks.some(asksAws) ? this.aws.value ?? this.ports.holdAws() : undefined;
    this.awsPollMs = known.aws.kind === 'live' && known.aws.place.track === 'emulator' ? pollMs : realAwsPollMs;
    this.judged = this.judging.judge({
      ...known, docker: looking ? known.docker : { kind: 'asking' }, cluster: looking ? known.cluster : { kind: 'asking' }, aws: looking ? known.aws : { kind: 'asking' }, now: clock.now(), barred,
      seen: want => looks.get(want, this.place), remembered: name => this.ports.remembered(this.section, name),
    });
    for (const judged of this.judged) this.tell(judged);
    if (!looking) return this.rest();
    for (const judged of this.judged) this.keep(judged);
    looks.want(this.judged.flatMap(({ wants }) => wants), this.place);
    this.plan(clock.now());
  }

  private tell({ result }: Judged): void {
    const { check, ...rest } = result;
    const print = JSON.stringify([check.hash, check.claim, rest]);
    if (this.told.get(check.id) === print) return;
    this.told.set(check.id, print);
    this.ports.changed(this.section, result);
  }

  private keep({ result: { check }, decision, captured }: Judged): void {
    const { sectionId } = this.section;
    if (decision.latch) this.write(`${check.id}/${check.hash}`, { kind: 'check', sectionId, checkId: check.id, hash: check.hash, by: 'state', evidence: decision.facts, marks: decision.marks });
    for (const { name, value } of captured) this.write(`${name}=${value}`, { kind: 'captured', sectionId, name, value });
  }

  private write(key: string, entry: NewEntry): void {
    if (this.writing.has(key)) return;
    this.writing.add(key);
    const done = (): void => { this.writing.delete(key); };
    void this.ports.keep(entry).then(done, done);
  }

  /** Nothing is timed where nothing can change by itself. */
  private plan(now: number): void {
    const { clock, looks } = this.ports;
    const dueAt = Math.min(...this.judged.map(({ decision }) => decision.dueAt ?? Number.POSITIVE_INFINITY));
    this.due.value = Number.isFinite(dueAt) ? clock.after(Math.max(1, dueAt - now), () => this.schedule()) : undefined;
    const polled = this.polled();
    if (polled.length === 0) this.poll.value = undefined;
    else this.poll.value ??= clock.after(pollMs, () => {
      this.poll.value = undefined;
      looks.stale(this.dueWants(), this.place);
      this.schedule();
    });
  }

  /** A real account has limits on how often it is asked, which belong to the student's commands first. */
  private dueWants(): Want[] {
    const now = this.ports.clock.now();
    return this.polled().filter(want => {
      if (want.kind !== 'aws') return true;
      const key = keyOf(want);
      // It was asked first when it was wanted first, one round ago.
      const last = this.askedAws.get(key) ?? now - pollMs;
      const due = now - last >= this.awsPollMs;
      this.askedAws.set(key, due ? now : last);
      return due;
    });
  }

  private polled(): Want[] { return this.judged.flatMap(({ result, wants }) => result.state === 'done' ? [] : wants.filter(isReach)); }
}
