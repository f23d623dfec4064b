import { UserError } from '../errors';
import { english, msg, type Message } from '../message';

/** What lies in a course folder or in a zip of one, before anything of it is read. */
export interface FoundFile {
  /** Below the course folder, with `/`. */
  readonly path: string;
  /** `other`: pipe, device, socket. */
  readonly kind: 'file' | 'link' | 'other';
  /** Bytes, as the folder or the zip says. */
  readonly size: number;
}

/** Something that keeps a course from being packed or installed. */
export interface Refusal {
  /** Below the course folder; empty: the course as a whole. */
  readonly path: string;
  /** Zero-based. */
  readonly line?: number;
  readonly message: Message;
  readonly remedy?: Message;
}

/** How large a pack may be. In bytes, where it is no count. */
export const packLimits = {
  /** Above this, trust would go by size and time of a lab's file instead of by what it says. */
  file: 8 * 1024 * 1024,
  all: 50 * 1024 * 1024,
  files: 2000,
  /** Characters: with the folder of the extensions before it, Windows takes no more than 260. */
  path: 160,
} as const;

export function megabytes(bytes: number): string { return `${(bytes / (1024 * 1024)).toFixed(1)} MB`; }

/** Nothing was packed or installed. Views and the command line list all of `refusals`; the sentence names the first. */
export class PackRefused extends UserError {
  constructor(readonly refusals: readonly Refusal[]) {
    const first = refusals[0];
    super('pack.refused', msg('The course is not taken: {0}', first ? refusalLine(first, english) : ''), first?.remedy);
  }
}

/** "labs/L1/run.exe: files of this kind are not packed". */
export function refusalLine({ path, line, message }: Refusal, translate: (message: Message) => string): string {
  return [path, ...line === undefined ? [] : [line + 1]].filter(part => part !== '').join(':') + (path ? ': ' : '') + translate(message);
}
