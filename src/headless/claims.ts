import type { Test } from '../core/check';

/** What a check claims, as far as a rehearsal must know it. */

function leaves(test: Test): readonly Test[] {
  if (test.kind === 'all' || test.kind === 'any') return test.tests.flatMap(leaves);
  return test.kind === 'not' ? leaves(test.test) : [test];
}

export function exitsOf(test: Test): readonly number[] { return leaves(test).flatMap(leaf => (leaf.kind === 'exit' ? [leaf.code] : [])); }
export function answersOf(test: Test): readonly string[] { return leaves(test).flatMap(leaf => (leaf.kind === 'answer' ? leaf.is?.slice(0, 1) ?? [] : [])); }

export function readsOutputOnly(test: Test, block: string | undefined): boolean {
  return leaves(test).every(leaf => leaf.kind === 'output' && (leaf.block ?? block) === block);
}

/** It reads what a block further down has yet to say. */
export function namesOther(test: Test, block: string | undefined): boolean {
  return leaves(test).some(leaf => (leaf.kind === 'output' || leaf.kind === 'exit' || leaf.kind === 'ran') && leaf.block !== undefined && leaf.block !== block);
}
