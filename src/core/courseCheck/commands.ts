import type { Diagnostic } from '../diagnostic';
import { commandsIn, type ShellCommand } from '../shellCommands';
import type { Block } from '../section';
import { findingOn, type CheckedCourse, type CheckedSection } from './checkedCourse';
import { commandRules, textRules, type CommandRule } from './commandRules';

/** Commands that do harm, and commands that are no longer what they were. */
export function commandFindings({ sections }: CheckedCourse): readonly Diagnostic[] {
  return sections.flatMap(section => [...section.section.blocks.flatMap(block => inBlock(section, block)), ...inText(section)]);
}

function inBlock(section: CheckedSection, block: Block): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const command of commandsIn(block.text)) {
    for (const rule of commandRules) {
      if (!matches(rule, command)) continue;
      const line = lineOf(block, command);
      // A command in a sentence, or one that is only shown, is often the very thing that is warned of.
      const severity = block.kind === 'inline' || !block.options.run ? 'information' : rule.severity;
      found.set(`${rule.code} ${line}`, findingOn(section, line, { ...rule, severity }));
    }
  }
  return [...found.values()];
}

function matches({ command, from }: CommandRule, { words, from: before }: ShellCommand): boolean {
  return command.test(words.join(' ')) && (from === undefined || (before !== undefined && from.test(before.words.join(' '))));
}

/** The first line of the block that holds the program and its first operands; the words themselves have no places. */
function lineOf(block: Block, { words }: ShellCommand): number {
  const lines = block.text.split('\n');
  for (const wanted of [words.slice(0, 3), words.slice(0, 2), words.slice(0, 1)]) {
    const at = lines.findIndex(line => wanted.every(word => line.includes(word)));
    if (at >= 0) return block.lineMap[at] ?? block.span.start.line;
  }
  return block.span.start.line;
}

function inText(section: CheckedSection): Diagnostic[] {
  return section.lines.flatMap((text, line) => textRules.filter(rule => rule.line.test(text)).map(rule => findingOn(section, line, rule)));
}
