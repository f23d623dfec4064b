import { english } from '../message';
import { flagsOf, stateOf } from './cellWords';
import type { ClassTable } from './classTable';

/** For programs: `{v: 1, course, versions, students: [{class, id, file, made, edited, same, flags, sections: […]}], broken, stuck}`; times in milliseconds. */
export function classJson({ course, versions, sections, students, broken, stuck }: ClassTable): string {
  const rows = students.map(student => ({
    class: student.class, id: student.id, file: student.file, older: student.older, made: student.handIn.made, version: student.handIn.course.version,
    edited: student.edit !== undefined, same: student.same, flags: flagsOf(student).map(english),
    sections: [...student.cells.values()].filter(({ begun }) => begun).map(({ section, steps, ...summary }) => ({ id: section.id, state: english(stateOf(summary)), ...summary, stuck: steps.filter(step => step.stuck).map(({ block }) => block) })),
  }));
  return `${JSON.stringify({ v: 1, course, versions, sections: sections.map(({ id, title }) => ({ id, title })), students: rows, broken: broken.map(({ file, problem }) => ({ file, problem: english(problem) })), stuck }, undefined, 2)}\n`;
}
