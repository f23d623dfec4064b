import * as vscode from 'vscode';
import { Disposables, Slot, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Attributor } from '../core/attribution';
import type { Command, CommandResult, Runner } from '../core/command';
import type { Resource } from '../core/resource';
import type { RunRecord } from '../core/run';
import type { Remedy, Source } from '../core/source';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { AwsAnswer, AwsQuery } from '../core/aws/query';
import type { AwsSource } from '../parts/aws';
import { AwsCounts } from '../targets/awsCounts';
import type { LedgerBook } from '../core/ledgerBook';
import { madeRows } from '../core/receipts/madeRows';
import type { StripView } from '../core/protocol';
import type { TargetId } from '../core/course';
import { followedOf } from '../core/followed';
import { Holds } from '../core/holds';
import type { LabRef, LabRun, Made, StatusInput } from '../core/statusInput';
import type * as LabPart from '../parts/lab';
import type { Links, TargetLink } from './targetLink';
import { chooseContextOf, commandIds } from './ids';
import type { RunBook } from './runBook';
import type { StatusAct, StatusHost } from './statusHost';

export interface ShownLab extends LabRef {
  readonly courseId: string;
  readonly targets: readonly TargetId[];
  /** Block number by `section/block`. */
  readonly ordinals: ReadonlyMap<string, number>;
  /** What a check claims, by `section/check`. */
  readonly claims: ReadonlyMap<string, string>;
}

export interface StatusDeskPorts {
  readonly links: Links;
  readonly book: RunBook;
  readonly ledger: LedgerBook;
  readonly onRecord: (listener: (record: RunRecord) => void) => Disposable;
  part(): typeof LabPart;
  runner(): Runner;
  reveal(courseId: string, sectionId: string, blockId: string): Promise<void>;
  /** Puts a command at the prompt of the lab's terminal. */
  put(command: string): Promise<void>;
  /** The axis under the rows. */
  readonly timeline: StatusHost['timeline'];
  readonly cleanup: StatusCleanup;
}

/** Clean-up as the panel shows it. */
export interface StatusCleanup {
  readonly sheet: NonNullable<StatusHost['sheet']>;
  /** What earlier labs left; `lab`: the one that is open. */
  strips(lab: ShownLab | undefined): readonly StripView[];
  readonly onStrips: (listener: () => void) => Disposable;
  act(act: StatusAct, lab: ShownLab | undefined): Promise<void>;
}

function isAws(source: Source | undefined): source is AwsSource { return source !== undefined && 'ask' in source; }

/** What the status panel shows: what the lab's daemon or cluster has, which block made them, and the lab that is open. */
export class StatusDesk extends Disposables implements StatusHost {
  private readonly changes = this.own(new Emitter<void>());
  readonly onChange = this.changes.event;
  private readonly reveals = this.own(new Emitter<string>());
  readonly onReveal = this.reveals.event;
  private lab: ShownLab | undefined;
  private attributor: Attributor | undefined;
  private made: { readonly at: number; readonly map: ReadonlyMap<string, Made> } | undefined;
  private version = 0;
  private readonly changed = new Map<string, number>();
  /** Looks on, wherever the lab is. */
  private readonly lookers = new Holds(() => this.look(), () => this.look());
  private readonly held = this.own(new Slot<Disposable>());
  /** What passes through streams, for as long as the panel is looked at. */
  private readonly counts = this.own(new AwsCounts(() => this.counted(), query => this.ask(query)));

  constructor(private readonly ports: StatusDeskPorts) {
    super();
    for (const link of ports.links.all) {
      this.own(link.onLink(() => { if (link === this.link) this.changes.fire(); }));
      this.own(link.onChange(() => { if (link === this.link) this.stale(); }));
      this.own(link.onEvent(event => this.changed.set(event.uid, event.time)));
    }
    this.own(ports.onRecord(record => this.recorded(record)));
    this.own(ports.ledger.onChange(() => this.stale()));
    this.own(this.counts.onChange(() => this.changes.fire()));
    this.own(ports.cleanup.onStrips(() => this.changes.fire()));
  }

  get sheet(): StatusHost['sheet'] { return this.ports.cleanup.sheet; }
  act(act: StatusAct): Promise<void> { return this.ports.cleanup.act(act, this.lab); }
  revealRow(uid: string): void { this.reveals.fire(uid); }
  get timeline(): StatusHost['timeline'] { return this.ports.timeline; }
  get shownLab(): ShownLab | undefined { return this.lab; }

  show(lab: ShownLab | undefined): void {
    const before = this.link;
    this.lab = lab;
    if (this.link !== before || lab?.aws) this.look();
    void Promise.all([this.ports.book.load(), this.ports.ledger.load()]).then(() => this.stale());
    this.stale();
  }

  current(): Omit<StatusInput, 'pending' | 'problems'> {
    const { link } = this;
    const source = link.source;
    return {
      lab: this.lab, link: link.status ?? { phase: 'idle', since: 0 }, resources: source?.resources ?? new Map<string, Resource>(), swarm: source?.swarm, limits: source?.limits,
      strips: this.ports.cleanup.strips(this.lab), made: this.madeBy(), endpoints: link.probes?.probes ?? [], lastLines: link.probes?.lastLines, changed: this.changed,
      ...this.lab?.aws ? { runs: this.runsOf(this.lab), counted: this.counts.counted } : {},
      ordinal: (section, block) => this.lab?.ordinals.get(`${section}/${block}`),
    };
  }

