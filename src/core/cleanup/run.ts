import type { CleanupPlan, CleanupResult, CleanupStep } from '../cleanup';
import type { Command, CommandResult } from '../command';
import { UserError } from '../errors';
import type { GoneEntry, Journal } from '../journal';
import type { Ledger } from '../ledger';
import { isOfAws } from '../aws/resource';
import { isOfCluster } from '../clusterResource';
import { isThere, type LiveState } from '../liveState';
import { msg, type Message } from '../message';
import { thingAt } from '../receipts/folderDiff';
import type { FolderSnapshot } from '../receipts/snapshot';
import { belongings } from './ending';
import { removeOnAws } from './onAws';
import { planCleanup, type RunningBlock } from './plan';
import { targetWords, type TargetWords } from './says';
import { stepsOf } from './steps';

export type ItemProgress = 'going' | 'gone' | 'stayed';

export interface CleanupPorts {
  /** Where the plan's daemon is. A code other than 0 is a result. */
  run(command: Command): Promise<CommandResult>;
  /** Asks the daemon anew; undefined where it does not answer. */
  look(): Promise<LiveState | undefined>;
  files(): Promise<FolderSnapshot | undefined>;
  /** Removes what lies there if it still looks like this. May leave it: what counts is the look afterwards. */
  removeFile(path: string, print: string): Promise<void>;
  stopRun(runId: string): Promise<void>;
  running(): readonly RunningBlock[];
  readonly ledger: Ledger;
  readonly journal: Journal;
  now(): number;
  pause(ms: number): Promise<void>;
  progress(uid: string, state: ItemProgress): void;
  /** The student has said stop: what has begun is finished, nothing else is. */
  stopped(): boolean;
}

/** Docker frees names and networks a moment after it has answered. */
const againMs = 400;
/** A service's containers get ten seconds to end by themselves. */
const tasksMs = 15_000;
/** All services of an account are asked at a look: the end of one removal serves as the beginning of the next. */
const recentMs = 5000;
/** A pod has half a minute to end by itself. */
const podsMs = 60_000;

/**
 * Takes away what is ticked. Before it begins, the target is asked whether it is the one of the plan and each thing whether
 * it is still the one that the lab made; after each step it is asked whether it is gone.
 */
export async function cleanUp(plan: CleanupPlan, selected: ReadonlySet<string>, by: 'cleanup' | 'undo', ports: CleanupPorts): Promise<CleanupResult> {
  const live = await ports.look();
  if (plan.daemon !== undefined && live?.daemon !== plan.daemon) throw new UserError('cleanup.otherDocker', targetWords(plan.daemon).another, msg('Open the clean-up again.'));
  const files = await ports.files();
  const lab = { courseId: plan.courseId, labId: plan.labId };
  const fresh = planCleanup({ lab, ledger: ports.ledger, running: ports.running(), ...(live ? { live } : {}), ...(files ? { files } : {}) });
  return new Removal(plan, [...fresh.go, ...fresh.stay], selected, by, ports).run(live);
}

class Removal {
  private readonly gone: string[] = [];
  private readonly stayed = new Map<string, Message>();
  private readAt: number;
  private left: ReadonlySet<string>;
  private readonly words: TargetWords;
  private latest: { readonly live: LiveState; readonly at: number } | undefined;

  constructor(private readonly plan: CleanupPlan, private readonly items: CleanupPlan['go'], selected: ReadonlySet<string>, private readonly by: 'cleanup' | 'undo', private readonly ports: CleanupPorts) {
    this.left = new Set([...plan.go, ...plan.stay].filter(({ uid, selectable }) => selectable && selected.has(uid)).map(({ uid }) => uid));
    this.readAt = ports.now();
    this.words = targetWords(plan.daemon);
  }

  async run(live: LiveState | undefined): Promise<CleanupResult> {
    this.latest = live && { live, at: this.readAt };
    const may = new Map(this.items.map(item => [item.uid, item]));
    for (const uid of this.left) {
      const item = may.get(uid);
      if (!item) await this.isGone(uid);
      else if (!item.selectable) this.stays(uid, item.reason ?? msg('It is in use.'));
    }
    let stopped = false;
    for (const step of stepsOf(this.items, this.left, live)) {
      stopped ||= this.ports.stopped();
      if (stopped) step.uids.forEach(uid => this.stayed.set(uid, msg('You stopped before it.')));
      else await this.step(step);
    }
    return { gone: this.gone, stayed: [...this.stayed].map(([uid, reason]) => ({ uid, reason })), readAt: this.readAt, stopped };
  }

