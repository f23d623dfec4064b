import { slotsOf } from '../checks/values';
import type { Diagnostic } from '../diagnostic';
import { msg } from '../message';
import { isStep, type Block } from '../section';
import { findingOn, type CheckedCourse, type CheckedSection } from './checkedCourse';

/** What a lab must have so that a student can do it, see that it is done, and leave nothing behind. */
export function labFindings({ sections }: CheckedCourse): readonly Diagnostic[] {
  return sections.flatMap(section => [...wholeLab(section), ...values(section)]);
}

function wholeLab(section: CheckedSection): Diagnostic[] {
  const { entry: { meta }, section: { blocks, checks, headings } } = section;
  const steps = blocks.filter(isStep);
  if (meta.lab === undefined || !section.ownsLab || steps.length === 0) return [];
  const top = headings[0]?.line ?? 0;
  const makesThings = steps.some(({ target }) => target !== 'shell');
  const cleanups = blocks.filter(({ role }) => role === 'cleanup');
  return [
    ...checks.length > 0 ? [] : [findingOn(section, top, { code: 'lab.noChecks', severity: 'error', message: msg('Lab {0} has no check: nothing shows that it is done.', meta.lab), remedy: msg('Add a check to its blocks, for example check=\'container web running\'.') })],
    ...cleanups.length > 0 ? [] : [findingOn(section, top, { code: 'lab.noCleanup', severity: makesThings ? 'error' : 'warning', message: msg('Lab {0} has no block that takes it down.', meta.lab), remedy: msg('Add a block at the end with the option cleanup that removes each thing by its name.') })],
    ...steps.filter(({ options, kind }) => options.name === undefined && kind === 'fence').map(block => findingOn(section, block.span.start.line, {
      code: 'block.unnamed', severity: 'warning', message: msg('Block {0} has no name: its results are lost when a block is added above it.', block.ordinal), remedy: msg('Give it a name: {0}', `{name=${meta.lab!.toLowerCase()}-step-${block.ordinal}}`),
    })),
    ...steps.filter(block => cleanups.some(({ ordinal }) => ordinal < block.ordinal)).map(block => findingOn(section, block.span.start.line, {
      code: 'block.afterCleanup', severity: 'warning', message: msg('Block {0} stands below the clean-up, when what it needs is gone.', block.id), remedy: msg('Move the clean-up to the end, or give the block the option aside.'),
    })),
  ];
}

/** Values that a check asks for come from a `capture` of the section; slots of a block come from the student, who must know what to fill in. */
function values(section: CheckedSection): Diagnostic[] {
  const { checks, blocks } = section.section;
  const captured = new Set(checks.flatMap(({ captures }) => captures.map(({ name }) => name)));
  const unknown = checks.flatMap(check => [...new Set([...slotsOf(check.test), ...slotsOf(check.captures)])].filter(name => !captured.has(name)).map(name => findingOn(section, check.span.start.line, {
    code: 'check.valueUnknown', severity: 'error', message: msg('No check of this section captures the value {0}.', name), remedy: msg('Add it to "capture" of a check, or write the value itself.'),
  })));
  return [...unknown, ...blocks.flatMap(block => unexplained(section, block))];
}

function unexplained(section: CheckedSection, block: Block): Diagnostic[] {
  if (!block.options.run || block.placeholders.length === 0) return [];
  const prose = proseOf(section);
  return block.placeholders.filter(({ label }) => !label.toLowerCase().split(/[\s_-]+/).some(word => word.length > 1 && prose.includes(word))).map(({ token }) => findingOn(section, block.span.start.line, {
    code: 'placeholder.unexplained', severity: 'warning', message: msg('The student is asked for {0}, of which the text says nothing.', token), remedy: msg('Say in a sentence above the block where the value comes from, or write the value itself.'),
  }));
}

function proseOf({ section: { blocks }, lines }: CheckedSection): string {
  const code = new Set(blocks.filter(({ kind }) => kind !== 'inline').flatMap(({ span }) => Array.from({ length: span.end.line - span.start.line + 1 }, (_, i) => span.start.line + i)));
  return lines.filter((_, line) => !code.has(line)).join(' ').toLowerCase();
}
