import type { HandIn } from '../portfolio/handIn';
import type { PortfolioRecord } from '../portfolio/portfolio';

/** Work of one machine that was handed in under several ids. */
export interface SameWork { readonly id: string; /** Records of the same moment. */ readonly records: number; /** All that one of the two has. */ readonly all: boolean }

/** Key of a student to the other students whose records are the same, in whichever of their files. Chains need not be alike: one may go on, or may have been computed anew. */
export function sameWork(handIns: readonly HandIn[], keyOf: (handIn: HandIn) => string): ReadonlyMap<string, readonly SameWork[]> {
  const ids = new Map(handIns.map(handIn => [keyOf(handIn), handIn.id]));
  const owner = new Map<string, string>();
  const owners = new Map<string, Set<string>>();
  const sizes = new Map<string, number>();
  for (const [student, moments] of momentsOf(handIns, keyOf)) {
    sizes.set(student, moments.size);
    for (const moment of moments) {
      // Nearly all moments are one student's, and need no set of their own.
      const first = owner.get(moment);
      if (first === undefined) owner.set(moment, student);
      else owners.set(moment, (owners.get(moment) ?? new Set([first])).add(student));
    }
  }
  const shared = new Map<string, Map<string, number>>();
  for (const students of owners.values()) countPairs([...students], shared);
  return new Map([...shared].map(([student, others]) => [student, [...others].map(([other, records]) => ({ id: ids.get(other) ?? other, records, all: records === Math.min(sizes.get(student) ?? 0, sizes.get(other) ?? 0) }))]));
}

function momentsOf(handIns: readonly HandIn[], keyOf: (handIn: HandIn) => string): Map<string, Set<string>> {
  const moments = new Map<string, Set<string>>();
  for (const handIn of handIns) {
    const own = moments.get(keyOf(handIn)) ?? new Set<string>();
    moments.set(keyOf(handIn), own);
    for (const record of handIn.records) {
      const moment = momentOf(record);
      if (moment !== undefined) own.add(`${handIn.course.id} ${moment}`);
    }
  }
  return moments;
}

/** What two machines cannot have by chance. */
function momentOf(record: PortfolioRecord): string | undefined {
  switch (record.kind) {
    case 'run': return `${record.run}@${record.at}`;
    case 'check': case 'answer': return `${record.section}/${record.check}@${record.at}`;
    default: return undefined;
  }
}

/** More than so many alike say no more. */
const mostAlike = 20;

function countPairs(students: readonly string[], shared: Map<string, Map<string, number>>): void {
  for (const student of students.slice(0, mostAlike)) for (const other of students.slice(0, mostAlike)) {
    if (student === other) continue;
    const others = shared.get(student) ?? new Map<string, number>();
    shared.set(student, others);
    others.set(other, (others.get(other) ?? 0) + 1);
  }
}
