import courseSchemaFile from '../../notes/schema/course.schema.json';
import type { Course, HandInWish } from './course';
import { coursePath } from './coursePath';
import type { Diagnostic, Span } from './diagnostic';
import { yamlDiagnostics } from './frontMatter';
import { msg, type Message } from './message';
import type { Schema } from './schema';
import { checkSchema } from './schemaCheck';
import { cleanTitle } from './titleText';
import { readYaml, type YamlValue } from './yamlData';
import { scalarText, YamlReader } from './yamlReader';

export const courseSchema: Schema = courseSchemaFile;

/** The newest format that this version reads. */
export const knownFormat = 1;

/** A section as `course.yaml` names it. */
export interface SectionLine {
  readonly id: string;
  readonly file: string;
  /** Of the name in `course.yaml`. */
  readonly span: Span;
}

export interface PartOutline { readonly id: string; readonly title: string; readonly sections: readonly SectionLine[] }

/** A course before its sections are read. */
export interface CourseOutline extends Omit<Course, 'parts'> { readonly parts: readonly PartOutline[] }

/** Reads the text of `course.yaml`. Never throws; no outline only where the text is no set of keys at all. */
export function readCourseFile(text: string, file: string): { readonly outline?: CourseOutline; readonly diagnostics: readonly Diagnostic[] } {
  const { value, problems } = readYaml(text);
  const diagnostics = yamlDiagnostics(problems, file);
  if (value?.kind !== 'map') {
    if (problems.length === 0) diagnostics.push(noCourse(file, value));
    return { diagnostics };
  }
  const report = checkSchema(courseSchema, value, { file, area: 'course' });
  diagnostics.push(...report.diagnostics);
  const reader = new YamlReader(value, report.bad);
  const title = cleanTitle(reader.text('title') ?? '');
  const format = reader.number('format') ?? knownFormat;
  const readOnly = format > knownFormat ? newerFormat(format) : undefined;
  if (readOnly) diagnostics.push({ code: 'course.newerFormat', severity: 'warning', file, span: reader.spans().get('format') ?? value.span, message: readOnly, remedy: msg('Update Labbook to run this course.') });
  const outline: CourseOutline = {
    id: reader.text('id') ?? (slug(title) || 'course'),
    title: title || reader.text('id') || file,
    version: reader.text('version') ?? '0',
    format,
    language: reader.text('language') ?? 'en',
    ...handedOut(reader),
    parts: new PartReader(file, diagnostics).parts(reader),
    ...reader.get('hand-in') && { handIn: handInOf(reader.map('hand-in')) },
    ...readOnly && { readOnly },
  };
  return { outline, diagnostics };
}

function handInOf(reader: YamlReader): HandInWish {
  const [name, ask] = [reader.text('class'), cleanTitle(reader.text('ask') ?? '')];
  return { ...name !== undefined && { class: name }, ...ask !== '' && { ask } };
}

/** What stands beside a course when it is handed out. */
function handedOut(reader: YamlReader): Pick<Course, 'publisher' | 'license' | 'authors'> {
  const publisher = reader.text('publisher');
  const license = cleanTitle(reader.text('license') ?? '');
  const authors = reader.texts('authors').map(cleanTitle).filter(Boolean);
  return { ...publisher !== undefined && { publisher }, ...license && { license }, ...authors.length > 0 && { authors } };
}

/** Gives every part and section an id of its own, whatever the file says. */
class PartReader {
  private readonly partIds = new Set<string>();
  private readonly files = new Set<string>();
  private readonly sectionIds = new Map<string, string>();

  constructor(private readonly file: string, private readonly diagnostics: Diagnostic[]) {}

  parts(course: YamlReader): PartOutline[] {
    return course.list('parts').map((value, index) => {
      const part = course.of(value);
      const id = this.partId(part, `part-${index + 1}`);
      return { id, title: cleanTitle(part.text('title') ?? '') || id, sections: part.list('sections').flatMap(item => this.section(item)) };
    });
  }

  private partId(part: YamlReader, fallback: string): string {
    const wanted = part.text('id');
    if (wanted !== undefined && this.partIds.has(wanted)) {
      this.report('partIdTwice', part.spans().get('id'), msg('The part id "{0}" is taken by a part above.', wanted), msg('Give this part an id of its own.'));
    }
    const id = freeName(wanted ?? fallback, name => this.partIds.has(name));
    this.partIds.add(id);
    return id;
  }

  private section(value: YamlValue): SectionLine[] {
    const written = scalarText(value);
    if (written === undefined) return [];
    const file = coursePath(written);
    if (file === undefined) return this.report('path', value.span, msg('"{0}" is no path in the course folder.', written), msg('Write a path below the folder of course.yaml, with "/", without ".." that leads out, "\\" and ":".'));
    if (!/\.(?:md|markdown)$/i.test(file)) return this.report('notMarkdown', value.span, msg('"{0}" is no Markdown file.', written), msg('Name a file that ends in .md.'));
    if (this.files.has(file)) return this.report('sectionTwice', value.span, msg('{0} is listed twice; the first place counts.', file), msg('Remove one of the two lines. To teach a lab from two sections, write a second file with "lab-in".'));
    this.files.add(file);
    return [{ id: this.sectionId(file, value.span), file, span: value.span }];
  }

  /** Names that differ in case only are one file on some disks, so they count as the same. */
  private sectionId(file: string, span: Span): string {
    const wanted = (file.split('/').pop() ?? file).replace(/\.[^.]*$/, '');
    const other = this.sectionIds.get(wanted.toLowerCase());
    if (other !== undefined) this.report('sectionIdTwice', span, msg('{0} and {1} have the same name, and so the same section id.', file, other), msg('Rename one of the two files: progress is kept by the name.'));
    const id = freeName(wanted, name => this.sectionIds.has(name.toLowerCase()));
    this.sectionIds.set(id.toLowerCase(), file);
    return id;
  }

  private report(code: string, span: Span | undefined, message: Message, remedy: Message): [] {
    const start = { line: 0, character: 0 };
    this.diagnostics.push({ code: `course.${code}`, severity: 'error', file: this.file, span: span ?? { start, end: start }, message, remedy });
    return [];
  }
}

function freeName(wanted: string, taken: (name: string) => boolean): string {
  for (let n = 2, name = wanted; ; name = `${wanted}-${n++}`) if (!taken(name)) return name;
}

const slug = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64);

function newerFormat(format: number): Message {
  return msg('This course is written in format {0}; this Labbook reads format {1}. It can be read, not run.', format, knownFormat);
}

function noCourse(file: string, value: YamlValue | undefined): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    code: 'course.empty',
    severity: 'error',
    file,
    span: value?.span ?? { start, end: start },
    message: value ? msg('This is not a course: no "key: value" lines.') : msg('This file is empty.'),
    remedy: msg('Begin with: format: 1, id, title, version, parts.'),
  };
}
