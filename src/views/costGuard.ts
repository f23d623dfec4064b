import * as vscode from 'vscode';
import { dearestFirst, sumOf, type BilledThing, type HourPrice } from '../core/aws/bill';
import { BillBook } from '../core/aws/billBook';
import { clockWords, gateWords, leftRunningWords, perHourWords, sourceWords } from '../core/aws/billWords';
import { usd } from '../core/aws/prices/words';
import type { CleanupPlan } from '../core/cleanup';
import type { SheetBill } from '../core/cleanup/sheet';
import { Disposables, Slot, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import type { LedgerBook } from '../core/ledgerBook';
import { msg } from '../core/message';
import { commandIds, stateKeys } from './ids';
import { labKey, type LabKey } from './labShells';
import { liveAnswer } from './liveAnswer';
import type { Log } from './log';
import { plain, showFailure, translate } from './messages';
import type { TargetLink } from './targetLink';

export interface CostGuardPorts {
  /** The one stored value that a starting window reads. */
  readonly state: vscode.Memento;
  readonly ledger: LedgerBook;
  readonly link: TargetLink;
  readonly journal: { refresh(): Promise<void> };
  readonly log: Log;
  /** Read when something costs money, not before. */
  prices(): HourPrice;
  /** The sheet of a lab, what costs money first. */
  gate(lab: LabKey): Promise<void>;
}

const storeMs = 300;
/** Until what another window has stored is here. */
const againMs = 2000;
const clockMs = 60_000;
/** So often somebody asks whether what costs money is still there, where nobody looks. */
const hiddenMs = 15 * 60_000;
const answerMs = 10_000;
const remindMs = 60 * 60_000;

/**
 * Nobody gets a surprise bill: while something of a lab costs money on a real account the status bar says how much; who leaves
 * the lab is told, and so is the next window, from one stored value and without asking anybody.
 */
export class CostGuard extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  readonly onChange = this.changes.event;
  private readonly book: BillBook;
  private readonly item = this.own(new Slot<vscode.StatusBarItem>());
  private readonly ticking = this.own(new Slot<Disposable>());
  private readonly asking = this.own(new Slot<Disposable>());
  private readonly storing = this.own(new Slot<Disposable>());
  private readonly reminders = new Map<string, Disposable>();

  constructor(private readonly ports: CostGuardPorts) {
    super();
    const { state, ledger, link, journal } = ports;
    this.book = new BillBook({
      ledger, live: () => link.live(), refresh: () => journal.refresh(), now: () => Date.now(),
      stored: () => state.get<readonly BilledThing[]>(stateKeys.billed, []), store: things => state.update(stateKeys.billed, things),
    });
    this.own(ports.ledger.onChange(() => this.moved()));
    this.own(ports.link.onChange(() => this.moved()));
    this.own({ dispose: () => { for (const timer of this.reminders.values()) timer.dispose(); } });
    if (this.things.length > 0) this.begin();
  }

  private get things(): readonly BilledThing[] { return this.book.things; }

  get any(): boolean { return this.things.length > 0; }

  of(lab: LabKey): readonly BilledThing[] { return this.things.filter(thing => labKey(thing) === labKey(lab)); }

  /** USD that a lab has cost up to now, as far as prices are known. */
  spent(lab: LabKey): number { return sumOf(this.of(lab), Date.now(), this.ports.prices()).soFar; }

  /** Throws where a lab has cost what its author or class allows. */
  withinBudget(lab: LabKey, budget: number | undefined): void {
    if (budget === undefined || this.of(lab).length === 0) return;
    const spent = this.spent(lab);
    if (spent >= budget) throw new UserError('aws.budget', msg('This lab has cost about {0} USD of its budget of {1}: no further block was run.', usd(spent), usd(budget)), msg('Clean up, or run single blocks if you want to go on.'));
  }

  /** Of a clean-up's things. */
  bill(plan: CleanupPlan): SheetBill | undefined {
    const inPlan = new Set([...plan.go, ...plan.stay].map(({ uid }) => uid));
    const things = this.of(plan).filter(({ uid, place }) => inPlan.has(uid) && place === plan.daemon);
    if (things.length === 0) return undefined;
    const priceOf = this.ports.prices();
    const sum = sumOf(things, Date.now(), priceOf);
    const foot = sourceWords(sum);
    return {
      costs: new Map(dearestFirst(things, priceOf).map(thing => [thing.uid, gateWords(thing, priceOf)])),
      lead: msg('Until they are deleted: {0}.', translate(perHourWords(sum))),
      ...foot && { foot },
    };
  }

  /** The gate where something of the lab costs money; false where nothing does. */
  async leave(lab: LabKey): Promise<boolean> {
    if (this.of(lab).length === 0) return false;
    await this.ports.gate(lab);
    return true;
  }

  /** The student has gone on to something else. */
  tellOnLeave(lab: LabKey): void { if (this.of(lab).length > 0) this.tell(this.of(lab)); }

  /** Once, an hour from now, if it costs money still. */
  remind(lab: LabKey): void {
    const key = labKey(lab);
    this.reminders.get(key)?.dispose();
    this.reminders.set(key, after(remindMs, () => this.tellOnLeave(lab)));
  }

  /** All of what is known to cost money, or a word that nothing is. */
  async show(): Promise<void> {
    const [first] = dearestFirst(this.things, this.ports.prices());
    if (first) return this.ports.gate(first);
    await vscode.window.showInformationMessage(vscode.l10n.t('Nothing of your labs is known to cost money on a real AWS account.'));
  }

  private begin(): void {
    this.draw();
    this.tell(this.things);
  }

  private tell(things: readonly BilledThing[]): void {
    void this.ask(things).catch((error: unknown) => showFailure(error, this.ports.log));
  }

  private async ask(things: readonly BilledThing[]): Promise<void> {
    const priceOf = this.ports.prices();
    const [first] = dearestFirst(things, priceOf);
    if (!first) return;
    const { title, detail } = leftRunningWords(things, Date.now(), priceOf, translate);
    const cleanUp = vscode.l10n.t('Clean up…');
    const later = vscode.l10n.t('Remind me in 1 hour');
    const answer = await vscode.window.showWarningMessage(`${plain(translate(title))} ${plain(translate(detail))}`, cleanUp, later);
    if (answer === cleanUp) await this.ports.gate(first);
    if (answer === later) this.remind(first);
  }

  private moved(inMs = storeMs): void { this.storing.value = after(inMs, () => void this.look().catch((error: unknown) => this.ports.log.bug(error))); }

  private async look(): Promise<void> {
    const { moved, wrote } = await this.book.look();
    if (this.disposed) return;
    // Another window may have stored its own at the same moment: one more look finds out.
    if (wrote) this.moved(againMs);
    if (!moved) return;
    this.draw();
    this.changes.fire();
  }

  private draw(): void {
    if (this.things.length === 0) { this.item.value = this.ticking.value = this.asking.value = undefined; return; }
    const item = this.item.value ??= vscode.window.createStatusBarItem('labbook.cost', vscode.StatusBarAlignment.Left, 50);
    const priceOf = this.ports.prices();
    const sum = sumOf(this.things, Date.now(), priceOf);
    item.name = vscode.l10n.t('Cost of labs on AWS');
    item.text = `$(credit-card) ${plain(translate(clockWords(sum)))}`;
    item.tooltip = [...dearestFirst(this.things, priceOf).map(thing => `${thing.name}: ${plain(translate(gateWords(thing, priceOf)))}`), ...[sourceWords(sum)].flatMap(words => words ? [plain(translate(words))] : [])].join('\n');
    item.command = commandIds.showCost;
    item.show();
    this.ticking.value ??= every(clockMs, () => this.draw());
    this.asking.value ??= every(hiddenMs, () => void this.askAnew());
  }

  /** Where somebody looks, it is asked anyway. */
  private async askAnew(): Promise<void> {
    const { link } = this.ports;
    if (link.live()) return;
    const hold = link.hold();
    try { await liveAnswer(link, answerMs); } finally { hold.dispose(); }
  }
}

function after(ms: number, act: () => void): Disposable {
  const timer = setTimeout(act, ms);
  return { dispose: () => clearTimeout(timer) };
}

function every(ms: number, act: () => void): Disposable {
  const timer = setInterval(act, ms);
  return { dispose: () => clearInterval(timer) };
}
