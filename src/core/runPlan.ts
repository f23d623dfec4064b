import { UserError } from './errors';
import type { RunPlan } from './liveRun';
import { english, msg } from './message';
import type { ShellParse, Statement } from './statement';

export interface PlanInput extends Omit<RunPlan, 'statements' | 'child' | 'parsed'> { readonly parse: ShellParse }

/** Refuses what would not run as it is read: wrong shell, bash-only lines in sh. */
export function planRun(input: PlanInput): RunPlan {
  const { parse, block } = input;
  if (parse.kind === 'wrong') {
    const line = (block.lineMap[parse.line] ?? block.span.start.line + parse.line) + 1;
    throw new UserError('block.wrongShell', msg('Line {0}: {1}', line, english(parse.message)), msg('Mend the block in the note; nothing has run.'));
  }
  const traits = parse.kind === 'parsed' ? parse.traits : [];
  if (input.shell === 'sh' && traits.includes('bashOnly')) throw new UserError('block.bashOnly', msg('This block uses what only bash understands, and the lab’s shell is sh.'), msg('Set labbook.shell.path to a bash, then run the block again.'));
  const statements = parse.statements.length > 0 ? parse.statements : [whole(input.text)];
  const { runId, course, sectionId, labId, text, shell, tools, remedy } = input;
  return { runId, course, sectionId, labId, block, text, shell, tools, statements, parsed: parse.kind === 'parsed', child: traits.includes('endsShell'), ...remedy && { remedy } };
}

function whole(text: string): Statement {
  return { index: 1, text, start: 0, end: text.length, line: 0, background: false, pipeline: 1 };
}
