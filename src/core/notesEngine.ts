import type { CourseFiles, LoadedCourse, SectionEntry } from './course';
import type { Position, Span } from './diagnostic';
import type { Term } from './glossary';
import type { Message } from './message';
import type { Section } from './section';

export interface Completion {
  readonly label: string;
  readonly insert: string;
  /** What `insert` takes the place of; a word such as `lab-in` is longer than what an editor takes for a word. */
  readonly replace?: Span;
  readonly detail?: Message;
}

/** Reads what authors write. Loaded at first use: it brings the Markdown and YAML parsers along. */
export interface NotesEngine {
  /** Never throws: what is wrong is in the diagnostics, the rest opens. */
  loadCourse(files: CourseFiles): Promise<LoadedCourse>;
  /** `entry` is what `course.yaml` says of the file; without it the file is any Markdown file. Never throws. */
  parseSection(text: string, file: string, entry?: SectionEntry, glossary?: readonly Term[]): Section;
  /** In `course.yaml`, in front matter and in fence options; empty elsewhere. */
  complete(file: string, text: string, at: Position): readonly Completion[];
  hover(file: string, text: string, at: Position): Message | undefined;
}