  /** Newest run of each block. */
  private runsOf({ courseId, id }: ShownLab): readonly LabRun[] {
    const newest = new Map<string, RunRecord>();
    for (const record of this.ports.book.records()) if (record.courseId === courseId && record.labId === id) newest.set(`${record.sectionId}/${record.blockId}`, record);
    return [...newest.values()].sort((a, b) => a.start - b.start).map(({ sectionId, blockId, blockText, state }) => ({ sectionId, blockId, text: blockText, running: state === 'running' }));
  }

  hold(): Disposable { return this.lookers.take(); }

  /** The place that the shown lab works at. */
  private get link(): TargetLink { return this.ports.links.of(this.lab?.targets ?? []); }

  private look(): void {
    this.counts.run(this.lookers.any && this.lab?.aws === true);
    this.held.value = this.lookers.any ? this.link.hold(true) : undefined;
  }

  /** The lab's own things while they are known to be there. */
  private counted(): readonly Resource[] {
    const live = this.link.status?.phase === 'live' ? this.link.source?.resources : undefined;
    return [...live?.values() ?? []].filter(({ uid }) => this.made?.map.get(uid)?.labId === this.lab?.id);
  }

  openTerminal(name: string, command: string): void {
    const terminal = vscode.window.createTerminal({ name, env: this.shellEnv(), iconPath: new vscode.ThemeIcon('package') });
    terminal.show(true);
    terminal.sendText(command, true);
  }

  run(command: Command): Promise<CommandResult> {
    return this.ports.runner().run(command, { timeoutMs: 60_000, env: this.link.commandEnv });
  }

  async openEndpoint(uid: string): Promise<void> {
    const endpoint = this.link.probes?.probes.find(candidate => candidate.uid === uid);
    if (!endpoint?.openable) return;
    // Resolves and forwards by itself: it must not be given an address that was resolved already.
    await vscode.env.openExternal(vscode.Uri.parse(`http://${endpoint.address}/`));
  }

  putInLab(command: string): Promise<void> { return this.ports.put(command); }

  async ask(query: AwsQuery): Promise<AwsAnswer> {
    const { source } = this.link;
    if (!isAws(source)) throw new UserError('aws.gone', msg('Nobody answers at the lab’s place on AWS.'));
    return source.ask(query);
  }

  async openAddress(address: string): Promise<void> { await vscode.env.openExternal(vscode.Uri.parse(address)); }

  async revealBlock(sectionId: string, blockId: string): Promise<void> {
    if (this.lab) await this.ports.reveal(this.lab.courseId, sectionId, blockId);
  }

  async remedy(remedy: Remedy): Promise<void> {
    switch (remedy.kind) {
      case 'retry': return this.link.wake();
      case 'command': return this.ports.put(remedy.command);
      case 'link': await vscode.env.openExternal(vscode.Uri.parse(remedy.url)); return;
      case 'startEmulator': await vscode.commands.executeCommand(commandIds.startEmulator); return;
      case 'pickContext': await vscode.commands.executeCommand(chooseContextOf[this.link.target]);
    }
  }

  /** A block may have made, joined or left a swarm, built an image or started a cluster, and not all of that is told. */
  private recorded({ target, end }: RunRecord): void {
    const followed = followedOf([target]);
    if (end !== undefined && followed) this.ports.links.by(followed).wake();
    this.stale();
  }

  private stale(): void {
    this.version++;
    this.changes.fire();
  }

  /** Found again only when rows or runs have changed. Only ports of the lab's own containers and services are asked. */
  private madeBy(): ReadonlyMap<string, Made> {
    if (this.made?.at === this.version) return this.made.map;
    const { link } = this;
    const { source } = link;
    if (!source || !this.lab) return new Map();
    this.attributor ??= new (this.ports.part().Attributor)();
    const live = link.live();
    // The ledger knows; where it is silent, what runs of earlier versions made is still found by name and time.
    const known = live ? madeRows(this.ports.ledger.ledger, this.lab.courseId, live) : new Map<string, Made>();
    const rest = [...source.resources.values()].filter(resource => !known.has(resource.uid));
    const found = this.attributor.attribute(rest, this.ports.book.records().filter(record => record.courseId === this.lab?.courseId), source.skewMs);
    const map = new Map<string, Made>([...found, ...known]);
    this.ports.part().inherit(source.resources.values(), map);
    this.made = { at: this.version, map };
    const own = [...map].filter(([uid, made]) => /^(?:container|service|k8s-service|pod):/.test(uid) && made.labId === this.lab?.id).map(([uid]) => uid);
    link.probes?.want(new Set(own));
    return map;
  }

  private shellEnv(): Record<string, string | null> {
    const { commandEnv, target } = this.link;
    const names = target === 'docker' ? ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG'] : ['KUBECONFIG'];
    return Object.fromEntries(names.map(name => [name, commandEnv[name] ?? null]));
  }
}
