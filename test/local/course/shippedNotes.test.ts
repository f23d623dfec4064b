import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { facts } from './shippedFacts';
import { l0, l1, l5, type LabStep } from './shippedLabs';

const notes = join(process.cwd(), 'notes');
const read = (file: string): string => readFileSync(join(notes, file), 'utf8');
const sections = Object.keys(facts);
/** It teaches nothing to be asked for. */
const frontPage = 'about.md';

interface Fence { readonly info: string; readonly text: string }

function fences(markdown: string): readonly Fence[] {
  return [...markdown.matchAll(/^```(.+)\n([^]*?)\n```$/gm)].map(([, info = '', text = '']) => ({ info, text }));
}

const nameOf = ({ info }: Fence): string | undefined => /[{ ]name=([\w-]+)/.exec(info)?.[1];

function frontMatter(markdown: string): Record<string, unknown> {
  return parse(/^---\n([^]*?)\n---\n/.exec(markdown)?.[1] ?? '') as Record<string, unknown>;
}

function holdsInOrder(file: string, steps: readonly LabStep[]): void {
  const blocks = fences(read(file)).map(fence => ({ block: nameOf(fence), text: fence.text }));
  const names = new Set(steps.map(step => step.block));
  assert.deepEqual(blocks.filter(({ block }) => block !== undefined && names.has(block)), steps);
}

interface Wants { readonly target?: string; readonly program: string; readonly images?: boolean; readonly network: RegExp }

/** What the sections of a lab have in common: where it runs, by what, and what it fetches. */
const kinds: readonly (readonly [labs: RegExp, wants: Wants])[] = [
  [/^(L[0-4]|(?:L6|L10|L13)-docker|T[12])$/, { target: 'docker', program: 'docker', network: /^(images|internet)$/ }],
  [/^T3$/, { program: 'kubectl', images: false, network: /^none$/ }],
  [/^L5$/, { target: 'kubernetes', program: 'kubectl', network: /^(images|internet)$/ }],
  [/^(T4|L[6-9]|L10|L13|L14)$/, { target: 'aws', program: 'aws', images: false, network: /^(none|internet)$/ }],
  [/^T[0589]$/, { target: 'shell', program: 'sh', images: false, network: /^none$/ }],
  [/^T6$/, { target: 'shell', program: 'sort', images: false, network: /^none$/ }],
  [/^T7$/, { target: 'shell', program: 'grep', images: false, network: /^none$/ }],
  [/^L1[12]$/, { target: 'shell', program: 'python3', images: false, network: /^none$/ }],
];

function wantsOf(lab: string): Wants {
  const found = kinds.find(([labs]) => labs.test(lab))?.[1];
  assert.ok(found, `nothing is said of lab ${lab}`);
  return found;
}

describe('the shipped course', () => {
  it('lists exactly the sections that are there', () => {
    const course = parse(read('course.yaml')) as { parts: { sections: string[] }[] };
    const there = readdirSync(notes).filter(name => name.endsWith('.md') && !['FORMAT.md', 'HAND-IN.md'].includes(name));
    assert.deepEqual(course.parts.flatMap(part => part.sections).sort(), there.sort());
    assert.deepEqual(there.sort(), [...sections].sort());
  });

  it('holds the steps of the beginner lab, word for word and in order', () => holdsInOrder('devops-docker-beginners.md', l0));
  it('holds the steps of the first Docker lab, word for word and in order', () => holdsInOrder('docker-introduction.md', l1));

  it('holds the steps of the Kubernetes lab, word for word and in order', () => holdsInOrder('kubernetes-basics.md', l5));

  it('ships what the first Docker lab builds, in less than 20 KB', () => {
    const app = join(notes, 'labs/L1/tweet');
    const files = readdirSync(app).sort();
    assert.deepEqual(files, ['Dockerfile', 'bird.svg', 'index-new.html', 'index.html']);
    assert.ok(files.reduce((sum, name) => sum + statSync(join(app, name)).size, 0) < 20_000);
    const instructions = new Set(readFileSync(join(app, 'Dockerfile'), 'utf8').trim().split('\n').map(line => line.split(' ')[0]));
    assert.deepEqual([...instructions], ['FROM', 'ARG', 'COPY', 'EXPOSE', 'CMD']);
    for (const [name, version] of [['index.html', 1], ['index-new.html', 2]] as const) {
      const page = readFileSync(join(app, name), 'utf8');
      assert.match(page, /<title>Linux Tweet App!<\/title>/);
      assert.match(page, new RegExp(`version ${version}<`));
      assert.doesNotMatch(page, /https?:/);
    }
  });

  it('ships the same program to every lab that trains the bank\'s model', () => {
    for (const lab of ['L13', 'L13-docker']) assert.equal(read(`labs/${lab}/bank.py`), read('labs/L12/bank.py'), lab);
  });

  for (const file of sections) describe(file, () => {
    const text = read(file);

    it('says what it needs', () => {
      const { title, lab, minutes, targets, needs } = frontMatter(text);
      assert.ok(typeof title === 'string' && text.includes(`\n# ${title}\n`));
      assert.ok(Number(minutes) > 0);
      const { target, program, images = true, network } = wantsOf(String(lab));
      const used = needs as { tools: string[]; images: string[]; ports: number[]; network: string };
      if (target !== undefined) assert.ok((targets as string[]).includes(target), target);
      assert.ok(used.tools.includes(program) && used.images.length > 0 === images && Array.isArray(used.ports));
      assert.match(used.network, network);
    });

    it('teaches every fact', () => {
      assert.deepEqual((facts[file] ?? []).filter(fact => !fact.test(text)).map(String), []);
    });

    it('shows drawings that exist, with a text for those who do not see them', () => {
      const images = [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
      assert.ok(images.length > 0);
      for (const [, alternative = '', path = ''] of images) {
        assert.ok(existsSync(join(notes, path)), path);
        assert.ok(alternative.length > 60, path);
      }
    });

    it('links only to sections of the course and to pages with https', () => {
      const links = [...text.matchAll(/(?<!!)\[[^\]]+\]\(([^)]+)\)/g)].map(([, target = '']) => target);
      assert.deepEqual(links.filter(link => !sections.includes(link) && !link.startsWith('https://')), []);
    });

    it('names every block once, and ends with a clean-up of its own things only', () => {
      const blocks = fences(text).filter(fence => fence.info.startsWith('sh'));
      const names = blocks.map(nameOf);
      assert.deepEqual(names.filter(name => name === undefined), []);
      assert.equal(new Set(names).size, names.length);
      assert.ok(names.includes('cleanup'));
      assert.deepEqual(blocks.filter(({ text: command }) => /\bprune\b|\$\(docker .*ls -q/.test(command)), []);
    });

    it('has a summary, three questions with answers, help for failures, and what to read next', () => {
      if (file === frontPage) return assert.match(text, /\n## Where to begin\n[^]*\n## Clean up\n[^]*\n## Read next\n/);
      for (const heading of ['Summary', 'Questions', 'When it goes wrong', 'Read next', 'Clean up']) assert.ok(text.includes(`\n## ${heading}\n`), heading);
      const questions = /\n## Questions\n([^]*?)\n## /.exec(text)?.[1] ?? '';
      assert.equal([...questions.matchAll(/<details>\n<summary>\d\. [^]+?<\/summary>\n\n[^]+?\n\n<\/details>/g)].length, 3);
      assert.equal(text.split('<details>').length, text.split('</details>').length);
    });

    it('is finished', () => {
      assert.doesNotMatch(text, /\bTODO\b|\bTBD\b|FIXME|\(verify\)|lorem ipsum|\bXXX\b|coming soon/i);
    });
  });
});

describe('the drawings of the shipped course', () => {
  const folder = join(notes, 'images');
  for (const name of readdirSync(folder)) it(`${name} can be read on any background`, () => {
    const svg = readFileSync(join(folder, name), 'utf8');
    assert.doesNotMatch(svg, /<script|<image|<foreignObject|href=|url\((?!#)|@import|\son\w+=/i);
    assert.match(svg, /<title id="t">[^<]+<\/title>\s*<desc id="d">[^<]+<\/desc>/);
    const sizes = [...svg.matchAll(/font(?:-size)?:? ?=?"?(\d+)px/g)].map(([, size]) => Number(size));
    assert.ok(sizes.length > 0 && Math.min(...sizes) >= 12);
    assert.match(svg, /viewBox="0 0 640 \d+"/);
    // Text stands on the drawing's own fills; lines reach 3:1 on a light and on a dark page.
    for (const fill of fillsOf(svg)) assert.ok(contrast('#ffffff', fill) >= 7, fill);
    for (const line of linesOf(svg)) for (const page of ['#ffffff', '#1f1f1f', '#000000']) assert.ok(contrast(line, page) >= 3, `${line} on ${page}`);
  });
});

const fillsOf = (svg: string): ReadonlySet<string> => new Set([...svg.matchAll(/<rect [^>]*fill="(#[0-9a-f]{6})"/g)].map(([, fill = '']) => fill));
const linesOf = (svg: string): ReadonlySet<string> => new Set([...svg.matchAll(/stroke(?:="|: )(#[0-9a-f]{6})/g)].map(([, line = '']) => line));

/** WCAG 2: 1 to 21, for two colours as `#rrggbb`. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
