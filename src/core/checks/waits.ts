import type { Check, Test } from '../check';
import { isNegative } from '../checkNegative';
import type { CheckSection } from './checkSection';
import { hasRun } from './record';
import type { SectionRuns } from './sectionRuns';
import type { WaitsFor } from './standing';
import { slotsOf } from './values';

/** What must be there before a check says anything: what it names, the check that captures its values, the run that it reads. */
export function waitsFor(check: Check, section: CheckSection, runs: SectionRuns, isDone: (id: string) => boolean, value: (name: string) => string | undefined): WaitsFor | undefined {
  const onBlock = (id: string | undefined): WaitsFor | undefined => {
    const block = runs.block(id);
    return block && !(block.run && hasRun(block.run)) ? { kind: 'block', id: block.id, ordinal: block.ordinal } : undefined;
  };
  const onCheck = (other: Check): WaitsFor | undefined => isDone(other.id) ? undefined : { kind: 'check', id: other.id, claim: other.claim };
  const need = (id: string): WaitsFor | undefined => {
    const other = section.checks.find(candidate => candidate.id === id);
    return other ? onCheck(other) : onBlock(id);
  };
  const maker = (name: string): WaitsFor | undefined => {
    const other = value(name) === undefined ? section.checks.find(candidate => candidate !== check && candidate.captures.some(capture => capture.name === name)) : undefined;
    return other && onCheck(other);
  };
  return first(check.needs, need) ?? first(slotsOf(check.test), maker)
    ?? (isNegative(check.test) && check.needs.length === 0 ? onBlock(check.block) : undefined)
    ?? first(blocksRead(check.test), id => notBegun(id, check, runs));
}

function notBegun(id: string | undefined, check: Check, runs: SectionRuns): WaitsFor | undefined {
  const block = runs.seen(id ?? check.block, id === undefined ? check.id : undefined);
  return block && !block.run ? { kind: 'block', id: block.id, ordinal: block.ordinal } : undefined;
}

/** Blocks whose record must be there for the whole to be true. */
function blocksRead(test: Test): (string | undefined)[] {
  switch (test.kind) {
    case 'all': return test.tests.flatMap(blocksRead);
    case 'output': case 'exit': case 'ran': return [test.block];
    default: return [];
  }
}

function first<A, B>(items: readonly A[], find: (item: A) => B | undefined): B | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
