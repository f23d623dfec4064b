import * as vscode from 'vscode';
import { sectionsOf } from '../core/course';
import { pathFromNote } from '../core/coursePath';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Courses } from './courses';
import type { NotePlace } from './noteHost';

export interface LinkParts { readonly courses: Courses; open(courseId: string, sectionId: string, heading?: string): Promise<void> }

/** https anywhere, http on loopback, mail; relative links stay inside the course. Nothing else is opened. */
export async function openNoteLink(href: string, place: NotePlace, { courses, open }: LinkParts): Promise<void> {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme === undefined) return openInCourse(href, place, courses, open);
  const loopback = scheme === 'http' && /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(href);
  if (scheme !== 'https' && scheme !== 'mailto' && !loopback) throw new UserError('link.scheme', msg('Labbook does not open links of this kind: {0}', `${scheme}:`), msg('Copy the address if you trust it.'));
  await vscode.env.openExternal(vscode.Uri.parse(href, true));
}

async function openInCourse(href: string, place: NotePlace, courses: Courses, open: LinkParts['open']): Promise<void> {
  const [path = '', anchor] = href.split('#', 2);
  if (path === '') return open(place.courseId, place.sectionId, anchor);
  const at = await courses.section(place.courseId, place.sectionId);
  const file = pathFromNote(at.entry.file, path);
  if (file === undefined) throw new UserError('link.outside', msg('The link leads out of the course: {0}', href), msg('Ask the course’s author to mend it.'));
  const entry = sectionsOf(at.open.course).find(candidate => candidate.file === file);
  if (entry) return open(place.courseId, entry.id, anchor);
  const read = await at.open.files.read(file);
  if ('problem' in read) throw new UserError('link.missing', msg('The course has no readable file {0}.', file), msg('Ask the course’s author to mend the link.'));
  await vscode.window.showTextDocument(courses.uriOf(at.open, file), { preview: true });
}
