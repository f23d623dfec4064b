import { groupBy } from '../groupBy';
import type { Message } from '../message';
import type { Digest } from '../portfolio/digest';
import { findEdit, withoutOutputs, type Edit, type HandIn } from '../portfolio/handIn';
import type { OutlineSection } from '../portfolio/portfolio';
import { readHandIn } from '../portfolio/readHandIn';
import { summarise, type SectionSummary } from '../portfolio/summary';
import { sameWork, type SameWork } from './sameWork';
import { stuckSteps, type StuckStep } from './stuck';

/** A file that was found, by its path below the folder or in the zip. */
export type FoundFile = { readonly name: string } & ({ readonly text: string } | { readonly problem: Message });

/** What an instructor sees of a class: everything from the files alone. */
export interface ClassTable {
  /** Most of the files are of this course; undefined where none could be read. */
  readonly course?: { readonly id: string; readonly title: string };
  readonly versions: readonly CourseVersion[];
  /** Sections in which there is something to do, in the order of the course; of all versions. */
  readonly sections: readonly OutlineSection[];
  /** By id. */
  readonly students: readonly StudentRow[];
  readonly broken: readonly { readonly file: string; readonly problem: Message }[];
  /** Where most were stuck first. */
  readonly stuck: readonly StuckStep[];
}

export interface CourseVersion { readonly courseId: string; readonly version: string; readonly hash: string; readonly students: number }

export interface StudentRow {
  readonly class: string;
  readonly id: string;
  /** That which counts: the newest. */
  readonly file: string;
  readonly handIn: HandIn;
  /** Older ones of the same id, newest first. */
  readonly older: readonly { readonly file: string; readonly made: number }[];
  readonly edit?: Edit;
  /** Its course is another one, or its content is not what most have. */
  readonly course: 'same' | 'otherVersion' | 'other';
  /** Other ids with records that were made by the same run on the same machine. */
  readonly same: readonly SameWork[];
  /** By section id. */
  readonly cells: ReadonlyMap<string, SectionSummary>;
}

interface ReadFile { readonly name: string; readonly handIn: HandIn; readonly edit?: Edit }

/** A file that was looked through: its text is not needed any more. */
export type JudgedFile = ReadFile | { readonly name: string; readonly problem: Message };

export function judgeFile(file: FoundFile, sha?: Digest): JudgedFile {
  const { name } = file;
  const found = 'text' in file ? readHandIn(file.text) : file;
  if ('problem' in found) return { name, problem: found.problem };
  const edit = findEdit(found.handIn, sha);
  // Most of a file is what the blocks printed; once that is compared with the chain, nothing of the table needs it.
  return { name, handIn: withoutOutputs(found.handIn), ...edit && { edit } };
}

export function classTableOf(files: readonly JudgedFile[]): ClassTable {
  const read = files.filter(file => 'handIn' in file);
  const broken = files.flatMap(file => 'problem' in file ? [{ file: file.name, problem: file.problem }] : []);
  const groups = [...groupBy(read, ({ handIn }) => studentKey(handIn)).values()].map(newestFirst);
  const newest = groups.map(([first]) => first!.handIn);
  const main = mostOf(newest.map(({ course }) => course.id));
  const mainHash = mostOf(newest.filter(({ course }) => course.id === main).map(({ course }) => course.hash));
  const same = sameWork(read.map(({ handIn }) => handIn), studentKey);
  const students = groups.map((group): StudentRow => {
    const [{ handIn, name, edit }, ...older] = group as [ReadFile, ...ReadFile[]];
    return {
      class: handIn.class, id: handIn.id, file: name, handIn, older: older.map(one => ({ file: one.name, made: one.handIn.made })), ...edit && { edit },
      course: handIn.course.id !== main ? 'other' : handIn.course.hash === mainHash ? 'same' : 'otherVersion',
      same: same.get(studentKey(handIn)) ?? [], cells: new Map(handIn.course.id === main ? summarise(handIn).map(one => [one.section.id, one]) : []),
    };
  }).sort((a, b) => compare(a.class, b.class) || compare(a.id, b.id));
  const counted = newest.filter(({ course }) => course.id === main);
  const title = counted[0]?.course.title;
  return {
    ...main !== undefined && { course: { id: main, title: title ?? main } },
    versions: versionsOf(newest), sections: sectionsOf(counted, mainHash), students, broken, stuck: stuckSteps(students),
  };
}

/** Case and spaces around it do not make another student. */
export function studentKey(handIn: Pick<HandIn, 'class' | 'id'>): string { return JSON.stringify([handIn.class, handIn.id].map(text => text.trim().toLowerCase())); }

function newestFirst(files: readonly ReadFile[]): ReadFile[] {
  return [...files].sort((a, b) => b.handIn.made - a.handIn.made || compare(a.name, b.name));
}

function versionsOf(handIns: readonly HandIn[]): CourseVersion[] {
  const groups = groupBy(handIns, ({ course }) => `${course.id}\n${course.version}\n${course.hash}`);
  return [...groups.values()].map(group => ({ courseId: group[0]!.course.id, version: group[0]!.course.version, hash: group[0]!.course.hash, students: group.length }))
    .sort((a, b) => b.students - a.students || compare(a.version, b.version));
}

/** The order is that of the version that most have; what only others have comes after. */
function sectionsOf(handIns: readonly HandIn[], mainHash: string | undefined): OutlineSection[] {
  const ordered = [...handIns].sort((a, b) => Number(b.course.hash === mainHash) - Number(a.course.hash === mainHash));
  const found = new Map<string, OutlineSection>();
  for (const { outline } of ordered) for (const section of outline) if (!found.has(section.id) && section.blocks.length + section.checks.length > 0) found.set(section.id, section);
  return [...found.values()];
}

function mostOf(values: readonly string[]): string | undefined {
  return [...groupBy(values, value => value)].sort(([a, one], [b, other]) => other.length - one.length || compare(a, b))[0]?.[0];
}

/** `s9` before `s10`. */
const collator = new Intl.Collator('en', { numeric: true });

function compare(a: string, b: string): number { return collator.compare(a, b); }
