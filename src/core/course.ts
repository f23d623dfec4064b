import type { AwsService } from './aws/kinds';
import type { Diagnostic } from './diagnostic';
import type { Term } from './glossary';
import type { Message } from './message';

export const targetIds = ['shell', 'docker', 'swarm', 'kubernetes', 'aws'] as const;
export type TargetId = (typeof targetIds)[number];

/** Where a course came from decides what may be written and which of two equal ids wins. */
export type CourseOrigin = 'extension' | 'workspace' | 'pack';

export interface Needs {
  readonly tools: readonly string[];
  readonly images: readonly string[];
  readonly ports: readonly number[];
  /** `none`: nothing is fetched. `images`: pulls only. `internet`: anything else from outside. */
  readonly network: 'none' | 'images' | 'internet';
}

/** What a lab wants of the cluster that it runs in. */
export interface ClusterExpects {
  /** Name of the context in use. */
  readonly context?: string;
  /** The cluster is on this machine. */
  readonly local?: boolean;
  /** A namespace for this lab alone, in a kubeconfig of its own. */
  readonly namespace?: 'own';
}

/** What a lab wants of AWS. */
export interface AwsExpects {
  /** Where it works; the student's own choice goes before it. */
  readonly region?: string;
  /** Services to be followed that its commands do not name by themselves. */
  readonly services?: readonly AwsService[];
  /** USD that the lab may cost on a real account: a row of blocks ends there. */
  readonly budget?: number;
}

/** What a lab is pinned to: where it is not so, Run waits until the student decides. */
export interface Expects {
  /** Name of the Docker context in use. */
  readonly context?: string;
  /** The daemon is on this machine. */
  readonly local?: boolean;
  /** The daemon's part in a swarm before the lab begins. */
  readonly swarm?: 'inactive' | 'manager';
  readonly kubernetes?: ClusterExpects;
  readonly aws?: AwsExpects;
}

/** Front matter of a section. */
export interface SectionMeta {
  readonly title: string;
  /** Lab id, e.g. `L1`; undefined for a section without a lab. Sections of one lab share terminal, folder and progress. */
  readonly lab?: string;
  /** Where the lab's blocks stand when they stand in another section's file (`lab-in`). */
  readonly labIn?: string;
  readonly minutes?: number;
  readonly targets: readonly TargetId[];
  readonly needs: Needs;
  readonly expects?: Expects;
}

/** A section as the tree shows it: everything but its text. */
export interface SectionEntry {
  /** File name without `.md`; unique in the course. */
  readonly id: string;
  /** Relative to the course folder, with `/`. */
  readonly file: string;
  readonly meta: SectionMeta;
}

export interface Part {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly SectionEntry[];
}

export interface Course {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly format: number;
  readonly language: string;
  /** Who hands it out; the first half of the id of its pack. */
  readonly publisher?: string;
  /** An SPDX id or a few words. */
  readonly license?: string;
  readonly authors?: readonly string[];
  readonly parts: readonly Part[];
  readonly handIn?: HandInWish;
  /** Words that are explained where they stand. */
  readonly glossary?: readonly Term[];
  /** Set when the course may be read but not run, e.g. because its format is newer than ours. */
  readonly readOnly?: Message;
}

/** What a course says of its hand-ins: name of the class, and how the student is asked for their id. */
export interface HandInWish { readonly class?: string; readonly ask?: string }

export interface LoadedCourse {
  /** Undefined only if `course.yaml` itself cannot be understood at all; the diagnostics say why. */
  readonly course?: Course;
  readonly diagnostics: readonly Diagnostic[];
}

export type FileProblem = 'missing' | 'outside' | 'notAFile' | 'tooLarge' | 'notText' | 'unreadable';
export type FileText = { readonly text: string } | { readonly problem: FileProblem };

/** The only way to a course's files. Every path is checked against the course folder after links are resolved. */
export interface CourseFiles {
  /** `path` is relative to the course folder, with `/`. Never throws. */
  read(path: string): Promise<FileText>;
  /** Whether the path is a picture inside the course folder, links resolved. Never throws. */
  isImage?(path: string): Promise<boolean>;
}

/** An installed extension with a course in it. */
export interface PackOfCourse {
  /** `publisher.name`, in small letters. */
  readonly id: string;
  readonly version: string;
}

/** A course together with where it lies. */
export interface OpenCourse {
  readonly course: Course;
  readonly origin: CourseOrigin;
  /** Absolute path of the course folder; in a window without a machine its address. */
  readonly root: string;
  readonly files: CourseFiles;
  /** The installed extension that brought it, where its origin is a pack. */
  readonly pack?: PackOfCourse;
  /** Set when another course of the same id was passed over in favour of this one. */
  readonly overrides?: CourseOrigin;
  readonly diagnostics: readonly Diagnostic[];
}

export function sectionsOf(course: Course): readonly SectionEntry[] {
  return course.parts.flatMap(part => part.sections);
}
