import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CheckBook } from '../core/checks/checkBook';
import type { CheckSection } from '../core/checks/checkSection';
import { fillSlots } from '../core/checks/values';
import { awsEyesOf, clusterEyesOf, eyesOf } from '../core/checks/eyes';
import { strikeBlock } from '../core/cleanup/block';
import { caughtUp } from '../core/cleanup/caughtUp';
import { planCleanup } from '../core/cleanup/plan';
import { cleanUp } from '../core/cleanup/run';
import type { Runner } from '../core/command';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { followedBy } from '../core/followed';
import type { ResetEntry } from '../core/journal';
import type { Clock } from '../core/labRuns';
import { LedgerBook } from '../core/ledgerBook';
import { swarmUid, type LiveState } from '../core/liveState';
import { english } from '../core/message';
import { callsLabbook, ownCommandText } from '../core/ownCommand';
import { ReceiptBook } from '../core/receipts/book';
import type { FolderSnapshot } from '../core/receipts/snapshot';
import { isOver } from '../core/run';
import type { Block } from '../core/section';
import type { ShellParser } from '../core/statement';
import { folderSnapshot } from '../targets/folderSnapshot';
import { openJournal } from '../targets/journalStore';
import { PendingReceipts } from '../targets/pendingReceipts';
import { createLooker } from '../targets/probes';
import { removeLabFile } from '../targets/labRemoval';
import { RunFolder } from '../targets/runFolder';
import { SigningKey } from '../targets/signingKey';
import type { AwsWanted } from '../targets/aws';
import type { LabOnDisk } from './courseOnDisk';
import { barredOnEmulator, emulatedEnv, emulatedPlace } from './emulated';
import { LabPlace, type Targets } from './labPlace';
import { LabSession } from './labSession';
import { leftBy } from './leftBy';
import { mutationsFor } from './mutations';
import type { RehearsalPorts } from './rehearsal';

export interface HeadlessPorts {
  readonly lab: LabOnDisk;
  /** A folder of its own, which its owner removes. */
  readonly storage: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly runner: Runner;
  readonly parser: ShellParser;
  readonly targets: Targets;
  /** Absolute path of the command line, for labs whose blocks call it. */
  readonly cli?: string;
  log(line: string): void;
}

const catchUpMs = 15_000;
const startsCluster = /\b(?:minikube start|(?:kind|k3d) (?:create cluster|cluster create))\b/;

/** One lab with all that the editor gives it, without the editor: shell, runs, records, checks, receipts, ledger, clean-up. */
export class HeadlessLab extends Disposables {
  private readonly place: LabPlace;
  private readonly session: LabSession;
  private readonly checks: CheckBook;
  private readonly ledger: LedgerBook;
  private readonly receipts: ReceiptBook;
  private readonly section: CheckSection;
  private readonly moved = this.own(new Emitter<void>());
  private readonly journal;

  private readonly ports: HeadlessPorts;
  /** Of a lab on AWS. */
  private readonly wanted: AwsWanted | undefined;

  constructor(given: HeadlessPorts) {
    super();
    const wanted = this.wanted = emulatedPlace(given.lab, given.env);
    const ports = this.ports = { ...given, env: wanted ? emulatedEnv(given.env, wanted) : given.env };
    const { lab, storage, env, clock, parser } = ports;
    this.place = this.own(new LabPlace(lab.section.meta.targets, ports.targets, env, wanted));
    this.own(this.place.source.onChange(() => this.moved.fire()));
    this.own(this.place.source.onStatus(() => this.moved.fire()));
    this.journal = this.own(openJournal(storage, randomUUID(), keyInMemory(storage)));
    this.session = this.own(new LabSession({
      ...lab, clock, parser, env, things: this.place.source, runFolder: new RunFolder(storage), labsFolder: join(storage, 'labs'),
      newId: () => randomUUID().slice(0, 8), begin: run => this.begin(run),
      ...ports.cli !== undefined && callsLabbook(lab.open.course, lab.entry.meta.lab ?? lab.entry.id) && { begins: ownCommandText(process.execPath, ports.cli) },
    }));
    this.section = { courseId: this.session.courseId, courseVersion: lab.open.course.version, labId: this.session.labId, sectionId: lab.entry.id, blocks: lab.section.blocks, checks: lab.section.checks };
    this.ledger = this.own(new LedgerBook(this.journal));
    this.receipts = this.own(this.openReceipts());
    this.checks = this.own(this.openChecks());
    this.own(this.session.onRecord(record => isOver(record.state) && this.session.records().some(one => one.runId === record.runId) ? void this.receipts.over(record) : this.receipts.note(record)));
    this.own(this.session.onOutput(({ record, text }) => this.receipts.output(record.runId, text)));
    this.own(this.checks.watch(this.section));
    // Not all that a block does to a swarm is told, and it may be what starts the cluster.
    this.own(this.session.onRecord(({ state }) => { if (isOver(state)) this.place.source.wake(); }));
  }

