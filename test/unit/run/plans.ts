import type { RunPlan } from '../../../src/core/liveRun';
import type { Block, BlockOptions } from '../../../src/core/section';

export function blockOf(lines: readonly string[], options: Partial<BlockOptions> = {}): Block {
  const text = lines.join('\n');
  const at = { line: 0, character: 0 };
  return {
    id: 'b1', ordinal: 1, kind: 'fence', text, span: { start: at, end: at }, lineMap: lines.map((_, i) => i), target: 'docker', placeholders: [], role: 'step', hash: `${text.length}`.padStart(64, '0'),
    options: { background: false, tty: false, confirm: false, run: true, onError: 'stop', ...options },
  };
}

/** One statement a line; a `|` makes it a pipeline. */
export function planOf(runId: string, lines: readonly string[], options: Partial<BlockOptions> = {}): RunPlan {
  const block = blockOf(lines, options);
  return {
    runId, course: { id: 'c', version: '1' }, sectionId: 's', labId: 'L', block, text: block.text, shell: 'bash', child: false, tools: {}, parsed: true,
    statements: lines.map((text, i) => ({ index: i + 1, text, start: 0, end: text.length, line: i, background: text.endsWith('&'), pipeline: text.split('|').length })),
  };
}
