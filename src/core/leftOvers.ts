import { isEmulated } from './aws/place';
import type { KeptEntry, LedgerKind } from './journal';
import type { LabRef, Ledger, LedgerThing } from './ledger';
import { msg, type Message } from './message';
import type { StripView } from './protocol';
import { shortName } from './receipts/receiptView';
import type { Translate } from './statusInput';

/** What a lab has left on its target; small enough to be kept in one stored value that a starting window reads. */
export interface LeftOver extends LabRef {
  /** Title of the lab's section. */
  readonly title: string;
  readonly count: number;
  /** The first few. */
  readonly names: readonly string[];
  /** When the last of it was made, milliseconds since the epoch. */
  readonly at: number;
}

const shownNames = 3;

/** What an emulator has ends with it and costs nothing. Files lie in the lab's own folder, fetched images and a cluster serve the next lab, an empty namespace nobody sees: none is in anybody's way. A guess is nobody's. */
export function isLeft({ made, kept }: LedgerThing): boolean { return !kept && !made.likely && !isEmulated(made.daemon) && !made.pulled && !quiet.has(made.thing) && !made.uid.startsWith('tag:'); }

const quiet: ReadonlySet<LedgerKind> = new Set<LedgerKind>(['file', 'cluster', 'namespace', 'other']);

export function leftOversOf(ledger: Ledger, titleOf: (lab: LabRef) => string | undefined): LeftOver[] {
  const byLab = new Map<string, LedgerThing[]>();
  for (const thing of ledger.things().filter(isLeft)) {
    const key = JSON.stringify([thing.made.courseId, thing.made.labId]);
    byLab.set(key, [...byLab.get(key) ?? [], thing]);
  }
  return [...byLab.values()].map(things => {
    const { courseId, labId } = things[0]!.made;
    return { courseId, labId, title: titleOf({ courseId, labId }) ?? labId, count: things.length, names: things.slice(0, shownNames).map(({ made }) => shortName(made.name)), at: Math.max(...things.map(({ made }) => made.at)) };
  }).sort((a, b) => b.at - a.at);
}

/** One lab of a course after the other, each once, the latest first, and only where something of it is still left when its turn comes. */
export async function eachLeft(ledger: Ledger, courseId: string, cleanUp: (lab: LabRef) => Promise<void>): Promise<void> {
  const seen = new Set<string>();
  const next = (): LeftOver | undefined => leftOversOf(ledger, () => undefined).find(lab => lab.courseId === courseId && !seen.has(lab.labId));
  for (let lab = next(); lab; lab = next()) {
    seen.add(lab.labId);
    await cleanUp({ courseId, labId: lab.labId });
  }
}

/** The student keeps all of it: it is not offered again. */
export function keepAll(ledger: Ledger, lab: LabRef, now: number): KeptEntry[] {
  return ledger.of(lab).filter(isLeft).map(({ made }) => ({ v: 1, kind: 'kept', at: now, courseId: made.courseId, courseVersion: made.courseVersion, labId: made.labId, uid: made.uid, daemon: made.daemon }));
}

export function leftOverStrip(left: LeftOver, day: Message, translate: Translate): StripView {
  const { count, title, names } = left;
  const quoted = names.map(name => `\`${name}\``).join(', ');
  return {
    id: leftOverId(left), tone: 'warn',
    title: translate(count === 1 ? msg('1 thing is left from {0}, {1}.', title, translate(day)) : msg('{0} things are left from {1}, {2}.', count, title, translate(day))),
    detail: count > names.length ? translate(msg('{0} and {1} more.', quoted, count - names.length)) : `${quoted}.`,
    actions: [{ id: 'cleanUp', label: translate(msg('Clean up…')), primary: true }, { id: 'keep', label: translate(msg('Keep them')), primary: false }],
  };
}

export function leftOverId({ courseId, labId }: LabRef): string { return `leftOvers:${courseId}/${labId}`; }

/** "today", "yesterday", else the date as it is given. By the calendar of this machine. */
export function dayWords(at: number, now: number, date: string): Message {
  const days = startOfDay(now) - startOfDay(at);
  if (days <= 0) return msg('today');
  return days < 1.5 * 86_400_000 ? msg('yesterday') : msg('on {0}', date);
}

function startOfDay(at: number): number { return new Date(at).setHours(0, 0, 0, 0); }
