import { english } from '../message';
import type { SectionSummary } from '../portfolio/summary';
import { timeWords } from '../portfolio/words';
import type { ClassTable, StudentRow } from './classTable';
import { flagsOf, stateOf } from './cellWords';

const columns = ['class', 'id', 'section', 'title', 'state', 'checks_done', 'checks', 'marked_anyway', 'steps_passed', 'steps', 'by_hand', 'tries', 'failed', 'solutions', 'minutes', 'stuck_steps', 'left_running', 'emulated', 'course_version', 'handed_in', 'file', 'flags'] as const;

/** One line for each student and section; one for each file that cannot be read. RFC 4180, with a byte order mark so that spreadsheets take it for UTF-8. */
export function classCsv(table: ClassTable): string {
  const lines = [
    ...table.students.filter(({ cells }) => cells.size > 0).flatMap(student => table.sections.map(({ id }) => lineOf(student, id, student.cells.get(id)))),
    ...table.broken.map(({ file, problem }) => ['', '', '', '', 'unreadable', ...Array<string>(15).fill(''), file, english(problem)]),
    ...table.students.filter(({ cells }) => cells.size === 0).map(student => [student.class, student.id, '', '', '', ...Array<string>(13).fill(''), student.handIn.course.version, timeWords(student.handIn.made), student.file, flags(student)]),
  ];
  return `\ufeff${[columns, ...lines].map(line => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function lineOf(student: StudentRow, id: string, summary: SectionSummary | undefined): (string | number)[] {
  const { handIn, file } = student;
  const rest = [handIn.course.version, timeWords(handIn.made), file, flags(student)];
  if (!summary) return [student.class, student.id, id, '', 'not in this version', ...Array<string>(13).fill(''), ...rest];
  const { section, checks, blocks } = summary;
  return [
    student.class, student.id, section.id, section.title, english(stateOf(summary)), checks.done, checks.of, checks.anyway, blocks.passed, blocks.of, summary.byHand, summary.tries, summary.failed, summary.solved,
    Math.round(summary.ms / 60_000), summary.steps.filter(({ stuck }) => stuck).length, summary.left.length, summary.emulated ? 'yes' : '', ...rest,
  ];
}

function flags(student: StudentRow): string { return flagsOf(student).map(english).join('; '); }

/** A spreadsheet must not take a student's words for a formula: what begins like one gets an apostrophe, also behind spaces and after a line break. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = value.replace(/(^|[\r\n])(?=[\s\0]*[=+\-@\t|%＝＋－＠])/g, "$1'");
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
