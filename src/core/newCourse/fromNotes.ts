import { pathFromNote } from '../coursePath';
import { msg } from '../message';
import { killercodaSections } from './killercoda';
import { courseYaml, idFrom, type LeftOver, type NewCourse, type NewFile, type NewPart, type NoteText, type NotesSource } from './newFiles';
import { sectionFrom } from './oneNote';

/** A section before its front matter, its checks and its clean-up are proposed. */
export interface Draft extends NoteText { /** Folder of files that belong to its lab, below that of the notes. */ readonly labFiles?: readonly { readonly from: string; readonly to: string }[]; /** Checks that came over with the notes. */ readonly carried?: number }

/** A course from a folder of Markdown, of Killercoda scenarios, or of both. Pure: nothing is read or written. */
export function courseFromNotes(source: NotesSource, name: string): NewCourse {
  const scenarios = killercodaSections(source);
  const notes = source.texts.filter(({ path }) => isMarkdown(path) && !scenarios.taken.has(path));
  const drafts: readonly Draft[] = [...notes, ...scenarios.drafts].sort((a, b) => order(a.path, b.path));
  const files: NewFile[] = [], left: LeftOver[] = [...scenarios.left];
  const titles: string[] = [];
  let labs = 0, blocks = 0, names = 0, checks = 0, cleanups = 0;
  for (const draft of drafts) {
    const lab = `L${labs + 1}`;
    const made = sectionFrom(draft, lab);
    if (made.blocks > 0) labs++;
    files.push({ path: draft.path, text: made.text }, ...(draft.labFiles ?? []).map(({ from, to }): NewFile => ({ path: `labs/${lab}/${to}`, copyOf: from })));
    titles.push(made.title);
    left.push(...made.left);
    blocks += made.blocks; names += made.names; checks += made.checks; cleanups += made.cleanups;
  }
  const copied = source.others.filter(path => !scenarios.taken.has(path) && wantedBy(drafts, path));
  files.push(...copied.map(path => ({ path, copyOf: path })));
  left.push(...sameNames(drafts), ...source.skipped.map(file => ({ file, line: 1, message: msg('It is over 1 MB, or no ordinary file, and was left where it is.') })));
  const id = idFrom(name, 'course');
  const title = titles.length === 1 ? titles[0]! : source.name;
  return { files: [{ path: 'course.yaml', text: courseYaml(id, title, partsOf(drafts)) }, ...files], left: left.sort((a, b) => order(a.file, b.file) || a.line - b.line), counts: { sections: drafts.length, blocks, names, checks, cleanups } };
}

export function isMarkdown(path: string): boolean { return /\.(?:md|markdown)$/i.test(path); }

/** README and index first, then as a person would number them. */
function order(a: string, b: string): number {
  const first = (path: string): number => (/(?:^|\/)(?:readme|index)\.md$/i.test(path) ? 0 : 1);
  const folder = (path: string): string => path.split('/').slice(0, -1).join('/');
  return folder(a).localeCompare(folder(b), 'en', { numeric: true }) || first(a) - first(b) || a.localeCompare(b, 'en', { numeric: true });
}

/** One part for each folder. */
function partsOf(drafts: readonly Draft[]): NewPart[] {
  const folders = [...new Set(drafts.map(({ path }) => path.split('/').slice(0, -1).join('/')))];
  return folders.map((folder, i) => ({
    id: folder === '' ? 'notes' : `${idFrom(folder, 'part')}-${i + 1}`, title: folder === '' ? 'Notes' : folder.split('/').at(-1)!.replaceAll('-', ' '),
    sections: drafts.filter(({ path }) => path.split('/').slice(0, -1).join('/') === folder).map(({ path }) => path),
  }));
}

/** Pictures and files that a note names in brackets, quotes or a command; the rest of a folder is not a course's. */
function wantedBy(drafts: readonly Draft[], path: string): boolean {
  if (/\.(?:png|jpe?g|gif|webp|svg)$/i.test(path)) return true;
  return drafts.some(({ path: note, text }) => [...text.matchAll(/\]\(\s*<?([^)\s>]+)|(?:href|src)="([^"]+)"/g)].some(([, a, b]) => pathFromNote(note, a ?? b ?? '') === path));
}

function sameNames(drafts: readonly Draft[]): LeftOver[] {
  const seen = new Map<string, string>();
  return drafts.flatMap(({ path }) => {
    const name = path.split('/').at(-1)!.replace(/\.[^.]*$/, '').toLowerCase();
    const other = seen.get(name);
    seen.set(name, other ?? path);
    return other === undefined ? [] : [{ file: path, line: 1, message: msg('{0} has the same name: rename one of the two, for progress is kept by the name.', other) }];
  });
}
