import type { OpenCourse, SectionEntry } from '../course';
import type { Diagnostic, Position } from '../diagnostic';
import type { Message } from '../message';
import type { Block, Section } from '../section';
import type { ShellParser } from '../statement';

/** One section of a course that is looked at as a whole. */
export interface CheckedSection {
  readonly entry: SectionEntry;
  readonly section: Section;
  /** The lines of its file, without line ends; front matter included. */
  readonly lines: readonly string[];
  /** The section's blocks stand in this file; false where `lab-in` names another. */
  readonly ownsLab: boolean;
}

/** What lies in the course folder, hidden files left out. */
export interface CourseListing {
  /** Ordinary files, and links to such inside the folder; relative to it, with `/`. */
  readonly files: readonly string[];
  /** Links that lead out of the folder, pipes, devices, sockets. */
  readonly odd: readonly string[];
}

export interface CheckedCourse {
  readonly open: OpenCourse;
  readonly sections: readonly CheckedSection[];
  readonly listing: CourseListing;
  readonly parser: ShellParser;
}

/** One rule, or several that look at the same thing. */
export type CourseRule = (course: CheckedCourse) => readonly Diagnostic[] | Promise<readonly Diagnostic[]>;

export interface Wrong { readonly code: string; readonly severity: Diagnostic['severity']; readonly message: Message; readonly remedy: Message }

/** A finding about a stretch of one line. */
export function findingAt(file: string, start: Position, length: number, { code, severity, message, remedy }: Wrong): Diagnostic {
  return { code, severity, file, span: { start, end: { line: start.line, character: start.character + length } }, message, remedy };
}

/** A finding about a whole line. */
export function findingOn({ entry, lines }: CheckedSection, line: number, wrong: Wrong): Diagnostic {
  return findingAt(entry.file, { line, character: 0 }, Math.max(1, (lines[line] ?? '').length), wrong);
}

/** The line of the file in which an offset of a block's text stands. */
export function lineOfBlock(block: Block, offset: number): number {
  return block.lineMap[block.text.slice(0, offset).split('\n').length - 1] ?? block.span.start.line;
}
