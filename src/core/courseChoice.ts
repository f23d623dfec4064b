import type { CourseOrigin, OpenCourse } from './course';

/** Who wins where one id comes twice: what the student has open, then what they installed, then what came along. */
const order: readonly CourseOrigin[] = ['workspace', 'pack', 'extension'];

/**
 * One course for each id, in the order in which the ids were first given. Where courses of one id come from several
 * places, the winner says in `overrides` which origin it hides; of two from the same origin the first one stays.
 */
export function chooseCourses(found: readonly OpenCourse[]): OpenCourse[] {
  const byId = new Map<string, OpenCourse[]>();
  for (const open of found) byId.set(open.course.id, [...byId.get(open.course.id) ?? [], open]);
  return [...byId.values()].flatMap(same => {
    const [winner, next] = [...same].sort((a, b) => order.indexOf(a.origin) - order.indexOf(b.origin));
    if (winner === undefined) return [];
    return [next === undefined ? winner : { ...winner, overrides: next.origin }];
  });
}

/**
 * What the student's trust is stored under, beside the hash that it is given to. It holds where the course came from,
 * so that a course of a workspace that borrows the id, or even the text, of a trusted one is asked about anew. The
 * folder of a pack changes with each update, though the course may not: there its publisher and name count.
 */
export function trustKey({ origin, course, root, pack }: OpenCourse): string {
  return `${origin}:${course.id}:${pack ? pack.id : root}`;
}
