import type { StepSummary } from '../portfolio/summary';
import type { StudentRow } from './classTable';

/** A step at which students were stuck: it failed twice or more, took over ten minutes with a failure, or its check is not done though it was run. */
export interface StuckStep {
  readonly sectionId: string;
  readonly title: string;
  readonly block: string;
  readonly ordinal: number;
  /** Students. */
  readonly stuck: number;
  readonly tried: number;
  readonly neverPassed: number;
  /** Median of those who were stuck: runs of the step. */
  readonly tries: number;
  /** A claim that is not done, and for how many students. The most frequent one. */
  readonly open?: { readonly claim: string; readonly students: number };
}

interface Case { readonly step: StepSummary; readonly section: { readonly id: string; readonly title: string } }

export function stuckSteps(students: readonly StudentRow[]): StuckStep[] {
  const cases = new Map<string, Case[]>();
  // An edited file says nothing of the class.
  for (const { cells } of students.filter(({ edit }) => !edit)) for (const { section, steps } of cells.values()) for (const step of steps) {
    if (step.tries === 0) continue;
    const key = `${section.id}/${step.block}`;
    const group = cases.get(key);
    if (group) group.push({ step, section });
    else cases.set(key, [{ step, section }]);
  }
  return [...cases.values()].map(stepOf).filter(({ stuck }) => stuck > 0).sort((a, b) => b.stuck - a.stuck || b.stuck / b.tried - a.stuck / a.tried || b.tries - a.tries);
}

function stepOf(cases: readonly Case[]): StuckStep {
  const { section, step } = cases[0]!;
  const stuck = cases.filter(one => one.step.stuck).map(one => one.step);
  const open = mostOpen(stuck);
  return {
    sectionId: section.id, title: section.title, block: step.block, ordinal: step.ordinal, stuck: stuck.length, tried: cases.length,
    neverPassed: stuck.filter(({ passed }) => !passed).length, tries: median(stuck.map(({ tries }) => tries)), ...open && { open },
  };
}

function mostOpen(steps: readonly StepSummary[]): { readonly claim: string; readonly students: number } | undefined {
  const counts = new Map<string, number>();
  for (const claim of steps.flatMap(({ open }) => open)) counts.set(claim, (counts.get(claim) ?? 0) + 1);
  const most = [...counts].sort(([, a], [, b]) => b - a)[0];
  return most && { claim: most[0], students: most[1] };
}

function median(values: readonly number[]): number { return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0; }
