import type { Block } from './section';
import { msg, type Message } from './message';
import { OutputRing } from './outputRing';
import type { ContextReport, Mark, RunRecord, RunState, StatementResult } from './run';
import { maskSecrets } from './secrets';
import type { Shell, Statement } from './statement';
import { finalOf, outcomeOf, type Closing, type Final, type StatusLines } from './statusFile';
import { terminalText } from './terminalText';

/** Everything that is decided before the line is typed. */
export interface RunPlan {
  readonly runId: string;
  readonly course: { readonly id: string; readonly version: string };
  readonly sectionId: string;
  readonly labId: string;
  readonly block: Block;
  /** The block's text with placeholders filled: what runs. */
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly shell: Shell;
  readonly child: boolean;
  readonly tools: Readonly<Record<string, string>>;
  /** Whether the parser told the statements apart. */
  readonly parsed: boolean;
  /** What runs is not the block's own text. */
  readonly remedy?: true;
}

/** One run while it goes on: folds what the shell wrote into a record. Knows nothing of terminals or files. */
export class LiveRun {
  private readonly ring = new OutputRing();
  private status: StatusLines = { context: false, begun: new Map(), ended: new Map() };
  private closing: Closing | undefined;
  private asked: 'stop' | 'timeout' | undefined;
  private hasOutput = false;
  private noOutput: Message | undefined;
  private endTime: number | undefined;
  private marks: readonly Mark[] = [];
  private queuedState: 'queued' | 'running' = 'queued';

  constructor(readonly plan: RunPlan, private readonly started: number, private context: ContextReport = {}) {}

  get runId(): string { return this.plan.runId; }
  get pid(): number | undefined { return this.status.pid; }
  get final(): Final | undefined { return finalOf(this.status, this.closing); }
  get outputLength(): number { return this.ring.length; }

  begin(context: ContextReport): void {
    this.queuedState = 'running';
    this.context = context;
  }

  read(status: StatusLines): void { if (!this.final) this.status = status; }
  close(closing: Closing, now: number): void { if (!this.final) { this.closing = closing; this.endTime = now; } }
  ask(what: 'stop' | 'timeout'): void { this.asked ??= what; }
  mark(mark: Mark): void { if (!this.marks.includes(mark)) this.marks = [...this.marks, mark]; }
  push(output: string): void { this.hasOutput = true; this.ring.push(output); }
  /** Why there is no transcript, or not all of it. */
  withoutOutput(reason: Message): void { this.noOutput = reason; }

  /** The record as of now. `output` is left out while the run goes on: it is streamed. */
  record(): RunRecord {
    const { plan } = this;
    const final = this.final;
    const statements = plan.statements.map((statement): StatementResult => ({
      index: statement.index,
      text: maskSecrets(statement.text),
      outcome: outcomeOf(statement, this.status, final),
      start: this.status.begun.get(statement.index),
      end: this.status.ended.get(statement.index)?.time,
    }));
    const { state, code, reason } = this.judge(final, statements);
    return {
      v: 1, runId: plan.runId, courseId: plan.course.id, courseVersion: plan.course.version,
      sectionId: plan.sectionId, labId: plan.labId,
      blockId: plan.block.id, blockHash: plan.block.hash, blockText: maskSecrets(plan.text),
      ...plan.remedy && { remedy: plan.remedy }, target: plan.block.target, shell: plan.shell, state, code, reason, marks: this.marks, statements,
      start: this.status.begun.get(1) ?? this.started,
      end: final ? this.ended(final) : undefined,
      output: final && this.hasOutput ? this.output() : undefined,
      noOutput: this.noOutput,
      context: maskContext(this.context), tools: plan.tools,
    };
  }

  private output(): RunRecord['output'] {
    const kept = this.ring.kept();
    // Joined where nothing was dropped, so that a line or a secret over the seam stays whole.
    if (kept.dropped === 0) return { head: maskSecrets(terminalText(kept.head + kept.tail)), tail: '', dropped: 0 };
    return { head: maskSecrets(terminalText(kept.head)), tail: maskSecrets(terminalText(kept.tail)), dropped: kept.dropped };
  }

  private ended(final: Final): number {
    return 'time' in final && Number.isFinite(final.time) ? final.time : this.endTime ?? this.started;
  }

  private judge(final: Final | undefined, statements: readonly StatementResult[]): { state: RunState; code?: number; reason?: Message } {
    switch (final?.kind) {
      case undefined: return { state: this.running(statements) };
      case 'end': return final.code === 0 ? this.passed(statements) : { state: 'failed', code: final.code };
      case 'context': return { state: 'notRun', reason: msg('The shell points somewhere else than the banner showed. Nothing of the block has run; the banner now shows the truth.') };
      case 'abandoned': return this.abandoned(final.code);
      case 'closed': return final.byUser
        ? { state: 'stopped', code: final.code, reason: msg('The terminal was closed.') }
        : { state: 'failed', code: final.code, reason: msg('The shell ended while the block ran.') };
      case 'silent': return { state: 'notMeasured', reason: msg('The shell came back without a word about this block.') };
      case 'gone': return { state: 'interrupted', reason: msg('The shell ended while nobody was watching.') };
    }
  }

  private running(statements: readonly StatementResult[]): RunState {
    if (this.queuedState === 'queued') return 'queued';
    const current = statements.find(statement => statement.outcome.kind === 'running');
    return current && (this.plan.block.options.tty || wantsPerson(current.text)) ? 'waiting' : 'running';
  }

  /** With `on-error=continue` the last code may hide an earlier one. */
  private passed(statements: readonly StatementResult[]): { state: RunState; code?: number; reason?: Message } {
    const failed = statements.find(({ outcome }) => outcome.kind === 'exit' && outcome.code !== 0);
    if (failed?.outcome.kind === 'exit') return { state: 'failed', code: failed.outcome.code };
    return { state: 'passed', code: 0 };
  }

  private abandoned(code: number): { state: RunState; code: number; reason?: Message } {
    if (this.asked === 'timeout') return { state: 'timedOut', code, reason: msg('Stopped after its limit of {0} s.', this.plan.block.options.timeoutSeconds ?? 0) };
    if (code === 130 || this.asked === 'stop') return { state: 'stopped', code };
    return { state: 'failed', code, reason: msg('The shell gave the block up here.') };
  }
}

/** A program that takes over the terminal and reads what a person types. */
function wantsPerson(text: string): boolean {
  return /\s-(?:it|ti)\b/.test(text) || (/\s(?:--interactive|-i)\b/.test(text) && /\s(?:--tty|-t)\b/.test(text));
}

/** Key ids are not secret, but nobody needs them whole in a record. */
function maskContext(context: ContextReport): ContextReport {
  return Object.fromEntries(Object.entries(context).map(([name, value]) => [name, value === null ? null : maskSecrets(value)]));
}
