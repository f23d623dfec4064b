import type { RunRecord } from './run';
import { maskSecrets } from './secrets';
import type { Block } from './section';
import type { Shell } from './statement';

export interface TypedCommand {
  readonly line: string;
  /** As the editor heard it from the shell; undefined means that it was not told, never 0. */
  readonly code: number | undefined;
  readonly start: number;
  readonly end: number;
}

/** The block whose text somebody typed into the lab's terminal, if any. Spaces and line ends do not count. */
export function typedBlock(line: string, blocks: readonly Block[]): Block | undefined {
  const wanted = plain(line);
  return wanted === '' ? undefined : blocks.find(block => plain(block.text) === wanted);
}

export interface TypedPlace { readonly runId: string; readonly course: { readonly id: string; readonly version: string }; readonly sectionId: string; readonly labId: string; readonly shell: Shell }

/** The same record as for a run, marked "by hand": its code is the editor's word, not the status file's. */
export function typedRecord(typed: TypedCommand, block: Block, place: TypedPlace): RunRecord {
  const { code, start, end } = typed;
  const text = maskSecrets(block.text);
  const state = code === undefined ? 'notMeasured' : code === 0 ? 'passed' : code === 130 ? 'stopped' : 'failed';
  return {
    v: 1, runId: place.runId, courseId: place.course.id, courseVersion: place.course.version, sectionId: place.sectionId, labId: place.labId,
    blockId: block.id, blockHash: block.hash, blockText: text, target: block.target, shell: place.shell, state, code, marks: ['byHand'],
    statements: [{ index: 1, text, outcome: code === undefined ? { kind: 'notMeasured' } : { kind: 'exit', code }, start, end }],
    start, end, context: {}, tools: {},
  };
}

function plain(text: string): string { return text.trim().split(/\s+/).join(' '); }
