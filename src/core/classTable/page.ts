import { msg } from '../message';
import { html, Markup } from '../portfolio/markup';
import { pageStyle } from '../portfolio/pageStyle';
import { durationWords, type Translate } from '../portfolio/words';
import { flagsOf, stateOf, isDone } from './cellWords';
import type { ClassTable, StudentRow } from './classTable';
import { studentDetails } from './studentDetails';
import type { SectionSummary } from '../portfolio/summary';
import type { StuckStep } from './stuck';

/** One self-contained page: no script, nothing from elsewhere, everything that a file says is escaped. */
export function classPage(table: ClassTable, say: Translate): string {
  const title = say(msg('Class table: {0}', table.course?.title ?? say(msg('no hand-in could be read'))));
  const body = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>${pageStyle}</style></head><body>
<main class="wide">
<h1>${title}</h1>
<p>${headline(table, say)}</p>
<p class="quiet">${say(msg('Each file is chained by SHA-256: a careless edit is noticed, a deliberate one need not be. This is evidence, not proof.'))}</p>
${versions(table, say)}
${broken(table, say)}
<h2>${say(msg('Where most were stuck'))}</h2>
${stuck(table.stuck, say)}
<h2>${say(msg('Students and sections'))}</h2>
<div class="scroll" role="region" tabindex="0" aria-label="${say(msg('Students and sections'))}">${grid(table, say)}</div>
<section class="each"><h2>${say(msg('One by one'))}</h2>
${table.students.map((student, index) => studentDetails(student, index, say))}</section>
</main></body></html>
`;
  return body.text;
}

function headline({ students, broken: bad, versions: all }: ClassTable, say: Translate): string {
  const edited = students.filter(({ edit }) => edit).length;
  const parts = [
    students.length === 1 ? msg('1 student') : msg('{0} students', students.length),
    ...edited > 0 ? [msg('{0} edited', edited)] : [],
    ...bad.length > 0 ? [bad.length === 1 ? msg('1 file that cannot be read') : msg('{0} files that cannot be read', bad.length)] : [],
    ...all.length > 1 ? [msg('{0} versions of the course', all.length)] : [],
  ];
  return `${parts.map(say).join(', ')}.`;
}

function versions({ versions: all }: ClassTable, say: Translate): Markup | undefined {
  if (all.length < 2) return undefined;
  return html`<p>${say(msg('Not all had the same course:'))}</p><ul>${all.map(({ courseId, version, hash, students }) => html`<li>${courseId} ${version}, <code>${hash.slice(0, 8)}</code>: ${students === 1 ? say(msg('1 student')) : say(msg('{0} students', students))}</li>`)}</ul>`;
}

function broken({ broken: bad }: ClassTable, say: Translate): Markup | undefined {
  if (bad.length === 0) return undefined;
  return html`<h2>${say(msg('Files that cannot be read'))}</h2><table><thead><tr><th scope="col">${say(msg('File'))}</th><th scope="col">${say(msg('Why'))}</th></tr></thead><tbody>${bad.map(({ file, problem }) => html`<tr><td>${file}</td><td><span class="fail">✕</span> ${say(problem)}</td></tr>`)}</tbody></table>`;
}

/** More than these nobody goes through in a class. */
const mostStuck = 15;

function stuck(steps: readonly StuckStep[], say: Translate): Markup {
  if (steps.length === 0) return html`<p>${say(msg('Nobody was stuck.'))}</p>`;
  const heads = [msg('Step'), msg('Stuck'), msg('Never passed'), msg('Tries'), msg('Check that is most often not done')];
  return html`<table><thead><tr>${heads.map(head => html`<th scope="col">${say(head)}</th>`)}</tr></thead><tbody>${steps.slice(0, mostStuck).map(step => html`<tr><td>${step.title}, ${say(msg('block {0}', step.ordinal))}</td><td>${say(msg('{0} of {1}', step.stuck, step.tried))}</td><td>${step.neverPassed}</td><td>${step.tries}</td><td>${step.open ? `${step.open.claim} (${step.open.students})` : ''}</td></tr>`)}</tbody></table>
<p class="quiet">${say(msg('Stuck: a step failed twice or more, took over ten minutes with a failure, or one of its checks was not seen to hold though it was run. Tries: the median of those who were stuck.'))}</p>`;
}

function grid({ students, sections }: ClassTable, say: Translate): Markup {
  return html`<table class="grid"><thead><tr><th scope="col">${say(msg('Student'))}</th><th scope="col">${say(msg('To look at'))}</th>${sections.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${students.map((student, index) => row(student, index, sections.map(({ id }) => student.cells.get(id)), say))}</tbody></table>`;
}

function row(student: StudentRow, index: number, cells: readonly (SectionSummary | undefined)[], say: Translate): Markup {
  const flags = flagsOf(student);
  return html`<tr><th scope="row"><a href="#s${index}">${student.id}</a></th><td>${flags.map(flag => html`<div>${student.edit || student.same.length > 0 ? html`<span class="fail">!</span> ` : ''}${say(flag)}</div>`)}</td>${cells.map(cell => html`<td${cell?.begun ? '' : new Markup(' class="idle"')}>${cell ? cellOf(cell, say) : '–'}</td>`)}</tr>
`;
}

function cellOf(summary: SectionSummary, say: Translate): Markup {
  const { begun, checks, byHand, steps, left, ms, tries, emulated, solved } = summary;
  const done = isDone(summary);
  const stuckAt = steps.filter(step => step.stuck).length;
  const more = [
    ...begun ? [tries === 1 ? msg('1 try') : msg('{0} tries', tries), durationWords(ms)] : [],
    ...checks.anyway > 0 ? [msg('{0} marked done by the student', checks.anyway)] : [], ...byHand > 0 ? [msg('{0} by hand', byHand)] : [],
    ...solved > 0 ? [msg('{0} solutions run', solved)] : [], ...stuckAt > 0 ? [msg('struggled at {0}', stuckAt)] : [],
    ...left.length > 0 ? [msg('{0} left running', left.length)] : [], ...emulated ? [msg('emulated')] : [],
  ];
  return html`<span class="${done ? 'pass' : 'idle'}">${done ? '✓' : begun ? '◐' : '○'}</span> ${say(stateOf(summary))}${more.length > 0 && html`<div class="quiet">${more.map(say).join(', ')}</div>`}`;
}

