import { readFrontMatter, splitFrontMatter } from '../frontMatter';
import { readFenceInfo } from '../fenceInfo';
import { parseSection } from '../markdown';
import { msg } from '../message';
import { isStep, type Block, type Section } from '../section';
import { readYaml } from '../yamlData';
import { freeName, withNames } from './blockNames';
import type { LeftOver, NoteText } from './newFiles';
import { yamlText } from './newFiles';
import { checkFor, imagesOf, madeBy, portsOf, removalOf, toolsOf, type MadeThing } from './proposals';

export interface MadeSection { readonly text: string; readonly title: string; readonly left: readonly LeftOver[]; readonly blocks: number; readonly names: number; readonly checks: number; readonly cleanups: number }

/**
 * A section from a note. Lines are only added (front matter, checks below blocks, a clean-up at the end), and a line that
 * opens a fence gets a name: every other line of the author's stays as it is, in its order. `lab`: id for the lab if the
 * note has one. `carried`: checks that are not the author's, beside which others are proposed.
 */
export function sectionFrom({ path, text, carried = 0 }: NoteText & { readonly carried?: number }, lab: string): MadeSection {
  const eol = /\r\n/.test(text) ? '\r\n' : '\n';
  const { lines, named } = withNames(parseSection(text, path), text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/));
  const section = parseSection(lines.join('\n'), path);
  const steps = section.blocks.filter(isStep);
  const proposed = section.checks.length > carried ? [] : checksOf(section, steps, lines);
  const cleanup = section.blocks.some(({ role }) => role === 'cleanup') ? [] : cleanupOf(section, steps);
  const out = [...lines];
  for (const { after, fence } of [...proposed].sort((a, b) => b.after - a.after)) {
    const indent = /^ */.exec(lines[after] ?? '')![0];
    out.splice(after + 1, 0, '', ...fence.map(line => indent + line));
  }
  out.splice(Math.max(0, splitFrontMatter(text).bodyStartLine - 1), 0, ...frontMatter(section, text, steps, lab));
  return {
    text: [...out, ...cleanup.length > 0 && out.at(-1) !== '' ? [''] : [], ...cleanup].join(eol),
    title: section.meta.title, left: leftOvers(section, lines, path), blocks: steps.length, names: named, checks: proposed.length, cleanups: cleanup.length > 0 ? 1 : 0,
  };
}

interface Proposed { /** Line of the note below which it goes. */ readonly after: number; readonly fence: readonly string[] }

/** One check for each block that makes something with a name; where none does, that the last block went well. */
function checksOf(section: Section, steps: readonly Block[], lines: readonly string[]): Proposed[] {
  const taken = new Set(section.blocks.map(({ id }) => id));
  const seen = new Set<string>();
  const made = steps.flatMap(block => {
    const things = madeBy(block.text).filter(({ kind, name }) => !seen.has(`${kind} ${name}`));
    // In a quotation a fence of our own would end it.
    const [first] = block.placeholders.length > 0 || lines[block.span.start.line]?.startsWith('>') ? [] : things;
    if (!first) return [];
    for (const { kind, name } of things) seen.add(`${kind} ${name}`);
    // Of each kind one: a check has each key once.
    const looked = [...new Map([...things].reverse().map(thing => [thing.kind, thing])).values()].reverse().map(checkFor);
    return [fenceBelow(block, { claim: looked.map(({ claim }) => claim).join('; '), assertions: looked.map(({ assertion }) => assertion) }, freeName(`${first.kind}-${first.name}`, taken))];
  });
  const last = steps.at(-1);
  return made.length > 0 || section.checks.length > 0 || !last ? made : [fenceBelow(last, { claim: 'The last command ended well', assertions: ['exit: { code: 0 }'] }, freeName('ended-well', taken))];
}

function fenceBelow(block: Block, { claim, assertions }: { readonly claim: string; readonly assertions: readonly string[] }, name: string): Proposed {
  return { after: block.span.end.line, fence: [`\`\`\`yaml {check=${name}}`, `claim: ${yamlText(claim)}`, ...assertions, '```'] };
}

