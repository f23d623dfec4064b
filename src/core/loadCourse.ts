import { readCourseFile, type CourseOutline, type SectionLine } from './courseFile';
import type { Course, CourseFiles, FileProblem, FileText, LoadedCourse, SectionEntry } from './course';
import type { Diagnostic } from './diagnostic';
import { readFrontMatter, type FrontMatter } from './frontMatter';
import { checkLabs } from './labLinks';
import { glossaryFileName, readGlossary, type Term } from './glossary';
import { msg, type Message } from './message';

export const courseFileName = 'course.yaml';

/** Reads at once: enough to keep a disk busy, few enough to leave the host's other work alone. */
const readers = 32;

export interface LoadedSection extends SectionEntry { readonly front: FrontMatter }

/** Reads `course.yaml` and every section's front matter. Never throws; what is wrong becomes a diagnostic, the rest opens. */
export async function loadCourse(files: CourseFiles): Promise<LoadedCourse> {
  const file = await read(files, courseFileName);
  if ('problem' in file) return { diagnostics: [fileProblem(file.problem, courseFileName, undefined)] };
  const { outline, diagnostics } = readCourseFile(file.text, courseFileName);
  if (outline === undefined) return { diagnostics };
  const found: Diagnostic[] = [];
  const sections = await loadSections(files, outline, found);
  const labs = checkLabs([...sections.values()]);
  const glossary = await loadGlossary(files, outline, found);
  const all = [...diagnostics, ...found, ...labs.diagnostics];
  return { course: { ...courseOf(outline, sections, labs.entries), ...glossary.length > 0 && { glossary } }, diagnostics: outline.readOnly ? all.filter(isCertain) : all };
}

/** In a newer format an unknown name is most likely right. */
function isCertain(diagnostic: Diagnostic): boolean {
  return !/\.(?:unknownKey|notOneOf|wrongType|badValue|missingKey|reserved)$/.test(diagnostic.code);
}

function courseOf(outline: CourseOutline, sections: ReadonlyMap<SectionLine, LoadedSection>, entries: ReadonlyMap<string, SectionEntry>): Course {
  const { parts, ...rest } = outline;
  return {
    ...rest,
    parts: parts.map(part => ({
      id: part.id,
      title: part.title,
      sections: part.sections.flatMap(line => {
        const loaded = sections.get(line);
        return loaded ? entries.get(loaded.id) ?? [] : [];
      }),
    })),
  };
}

async function loadSections(files: CourseFiles, outline: CourseOutline, diagnostics: Diagnostic[]): Promise<Map<SectionLine, LoadedSection>> {
  const lines = outline.parts.flatMap(part => part.sections);
  const texts = await mapLimited(lines, readers, async line => {
    const file = await read(files, line.file);
    // The text is let go at once: a course of thousands of notes is never in memory as a whole.
    return 'problem' in file ? file.problem : readFrontMatter(file.text, line.file);
  });
  const loaded = new Map<SectionLine, LoadedSection>();
  lines.forEach((line, index) => {
    const result = texts[index];
    if (result === undefined) return;
    if (typeof result === 'string') return void diagnostics.push(fileProblem(result, line.file, line));
    diagnostics.push(...result.diagnostics);
    loaded.set(line, { id: line.id, file: line.file, meta: result.meta, front: result });
  });
  return loaded;
}

/** Few courses have one. */
async function loadGlossary(files: CourseFiles, outline: CourseOutline, diagnostics: Diagnostic[]): Promise<readonly Term[]> {
  const file = await read(files, glossaryFileName);
  if ('problem' in file) {
    if (file.problem !== 'missing') diagnostics.push({ ...fileProblem(file.problem, glossaryFileName, undefined), file: glossaryFileName });
    return [];
  }
  const { terms, diagnostics: found } = readGlossary(file.text, outline.parts.flatMap(part => part.sections.map(line => line.file)));
  diagnostics.push(...found);
  return terms;
}

async function read(files: CourseFiles, path: string): Promise<FileText> {
  try {
    return await files.read(path);
  } catch {
    return { problem: 'unreadable' };
  }
}

async function mapLimited<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

function fileProblem(problem: FileProblem, path: string, line: SectionLine | undefined): Diagnostic {
  const start = { line: 0, character: 0 };
  const [message, remedy] = problemText(problem, path);
  return { code: `course.file.${problem}`, severity: 'error', file: courseFileName, span: line?.span ?? { start, end: start }, message, remedy };
}

function problemText(problem: FileProblem, path: string): readonly [Message, Message] {
  switch (problem) {
    case 'missing': return [msg('The file {0} is not there.', path), msg('Create it in the course folder, or correct its name; upper and lower case count.')];
    case 'outside': return [msg('{0} leads out of the course folder; it is not read.', path), msg('Put the file itself into the course folder instead of a link to it.')];
    case 'notAFile': return [msg('{0} is not an ordinary file; it is not opened.', path), msg('Put a Markdown file there, no folder, pipe or device.')];
    case 'tooLarge': return [msg('{0} is larger than 1 MB; it is not read.', path), msg('Split it into several sections.')];
    case 'notText': return [msg('{0} is not text in UTF-8; it is not read.', path), msg('Save it with the encoding UTF-8.')];
    case 'unreadable': return [msg('{0} cannot be read.', path), msg('Check that you may read the file and its folder.')];
  }
}
