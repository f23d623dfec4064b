import { msg } from '../message';
import type { ChainedRecord } from '../portfolio/handIn';
import { html, type Markup } from '../portfolio/markup';
import type { OutlineSection } from '../portfolio/portfolio';
import { recordWords } from '../portfolio/recordWords';
import { timeWords, type Translate } from '../portfolio/words';
import { flagsOf } from './cellWords';
import type { StudentRow } from './classTable';

/** So many lines of one student are on the page; all of them are in the file. */
const mostLines = 300;

/** One student's timeline, closed until it is asked for. The place to go to lies inside: a browser then opens what is around it. */
export function studentDetails(student: StudentRow, index: number, say: Translate): Markup {
  const { handIn, file, older } = student;
  const sections = new Map(handIn.outline.map(section => [section.id, section]));
  const shown = handIn.records.slice(-mostLines);
  return html`<details><summary>${student.id} <span class="quiet">${student.class}, ${say(msg('handed in {0}', timeWords(handIn.made)))}</span></summary>
<p id="s${index}">${file}; ${handIn.course.title} ${handIn.course.version}, <code>${handIn.course.hash.slice(0, 8)}</code>; Labbook ${handIn.labbook}.</p>
<ul>${flagsOf(student).map(flag => html`<li>${say(flag)}</li>`)}${older.map(one => html`<li>${say(msg('Older: {0}, handed in {1}', one.file, timeWords(one.made)))}</li>`)}</ul>
${shown.length < handIn.records.length && html`<p>${say(msg('The last {0} of {1} records; all are in the file.', shown.length, handIn.records.length))}</p>`}
<table><thead><tr>${[msg('When'), msg('Section'), msg('What'), msg('How it went')].map(head => html`<th scope="col">${say(head)}</th>`)}</tr></thead><tbody>
${shown.map(record => lineOf(record, sections, say))}</tbody></table></details>
`;
}

function lineOf(record: ChainedRecord, sections: ReadonlyMap<string, OutlineSection>, say: Translate): Markup {
  const section = 'section' in record ? sections.get(record.section) : undefined;
  const { what, how, tone } = recordWords(record, section, say);
  const title = 'section' in record ? section?.title ?? record.section : '';
  return html`<tr><td>${timeWords(record.at)}</td><td>${title}</td><td>${what}</td><td>${tone && html`<span class="${tone}">${tone === 'pass' ? '✓' : '✕'}</span> `}${how}</td></tr>
`;
}