  /** Resolves when the lab's daemon or cluster has told all that it has, or with why it does not. A lab may start its cluster itself, or need neither. */
  async connected(limitMs: number): Promise<string | undefined> {
    const { place, ports: { clock, lab } } = this;
    if (!place.target || lab.section.blocks.some(({ text }) => startsCluster.test(text))) return undefined;
    const end = clock.now() + limitMs;
    while (!place.live() && clock.now() < end) await this.pause(50);
    return place.live() ? undefined : english(place.source.status.cause?.message ?? { text: 'Docker does not answer.', args: [] });
  }

  rehearsal(): RehearsalPorts {
    const { lab, runner, env, log, clock } = this.ports;
    return {
      section: lab.section, labId: this.session.labId, log, now: () => clock.now(),
      run: async (block, values, typed) => this.session.run(block.role === 'cleanup' ? await this.struck(block) : block, values, typed), leftBy: block => this.leftBy(block), stop: () => this.session.stopAll(),
      look: limitMs => this.checks.lookNow(this.section, limitMs), waitFor: (ids, limitMs) => this.checks.waitFor(this.section, ids, limitMs),
      answer: (id, text) => this.checks.answer(this.section, id, text), captured: name => this.checks.captured(this.section, name),
      mutations: holding => mutationsFor({
        holding: holding.map(({ check: { id, test } }) => ({ id, test: fillSlots(test, name => this.checks.captured(this.section, name)) })), resources: this.place.source.resources.values(), made: uid => this.hasMade(uid), madeSwarm: this.hasMadeSwarm(), ...this.session.openedFolder !== undefined && { files: { folder: this.session.openedFolder, paths: this.madeFiles() } },
      }),
      command: command => runner.run(command, { env }), cleanUp: () => this.cleanUp(), barred: block => this.wanted && barredOnEmulator(block, lab.section, this.wanted.region),
    };
  }

  private hasMade(uid: string): boolean {
    const { place } = this.place.source;
    return place !== undefined && this.ledger.ledger.find(place, uid)?.made.labId === this.session.labId;
  }

  private madeFiles(): readonly string[] {
    return this.ledger.ledger.of(this.section).flatMap(({ made }) => (made.thing === 'file' ? [made.name] : []));
  }

  private hasMadeSwarm(): boolean {
    const live = this.place.live();
    const uid = live && swarmUid(live);
    return uid !== undefined && this.hasMade(uid);
  }

  private async begin({ runId, block, start }: { readonly runId: string; readonly block: Block; readonly start: number }): Promise<void> {
    const { courseId, courseVersion, labId, sectionId } = this.section;
    const followed = followedBy(block.target, block.text);
    const follows = followed === this.place.target ? followed : undefined;
    await this.receipts.begin({ runId, courseId, courseVersion, labId, sectionId, blockId: block.id, ...follows && { follows }, background: block.options.background, start });
  }

  /** As the editor runs an author's clean-up: without what this lab did not make. */
  private async struck(block: Block): Promise<Block> {
    const live = await this.caughtUp();
    await this.receipts.flush();
    const [ledger, files] = await Promise.all([this.ledger.load(), folderSnapshot(await this.session.folder())]);
    const { parts, text } = strikeBlock(block.text, { lab: this.section, ledger, ...live && { live }, ...files && { files, cwd: files.folder } });
    for (const part of parts) if (part.struck) this.ports.log(`not run in ${block.id}: ${part.text.trim()}: ${english(part.struck)}`);
    return { ...block, text };
  }

  /** A student sees in the panel what is there before cleaning up; a swarm that has just changed tells it late. */
  private async caughtUp(): Promise<LiveState | undefined> {
    const { place, ports: { clock } } = this;
    place.source.wake();
    // One that is away, and does not come back while it is asked, has nothing to catch up with.
    if (!await place.look()) return undefined;
    return caughtUp({ look: () => place.look(), followed: () => place.live(), now: () => clock.now(), pause: ms => this.pause(ms) }, catchUpMs);
  }

