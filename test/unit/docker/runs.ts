import type { RunRecord } from '../../../src/core/run';

export const t0 = 1_700_000_000_000;

/** A run of two seconds that passed. `out`: what it printed. */
export function run(blockId: string, text: string, more: Partial<RunRecord> & { out?: string } = {}): RunRecord {
  const { out, ...rest } = more;
  return {
    v: 1, runId: `run-${blockId}`, courseId: 'c', courseVersion: '1', sectionId: 's', labId: 'L1', blockId, blockHash: '', blockText: text, target: 'docker', shell: 'bash',
    state: 'passed', marks: [], statements: [{ index: 1, text, outcome: { kind: 'exit', code: 0 } }], start: t0, end: t0 + 2000, context: {}, tools: {},
    ...(out === undefined ? {} : { output: { head: out, tail: '', dropped: 0 } }), ...rest,
  };
}
