import type { Message } from '../message';

/** A file of a new course; `path` is relative to its folder, with `/`. */
export type NewFile = { readonly path: string; readonly text: string } | { readonly path: string; /** Below the folder of the notes; copied as it is. */ readonly copyOf: string };

/** What could not be taken over, or waits for the author. Lines from 1, in the file of the notes. */
export interface LeftOver { readonly file: string; readonly line: number; readonly message: Message }

/** A course before it is written. */
export interface NewCourse { readonly files: readonly NewFile[]; readonly left: readonly LeftOver[]; /** "2 sections, 9 blocks found, 5 checks proposed". */ readonly counts: NewCounts }
export interface NewCounts { readonly sections: number; readonly blocks: number; /** Blocks that got a name. */ readonly names: number; readonly checks: number; readonly cleanups: number }

/** One file of the notes, as text. */
export interface NoteText { readonly path: string; readonly text: string }

/** Notes to begin with: a folder as it lies on the disk. */
export interface NotesSource {
  /** Name of the folder, for a title where nothing else gives one. */
  readonly name: string;
  /** Markdown, `index.json` and scripts; no file over 1 MB. */
  readonly texts: readonly NoteText[];
  /** Everything else that is carried over as it is. */
  readonly others: readonly string[];
  /** Over 1 MB, or no ordinary files: named and left where they are. */
  readonly skipped: readonly string[];
}

/** `My Course 2` becomes `my-course-2`: what a course, a part or a lab may be called. */
export function idFrom(words: string, fallback: string): string {
  return words.toLowerCase().replace(/\.[a-z]+$/, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 48) || fallback;
}

/** As a value in YAML, whatever it holds. */
export function yamlText(text: string): string {
  return /^[A-Za-z][\w ,.()/+-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null)$/i.test(text) && !/\s$/.test(text) ? text : JSON.stringify(text);
}

export interface NewPart { readonly id: string; readonly title: string; readonly sections: readonly string[] }

export function courseYaml(id: string, title: string, parts: readonly NewPart[]): string {
  return ['format: 1', `id: ${id}`, `title: ${yamlText(title)}`, 'version: 0.1.0', 'language: en', 'parts:',
    ...parts.flatMap(part => [`  - id: ${part.id}`, `    title: ${yamlText(part.title)}`, '    sections:', ...part.sections.map(file => `      - ${yamlText(file)}`)]), ''].join('\n');
}
