import { Disposables, type Disposable } from '../disposable';
import { Emitter } from '../emitter';
import type { Clock, RunOutput } from '../labRuns';
import { OutputRing } from '../outputRing';
import { isOver, type RunRecord } from '../run';
import { maskSecrets } from '../secrets';
import { terminalText } from '../terminalText';

/** A server prints without end: its checks are told at most this often. */
const tellMs = 300;

/** What blocks have printed that still run: a record has its output at the end alone, and a server never ends. */
export class RunningOutput extends Disposables {
  private readonly rings = new Map<string, OutputRing>();
  private readonly printed = this.own(new Emitter<Pick<RunRecord, 'courseId' | 'labId'>>());
  readonly onPrinted = this.printed.event;
  /** By lab: when its checks are told. */
  private readonly due = new Map<string, Disposable>();

  /** `labOf`: the lab of a section whose checks somebody looks at; undefined for all others. */
  constructor(private readonly clock: Clock, onOutput: (listener: (output: RunOutput) => void) => Disposable, private readonly labOf: (place: { readonly courseId: string; readonly sectionId: string }) => string | undefined) {
    super();
    this.own(onOutput(output => this.push(output)));
    this.own({ dispose: () => { for (const timer of this.due.values()) timer.dispose(); } });
  }

  /** The record with what it has printed so far. */
  with(record: RunRecord): RunRecord {
    const ring = this.rings.get(record.runId);
    if (!ring) return record;
    if (isOver(record.state)) {
      this.rings.delete(record.runId);
      return record;
    }
    const { head, tail, dropped } = ring.kept();
    const clean = (text: string): string => maskSecrets(terminalText(text));
    return { ...record, output: dropped === 0 ? { head: clean(head + tail), tail: '', dropped } : { head: clean(head), tail: clean(tail), dropped } };
  }

  private push({ record, text }: RunOutput): void {
    const labId = this.labOf(record);
    if (labId === undefined) return;
    const ring = this.rings.get(record.runId) ?? new OutputRing();
    this.rings.set(record.runId, ring);
    ring.push(text);
    if (this.due.has(labId)) return;
    this.due.set(labId, this.clock.after(tellMs, () => {
      this.due.delete(labId);
      this.printed.fire({ courseId: record.courseId, labId });
    }));
  }
}
