import type { Check } from '../core/check';
import { fillSlots } from '../core/checks/values';
import type { Command, CommandResult } from '../core/command';
import { UserError } from '../core/errors';
import { english, type Message } from '../core/message';
import type { RunRecord } from '../core/run';
import { isStep, type Block, type Section } from '../core/section';
import { answersOf, exitsOf, namesOther, readsOutputOnly } from './claims';
import { fewestMutations, type LabRow, type NotRun } from './labRow';
import type { Mutation } from './mutations';

/** How a check stands, as far as a rehearsal needs it. */
export interface Standing {
  readonly check: Pick<Check, 'id' | 'block' | 'claim' | 'test'>;
  readonly state: 'waiting' | 'notYet' | 'done' | 'cannotPass' | 'notMeasured';
  readonly facts: readonly Message[];
  /** Its claim as of now, whatever was latched. */
  readonly now: 'true' | 'false' | 'unknown' | 'asking';
}

export interface RehearsalPorts {
  readonly section: Section;
  readonly labId: string;
  run(block: Block, values: Readonly<Record<string, string>>, typed: readonly string[]): Promise<RunRecord>;
  /** Ends what runs in the background. */
  stop(): Promise<void>;
  /** Looks at everything once; milliseconds. */
  look(limitMs: number): Promise<readonly Standing[]>;
  /** Until these are done, or the time is over. */
  waitFor(ids: readonly string[], limitMs: number): Promise<readonly Standing[]>;
  answer(checkId: string, text: string): Promise<void>;
  captured(name: string): string | undefined;
  mutations(holding: readonly Standing[]): readonly Mutation[];
  /** What a clean-up block names, the lab has made and is still there; one word or two each. */
  leftBy(cleanup: Block): Promise<readonly string[]>;
  command(command: Command): Promise<CommandResult>;
  /** Why a block cannot be run where the lab is taken through: the emulator only plays what it would need. */
  barred(block: Block): string | undefined;
  /** "Clean up this lab" with all ticked that may be, and "Reset lab". Says what stayed, one sentence each. */
  cleanUp(): Promise<readonly string[]>;
  log(line: string): void;
  now(): number;
}

/** A state may take that long to come where its author names no time. */
const usualMs = 15_000;
/** A change behind the lab's back is on the screen much sooner. */
const noticeMs = 20_000;
const lookMs = 10_000;

/**
 * Takes a lab through, twice. First the steps as a student takes them, what can be undone behind its back, and Labbook's
 * own clean-up; then the other ways and asides, half of what goes for good, the author's clean-up blocks, and what goes
 * for good of what is left. Counts what the checks say at each.
 */
export class Rehearsal {
  private readonly notRun = new Map<string, string>();
  /** By block: whether it ran as it should, each time. */
  private readonly ran = new Map<string, boolean>();
  private readonly tried = new Set<string>();
  private noticed = 0;

  constructor(private readonly ports: RehearsalPorts) {}

  async row(): Promise<LabRow> {
    const { section, labId } = this.ports;
    const clean = await this.ports.look(lookMs);
    this.name('holds before anything was done', clean.filter(isDone));
    const ids = clean.map(({ check }) => check.id);
    const first = await this.round(section.blocks.filter(isStep), ids, true);
    const last = section.blocks.findIndex(({ role }) => role === 'cleanup');
    const [above, below] = last < 0 ? [section.blocks, []] : [section.blocks.slice(0, last), section.blocks.slice(last)];
    const replaced = new Set(above.filter(block => isOther(block) && this.ports.barred(block) === undefined).map(({ solves }) => solves));
    const second = await this.round([...above.filter(block => (isStep(block) && !replaced.has(block.id)) || isOther(block)), ...below.filter(isStep)], ids, false, below.filter(block => block.role === 'cleanup' || isOther(block)));
    for (const block of section.blocks) if (!block.options.run && block.options.inside === undefined && block.kind !== 'inline') this.notRun.set(block.id, 'it is only shown');
    const done = (id: string): boolean => first.done.has(id) && second.done.has(id);
    return {
      lab: labId, steps: new Set([...this.ran.keys(), ...this.notRun.keys()]).size, ran: [...this.ran.values()].filter(Boolean).length, checks: ids.length,
      failsClean: clean.filter(standing => !isDone(standing)).length, passesAfter: ids.filter(done).length,
      failsAfterCleanup: ids.filter(id => !first.left.has(id) && !second.left.has(id)).length,
      mutationsTried: this.tried.size, mutationsKilled: this.noticed, notRun: [...this.notRun].map(([block, reason]): NotRun => ({ block, reason })),
    };
  }

