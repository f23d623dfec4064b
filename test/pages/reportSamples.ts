/** The pages that leave the editor: a class table with everything that can stand in it, and a student's report. */
import { classPage } from '../../src/core/classTable/page';
import type { Course } from '../../src/core/course';
import { english, msg } from '../../src/core/message';
import { buildPortfolio } from '../../src/core/portfolio/build';
import { reportPage } from '../../src/core/portfolio/reportPage';
import { reportMarkdown } from '../../src/core/portfolio/reportText';
import type { Section } from '../../src/core/section';
import { course, docker, done, fileOf, handIn, input, made, run, start, tableOf, work } from '../unit/report/work';

const titles = ['Docker introduction', 'Docker images', 'Docker networking', 'Swarm mode', 'Swarm against Kubernetes', 'Kubernetes basics', 'Monolith to microservices', 'Amazon Redshift', 'Wild Rydes: a stream of unicorns'];
const metas = titles.map((title, index) => ({ id: index === 0 ? 'docker' : `s${index}`, file: `s${index}.md`, meta: { ...course.parts[0]!.sections[0]!.meta, title, lab: `L${index + 1}` } }));
const wide: Course = { ...course, parts: [{ id: 'p', title: 'Part', sections: metas }] };
const sections: Section[] = metas.map(({ id, file, meta }) => ({ ...docker, id, file, meta }));
const failed = { state: 'failed', code: 125 } as const;

function student(id: string, index: number) {
  const mine = metas.slice(0, 1 + index % 9).flatMap(({ id: sectionId, meta: { lab } }, at) => {
    const where = { sectionId, labId: lab };
    return [
      run(`${id}${at}a`, 'pull', at * 20 + index, where), run(`${id}${at}b`, 'web', at * 20 + index + 1, { ...where, ...failed, blockText: 'docker container run --detach --publish 8080:80 --name web1 --mount type=bind,source="$PWD"/site,target=/usr/share/nginx/html nginx:1.27' }),
      ...index % 3 ? [run(`${id}${at}c`, 'web', at * 20 + index + 3, { ...where, output: { head: 'Unable to find image\nPulling | from | library\n', tail: '', dropped: 0 } })] : [run(`${id}${at}d`, 'web', at * 20 + index + 14, { ...where, ...failed })],
    ];
  });
  const journal = metas.slice(0, 1 + index % 9).flatMap(({ id: sectionId, meta: { lab = '' } }, at) => index % 3 ? [
    { ...done('up', at * 20 + index + 4), sectionId, labId: lab }, ...index % 4 ? [{ ...done('ready', at * 20 + index + 5, index % 5 ? {} : { by: 'student' }), sectionId, labId: lab }] : [], ...index % 4 ? [] : [{ ...made(`web-${id}`, `${id}${at}c`, at * 20 + 3), sectionId, labId: lab }],
  ] : []);
  return handIn(id, { course: wide, sections, runs: mine, journal }, { id, made: start + (200 + index) * 60_000 });
}

export function classHtml(): string {
  const all = Array.from({ length: 12 }, (_, index) => student(`s${1000 + index * 7}`, index));
  const [first, second] = [all[0]!, all[1]!];
  const spoilt = fileOf(all[5]!).text.replace('"code":125', '"code":0');
  const files = [
    ...all.filter((_, index) => index !== 5).map(file => fileOf(file, `Students/${file.id}_assignsubmission_file/labbook-handin-DS-${file.id}.json`)), { name: 'edited.json', text: spoilt },
    fileOf({ ...second, id: 's9999' }, 'copy.json'), fileOf({ ...first, made: first.made - 1000 }, 'older.json'), fileOf(handIn('s5000', { course: wide, sections, contentHash: 'b'.repeat(64), ...work('s5000') }), 'other-version.json'),
    { name: 'cut.json', text: spoilt.slice(0, 500) }, { name: 'photo.json', problem: msg('It is no text.') },
  ];
  return classPage(tableOf(files), english);
}

export function reportHtml(): string {
  const { runs, journal } = work('s1');
  const longLine = run('long', 'db', 30, { blockText: `docker run ${'--label very-long-label '.repeat(12)}alpine`, output: { head: `${'x'.repeat(300)}\n`, tail: '', dropped: 0 } });
  const markdown = reportMarkdown(buildPortfolio(input({ runs: [...runs, longLine], journal })), english).replace('*Your own words', '> Quoted from the manual.\n\n| What | How |\n|---|---|\n| one | two |\n\nSee [the manual](https://docs.docker.com/) and `docker ps`.\n\n*Your own words');
  return reportPage(markdown, 'My report: Distributed systems', 'en');
}
