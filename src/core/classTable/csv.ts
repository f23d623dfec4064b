import { english } from '../message';
import type { SectionSummary } from '../portfolio/summary';
import { timeWords } from '../portfolio/words';
import type { ClassTable, StudentRow } from './classTable';
import { flagsOf, stateOf } from './cellWords';

const columns = ['class', 'id', 'section', 'title', 'state', 'checks_done', 'checks', 'marked_anyway', 'steps_passed', 'steps', 'by_hand', 'tries', 'failed', 'solutions', 'minutes', 'stuck_steps', 'left_running', 'emulated', 'course_version', 'handed_in', 'file', 'flags'] as const;

/** One line for each student and section; one for each file that cannot be read. RFC 4180, with a byte order mark so that spreadsheets take it for UTF-8. */
export function classCsv(table: ClassTable): string {
  const lines = [
    ...table.students.filter(({ cells }) => cells.size > 0).flatMap(student => { const rest = restOf(student); return table.sections.map(({ id }) => lineOf(student, id, student.cells.get(id), rest)); }),
    ...table.broken.map(({ file, problem }) => ['', '', '', '', 'unreadable', ...Array<string>(15).fill(''), file, english(problem)]),
    ...table.students.filter(({ cells }) => cells.size === 0).map(student => [student.class, student.id, '', '', '', ...Array<string>(13).fill(''), ...restOf(student)]),
  ];
  return `\ufeff${[columns, ...lines].map(line => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Of the file, in each of its lines. */
function restOf(student: StudentRow): readonly string[] {
  const { handIn, file } = student;
  return [handIn.course.version, timeWords(handIn.made), file, flagsOf(student).map(english).join('; ')];
}

function lineOf(student: StudentRow, id: string, summary: SectionSummary | undefined, rest: readonly string[]): (string | number)[] {
  if (!summary) return [student.class, student.id, id, '', 'not in this version', ...Array<string>(13).fill(''), ...rest];
  const { section, checks, blocks } = summary;
  return [
    student.class, student.id, section.id, section.title, english(stateOf(summary)), checks.done, checks.of, checks.anyway, blocks.passed, blocks.of, summary.byHand, summary.tries, summary.failed, summary.solved,
    Math.round(summary.ms / 60_000), summary.steps.filter(({ stuck }) => stuck).length, summary.left.length, summary.emulated ? 'yes' : '', ...rest,
  ];
}

/** What needs neither an apostrophe nor quotes: most of a table. */
const plain = /^(?:[A-Za-z0-9(][A-Za-z0-9 ().:_-]*)?$/;

/** A spreadsheet must not take a student's words for a formula: what begins like one gets an apostrophe, also behind spaces and after a line break. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  if (plain.test(value)) return value;
  const safe = value.replace(/(^|[\r\n])(?=[\s\0]*[=+\-@\t|%＝＋－＠])/g, "$1'");
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
