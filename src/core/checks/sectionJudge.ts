import type { Check, Test } from '../check';
import { isNegative } from '../checkNegative';
import { msg, type Message } from '../message';
import { isOver, type RunRecord } from '../run';
import { captureNow } from './captures';
import type { CheckResult, CheckSection } from './checkSection';
import type { CheckFold } from './fold';
import { judge } from './judge';
import { SectionRuns } from './sectionRuns';
import { decide, type Decision } from './standing';
import { livePart, startsSomething } from './testKinds';
import { fillSlots, slotsOf } from './values';
import { waitsFor } from './waits';
import { keyOf, type Seen, type Want } from './want';
import { unknown, type AwsWorld, type ClusterWorld, type DockerWorld, type Verdict, type World } from './world';

/** All that is known when a section is judged. */
export interface SectionKnown {
  readonly fold: CheckFold;
  readonly docker: DockerWorld;
  readonly cluster: ClusterWorld;
  readonly aws: AwsWorld;
  /** Of the section's lab, oldest first. */
  readonly records: readonly RunRecord[];
  readonly now: number;
  /** Why nothing may be looked at. */
  readonly barred?: Message;
  seen(want: Want): Seen | undefined;
  /** What the student typed for a placeholder of that name. */
  remembered(name: string): string | undefined;
}

export interface Judged {
  readonly result: CheckResult;
  readonly decision: Decision;
  readonly wants: readonly Want[];
  /** Values that are new or different. */
  readonly captured: readonly { readonly name: string; readonly value: string }[];
}

/** A container that starts may die of a wrong variable at once. */
const startHoldMs = 1500;
/** What the source said may be a moment old when the lab is reset or a block ends. */
const settleMs = 1000;

/** Judges the checks of one section, again and again. Remembers only what lies in time: since when something is so. */
export class SectionJudge {
  private readonly trueSince = new Map<string, number>();
  private readonly last = new Map<string, CheckResult>();

  constructor(public section: CheckSection) {}

  resultOf(check: Check): CheckResult | undefined { return this.last.get(check.id); }

  judge(known: SectionKnown): readonly Judged[] {
    const runs = new SectionRuns(this.section, known.records, known.fold.resetAt);
    const done = new Set<string>();
    return this.section.checks.map(check => {
      const judged = this.judgeOne(check, known, runs, id => done.has(id) || this.isLatched(id, known.fold));
      if (judged.result.state === 'done') done.add(check.id);
      this.last.set(check.id, judged.result);
      return judged;
    });
  }

  private judgeOne(check: Check, known: SectionKnown, runs: SectionRuns, isDone: (id: string) => boolean): Judged {
    const { fold, now, barred } = known;
    const { sectionId } = this.section;
    const kept = (name: string): string | undefined => fold.value(sectionId, name) ?? known.remembered(name);
    const latch = fold.latch(sectionId, check);
    const wants = new Map<string, Want>();
    const world = this.world(check, known, runs, wants);
    const own = new Map(fillSlots(check.captures, kept).map(capture => [capture.name, captureNow(capture, world)]));
    // What a check captures it may ask for itself: a registry answers at the address that its block has printed.
    const value = (name: string): string | undefined => own.get(name) ?? kept(name);
    const waiting = barred === undefined ? waitsFor(check, this.section, runs, isDone, value) : undefined;
    const idle = barred !== undefined || (waiting !== undefined && !latch);
    const test = fillSlots(check.test, value);
    const verdict = idle ? unknown(barred ?? msg('it waits')) : this.verdict(check, test, world);
    const live = latch && !idle ? livePart(test) : undefined;
    const run = runs.tried(check);
    const decision = decide({
      check, verdict, live: live && judge(live, world), latch, trueSince: this.since(check, verdict, now), holdMs: startsSomething(test) ? startHoldMs : 0,
      barred, waitsFor: waiting, run, ordinal: runs.block(check.block)?.ordinal, going: runs.going, sureAt: this.sureAt(check, test, runs, fold), now,
    });
    const log = this.log(decision, world);
    return { result: this.result(check, decision, verdict, latch !== undefined, log, run, fold), decision, wants: [...wants.values()], captured: this.captured(decision, own, kept) };
  }

