import type { Diagnostic } from '../diagnostic';
import { msg } from '../message';
import { maskPlaceholders } from '../placeholders';
import type { Block } from '../section';
import type { ShellParser } from '../statement';
import { findingOn, type CheckedCourse, type CheckedSection } from './checkedCourse';

/** Every block is read by the shell parser that will take it apart when it runs. */
export async function shellFindings({ sections, parser }: CheckedCourse): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const section of sections) {
    const blocks = section.section.blocks.filter(({ options }) => options.run);
    // Each parse costs as much as ten blocks do: those of a section are read as one text, and one by one only if that fails.
    if (blocks.length === 0 || await areFine(blocks, parser)) continue;
    for (const block of blocks) found.push(...await wrong(section, block, parser));
  }
  return found;
}

/** Whether all are valid: the text that they make together is, and no statement of it reaches from one into the next. */
async function areFine(blocks: readonly Block[], parser: ShellParser): Promise<boolean> {
  const texts = blocks.map(textOf);
  if (texts.some(text => /\\\s*$/.test(text))) return false;
  const parse = await parser.parse(texts.join('\n'));
  if (parse.kind !== 'parsed') return false;
  const starts = texts.map((_, i) => texts.slice(0, i).reduce((sum, text) => sum + text.length + 1, 0));
  const blockAt = (offset: number): number => starts.findLastIndex(start => start <= offset);
  return parse.statements.every(({ start, end }) => blockAt(start) === blockAt(Math.max(start, end - 1)));
}

async function wrong(section: CheckedSection, block: Block, parser: ShellParser): Promise<Diagnostic[]> {
  const parse = await parser.parse(textOf(block));
  return parse.kind !== 'wrong' ? [] : [findingOn(section, block.lineMap[parse.line] ?? block.span.start.line, {
    code: 'shell.wrong', severity: 'error', message: parse.message, remedy: msg('Correct the command, or give the fence the language text, or the option run=false.'),
  })];
}

function textOf(block: Block): string { return maskPlaceholders(block.text, block.placeholders); }