  /** Blocks, mutations, clean-up. `last`: blocks that come only then; how they end does not matter. */
  private async round(blocks: readonly Block[], ids: readonly string[], undone: boolean, last: readonly Block[] = []): Promise<{ readonly done: ReadonlySet<string>; readonly left: ReadonlySet<string> }> {
    for (const block of blocks) await this.step(block, false);
    const after = await this.ports.waitFor(ids, usualMs);
    this.name('does not hold after the blocks', after.filter(standing => !isDone(standing)));
    // The author's clean-up must find something to do: before it only every second thing of a kind is taken away.
    await this.mutate(undone ? ({ undo }) => undo !== undefined : firstHalf(this.forGood(await this.ports.look(lookMs))));
    if (!undone && this.tried.size < fewestMutations) await this.mutate(({ undo }) => undo === undefined);
    for (const block of last) await this.step(block, true);
    if (!undone) await this.mutate(({ undo }) => undo === undefined);
    await this.ports.stop();
    for (const line of await this.ports.cleanUp()) this.ports.log(`stayed after clean-up: ${line}`);
    const cleaned = await this.ports.look(lookMs);
    this.name('still holds after clean-up', cleaned.filter(isDone));
    return { done: new Set(after.filter(isDone).map(({ check }) => check.id)), left: new Set(cleaned.filter(isDone).map(({ check }) => check.id)) };
  }

  /** `anyEnd`: it is enough that it came to an end. */
  private async step(block: Block, anyEnd: boolean): Promise<void> {
    const { section, log } = this.ports;
    const solution = section.blocks.find(other => other.role === 'solution' && this.solves(other, block));
    const run = this.valuesOf(block) ? block : solution && this.valuesOf(solution) ? solution : undefined;
    if (run === undefined) return void this.notRun.set(block.id, `it needs a value: ${block.placeholders.map(({ label }) => label).join(', ')}`);
    const barred = this.ports.barred(run);
    if (barred !== undefined) return void this.notRun.set(block.id, barred);
    const typed = section.blocks.filter(({ options }) => options.inside === block.id).flatMap(({ text }) => text.split('\n'));
    if (run.options.tty && typed.length === 0) return void this.notRun.set(block.id, 'it needs a person, and no block says what to type inside');
    await this.answers(block);
    const began = this.ports.now();
    const ended = await this.attempt(run, typed);
    const well = ended !== undefined && (anyEnd ? hasEnded(ended) && await this.tookAway(block) : await this.settled(block, run, typed, ended, began));
    this.ran.set(block.id, well && (this.ran.get(block.id) ?? true));
    log(`${well ? 'ran ' : 'FAILED'} ${block.id}${run === block ? '' : ` by ${run.id}`}${ended && !well ? `: ${ended.state}${ended.code === undefined ? '' : ` ${ended.code}`}\n${lastOf(ended)}` : ''}`);
  }

  /** A clean-up block has done what it says when nothing that it names is left. What a swarm does takes a while. */
  private async tookAway(block: Block): Promise<boolean> {
    if (block.role !== 'cleanup') return true;
    const end = this.ports.now() + noticeMs;
    let left = await this.ports.leftBy(block);
    while (left.length > 0 && this.ports.now() < end) {
      await this.ports.look(2000);
      left = await this.ports.leftBy(block);
    }
    if (left.length === 0) return true;
    this.ports.log(`${block.id} has left: ${left.join(', ')}`);
    return false;
  }

  private solves(other: Block, block: Block): boolean {
    return other.solves === block.id || this.ports.section.checks.some(check => check.id === other.solves && check.block === block.id);
  }

  /** Undefined where a value is not known. */
  private valuesOf(block: Block): Readonly<Record<string, string>> | undefined {
    const found = block.placeholders.map(({ token }) => [token, this.ports.captured(token.replace(/^<|>$/g, ''))] as const);
    return found.every(([, value]) => value !== undefined) ? Object.fromEntries(found) as Record<string, string> : undefined;
  }

  private async attempt(block: Block, typed: readonly string[]): Promise<RunRecord | undefined> {
    try {
      return await this.ports.run(block, this.valuesOf(block) ?? {}, typed);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.ports.log(`${block.id}: ${english(error.userMessage)}`);
      return undefined;
    }
  }