  private world(check: Check, known: SectionKnown, runs: SectionRuns, wants: Map<string, Want>): World {
    return {
      docker: known.docker, cluster: known.cluster, aws: known.aws,
      look: want => { wants.set(keyOf(want), want); return known.seen(want); },
      block: id => runs.seen(id ?? check.block, id === undefined ? check.id : undefined),
      answer: known.fold.answer(this.section.sectionId, check),
    };
  }

  private verdict(check: Check, test: Test, world: World): Verdict {
    const [slot] = slotsOf(test);
    if (slot !== undefined) return unknown(msg('the value {0} is not known yet', slot));
    if (isNegative(test) && check.needs.length === 0 && check.block === undefined) return unknown(msg('it tells only what is not there, and names nothing that was'));
    return judge(test, world);
  }

  private isLatched(id: string, fold: CheckFold): boolean {
    const check = this.section.checks.find(candidate => candidate.id === id);
    return check !== undefined && fold.latch(this.section.sectionId, check) !== undefined;
  }

  private since(check: Check, verdict: Verdict, now: number): number | undefined {
    const key = `${check.id}/${check.hash}`;
    if (verdict.is === 'asking') return this.trueSince.get(key);
    if (verdict.is === 'true') this.trueSince.set(key, this.trueSince.get(key) ?? now);
    else this.trueSince.delete(key);
    return this.trueSince.get(key);
  }

  /** Nothing counts that may have been seen before the lab was reset; what tells only of absence, nothing from before the run it needs. */
  private sureAt(check: Check, test: Test, runs: SectionRuns, fold: CheckFold): number {
    const ends = isNegative(test) ? [check.block, ...check.needs].map(id => runs.block(id)?.run?.end ?? 0) : [];
    return Math.max(fold.resetAt > 0 ? fold.resetAt + settleMs : 0, ...ends.map(end => end + settleMs));
  }

  private log(decision: Decision, world: World): readonly string[] | undefined {
    if (decision.logsOf === undefined || decision.state === 'done' || decision.state === 'waiting') return undefined;
    const seen = world.look({ kind: 'logs', container: decision.logsOf });
    return seen?.kind === 'logs' && seen.lines.length > 0 ? seen.lines : undefined;
  }

  private captured({ state }: Decision, own: ReadonlyMap<string, string | undefined>, kept: (name: string) => string | undefined): Judged['captured'] {
    if (state !== 'done') return [];
    return [...own].flatMap(([name, value]) => (value === undefined || value === kept(name) ? [] : [{ name, value }]));
  }

  private result(check: Check, decision: Decision, verdict: Verdict, kept: boolean, log: readonly string[] | undefined, run: RunRecord | undefined, fold: CheckFold): CheckResult {
    const before = this.last.get(check.id);
    const result: CheckResult = {
      check, state: decision.state, facts: decision.facts, marks: decision.marks, doneAt: decision.doneAt, byStudent: decision.byStudent, gone: decision.gone,
      waitsFor: decision.waitsFor, answer: fold.answer(this.section.sectionId, check), log, failedRun: decision.failed === true, host: decision.host,
      now: verdict.is, tried: run !== undefined && isOver(run.state), kept,
    };
    if (!decision.asking || before?.check.hash !== check.hash) return result;
    // It is being looked at: what was said a moment ago stands until then.
    if (result.state === 'done') return { ...result, gone: before.state === 'done' && before.gone };
    return before.state === 'done' || before.state === 'waiting' ? result : { ...before, check, now: 'asking', tried: result.tried, answer: result.answer };
  }
}
