import { parseSection } from '../markdown';
import type { Block, Section } from '../section';

/** Quotation and list marks, the fence, its language, and options in braces that are not JSON. */
const opening = /^((?:[ \t>]|[-*+] |\d+[.)] )*(?:`{3,}|~{3,})[ \t]*[A-Za-z][\w-]*)[ \t]*(?:\{(?!\s*")([^{}]*)\})?[ \t]*$/;

/**
 * Names for blocks that have none, each in the line that opens its fence: checks and clean-up can speak of them, and
 * results survive a block that is added above. A name is made of the heading above, so the same note gets the same
 * names. `lines`: the note's, none of which comes or goes.
 */
export function withNames(section: Section, lines: readonly string[]): { readonly lines: readonly string[]; readonly named: number } {
  const out = [...lines];
  const taken = new Set([...section.blocks.map(({ options }) => options.name ?? ''), ...section.checks.map(({ id }) => id)]);
  const headings = new Map(section.headings.map(({ id, text }) => [id, text.toLowerCase()]));
  let named = 0;
  for (const block of section.blocks.filter(wantsName)) {
    const { line } = block.span.start;
    const found = opening.exec(out[line] ?? '');
    if (!found) continue;
    out[line] = `${found[1]} {${[`name=${freeName(headings.get(block.heading ?? '') ?? '', taken)}`, found[2]?.trim() ?? ''].filter(Boolean).join(' ')}}`;
    named++;
  }
  // Where a name would make another block of one, the author gives it.
  return named > 0 && isSame(section, parseSection(out.join('\n'), section.file)) ? { lines: out, named } : { lines, named: 0 };
}

export function wantsName({ kind, options }: Block): boolean { return kind === 'fence' && options.run && options.name === undefined; }

/** A free name for a block, a check or a clean-up of the note, which is then taken. */
export function freeName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(/[^\w.-]+/g, '-').replace(/^[^A-Za-z]+/, '').slice(0, 48).replace(/[-.]+$/, '') || 'step';
  for (let n = 1; ; n++) {
    const name = n === 1 ? plain : `${plain}-${n}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

function isSame(before: Section, after: Section): boolean {
  const facts = ({ blocks }: Section): string => JSON.stringify(blocks.map(({ hash, role, kind, options }) => [hash, role, kind, { ...options, name: undefined }]));
  return facts(before) === facts(after);
}
