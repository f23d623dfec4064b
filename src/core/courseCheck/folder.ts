import { svgFaults } from './svg';
import type { Diagnostic } from '../diagnostic';
import { msg } from '../message';
import { findingAt, type CheckedCourse } from './checkedCourse';

/** Files by which an author speaks to other authors: README.md, FORMAT.md. */
const forAuthors = /(?:^|\/)[A-Z][A-Z_-]*\.md$/;

/** What lies in the course folder and does not belong there, or is not reached from `course.yaml`. */
export async function folderFindings({ open, sections, listing }: CheckedCourse): Promise<readonly Diagnostic[]> {
  const known = new Set(sections.map(({ entry }) => entry.file));
  const lost = listing.files.filter(file => /\.(?:md|markdown)$/i.test(file) && !known.has(file) && !file.startsWith('labs/') && !forAuthors.test(file));
  const labs = new Set(sections.flatMap(({ entry }) => entry.meta.lab ?? []));
  const folders = new Set(listing.files.flatMap(file => /^labs\/([^/]+)\//.exec(file)?.[1] ?? []));
  const onFile = (file: string, wrong: Parameters<typeof findingAt>[3]): Diagnostic => findingAt(file, { line: 0, character: 0 }, 1, wrong);
  return [
    ...lost.map(file => onFile(file, { code: 'section.notListed', severity: 'warning', message: msg('{0} is in no part of the course, so no student sees it.', file), remedy: msg('Name it in course.yaml, or move it out of the course folder.') })),
    ...listing.odd.map(file => onFile(file, { code: 'file.odd', severity: 'error', message: msg('{0} is a link that leads out of the course folder, or no ordinary file.', file), remedy: msg('Put a copy of the file in its place.') })),
    ...[...folders].filter(name => !labs.has(name)).map(name => onFile(`labs/${name}`, { code: 'lab.filesUnused', severity: 'warning', message: msg('labs/{0} belongs to no lab of this course.', name), remedy: msg('Name the folder as the lab is called; upper and lower case count.') })),
    ...await drawings(open.files, listing.files),
  ];
}

async function drawings(files: CheckedCourse['open']['files'], names: readonly string[]): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const name of names.filter(one => one.toLowerCase().endsWith('.svg'))) {
    const read = await files.read(name);
    if ('problem' in read) continue;
    for (const { text, line } of svgFaults(read.text)) found.push(findingAt(name, { line, character: 0 }, 1, { code: 'picture.active', severity: 'error', message: msg('This drawing holds what a picture may not: {0}', text), remedy: msg('Save it as plain SVG, without scripts and without addresses elsewhere.') }));
  }
  return found;
}
