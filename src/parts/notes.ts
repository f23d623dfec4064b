/** The part that reads what authors write: Markdown and YAML parsers and the highlighter come with it. */
import { complete } from '../core/completion';
import { hover } from '../core/hover';
import { loadCourse } from '../core/loadCourse';
import { parseSection } from '../core/markdown';
import type { NotesEngine } from '../core/notesEngine';

export { chooseCourses, trustKey } from '../core/courseChoice';
export { coursesOf } from '../core/pack/installed';
export { fillPlaceholders } from '../core/placeholders';

export const engine: NotesEngine = { loadCourse, parseSection, complete, hover };
