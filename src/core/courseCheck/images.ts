import type { Diagnostic } from '../diagnostic';
import { dockerCommand } from '../dockerCommand';
import { imageName } from '../imageName';
import { msg } from '../message';
import { commandsIn, isLiteral } from '../shellCommands';
import { splitFrontMatter } from '../frontMatter';
import { findingAt, findingOn, type CheckedCourse, type CheckedSection } from './checkedCourse';
import { retiredImages } from './commandRules';

interface Use { readonly section: CheckedSection; readonly image: string; readonly line: number; readonly character: number; /** A student’s machine downloads it; false where it is only shown. */ readonly runs: boolean }

const starting = /^(?:container (?:run|create)|service create|image pull)$/;
/** Lines of SQL and of prose begin with FROM as well: theirs go on. */
const fromLine = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+[Aa][Ss]\s+(\S+))?\s*$/;
const imageLine = /^\s*(?:-\s*)?image:\s*["']?([\w./:@-]+)["']?\s*(?:#.*)?$/;

/** Images without a fixed version, images that are not in the list of what is to be downloaded, and images that are no longer made. */
export function imageFindings({ sections }: CheckedCourse): readonly Diagnostic[] {
  const made = new Set(sections.flatMap(({ section: { blocks } }) => blocks.flatMap(({ text }) => builtIn(text))));
  const uses = sections.flatMap(usesIn).filter(({ image }) => !made.has(imageName(image)) && !made.has(image) && !/^(?:scratch|localhost[:/]|127\.0\.0\.1[:/])/.test(image));
  const wanted = new Set(sections.flatMap(({ entry }) => entry.meta.needs.images.map(imageName)));
  const once = new Map<string, Use>();
  for (const use of [...uses, ...sections.flatMap(listed)]) if (!once.has(imageName(use.image))) once.set(imageName(use.image), use);
  return [
    ...[...once.values()].flatMap(use => [...unpinned(use), ...retired(use)]),
    ...[...new Map(uses.filter(({ image, runs }) => runs && !wanted.has(imageName(image))).map(use => [imageName(use.image), use])).values()].map(use => finding(use, {
      code: 'image.notListed', severity: 'warning', message: msg('The course does not say that it downloads {0}.', use.image), remedy: msg('Add it to needs: images: in the front matter, so that it can be fetched before the class.'),
    })),
  ];
}

/** All that a course says it downloads, each once. */
export function wantedImages({ sections }: CheckedCourse): readonly string[] {
  return [...new Set(sections.flatMap(({ entry }) => entry.meta.needs.images))].sort();
}

export function isUnpinned(image: string): boolean { return !image.includes('@') && imageName(image).endsWith(':latest'); }

function unpinned(use: Use): Diagnostic[] {
  return !isUnpinned(use.image) ? [] : [finding(use, {
    code: 'image.unpinned', severity: 'information', message: msg('{0} may be another program next term: it has no fixed version.', use.image), remedy: msg('Write the version that you have tried behind it: {0}.', `${use.image.replace(/:latest$/, '')}:VERSION`),
  })];
}

function retired(use: Use): Diagnostic[] {
  const plain = use.image.replace(/@.*$|:[^/:]*$/, '');
  const remedy = retiredImages.find(([name]) => name.test(plain))?.[1];
  return remedy === undefined ? [] : [finding(use, { code: 'retired.image', severity: 'warning', message: msg('This image is no longer made: {0}', use.image), remedy })];
}

function finding({ section, line, character, image }: Use, wrong: Parameters<typeof findingOn>[2]): Diagnostic {
  return findingAt(section.entry.file, { line, character }, image.length, wrong);
}

function listed(section: CheckedSection): Use[] {
  const { bodyStartLine } = splitFrontMatter(section.lines.join('\n'));
  return section.entry.meta.needs.images.map(image => {
    const line = section.lines.slice(0, bodyStartLine).findIndex(text => text.includes(image));
    return place(section, image, Math.max(0, line), true);
  });
}

function usesIn(section: CheckedSection): Use[] {
  const blocks = section.section.blocks.filter(({ options, kind }) => options.run && kind !== 'inline');
  const inBlocks = blocks.flatMap(block => commandsIn(block.text).flatMap(({ words }) => imageOf(words)).map(image => {
    const at = block.text.split('\n').findIndex(line => line.includes(image));
    return place(section, image, block.lineMap[at] ?? block.span.start.line, true);
  }));
  return [...inBlocks, ...inFiles(section, new Set(blocks.flatMap(({ lineMap }) => lineMap)))];
}

function imageOf(words: readonly string[]): string[] {
  const docker = dockerCommand(words);
  const kubectl = words[0] === 'kubectl' ? words.flatMap(word => /^--image=(.+)$/.exec(word)?.[1] ?? []) : [];
  const found = docker && starting.test(docker.verb) ? docker.operands.slice(0, 1) : kubectl;
  return found.filter(image => isLiteral(image) && /^[a-z0-9][\w./:@-]*$/.test(image));
}

/** Manifests and Dockerfiles in the text, whether they are shown or written by a block. */
function inFiles(section: CheckedSection, running: ReadonlySet<number>): Use[] {
  const stages = new Set<string>();
  return section.lines.flatMap((text, line) => {
    const from = fromLine.exec(text);
    if (from?.[2]) stages.add(from[2]);
    const image = from?.[1] ?? imageLine.exec(text)?.[1];
    return image === undefined || stages.has(image) || !/^[a-z0-9][\w./:@-]*$/.test(image) ? [] : [place(section, image, line, running.has(line))];
  });
}

function place(section: CheckedSection, image: string, line: number, runs: boolean): Use {
  return { section, image, runs, line, character: Math.max(0, (section.lines[line] ?? '').indexOf(image)) };
}

/** Names that the course gives to images of its own. */
function builtIn(text: string): string[] {
  return commandsIn(text).flatMap(({ words }) => {
    const docker = dockerCommand(words);
    if (docker?.verb === 'image build') return docker.options.get('--tag') ?? [];
    if (docker?.verb === 'image tag' || docker?.verb === 'container commit') return docker.operands.slice(1, 2);
    return [];
  }).flatMap(name => [name, imageName(name)]);
}
