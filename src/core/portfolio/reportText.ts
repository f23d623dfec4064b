import { msg } from '../message';
import { recordWords } from './recordWords';
import type { Picture } from './pictures';
import type { HandIn } from './handIn';
import type { Portfolio, PortfolioRecord, RunOf } from './portfolio';
import { summarise, type SectionSummary } from './summary';
import { durationWords, markWords, runWords, thingWords, timeWords, type Translate } from './words';

/** The student's own report as Markdown, for them to edit: each section that they began, what they ran, what was seen, what it printed. `pictures`: of each section, by the address in the report. */
export function reportMarkdown(portfolio: Portfolio, say: Translate, pictures: ReadonlyMap<string, readonly Picture[]> = new Map()): string {
  const begun = summarise(portfolio).filter(({ begun: any }) => any);
  return [
    `# ${inline(say(msg('My report: {0}', portfolio.course.title)))}`, say(msg('Course version {0}.', inline(portfolio.course.version))),
    ...begun.flatMap(summary => sectionText(summary, portfolio, say, pictures.get(summary.section.id) ?? [])), '',
  ].join('\n\n');
}

function sectionText(summary: SectionSummary, { records, outputs }: Portfolio, say: Translate, pictures: readonly Picture[]): string[] {
  const { section, checks, blocks, ms, left } = summary;
  const own = records.filter(record => 'section' in record && record.section === section.id);
  const facts = [
    ...blocks.of > 0 ? [msg('{0} of {1} steps passed', blocks.passed, blocks.of)] : [], ...checks.of > 0 ? [msg('{0} of {1} checks done', checks.done, checks.of)] : [], durationWords(ms),
  ];
  return [
    `## ${inline(section.title)}`, `${facts.map(say).join(', ')}.`, `*${say(msg('Your own words: what you did, and what you learnt.'))}*`,
    ...pictures.map(({ written, alt }) => `![${inline(alt)}](${written})`),
    ...own.flatMap(record => recordText(record, summary, outputs, say)),
    ...left.length > 0 ? [`${say(msg('Left running'))}: ${inline(thingWords(left))}`] : [],
  ];
}

function recordText(record: PortfolioRecord, { section }: SectionSummary, outputs: Portfolio['outputs'], say: Translate): string[] {
  if (record.kind === 'run') return runText(record, section.blocks.find(({ id }) => id === record.block)?.ordinal, outputs[record.run], say);
  if (record.kind === 'left') return [];
  const { what, how } = recordWords(record, section, say);
  return [`- ${timeWords(record.at)} ${inline(what)}: ${inline(how)}`];
}

function runText(run: RunOf, ordinal: number | undefined, output: string | undefined, say: Translate): string[] {
  const how = [runWords(run), ...run.ms === undefined ? [] : [durationWords(run.ms)], ...markWords(run)].map(say).join(', ');
  return [
    `### ${ordinal === undefined ? inline(run.block) : say(msg('Block {0}', ordinal))}, ${timeWords(run.at)}: ${how}`, fence(run.text, 'sh'),
    ...output === undefined ? [] : [fence(output, 'text')], ...run.made ? [say(msg('Made: {0}', inline(thingWords(run.made))))] : [],
  ];
}

/** All that a hand-in holds, for the student to read before it is saved. */
export function handInPreview(handIn: HandIn, say: Translate): string {
  const sections = new Map(handIn.outline.map(section => [section.id, section]));
  const size = Object.values(handIn.outputs).reduce((sum, text) => sum + text.length, 0);
  const lines = handIn.records.map(record => {
    const section = 'section' in record ? sections.get(record.section) : undefined;
    const { what, how } = recordWords(record, section, say);
    return `- ${timeWords(record.at)} ${inline([...section ? [section.title] : [], what].join(', '))}: ${inline(how)}`;
  });
  return [
    `# ${say(msg('What you hand in'))}`, say(msg('Class {0}, id {1}, course {2} {3}, Labbook {4}.', ...[handIn.class, handIn.id, handIn.course.title, handIn.course.version, handIn.labbook].map(inline))),
    say(msg('Each record is chained by hash, so that a careless edit is noticed. This is evidence, not proof. Secrets, names and folders of your machine are masked.')),
    say(msg('Beside the records the file holds the titles, checks and step numbers of the course, and {0} outputs, {1} KB.', Object.keys(handIn.outputs).length, Math.ceil(size / 1000))),
    `## ${say(msg('Records'))}`, lines.join('\n'),
    ...size === 0 ? [] : [`## ${say(msg('Outputs'))}`, ...handIn.records.flatMap(record => record.kind === 'run' && handIn.outputs[record.run] !== undefined ? [`### ${inline(sections.get(record.section)?.title ?? record.section)}, ${inline(record.block)}, ${timeWords(record.at)}`, fence(record.text, 'sh'), fence(handIn.outputs[record.run] ?? '', 'text')] : [])], '',
  ].join('\n\n');
}

/** Longer than any run of backticks within. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${text.replace(/\n+$/, '')}\n${marks}`;
}

/**
 * One line that Markdown takes for text, with no more marks than that needs: the student edits it. Never at the beginning
 * of a line, so that no quotation or table can come of it.
 */
function inline(text: string): string { return text.replace(/\s+/g, ' ').trim().replace(/[\\`*[\]<#&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&'); }
