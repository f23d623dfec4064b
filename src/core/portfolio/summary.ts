import { groupBy } from '../groupBy';
import type { CheckOf, OutlineSection, Portfolio, PortfolioRecord, RunOf, ThingOf } from './portfolio';

/** What became of one section. Runs and checks before the last reset of its lab, and those of a text that has changed, count as tries only. */
export interface SectionSummary {
  readonly section: OutlineSection;
  readonly begun: boolean;
  readonly checks: { readonly done: number; /** Of these, by the student's word alone. */ readonly anyway: number; readonly of: number };
  readonly blocks: { readonly passed: number; readonly of: number };
  /** Runs that were typed by hand, not started by Run. */
  readonly byHand: number;
  readonly tries: number;
  readonly failed: number;
  readonly solved: number;
  readonly emulated: boolean;
  /** Milliseconds at work: gaps between two records, each counted up to ten minutes. */
  readonly ms: number;
  readonly left: readonly ThingOf[];
  readonly steps: readonly StepSummary[];
}

export interface StepSummary {
  readonly block: string;
  readonly ordinal: number;
  readonly tries: number;
  readonly failed: number;
  readonly passed: boolean;
  /** Milliseconds from the first try to the first that passed; undefined where none has. */
  readonly ms?: number;
  /** Claims of its checks that are not done though it was run. */
  readonly open: readonly string[];
  readonly stuck: boolean;
}

/** Longer without a record is a pause. */
const pauseMs = 10 * 60_000;
/** So many failures, or so long from the first try to the one that passed, is a struggle. */
const manyFailures = 2;
const longMs = 10 * 60_000;

export function summarise({ outline, records }: Pick<Portfolio, 'outline' | 'records'>): SectionSummary[] {
  const resets = new Map<string, number>();
  for (const record of records) if (record.kind === 'reset') resets.set(record.lab, Math.max(record.at, resets.get(record.lab) ?? 0));
  const bySection = groupBy(records, record => 'section' in record ? record.section : '');
  return outline.map(section => summaryOf(section, bySection.get(section.id) ?? [], resets.get(section.lab ?? section.id) ?? 0));
}

function summaryOf(section: OutlineSection, records: readonly PortfolioRecord[], resetAt: number): SectionSummary {
  const runs = records.filter(record => record.kind === 'run');
  const counted = records.filter(record => record.at > resetAt && !('changed' in record && record.changed));
  const checks = lastChecks(counted);
  const passed = new Set(counted.filter(record => record.kind === 'run').filter(isPass).map(({ block }) => block));
  const steps = section.blocks.map(({ id, ordinal }) => stepOf(section, { id, ordinal }, runs.filter(run => run.block === id && !run.remedy), checks));
  return {
    section, begun: records.some(({ kind }) => kind !== 'left'),
    checks: { done: section.checks.filter(({ id }) => checks.has(id)).length, anyway: section.checks.filter(({ id }) => checks.get(id)?.by === 'student').length, of: section.checks.length },
    blocks: { passed: section.blocks.filter(({ id }) => passed.has(id)).length, of: section.blocks.length },
    byHand: runs.filter(({ byHand }) => byHand).length, tries: runs.length, failed: runs.filter(isFailure).length,
    solved: records.filter(({ kind }) => kind === 'solved').length,
    emulated: records.some(record => 'emulated' in record && record.emulated === true),
    ms: workOf(records), left: records.flatMap(record => record.kind === 'left' ? record.things : []), steps,
  };
}

/** What was seen weighs more than a word. */
function lastChecks(records: readonly PortfolioRecord[]): ReadonlyMap<string, CheckOf> {
  const found = new Map<string, CheckOf>();
  for (const record of records) if (record.kind === 'check' && found.get(record.check)?.by !== 'state') found.set(record.check, record);
  return found;
}

function stepOf(section: OutlineSection, block: { readonly id: string; readonly ordinal: number }, runs: readonly RunOf[], checks: ReadonlyMap<string, CheckOf>): StepSummary {
  const pass = runs.find(isPass);
  const [first] = runs;
  const tries = pass ? runs.slice(0, runs.indexOf(pass) + 1) : runs;
  const failed = tries.filter(isFailure).length;
  const ms = first && pass ? pass.at + (pass.ms ?? 0) - first.at : undefined;
  // Marked done anyway says that it was not seen to hold.
  const open = first ? section.checks.filter(check => check.block === block.id && checks.get(check.id)?.by !== 'state').map(({ claim }) => claim) : [];
  const stuck = failed >= manyFailures || (failed > 0 && !pass) || (failed > 0 && (ms ?? 0) > longMs) || open.length > 0;
  return { block: block.id, ordinal: block.ordinal, tries: runs.length, failed, passed: pass !== undefined, ...ms !== undefined && { ms }, open, stuck };
}

function isPass({ state, remedy }: RunOf): boolean { return state === 'passed' && !remedy; }
function isFailure({ state }: RunOf): boolean { return state === 'failed' || state === 'timedOut'; }

function workOf(records: readonly PortfolioRecord[]): number {
  const own = records.filter(({ kind }) => kind !== 'left');
  return own.reduce((sum, record, index) => {
    const next = own[index + 1];
    const lasts = record.kind === 'run' ? record.ms ?? 0 : 0;
    return sum + (next ? Math.min(Math.max(0, next.at - record.at), Math.max(pauseMs, Math.min(lasts, 6 * pauseMs))) : Math.min(lasts, 6 * pauseMs));
  }, 0);
}
