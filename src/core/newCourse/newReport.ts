import { msg, type Message } from '../message';
import type { NewCourse } from './newFiles';

/** What was made and what waits for the author, a line each. `say` gives the words: translated in a window. */
export function newCourseText({ counts, left }: NewCourse, say: (message: Message) => string): readonly string[] {
  const lines = [
    msg('Sections: {0}. Blocks found: {1}. Proposed: {2} checks, {3} clean-ups.', counts.sections, counts.blocks, counts.checks, counts.cleanups),
    ...counts.names > 0 ? [msg('Blocks that got a name, in the line that opens their fence: {0}. No other line is changed.', counts.names)] : [],
    ...left.length > 0 ? [msg('{0} things wait for you; they are listed above.', left.length)] : [],
    msg('Look at what is proposed, then check the course.'),
  ];
  return [...left.map(({ file, line, message }) => `${file}:${line}: ${say(message)}`), ...lines.map(say)];
}
