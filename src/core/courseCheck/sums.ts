import { isStep } from '../section';
import type { CheckedCourse } from './checkedCourse';
import { isUnpinned, wantedImages } from './images';

/** What a class must reckon with. */
export interface CourseSums {
  readonly sections: number;
  readonly labs: number;
  /** Steps: what "Run from here" runs. */
  readonly blocks: number;
  readonly checks: number;
  /** As the sections say; those that say nothing are in `withoutMinutes`. */
  readonly minutes: number;
  readonly withoutMinutes: readonly string[];
  /** Images that are downloaded, each once. */
  readonly images: readonly string[];
  /** Those of them without a fixed version. */
  readonly unpinned: readonly string[];
  /** Files of sections that fetch something else than images. */
  readonly internet: readonly string[];
}

export function sumsOf(course: CheckedCourse): CourseSums {
  const { sections } = course;
  const images = wantedImages(course);
  return {
    sections: sections.length,
    labs: new Set(sections.flatMap(({ entry }) => entry.meta.lab ?? [])).size,
    blocks: sections.reduce((sum, { section }) => sum + section.blocks.filter(isStep).length, 0),
    checks: sections.reduce((sum, { section }) => sum + section.checks.length, 0),
    minutes: sections.reduce((sum, { entry }) => sum + (entry.meta.minutes ?? 0), 0),
    withoutMinutes: sections.filter(({ entry }) => entry.meta.minutes === undefined).map(({ entry }) => entry.file),
    images,
    unpinned: images.filter(isUnpinned),
    internet: sections.filter(({ entry }) => entry.meta.needs.network === 'internet').map(({ entry }) => entry.file),
  };
}
