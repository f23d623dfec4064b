import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import { isMarkdown } from '../core/newCourse/fromNotes';
import type { NewFile, NotesSource } from '../core/newCourse/newFiles';
import { textLimit } from '../core/courseText';
import { listCourse } from './courseListing';

/** Reads a folder of notes; `without` is left out where it lies inside. Throws a UserError where there is no such folder or no note in it. */
export async function readNotes(folder: string, without: string): Promise<NotesSource> {
  const { files, odd } = await listCourse(folder).catch(() => { throw new UserError('notes.missing', msg('There is no folder {0} that can be read.', folder)); });
  const inside = relative(await realpath(folder), await realpath(without).catch(() => without)).split(sep).join('/');
  const skip = (path: string): boolean => inside !== '' && !inside.startsWith('..') && !isAbsolute(inside) && path.startsWith(`${inside}/`);
  const texts: { path: string; text: string }[] = [], others: string[] = [], skipped: string[] = [...odd];
  for (const path of files.filter(one => !skip(one))) {
    const { size } = await lstat(join(folder, path));
    if (size > textLimit) skipped.push(path);
    else if (isMarkdown(path) || /(?:^|\/)(?:index|structure)\.json$/.test(path)) texts.push({ path, text: (await readFile(join(folder, path), 'utf8')).replace(/^\ufeff/, '') });
    else others.push(path);
  }
  if (!texts.some(({ path }) => isMarkdown(path))) throw new UserError('notes.none', msg('There is no Markdown in {0}.', folder), msg('Name the folder in which the notes lie.'));
  return { name: basename(await realpath(folder)), texts, others, skipped };
}

/** Writes a new course. Where one of its files is there already nothing is written at all, and a file is never written through a link. */
export async function writeNew(folder: string, files: readonly NewFile[], notes: string | undefined): Promise<void> {
  const there: string[] = [];
  for (const { path } of files) if (await lstat(join(folder, path)).then(() => true, () => false)) there.push(path);
  if (there.length > 0) throw new UserError('new.exists', msg('{0} is there already, and nothing is written over: {1}', folder, there.slice(0, 5).join(', ')), msg('Choose an empty folder.'));
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    if ('text' in file) await writeFile(path, file.text, { flag: 'wx' });
    else if (notes !== undefined) await copyFile(join(notes, file.copyOf), path, constants.COPYFILE_EXCL);
  }
}
