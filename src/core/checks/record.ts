import type { RecordAssertion } from '../check';
import { msg } from '../message';
import { isOver, type KeptOutput, type RunRecord } from '../run';
import { finds } from './pattern';
import { judgeText, wordsForOutput } from './text';
import { no, unknown, yes, type BlockSeen, type Verdict, type World } from './world';

type Of<K extends RecordAssertion['kind']> = Extract<RecordAssertion, { kind: K }>;

export function judgeOutput(claim: Of<'output'>, world: World): Verdict {
  return withRun(claim.block, world, (run, { ordinal }) => {
    const running = no(msg('block {0} is still running', ordinal));
    if (run.output === undefined) return isOver(run.state) ? unknown(run.noOutput ?? unheard(run)) : running;
    // What it will not print is known at its end alone.
    if (!isOver(run.state) && claim.lacks?.length) return running;
    const parts = judgeText(claim, printedText(run.output), run.output.dropped > 0, wordsForOutput(ordinal));
    const fault = parts.find(part => part.is === 'false');
    if (fault) return { ...fault, marks: run.marks, stuck: 'over' };
    return parts.find(part => part.is === 'unknown') ?? yes(parts.flatMap(part => part.is === 'true' ? part.facts : []), run.marks);
  });
}

export function judgeExit(claim: Of<'exit'>, world: World): Verdict {
  return withRun(claim.block, world, (run, { ordinal }) => {
    if (!isOver(run.state)) return no(msg('block {0} is still running', ordinal));
    if (run.code === undefined) return unknown(msg('block {0} has ended without an exit code', ordinal));
    const fact = msg('block {0} has ended with exit code {1}', ordinal, run.code);
    return run.code === claim.code ? yes([fact], run.marks) : { ...no(fact, 'over'), marks: run.marks };
  });
}

export function judgeRan(claim: Of<'ran'>, world: World): Verdict {
  return withRun(claim.block, world, (run, { ordinal }) => hasRun(run) ? yes([msg('block {0} has run', ordinal)], run.marks) : no(msg('block {0} has not run yet', ordinal)));
}

export function judgeAnswer(claim: Of<'answer'>, world: World): Verdict {
  if (world.answer === undefined) return no(msg('type your answer'));
  const given = plain(world.answer);
  const right = (claim.is ?? []).some(wanted => plain(wanted) === given);
  const fits = claim.matches === undefined ? false : finds(world.answer.trim(), claim.matches);
  if (fits === undefined) return unknown(msg('the expression “{0}” cannot be read', claim.matches ?? ''));
  // Where the author names no answer, any is one.
  const any = claim.is === undefined && claim.matches === undefined;
  return (right || fits || any) && given !== '' ? yes([msg('you answered “{0}”', world.answer.trim())]) : no(msg('“{0}” is not the answer', world.answer.trim()));
}

/** What was printed, without its colours. */
export function printedText({ head, tail, dropped }: KeptOutput): string {
  return (dropped === 0 ? head + tail : `${head}\n${tail}`).replace(/\x1b\[[0-9;]*m/g, '');
}

/** Something of the block ran to its end, however it ended. */
export function hasRun(run: RunRecord): boolean { return isOver(run.state) && run.state !== 'notRun'; }

function withRun(id: string | undefined, world: World, judged: (run: RunRecord, block: BlockSeen) => Verdict): Verdict {
  const block = world.block(id);
  if (!block) return unknown(id === undefined ? msg('the check stands beside no block') : msg('there is no block `{0}`', id));
  return block.run ? judged(block.run, block) : no(msg('block {0} has not run yet', block.ordinal));
}

function unheard(run: RunRecord) {
  return run.marks.includes('byHand') ? msg('it was typed by hand: what it printed was not recorded') : msg('what it printed was not recorded');
}

function plain(text: string): string { return text.trim().replace(/\s+/g, ' ').toLowerCase(); }
