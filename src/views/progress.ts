import type { SectionEntry } from '../core/course';
import type { Disposable } from '../core/disposable';
import type { CheckView } from '../core/labViews';

export interface Progress { readonly done: number; readonly of: number; /** Left out: blocks. */ readonly what?: 'checks' | 'blocks'; /** Some of it was done on an emulator. */ readonly emulated?: boolean }
export interface ProgressSource {
  /** Checks done or blocks passed of all, for the section's lab; undefined where nothing was begun or nothing can be run. */
  progress(courseId: string, entry: SectionEntry): Progress | undefined;
  onProgress(listener: (courseId: string) => void): Disposable;
}

export interface StepSource extends ProgressSource {
  /** The checks of a section that the student has open; none of any other. */
  steps(courseId: string, entry: SectionEntry): readonly CheckView[];
}