  /**
   * Waits for the checks of a block. Where one gives its own block's output time to come and waits for nothing else, the
   * block is run again, as the note tells the student to.
   */
  private async settled(block: Block, run: Block, typed: readonly string[], first: RunRecord, began: number): Promise<boolean> {
    const own = this.checksOf(block);
    const expected = own.flatMap(check => exitsOf(check.test));
    const ended = (record: RunRecord): boolean => record.state === 'passed' || run.options.background || (record.state === 'failed' && record.code !== undefined && expected.includes(record.code));
    // The author lets commands of this block fail: then its checks have the last word.
    const mayFail = (record: RunRecord, standings: readonly Standing[]): boolean => run.options.onError === 'continue' && hasEnded(record) && expected.length === 0 && standings.every(isDone);
    if (own.length === 0) return ended(first);
    const patience = Math.max(...own.map(check => (check.timeoutSeconds ?? 0) * 1000), usualMs);
    const ids = own.filter(check => !namesOther(check.test, check.block)).map(({ id }) => id);
    const again = own.some(check => check.timeoutSeconds !== undefined && readsOutputOnly(check.test, check.block));
    let record = first;
    for (;;) {
      const standings = await this.ports.waitFor(ids, again ? 2000 : patience);
      const mine = standings.filter(({ check }) => ids.includes(check.id));
      if (!mine.some(({ state }) => state === 'notYet') || !again || this.ports.now() - began > patience) return ended(record) || mayFail(record, mine);
      record = await this.attempt(run, typed) ?? record;
    }
  }

  /** Another way to a step is judged by the checks of that step. */
  private checksOf(block: Block): readonly Check[] {
    const step = block.role === 'alternative' ? block.solves : block.id;
    return this.ports.section.checks.filter(check => check.block === step);
  }

  private async answers(block: Block): Promise<void> {
    for (const check of this.checksOf(block)) {
      const right = await this.rightAnswer(check);
      if (right !== undefined) await this.ports.answer(check.id, right);
    }
  }

  /** What the check of an earlier block has just captured is known a moment later. */
  private async rightAnswer({ test }: Pick<Check, 'test'>): Promise<string | undefined> {
    for (let looks = 0; ; looks++) {
      const [right] = answersOf(fillSlots(test, name => this.ports.captured(name)));
      if (right === undefined || !right.includes('${') || looks === 3) return right;
      await this.ports.look(2000);
    }
  }

  private forGood(standings: readonly Standing[]): readonly Mutation[] {
    return this.ports.mutations(standings.filter(({ now }) => now === 'true')).filter(({ undo }) => undo === undefined);
  }

  /** Those that can be undone are. */
  private async mutate(wanted: (mutation: Mutation) => boolean): Promise<void> {
    const begun = new Set<string>();
    // Docker may be busy with what the last block did, such as a swarm with its managers.
    await this.until(standings => standings.every(standing => !isDone(standing) || standing.now === 'true' || standing.now === 'false'));
    for (;;) {
      const holding = (await this.ports.look(lookMs)).filter(({ now }) => now === 'true');
      const mutation = this.ports.mutations(holding).find(one => !begun.has(one.what) && !this.tried.has(one.what) && wanted(one));
      if (mutation === undefined) return;
      begun.add(mutation.what);
      const { code, stderr } = await this.ports.command(mutation.change);
      if (code !== 0) { this.ports.log(`could not ${mutation.what}: ${stderr.trim().slice(0, 200)}`); continue; }
      this.tried.add(mutation.what);
      const noticed = await this.until(standings => mutation.claimedBy.some(id => standings.some(standing => standing.check.id === id && standing.now === 'false')));
      if (noticed) this.noticed++;
      this.ports.log(`${noticed ? 'noticed' : 'NOT NOTICED'}: ${mutation.what}`);
      if (mutation.undo) await this.undo(mutation.undo, holding);
    }
  }

  private async undo(command: Command, holding: readonly Standing[]): Promise<void> {
    await this.ports.command(command);
    await this.until(standings => holding.every(({ check }) => standings.some(standing => standing.check.id === check.id && standing.now === 'true')));
  }

  private async until(enough: (standings: readonly Standing[]) => boolean): Promise<boolean> {
    const end = this.ports.now() + noticeMs;
    while (this.ports.now() < end) if (enough(await this.ports.look(2000))) return true;
    return false;
  }

  private name(what: string, standings: readonly Standing[]): void {
    for (const { check, state, facts } of standings) this.ports.log(`${what}: ${check.id} (${check.claim}), ${state}${facts.length === 0 ? '' : `: ${facts.map(english).join(' ')}`}`);
  }
}

/** Not on the way through the lab, and yet to be run. */
function isOther({ role, options }: Block): boolean { return (role === 'alternative' || role === 'aside') && options.run; }

/** Every second one of a kind, the first of each at least; none of what there is one of for all, such as the swarm. */
function firstHalf(mutations: readonly Mutation[]): (mutation: Mutation) => boolean {
  const chosen = new Set(mutations.filter(({ kind, what }) => kind !== 'swarm' && mutations.filter(one => one.kind === kind).findIndex(one => one.what === what) % 2 === 0).map(({ what }) => what));
  return ({ what }) => chosen.has(what);
}

const hasEnded = ({ state }: RunRecord): boolean => state === 'passed' || state === 'failed';
const isDone = ({ state }: Standing): boolean => state === 'done';

function lastOf({ output }: RunRecord): string {
  return (output?.tail || output?.head || '').split('\n').slice(-24).map(line => `    ${line}`).join('\n');
}