function cleanupOf(section: Section, steps: readonly Block[]): string[] {
  const things: MadeThing[] = steps.flatMap(({ text }) => madeBy(text));
  const lines = removalOf(things);
  const name = section.blocks.some(({ id }) => id === 'cleanup') ? 'take-down' : 'cleanup';
  return lines.length === 0 ? [] : ['## Clean up', '', `\`\`\`sh {name=${name} cleanup on-error=continue}`, ...lines, '```', ''];
}

/** Lines that the front matter lacks; all of it where there is none. */
function frontMatter({ meta }: Section, text: string, steps: readonly Block[], lab: string): string[] {
  const all = steps.map(block => block.text).join('\n');
  const images = imagesOf(all);
  const fetches = /\b(?:curl|wget|git clone|apt-get|pip3? install|npm install)\b/.test(all) && !/\b(?:curl|wget)\b[^\n]*(?:localhost|127\.0\.0\.1)/.test(all);
  const { spans } = readFrontMatter(text, '');
  const lines: readonly (readonly [key: string, lines: readonly string[]])[] = [
    ['title', [`title: ${yamlText(meta.title)}`]],
    ...steps.length === 0 ? [] : [
      ['lab', spans.has('lab-in') ? [] : [`lab: ${lab}`]], ['targets', [`targets: [${meta.targets.join(', ')}]`]],
      ['needs', ['needs:', `  tools: [${toolsOf(all).join(', ')}]`, `  images: [${images.map(image => JSON.stringify(image)).join(', ')}]`, `  ports: [${portsOf(all).join(', ')}]`, `  network: ${fetches ? 'internet' : images.length > 0 ? 'images' : 'none'}`]],
    ] as const,
  ];
  const missing = lines.flatMap(([key, written]) => (spans.has(key) ? [] : written));
  return splitFrontMatter(text).yaml === undefined ? ['---', ...missing, '---', ''] : missing;
}

/** What is understood otherwise than where the notes come from, or not at all. */
function leftOvers({ diagnostics, blocks }: Section, lines: readonly string[], file: string): LeftOver[] {
  const told = diagnostics.filter(({ code }) => /^block\.(?:option|inner|hidden)|^note\.fence/.test(code)).map(({ span, message }) => ({ file, line: span.start.line + 1, message }));
  const slots = blocks.flatMap(({ placeholders, span }) => placeholders.map(({ token }) => ({ file, line: span.start.line + 1, message: msg('The student will be asked for {0}.', token) })));
  const unnamed = blocks.filter(block => isStep(block) && block.options.name === undefined).map(({ span }) => ({ file, line: span.start.line + 1, message: msg('No check can speak of this block by a name: give its fence the language sh and a name, such as {0}.', '{name=start}') }));
  return [...told, ...slots, ...unnamed, ...ofRunme(lines, file)].sort((a, b) => a.line - b.line);
}

/** Runme runs other languages and reads front matter of its own. */
function ofRunme(lines: readonly string[], file: string): LeftOver[] {
  const { yaml } = splitFrontMatter(lines.join('\n'));
  const value = yaml && readYaml(yaml.text, yaml.startLine).value;
  const keys = value?.kind === 'map' ? value.entries.filter(({ key }) => runmeKeys.has(key)).map(({ key, keySpan }) => ({ file, line: keySpan.start.line + 1, message: msg('The front matter key {0} of Runme has no counterpart: write what it does into the blocks.', key) })) : [];
  const cells = lines.flatMap((text, line) => {
    const info = /^ {0,3}`{3,}\s*(\S.*)$/.exec(text)?.[1];
    if (info === undefined) return [];
    const { language, options } = readFenceInfo(info);
    if (options.some(({ key, value: given }) => key === 'excludeFromRunAll' && given === 'true')) return [{ file, line: line + 1, message: msg('Runme leaves this block out of "run all": give it the option aside.') }];
    const other = language !== '' && !/^(?:sh|bash|zsh|shell|console|shell-session|shellsession|terminal|ya?ml|json|text|txt)$/.test(language);
    return other && options.some(({ key }) => key === 'name' || key === 'id') ? [{ file, line: line + 1, message: msg('A block in {0} is shown and not run: call its program from a block of the shell.', language) }] : [];
  });
  return [...keys, ...cells];
}

const runmeKeys: ReadonlySet<string> = new Set(['runme', 'shell', 'cwd', 'skipPrompts', 'terminalRows', 'tag', 'env', 'sidebar_position']);