  private async step(step: CleanupStep): Promise<void> {
    for (const uid of step.uids) this.ports.progress(uid, 'going');
    switch (step.thing) {
      case 'block': return this.blocks(step.uids);
      case 'file': return this.files(step.uids);
      case 'cluster': return this.cluster(step);
      case 'namespace': return this.inCluster(step);
      default: if (isOfAws({ kind: step.thing })) return this.onAws(step);
    }
    return isOfCluster({ kind: step.thing }) ? this.inCluster(step) : this.command(step);
  }

  private async blocks(uids: readonly string[]): Promise<void> {
    await Promise.all(uids.map(uid => this.ports.stopRun(uid.slice('run:'.length))));
    const running = new Set(this.ports.running().map(({ runId }) => `run:${runId}`));
    for (const uid of uids) {
      if (running.has(uid)) this.stays(uid, msg('It did not end. Its terminal shows what it does.'));
      else { this.gone.push(uid); this.ports.progress(uid, 'gone'); }
    }
  }

  private async files(uids: readonly string[]): Promise<void> {
    for (const uid of uids) {
      const made = this.ports.ledger.of(this.plan).find(({ made: one }) => one.uid === uid)?.made;
      const shown = this.items.find(item => item.uid === uid);
      // A block that was stopped on the way may have written to it since.
      for (const print of new Set([shown?.print, made?.print])) if (print !== undefined) await this.ports.removeFile(uid.slice('file:'.length), print);
    }
    const after = await this.ports.files();
    for (const uid of uids) {
      if (after && !thingAt(after, uid.slice('file:'.length))) await this.isGone(uid);
      else this.stays(uid, msg('It could not be removed, or it has changed since this was shown.'));
    }
  }

  /**
   * A cluster's things go by their names. So right before it is looked whether each is still the one that the lab made;
   * then what belongs to them is waited for.
   */
  private async inCluster({ thing, uids }: CleanupStep): Promise<void> {
    const before = await this.ports.look();
    if (!before || before.daemon !== this.plan.daemon) return uids.forEach(uid => this.stays(uid, before ? this.words.another : this.words.away));
    for (const uid of uids.filter(one => this.isThere(one, before) === false)) await this.isGone(uid);
    const still = uids.filter(uid => this.isThere(uid, before) === true);
    for (const uid of uids) if (this.isThere(uid, before) === undefined) this.stays(uid, this.words.stillThere);
    const theirs = belongings(still, before);
    let said = '';
    for (const { command } of stepsOf(this.items, new Set(still), before)) if (command) said = await this.start(command);
    const live = await this.lookUntil(now => still.every(uid => this.isThere(uid, now) !== true) && [...theirs].every(uid => !now.resources.has(uid)), podsMs, said === '');
    for (const uid of still) {
      const ending = [...live ? belongings([uid], before) : []].flatMap(one => { const row = live?.resources.get(one); return row?.kind === 'pod' ? [row.name] : []; });
      if (this.isThere(uid, live) !== false) this.stays(uid, live ? this.whatWasSaid(uid, said) : this.words.away);
      else if (ending.length) this.stays(uid, thing === 'pod' ? this.words.stillThere : msg('It is gone; of its pods these have not ended yet: {0}', ending.join(', ')));
      else await this.isGone(uid);
    }
  }

  private async onAws({ uids }: CleanupStep): Promise<void> {
    const ports = {
      start: (command: Command) => this.startAndRead(command), isThere: (uid: string, live: LiveState) => this.isThere(uid, live), now: () => this.ports.now(), pause: (ms: number) => this.ports.pause(ms), stopped: () => this.ports.stopped(),
      recent: () => this.latest && this.ports.now() - this.latest.at < recentMs ? this.latest.live : undefined,
      look: async () => {
        const live = await this.ports.look();
        this.readAt = this.ports.now();
        this.latest = live && { live, at: this.readAt };
        return live;
      },
    };
    for (const uid of uids) {
      const left = await removeOnAws(uid, this.plan.daemon ?? '', ports);
      if (!left) await this.isGone(uid);
      else this.stays(uid, 'why' in left ? left.why : this.whatWasSaid(uid, left.said));
    }
  }

  /** What is stopped does not answer: that it does not is the proof. */
  private async cluster({ uids, command }: CleanupStep): Promise<void> {
    const said = command ? await this.start(command) : '';
    const live = await this.lookUntil(() => false, againMs, false);
    for (const uid of uids) {
      if (!live) await this.isGone(uid);
      else this.stays(uid, this.whatWasSaid(uid, said));
    }
  }

