import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { SectionMeta } from '../../../src/core/course';
import { readGlossary } from '../../../src/core/glossary';
import { parseSection } from '../../../src/core/markdown';

const notes = join(process.cwd(), 'notes');
const read = (file: string): string => readFileSync(join(notes, file), 'utf8');
const { parts } = parse(read('course.yaml')) as { readonly parts: readonly { readonly title: string; readonly sections: readonly string[] }[] };
const frontPage = 'about.md';
const sections = parts.flatMap(part => part.sections);

interface Front { readonly title: string; readonly lab: string; readonly minutes: number; readonly targets: readonly string[] }
const frontOf = (file: string): Front => parse(/^---\n([^]*?)\n---\n/.exec(read(file))?.[1] ?? '') as Front;
const withoutFences = (text: string): string => text.replace(/^```[^]*?^```$/gm, '');

describe('the whole course', () => {
  it('has a table of contents on its front page that agrees with the sections', () => {
    const wanted = parts.slice(1).flatMap(({ title, sections: files }, part) => [
      `### Part ${part + 1}. ${title}`,
      ...files.map((file, index) => {
        const { title: name, minutes, lab, targets } = frontOf(file);
        return `| ${part + 1}.${index + 1} | [${name}](${file}) | ${minutes} | ${lab} | ${targets.join(', ')} |`;
      }),
    ]);
    assert.deepEqual(read(frontPage).split('\n').filter(line => /^### Part |^\| \d+\.\d+ \|/.test(line)), wanted);
  });

  it('tells a beginner at the top of its first part where to begin', () => {
    const top = read(parts[1]?.sections[0] ?? '').split('\n## ')[0] ?? '';
    assert.match(top, /why-docker\.md/);
    assert.ok(parts.some(part => part.sections[0] === 'why-docker.md'));
  });

  it('leads from each section to the next, or says what to read elsewhere', () => {
    const lost = sections.filter(file => {
      const next = sections[sections.indexOf(file) + 1];
      const end = read(file).split('\n## Read next\n')[1] ?? '';
      return next !== undefined && !end.includes(`(${next})`) && !/\]\(https:\/\//.test(end);
    });
    assert.deepEqual(lost, []);
  });

  it('has links whose form is right: an address with a host, or a section', () => {
    const wrong = sections.flatMap(file => [...withoutFences(read(file)).matchAll(/(?<!!)\[[^\]]*\]\(([^)]*)\)/g)].map(([, link = '']) => link).filter(link => !isLink(link)).map(link => `${file}: ${link}`));
    assert.deepEqual(wrong, []);
  });

  it('uses every drawing that it ships, and each in a place where it is described', () => {
    const used = sections.flatMap(file => [...read(file).matchAll(/!\[([^\]]*)\]\(images\/([^)]+)\)/g)].map(([, text = '', name = '']) => ({ text, name })));
    const there = readdirSync(join(notes, 'images'));
    assert.deepEqual([...new Set(used.map(({ name }) => name))].sort(), there.sort());
    assert.deepEqual(used.filter(({ text, name }) => text.length < 60 || text === /<title[^>]*>([^<]*)</.exec(read(`images/${name}`))?.[1]), []);
  });

  it('explains no word that none of its sections uses', () => {
    const { terms } = readGlossary(read('glossary.yaml'), sections);
    const used = new Set(sections.flatMap(file => {
      const front = frontOf(file);
      const meta = { ...front, needs: { tools: [], images: [], ports: [], network: 'none' as const } } as SectionMeta;
      return (parseSection(read(file), file, { id: file, file, meta }, terms).terms ?? []).map(({ id }) => id);
    }));
    assert.ok(terms.length > 90);
    assert.deepEqual(terms.filter(({ id }) => !used.has(id)).map(({ term }) => term), []);
  });

  it('ships files for labs that are there, and no others', () => {
    const labs = new Set(sections.map(file => frontOf(file).lab));
    assert.deepEqual(readdirSync(join(notes, 'labs')).filter(lab => !labs.has(lab)), []);
  });

  for (const file of sections.filter(name => name !== frontPage)) it(`asks three questions with checked answers in ${file}`, () => {
    const questions = read(file).split('\n## Questions\n')[1]?.split('\n## Read next\n')[0] ?? '';
    assert.equal([...questions.matchAll(/^```yaml \{check=[\w-]+\}\nclaim: .+\n(?:for: .+\n)?answer: \{ask: ".+\?? ?.*", is: \[.+\]\}$/gm)].length, 3);
  });

  it('gives minutes that reading and running can take', () => {
    for (const file of sections) {
      const { minutes } = frontOf(file);
      // 250 words a minute is fast for a text that is studied.
      const reading = withoutFences(read(file)).split(/\s+/).length / 250;
      assert.ok(minutes >= reading, `${file}: ${minutes} minutes, and ${reading.toFixed(0)} to read alone`);
      assert.ok(minutes <= 180, file);
    }
  });

  it('names in the try-it on orchestration only commands that stand in the labs it names', () => {
    const labs = ['docker-networking.md', 'swarm-mode.md', 'kubernetes-basics.md'].map(read).join('\n');
    const commands = read('labs/T5/commands.txt').trim().split('\n').map(line => /^([a-h]) {2}(.+)$/.exec(line));
    assert.deepEqual(commands.map(found => found?.[1]), [...'abcdefgh']);
    assert.deepEqual(commands.filter(found => !labs.includes(found?.[2] ?? '?')).map(found => found?.[0]), []);
  });

  it('follows records of the unicorns that agree from place to place', () => {
    const place = (name: string): readonly { readonly Name: string; readonly StatusTime: string; readonly Distance: number }[] => read(`labs/T7/stations/${name}`).trim().split('\n').map(line => JSON.parse(line) as never);
    const [raw, rows, table] = [place('1-wildrydes'), place('2-wildrydes-summary'), place('3-UnicornSensorData')];
    const metres = (row: { readonly Name: string; readonly StatusTime: string }): number => raw.filter(one => one.Name === row.Name && one.StatusTime.slice(0, 16) === row.StatusTime.slice(0, 16)).reduce((sum, one) => sum + one.Distance, 0);
    assert.deepEqual(rows.map(row => row.Distance), rows.map(row => Math.round(metres(row))));
    assert.deepEqual(rows.filter(row => !table.some(one => one.Name === row.Name && one.StatusTime === row.StatusTime)).map(({ Name }) => Name), ['Rocinante']);
    assert.deepEqual(place('4-archive-in-s3'), raw);
  });

  function isLink(link: string): boolean {
    if (!link.startsWith('https:')) return sections.includes(link) && existsSync(join(notes, link));
    return URL.canParse(link) && /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+\/\S*$/.test(link);
  }
});
