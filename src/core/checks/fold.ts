import type { AnswerEntry, CapturedEntry, CheckDoneEntry, JournalEntry } from '../journal';

/** What the journal says of the checks of one lab since it was last reset. */
export class CheckFold {
  /** Milliseconds since the epoch; 0 where the lab never was. */
  resetAt = 0;
  private readonly latches = new Map<string, CheckDoneEntry>();
  private readonly answers = new Map<string, AnswerEntry>();
  private readonly values = new Map<string, CapturedEntry>();

  constructor(private readonly lab: { readonly courseId: string; readonly labId: string }) {}

  add(entry: JournalEntry): void {
    if (entry.courseId !== this.lab.courseId || entry.labId !== this.lab.labId) return;
    if (entry.kind === 'reset') return this.reset(entry.at);
    if (entry.at < this.resetAt) return;
    switch (entry.kind) {
      case 'check': {
        const key = `${entry.sectionId}/${entry.checkId}/${entry.hash}`;
        const known = this.latches.get(key);
        // What was seen weighs more than a word; the first time it was seen is the time.
        if (!known || (known.by === 'student' && entry.by === 'state')) this.latches.set(key, entry);
        return;
      }
      case 'answer': this.answers.set(`${entry.sectionId}/${entry.checkId}/${entry.hash}`, entry); return;
      case 'captured': this.values.set(`${entry.sectionId}/${entry.name}`, entry);
    }
  }

  latch(sectionId: string, check: { readonly id: string; readonly hash: string }): CheckDoneEntry | undefined { return this.latches.get(`${sectionId}/${check.id}/${check.hash}`); }
  answer(sectionId: string, check: { readonly id: string; readonly hash: string }): string | undefined { return this.answers.get(`${sectionId}/${check.id}/${check.hash}`)?.text; }
  value(sectionId: string, name: string): string | undefined { return this.values.get(`${sectionId}/${name}`)?.value; }

  private reset(at: number): void {
    if (at <= this.resetAt) return;
    this.resetAt = at;
    for (const map of [this.latches, this.answers, this.values]) for (const [key, entry] of map) if (entry.at <= at) map.delete(key);
  }
}
