import { classTableOf, judgeFile, type ClassTable, type FoundFile } from '../../../src/core/classTable/classTable';
import type { Check } from '../../../src/core/check';
import type { Course } from '../../../src/core/course';
import type { CheckDoneEntry, JournalEntry, MadeEntry } from '../../../src/core/journal';
import { english, msg } from '../../../src/core/message';
import { buildPortfolio, type PortfolioInput } from '../../../src/core/portfolio/build';
import { handInText, makeHandIn, type HandIn, type HandInHead } from '../../../src/core/portfolio/handIn';
import type { RunRecord } from '../../../src/core/run';
import type { Section } from '../../../src/core/section';
import { blockOf } from '../run/plans';

const minute = 60_000;
export const start = new Date(2026, 10, 26, 9, 0).getTime();
const needs = { tools: [], images: [], ports: [], network: 'none' } as const;

export const course: Course = {
  id: 'c', title: 'Distributed systems', version: '1.0', format: 1, language: 'en',
  parts: [{ id: 'p', title: 'Part', sections: [
    { id: 'docker', file: 'docker.md', meta: { title: 'Docker introduction', lab: 'L1', targets: ['docker'], needs } },
    { id: 'reading', file: 'reading.md', meta: { title: 'Reading', targets: [], needs } },
  ] }],
};

const at = { line: 0, character: 0 };
const check = (id: string, block: string): Check => ({ id, claim: `Claim of ${id}`, block, needs: [], test: { kind: 'ran', block }, captures: [], span: { start: at, end: at }, hash: `check ${id}` });

export const docker: Section = {
  id: 'docker', file: 'docker.md', meta: course.parts[0]!.sections[0]!.meta, headings: [], figures: [], diagnostics: [], hash: '', html: '',
  blocks: ['pull', 'web', 'db'].map((id, index) => ({ ...blockOf([`docker ${id}`]), id, ordinal: index + 1, hash: `block ${id}` })),
  checks: [check('up', 'web'), check('ready', 'db')],
  predictions: [{ id: 'guess', block: 'web', ask: 'What becomes of it?', choices: ['It is gone.', 'A new one starts.'], right: 'A new one starts.', because: 'It is counted.', seconds: 'After how many seconds?', whole: 'up', span: { start: at, end: at }, hash: 'prediction guess' }],
};

/** `minutes` after the beginning. */
export function run(runId: string, blockId: string, minutes: number, more: Partial<RunRecord> = {}): RunRecord {
  const begin = start + minutes * minute;
  return {
    v: 1, runId, courseId: 'c', courseVersion: '1.0', sectionId: 'docker', labId: 'L1', blockId, blockHash: `block ${blockId}`, blockText: `docker ${blockId}`, target: 'docker', shell: 'bash', state: 'passed', code: 0, marks: [],
    statements: [{ index: 1, text: `docker ${blockId}`, outcome: { kind: 'exit', code: more.code ?? 0 } }], start: begin, end: begin + 1500, context: { HOME: '/home/ada' }, tools: {}, ...more,
  };
}

const entry = { v: 1, courseId: 'c', courseVersion: '1.0', labId: 'L1', sectionId: 'docker' } as const;
export const done = (checkId: string, minutes: number, more: Partial<CheckDoneEntry> = {}): CheckDoneEntry => ({ ...entry, kind: 'check', at: start + minutes * minute, checkId, hash: `check ${checkId}`, by: 'state', evidence: [msg('container {0} runs', 'web1')], marks: [], ...more });
export const made = (name: string, runId: string, minutes: number): MadeEntry => ({ ...entry, kind: 'made', at: start + minutes * minute, uid: `container:${name}`, thing: 'container', name, daemon: 'D', blockId: 'web', runId, evidence: 'printedId', likely: false });
export const reset = (minutes: number): JournalEntry => ({ v: 1, courseId: 'c', courseVersion: '1.0', labId: 'L1', kind: 'reset', at: start + minutes * minute });

export function input(more: Partial<PortfolioInput> = {}): PortfolioInput {
  return { course, contentHash: 'a'.repeat(64), sections: [docker], runs: [], journal: [], personal: { folders: [], users: [], hosts: [] }, now: start + 60 * minute, translate: english, ...more };
}

/** A student who pulled, failed once at `web`, and has one check done. `salt` makes the runs those of another machine. */
export function work(salt: string): Pick<PortfolioInput, 'runs' | 'journal'> {
  const later = [...salt].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) / 7;
  return {
    runs: [
      run(`${salt}1`, 'pull', later, { output: { head: 'Pulling\n', tail: '', dropped: 0 } }), run(`${salt}2`, 'web', later + 1, { state: 'failed', code: 125 }),
      run(`${salt}3`, 'web', later + 3, { output: { head: `id of ${salt}\n`, tail: '', dropped: 0 } }),
    ],
    journal: [made(`web-${salt}`, `${salt}3`, later + 3), done('up', later + 4)],
  };
}

export function handIn(id: string, more: Partial<PortfolioInput> = {}, head: Partial<HandInHead> = {}): HandIn {
  return makeHandIn(buildPortfolio(input({ ...work(id), ...more })), { class: 'DS', id, made: start + 60 * minute, labbook: '0.1.0', ...head });
}

export const fileOf = (one: HandIn, name = `${one.id}.json`): { readonly name: string; readonly text: string } => ({ name, text: handInText(one) });

export const tableOf = (files: readonly FoundFile[]): ClassTable => classTableOf(files.map(file => judgeFile(file)));
