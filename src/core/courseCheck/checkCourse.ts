import { sectionsOf, type OpenCourse } from '../course';
import type { Diagnostic } from '../diagnostic';
import { fill } from '../message';
import { parseSection } from '../markdown';
import type { ShellParser } from '../statement';
import type { CheckedCourse, CheckedSection, CourseListing, CourseRule } from './checkedCourse';
import { commandFindings } from './commands';
import { folderFindings } from './folder';
import { imageFindings } from './images';
import { labFindings } from './labRules';
import { linkFindings } from './links';
import { secretFindings } from './secretsInText';
import { shellFindings } from './shellText';
import { sumsOf, type CourseSums } from './sums';

export interface CourseReport {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** By file in the order of the course, then by line. */
  readonly findings: readonly Diagnostic[];
  readonly sums: CourseSums;
}

const rules: readonly CourseRule[] = [linkFindings, shellFindings, labFindings, imageFindings, secretFindings, commandFindings, folderFindings];

/** Looks at a whole course without running anything of it and without the network. */
export async function checkCourse(open: OpenCourse, listing: CourseListing, parser: ShellParser): Promise<CourseReport> {
  // The shell's parser takes long to get ready, and does it beside the reading of the notes.
  void parser.parse(':');
  const sections = await readSections(open);
  const course: CheckedCourse = { open, sections, listing, parser };
  const found: Diagnostic[] = [...open.diagnostics, ...sections.flatMap(({ section }) => section.diagnostics)];
  for (const rule of rules) found.push(...await rule(course));
  const { id, title, version } = open.course;
  return { id, title, version, findings: sorted(once(found), ['course.yaml', ...sections.map(({ entry }) => entry.file)]), sums: sumsOf(course) };
}

async function readSections({ course, files }: OpenCourse): Promise<CheckedSection[]> {
  const read = await Promise.all(sectionsOf(course).map(async entry => ({ entry, text: await files.read(entry.file) })));
  // A file that cannot be read is already among the course's own diagnostics.
  return read.flatMap(({ entry, text }) => 'problem' in text ? [] : [{
    entry, section: parseSection(text.text, entry.file, entry), lines: text.text.split(/\r\n|\r|\n/), ownsLab: entry.meta.labIn === undefined,
  }]);
}

/** The same thing is seen from several sides: front matter is read with the course and with its section. */
function once(findings: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(findings.map(one => [`${one.code} ${one.file} ${one.span.start.line} ${one.span.start.character} ${fill(one.message.text, one.message.args)}`, one])).values()];
}

function sorted(findings: readonly Diagnostic[], order: readonly string[]): Diagnostic[] {
  const place = new Map(order.map((file, index) => [file, index]));
  const of = ({ file }: Diagnostic): number => place.get(file) ?? order.length;
  return [...findings].sort((a, b) => of(a) - of(b) || a.file.localeCompare(b.file, 'en') || a.span.start.line - b.span.start.line || a.span.start.character - b.span.start.character);
}