  /** Looks again and again until it holds, or nobody answers any more, or the time is over. */
  private async lookUntil(holds: (live: LiveState) => boolean, limitMs: number, patient: boolean): Promise<LiveState | undefined> {
    const begun = this.ports.now();
    for (;;) {
      const live = await this.ports.look();
      this.readAt = this.ports.now();
      if (!live || holds(live) || !patient || this.readAt - begun > limitMs) return live;
      await this.ports.pause(500);
    }
  }

  private async command(step: CleanupStep): Promise<void> {
    const { command } = step;
    if (!command) return;
    let said = await this.start(command);
    let live = await this.look(step);
    let rest = step.uids.filter(uid => this.isThere(uid, live) !== false);
    if (rest.length && live && (step.thing === 'network' || step.thing === 'volume' || step.thing === 'image')) {
      await this.ports.pause(againMs);
      for (const again of stepsOf(this.items, new Set(rest), live)) if (again.command) said = await this.start(again.command);
      live = await this.look(step);
      rest = rest.filter(uid => this.isThere(uid, live) !== false);
    }
    for (const uid of step.uids) {
      if (!rest.includes(uid)) await this.isGone(uid);
      else this.stays(uid, live ? this.whatWasSaid(uid, said) : this.words.away);
    }
  }

  private async start(command: Command): Promise<string> { return (await this.startAndRead(command)).said; }

  private async startAndRead(command: Command): Promise<{ said: string; stdout: string }> {
    try {
      const { code, stdout, stderr } = await this.ports.run(command);
      return { stdout, said: code === 0 ? '' : stderr.trim() || `${command.file} ${code}` };
    } catch (error) {
      return { stdout: '', said: error instanceof Error ? error.message : String(error) };
    }
  }

  /** What Docker lists now. Tasks of a service go after it. */
  private async look({ thing, uids }: CleanupStep): Promise<LiveState | undefined> {
    const begun = this.ports.now();
    for (;;) {
      const live = await this.ports.look();
      this.readAt = this.ports.now();
      const services = new Set(uids.map(uid => uid.slice(uid.indexOf(':') + 1)));
      const ending = thing === 'service' && live && [...live.resources.values()].some(row => row.kind === 'container' && services.has(row.labels['com.docker.swarm.service.id'] ?? ''));
      if (!ending || this.readAt - begun > tasksMs) return live;
      await this.ports.pause(300);
    }
  }

  private isThere(uid: string, live: LiveState | undefined): boolean | undefined {
    const made = this.ports.ledger.of(this.plan).find(({ made: one }) => one.uid === uid)?.made;
    // A volume was looked at when this began. Its time may be that of its last change, and what has just ended may have changed it.
    if (made?.thing === 'volume' && live?.daemon === made.daemon) return live.resources.has(uid);
    return made ? isThere(made, live) : false;
  }

  private whatWasSaid(uid: string, said: string): Message {
    const id = uid.slice(uid.lastIndexOf(':') + 1);
    const name = this.items.find(item => item.uid === uid)?.name ?? id;
    const lines = said.split('\n').map(line => line.trim()).filter(line => line !== '');
    const line = lines.find(one => one.includes(id) || one.includes(id.slice(0, 12)) || one.includes(name)) ?? lines.find(one => one.includes('An error occurred (')) ?? (lines.length === 1 ? lines[0] : undefined);
    return line ? this.words.said(line.replace(/^Error response from daemon: |^Error from server(?: \(\w+\))?: /, '').replace(/^.*?An error occurred \((\w+)\) when calling the \w+ operation(?: \([^)]*\))?: /, '$1: ').slice(0, 300)) : this.words.stillThere;
  }

  private stays(uid: string, reason: Message): void {
    this.stayed.set(uid, reason);
    this.left = new Set([...this.left].filter(other => other !== uid));
    this.ports.progress(uid, 'stayed');
  }

  /** Written before it is shown. */
  private async isGone(uid: string): Promise<void> {
    const made = this.ports.ledger.of(this.plan).find(({ made: one }) => one.uid === uid)?.made;
    if (made) {
      const { v, courseId, courseVersion, labId, daemon } = made;
      const entry: GoneEntry = { v, kind: 'gone', at: this.ports.now(), courseId, courseVersion, labId, uid, daemon, by: this.by };
      await this.ports.journal.add(entry);
    }
    this.gone.push(uid);
    this.left = new Set([...this.left].filter(other => other !== uid));
    this.ports.progress(uid, 'gone');
  }
}
