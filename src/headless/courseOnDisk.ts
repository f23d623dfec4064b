import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sectionsOf, type OpenCourse, type SectionEntry } from '../core/course';
import { UserError } from '../core/errors';
import { loadCourse } from '../core/loadCourse';
import { parseSection } from '../core/markdown';
import { msg } from '../core/message';
import type { Section } from '../core/section';
import { openCourseFolder } from '../targets/courseFolder';

export interface LabOnDisk { readonly open: OpenCourse; readonly entry: SectionEntry; readonly section: Section; /** Its Markdown. */ readonly text: string }

/** The course in this folder or in its folder `notes`. Throws a UserError where there is none that can be read. */
export async function openCourse(folder: string): Promise<OpenCourse> {
  const root = await courseRoot(resolve(folder));
  const files = openCourseFolder(root);
  const { course, diagnostics } = await loadCourse(files);
  if (!course) throw new UserError('course.unreadable', msg('The course in {0} cannot be read.', root), diagnostics[0]?.message);
  return { course, diagnostics, files, root, origin: 'workspace' };
}

export async function courseRoot(folder: string): Promise<string> {
  for (const root of [folder, join(folder, 'notes')]) {
    if (await access(join(root, 'course.yaml')).then(() => true, () => false)) return root;
  }
  throw new UserError('course.missing', msg('There is no course.yaml in {0}.', folder), msg('Name the course folder: --course FOLDER.'));
}

/** The labs of a course, or those that are named: by lab, by section or by file. One lab is one section, that which holds its blocks. */
export async function chooseLabs(open: OpenCourse, names: readonly string[]): Promise<readonly LabOnDisk[]> {
  const all = sectionsOf(open.course).filter(({ meta }) => meta.lab !== undefined && meta.labIn === undefined);
  const unknown = names.filter(name => !all.some(entry => isCalled(entry, name)));
  if (unknown.length > 0) throw new UserError('lab.unknown', msg('No lab of this course is called that: {0}', unknown.join(', ')), msg('Its labs are {0}.', all.map(({ meta }) => meta.lab ?? '').join(', ')));
  return Promise.all(all.filter(entry => names.length === 0 || names.some(name => isCalled(entry, name))).map(async entry => ({ open, entry, ...await sectionOf(open, entry) })));
}

function isCalled({ id, file, meta }: SectionEntry, name: string): boolean {
  return meta.lab?.toLowerCase() === name.toLowerCase() || id === name || file === name;
}

async function sectionOf(open: OpenCourse, entry: SectionEntry): Promise<Pick<LabOnDisk, 'section' | 'text'>> {
  const read = await open.files.read(entry.file);
  if ('problem' in read) throw new UserError('section.unreadable', msg('{0} cannot be read.', entry.file));
  return { section: parseSection(read.text, entry.file, entry), text: read.text };
}
