import { createHash } from 'node:crypto';
import { sectionsOf, type Course, type CourseFiles, type FileText } from '../../core/course';
import { contentOf, type LabFile } from '../../core/courseContent';
import { coursePath } from '../../core/coursePath';
import { loadCourse } from '../../core/loadCourse';
import { parseSection } from '../../core/markdown';
import { msg } from '../../core/message';
import { PackRefused, type Refusal } from '../../core/pack/found';
import { svgFault } from '../../core/pack/svgFault';
import { textLimit } from '../../core/courseText';

/** Bytes by path below the course folder. */
export type Contents = ReadonlyMap<string, Buffer>;

export interface JudgedCourse {
  readonly course: Course;
  /** SHA-256 of all that can act, as the student's editor will compute it. 64 hex digits. */
  readonly content: string;
  readonly blocks: number;
}

/** Reads the course as a student's Labbook will. @throws PackRefused for each error that its author would see in Problems */
export async function judgeCourse(contents: Contents): Promise<JudgedCourse> {
  const files = filesIn(contents);
  const { course, diagnostics } = await loadCourse(files);
  const faults = [
    ...diagnostics.filter(({ severity }) => severity === 'error').map(({ file, span, message, remedy }): Refusal => ({ path: file, line: span.start.line, message, remedy })),
    ...[...contents].flatMap(([path, bytes]) => [...drawingFault(path, bytes), ...programFault(path, bytes)]),
  ];
  if (!course || faults.length > 0) throw new PackRefused(faults);
  const sections = await Promise.all(sectionsOf(course).map(async entry => {
    const read = await files.read(entry.file);
    const text = 'text' in read ? read.text : '';
    return { section: parseSection(text, entry.file, entry), text };
  }));
  return { course, content: contentOf(sections, labFilesIn(contents), digest).hash, blocks: sections.reduce((sum, { section }) => sum + section.blocks.length, 0) };
}

function drawingFault(path: string, bytes: Buffer): Refusal[] {
  const message = /\.svg$/i.test(path) ? svgFault(bytes.toString('utf8')) : undefined;
  return message ? [{ path, message, remedy: msg('Save the drawing as shapes and text alone.') }] : [];
}

/** Of a file without an ending nobody can tell by its name what it is. */
function programFault(path: string, bytes: Buffer): Refusal[] {
  const isBare = !(path.split('/').pop() ?? path).includes('.');
  return isBare && bytes.includes(0) ? [{ path, message: msg('it has no ending and is no text'), remedy: msg('Give it the ending of what it is, or let the lab make it.') }] : [];
}

function filesIn(contents: Contents): CourseFiles {
  return { read: async path => textOf(contents.get(coursePath(path) ?? '')), isImage: async path => contents.has(path) };
}

function textOf(bytes: Buffer | undefined): FileText {
  if (bytes === undefined) return { problem: 'missing' };
  if (bytes.length > textLimit) return { problem: 'tooLarge' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? { problem: 'notText' } : { text };
  } catch {
    return { problem: 'notText' };
  }
}

function labFilesIn(contents: Contents): LabFile[] {
  return [...contents].filter(([path]) => path.startsWith('labs/')).map(([path, bytes]) => ({ path, hash: digest(bytes), text: '' }));
}

function digest(bytes: string | Buffer): string { return createHash('sha256').update(bytes).digest('hex'); }
