import type { Outcome } from './run';
import type { Statement } from './statement';

/** What the shell wrote about one run. Times are milliseconds since the epoch. */
export interface StatusLines {
  readonly pid?: number;
  /** The shell points elsewhere than the banner showed: nothing of the block has run. */
  readonly context: boolean;
  readonly begun: ReadonlyMap<number, number>;
  readonly ended: ReadonlyMap<number, { readonly time: number; readonly code: number; readonly pipeline: readonly number[] }>;
  readonly end?: { readonly time: number; readonly code: number };
  /** Written by the prompt hook: the shell is back at its prompt, whatever became of the block. */
  readonly prompt?: { readonly time: number; readonly code: number };
}

/** Why no more lines will come. `gone`: the shell's process does not exist any more and nobody saw it end. */
export type Closing = { readonly kind: 'closed'; readonly code?: number; readonly byUser: boolean } | { readonly kind: 'gone' }
  /** The editor saw the shell come back, and the shell has written nothing. */
  | { readonly kind: 'silent' };

export type Final =
  | { readonly kind: 'end'; readonly code: number; readonly time: number }
  | { readonly kind: 'context' }
  | { readonly kind: 'abandoned'; readonly code: number; readonly time: number }
  | Closing;

/** `markerTime` gives the time of `<status file>.<n>` for shells without a clock, in milliseconds. Half lines are left out. */
export function parseStatus(text: string, markerTime: (n: number) => number): StatusLines {
  const begun = new Map<number, number>();
  const ended = new Map<number, { time: number; code: number; pipeline: number[] }>();
  const found: { pid?: number; context: boolean; end?: { time: number; code: number }; prompt?: { time: number; code: number } } = { context: false };
  const time = (word = ''): number => word.startsWith('@') ? markerTime(Number(word.slice(1))) : Number(word) * 1000;
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    const [word, a = '', b = '', c = '', ...rest] = line.split(' ');
    if (word === 'pid') found.pid = Number(a);
    else if (word === 'ctx') found.context = true;
    else if (word === 'b') begun.set(Number(a), time(b));
    else if (word === 'e') ended.set(Number(a), { time: time(b), code: Number(c), pipeline: rest.map(Number) });
    else if (word === 'end') found.end ??= { time: time(a), code: Number(b) };
    else if (word === 'prompt') found.prompt ??= { time: time(a), code: Number(b) };
  }
  return { ...found, begun, ended };
}

/** The first final signal wins; undefined while the run goes on. */
export function finalOf(status: StatusLines, closing?: Closing): Final | undefined {
  if (status.context) return { kind: 'context' };
  if (status.end) return { kind: 'end', ...status.end };
  if (status.prompt) return { kind: 'abandoned', ...status.prompt };
  return closing;
}

/** How each statement ended, or the reason why there is no code. Never guesses a 0. */
export function outcomeOf(statement: Pick<Statement, 'index' | 'background' | 'pipeline'>, status: StatusLines, final: Final | undefined): Outcome {
  const ended = status.ended.get(statement.index);
  if (ended) {
    if (statement.background) return { kind: 'background' };
    const told = statement.pipeline > 1 && ended.pipeline.length === statement.pipeline;
    return { kind: 'exit', code: ended.code, ...(told ? { pipeline: ended.pipeline } : {}) };
  }
  if (status.begun.has(statement.index)) return begunOutcome(final);
  if (!final) return { kind: 'notRun' };
  const silent = status.begun.size === 0 && (final.kind === 'gone' || final.kind === 'silent');
  return silent ? { kind: 'notMeasured' } : { kind: 'notRun' };
}

function begunOutcome(final: Final | undefined): Outcome {
  switch (final?.kind) {
    case undefined: return { kind: 'running' };
    case 'end': return { kind: 'endedBlock', code: final.code };
    case 'abandoned': return final.code === 130 ? { kind: 'stopped' } : { kind: 'endedBlock', code: final.code };
    case 'closed': return { kind: 'shellEnded', code: final.code };
    case 'gone': case 'silent': return { kind: 'notMeasured' };
    case 'context': return { kind: 'notRun' };
  }
}

/** 141 in any part but the last is a reader that had enough (`yes | head`), not a failure. */
export function hiddenFailure(pipeline: readonly number[]): number | undefined {
  return pipeline.slice(0, -1).find(code => code !== 0 && code !== 141);
}
