import type { GoneEntry, JournalEntry, KeptEntry, MadeEntry, SettledEntry } from './journal';

export interface LabRef { readonly courseId: string; readonly labId: string }

/** A thing that a lab made and that is not known to be gone. */
export interface LedgerThing {
  /** The line that tells of its making; size, print and certainty as of the last line about it. */
  readonly made: MadeEntry;
  /** The student chose to keep it. */
  readonly kept: boolean;
}

type Line = MadeEntry | GoneEntry | KeptEntry;

/** All that was told of one uid on one daemon: it may have been made, lost and made again. */
class Story {
  thing: LedgerThing | undefined;
  /** Each making, in the order of time. */
  made: readonly MadeEntry[] = [];
  /** When it was last said to be gone; undefined while it is there. */
  goneAt: number | undefined;
  private lines: readonly Line[] = [];

  add(line: Line): void {
    this.lines = [...this.lines, line].sort((a, b) => a.at - b.at);
    this.thing = undefined;
    this.goneAt = undefined;
    this.made = [];
    for (const one of this.lines) this.tell(one);
  }

  private tell(line: Line): void {
    if (line.kind === 'gone') {
      if (this.thing) this.goneAt = line.at;
      this.thing = undefined;
      return;
    }
    if (line.kind === 'kept') { this.thing = this.thing && { ...this.thing, kept: true }; return; }
    const known = this.thing?.made;
    // One thing has one maker: a later line about it says how it is now, or how it is known.
    const certain = known && !(known.likely && !line.likely) ? known : line;
    const made = known ? { ...known, likely: certain.likely, evidence: certain.evidence, size: line.size ?? known.size, print: line.print ?? known.print } : line;
    this.thing = { made, kept: this.thing?.kept ?? false };
    this.goneAt = undefined;
    // Of one run that lost it and has it again it is one thing.
    const again = known || (this.made.at(-1)?.runId === made.runId && this.made.at(-1)?.print === made.print);
    this.made = again ? [...this.made.slice(0, -1), made] : [...this.made, made];
  }
}

/** What each lab has, folded from the journal. Lines of several windows may come in any order. */
export class Ledger {
  private readonly stories = new Map<string, Story>();
  private readonly byRun = new Map<string, Set<Story>>();
  private readonly settledRuns = new Map<string, SettledEntry>();

  constructor(entries: Iterable<JournalEntry> = []) { for (const entry of entries) this.apply(entry); }

  apply(entry: JournalEntry): void {
    if (entry.kind === 'made' || entry.kind === 'gone' || entry.kind === 'kept') this.tell(entry);
    if (entry.kind !== 'settled') return;
    const known = this.settledRuns.get(entry.runId);
    if (!known || known.at <= entry.at) this.settledRuns.set(entry.runId, entry);
  }

  /** In the order in which they were made. */
  of(lab: LabRef): readonly LedgerThing[] {
    return this.things().filter(({ made }) => made.courseId === lab.courseId && made.labId === lab.labId);
  }

  things(): readonly LedgerThing[] {
    return [...this.stories.values()].flatMap(({ thing }) => thing ? [thing] : []).sort((a, b) => a.made.at - b.made.at);
  }

  /** Nothing was ever made, as far as is known. */
  get isEmpty(): boolean { return this.stories.size === 0; }

  find(daemon: string, uid: string): LedgerThing | undefined { return this.stories.get(keyOf(daemon, uid))?.thing; }

  /** What the ledger last knew of a thing that is said to be gone, and since when. */
  lost(daemon: string, uid: string): { readonly made: MadeEntry; readonly goneAt: number } | undefined {
    const story = this.stories.get(keyOf(daemon, uid));
    const made = story?.made.at(-1);
    return made && story?.goneAt !== undefined ? { made, goneAt: story.goneAt } : undefined;
  }

  /** Each making of this uid, whether or not it is there still. */
  everMade(daemon: string, uid: string): readonly MadeEntry[] { return this.stories.get(keyOf(daemon, uid))?.made ?? []; }

  /** What a run brought into being, whether or not it is there still. */
  madeBy(runId: string): readonly MadeEntry[] {
    return [...this.byRun.get(runId) ?? []].flatMap(({ made }) => made.filter(one => one.runId === runId)).sort((a, b) => a.at - b.at);
  }

  settled(runId: string): SettledEntry | undefined { return this.settledRuns.get(runId); }

  private tell(line: Line): void {
    const key = keyOf(line.daemon, line.uid);
    const story = this.stories.get(key) ?? new Story();
    this.stories.set(key, story);
    story.add(line);
    if (line.kind === 'made') this.byRun.set(line.runId, (this.byRun.get(line.runId) ?? new Set()).add(story));
  }
}

function keyOf(daemon: string, uid: string): string { return `${daemon}\n${uid}`; }
