import type { Diagnostic } from './diagnostic';
import { msg } from './message';
import { maskPlaceholders } from './placeholders';
import type { Block } from './section';
import type { ShellParse, ShellParser, Statement } from './statement';

/** Statements of a block whose slots may not be filled yet: the parser sees words in their place, the result their text. */
export async function parseBlock(parser: ShellParser, block: Pick<Block, 'text' | 'placeholders'>): Promise<ShellParse> {
  const parsed = await parser.parse(maskPlaceholders(block.text, block.placeholders));
  if (parsed.kind === 'wrong' || block.placeholders.length === 0) return parsed;
  const statements = parsed.statements.map((statement): Statement => ({ ...statement, text: block.text.slice(statement.start, statement.end) }));
  return { ...parsed, statements };
}

/** What the parser has to say to the author of a block; undefined when it is right, or when nothing is known. */
export function shellDiagnostic(file: string, block: Block, parsed: ShellParse, sourceLine: string): Diagnostic | undefined {
  if (parsed.kind !== 'wrong') return undefined;
  const line = block.lineMap[parsed.line] ?? block.span.start.line;
  const own = block.text.split('\n')[parsed.line] ?? '';
  const character = Math.max(0, sourceLine.indexOf(own)) + Math.min(parsed.column, own.length);
  return {
    code: parsed.incomplete ? 'shell.incomplete' : 'shell.wrong',
    severity: 'error',
    file,
    span: { start: { line, character }, end: { line, character: Math.max(character + 1, sourceLine.trimEnd().length) } },
    message: parsed.message,
    remedy: parsed.incomplete ? msg('Add what is missing: a quote, a bracket, done, fi or the end of the text after <<.') : msg('Mend the command; a shell would refuse it.'),
  };
}