  private async leftBy(block: Block): Promise<readonly string[]> {
    const files = await folderSnapshot(await this.session.folder());
    return leftBy(block.text, {
      resources: this.place.source.resources.values(), made: uid => this.hasMade(uid), madeSwarm: this.hasMadeSwarm(),
      files: files?.entries.map(({ path }) => path) ?? [], value: name => this.checks.captured(this.section, name),
    });
  }

  /** What the editor's "Reset lab" does, with everything ticked that may be. */
  private async cleanUp(): Promise<readonly string[]> {
    const { place, ports: { clock, runner, env } } = this;
    await this.receipts.flush();
    const ledger = await this.ledger.load();
    const folder = await this.session.folder();
    const [live, files] = await Promise.all([place.look(), folderSnapshot(folder)]);
    const plan = planCleanup({ lab: this.section, ledger, ...live && { live }, running: [], ...files && { files } });
    const selected = new Set([...plan.go, ...plan.stay].filter(({ selectable }) => selectable).map(({ uid }) => uid));
    const removing = this.receipts.removing(selected, 'cleanup');
    const result = await cleanUp(plan, selected, 'cleanup', {
      ledger, journal: this.journal, now: () => clock.now(), pause: ms => this.pause(ms), stopped: () => false, progress: () => undefined,
      run: command => runner.run(command, { env }), look: () => place.look(), files: () => folderSnapshot(folder),
      removeFile: async (path, print) => { await removeLabFile(folder, path, print); }, stopRun: () => this.session.stopAll(), running: () => [],
    });
    removing.dispose();
    await this.caughtUp();
    const reset: ResetEntry = { v: 1, kind: 'reset', at: clock.now(), courseId: this.section.courseId, courseVersion: this.section.courseVersion, labId: this.section.labId };
    await this.journal.add(reset);
    const names = new Map([...plan.go, ...plan.stay].map(item => [item.uid, `${item.thing} ${item.name}`]));
    return [
      ...result.stayed.map(({ uid, reason }) => `${names.get(uid) ?? uid}: ${english(reason)}`),
      ...plan.stay.filter(({ uid }) => !selected.has(uid)).map(({ thing, name, reason }) => `${thing} ${name}: ${reason ? english(reason) : ''}`),
    ];
  }

  private openChecks(): CheckBook {
    const { place, session, ports } = this;
    const look = createLooker({ source: () => place.docker, cluster: () => place.cluster, aws: () => place.aws, daemonHost: () => place.host });
    return new CheckBook({
      clock: ports.clock, journal: this.journal, records: () => session.records(), loaded: () => Promise.resolve(), onRecord: session.onRecord,
      docker: eyesOf(place.source), ...place.cluster && { cluster: clusterEyesOf(place.cluster) }, ...place.aws && { aws: awsEyesOf(place.aws) },
      look: want => look(want, { folder: () => Promise.resolve(session.openedFolder), allowed: () => false }), barred: () => undefined, remembered: () => undefined,
    });
  }

  private openReceipts(): ReceiptBook {
    const { place: { source }, session, ports } = this;
    return new ReceiptBook({
      journal: this.journal, book: this.ledger, clock: ports.clock, pending: new PendingReceipts(ports.storage), host: process.pid, isAlive: () => false,
      live: () => this.place.live(), down: () => source.status.phase === 'down' || source.status.phase === 'stale', quiet: () => source.quiet(), onLive: this.moved.event, hold: () => source.hold(),
      folder: async (): Promise<FolderSnapshot | undefined> => folderSnapshot(await session.folder()), records: () => Promise.resolve(session.records()),
      failed: error => ports.log(`receipts: ${String(error)}`),
    });
  }

  private pause(ms: number): Promise<void> {
    return new Promise(resolve => { this.own(this.ports.clock.after(ms, resolve)); });
  }
}

/** Nothing of a rehearsal is believed afterwards. */
function keyInMemory(storage: string): SigningKey {
  const kept = new Map<string, string>([['key', randomBytes(32).toString('hex')]]);
  return new SigningKey({
    name: 'key', storage, failed: () => undefined,
    secrets: { get: name => Promise.resolve(kept.get(name)), store: (name, value) => { kept.set(name, value); return Promise.resolve(); } },
  });
}
