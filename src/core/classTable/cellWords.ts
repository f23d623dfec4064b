import { msg, type Message } from '../message';
import type { Edit } from '../portfolio/handIn';
import type { SectionSummary } from '../portfolio/summary';
import type { StudentRow } from './classTable';

export function isDone({ checks, blocks }: Pick<SectionSummary, 'checks' | 'blocks'>): boolean {
  return checks.of > 0 ? checks.done === checks.of : blocks.of > 0 && blocks.passed === blocks.of;
}

/** "Done", "4 of 6", "Not begun". Of checks where there are some, else of steps. */
export function stateOf(summary: Pick<SectionSummary, 'begun' | 'checks' | 'blocks'>): Message {
  const { begun, checks, blocks } = summary;
  if (isDone(summary)) return msg('Done');
  if (!begun) return msg('Not begun');
  return checks.of > 0 ? msg('{0} of {1} checks', checks.done, checks.of) : msg('{0} of {1} steps', blocks.passed, blocks.of);
}

/** What an instructor should look at, beside the cells. */
export function flagsOf({ edit, course, same, older, handIn }: StudentRow): Message[] {
  return [
    ...edit ? [editWords(edit)] : [],
    ...same.map(one => one.all ? msg('All {0} records are those of {1} too', one.records, one.id) : msg('{0} records are those of {1} too', one.records, one.id)),
    ...course === 'other' ? [msg('Another course: {0}', handIn.course.title)] : [],
    ...course === 'otherVersion' ? [msg('Another version of the course: {0}, content {1}', handIn.course.version, handIn.course.hash.slice(0, 8))] : [],
    ...older.length > 0 ? [older.length === 1 ? msg('1 older file') : msg('{0} older files', older.length)] : [],
  ];
}

export function editWords(edit: Edit): Message {
  switch (edit.what) {
    case 'record': return msg('Edited after it was made: record {0} does not fit', edit.number);
    case 'output': return edit.number > 0 ? msg('Edited after it was made: the output of record {0} does not fit', edit.number) : msg('Edited after it was made: an output belongs to no record');
    case 'head': return msg('Edited after it was made: its head or the number of its records does not fit');
  }
}
