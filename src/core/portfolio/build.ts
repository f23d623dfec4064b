import type { Course, SectionEntry } from '../course';
import { sectionsOf } from '../course';
import type { JournalEntry, OutcomeEntry, PredictedEntry } from '../journal';
import { Ledger } from '../ledger';
import { isLeft } from '../leftOvers';
import type { Message } from '../message';
import type { Prediction } from '../predictions/prediction';
import { isOver, type Mark, type RunRecord } from '../run';
import { isStep, type Section } from '../section';
import { digest } from './digest';
import { masker, type Personal } from './personal';
import type { AnswerOf, CheckOf, LeftOf, OutcomeOf, OutlineSection, Portfolio, PortfolioRecord, PredictionOf, RunOf, ThingOf } from './portfolio';

export interface PortfolioInput {
  readonly course: Course;
  /** `CourseContent.hash`. */
  readonly contentHash: string;
  /** Of the course, those that can be read. */
  readonly sections: readonly Section[];
  /** Written on this machine; of any course. */
  readonly runs: readonly RunRecord[];
  readonly journal: readonly JournalEntry[];
  readonly personal: Personal;
  /** Milliseconds since the epoch. */
  readonly now: number;
  translate(message: Message): string;
}

/** Characters of a text or output, and names in a list: nobody reads more of one. */
const mostText = 4000;
const mostOutput = 20_000;
const mostThings = 20;

/** Everything that the product has stored of the student's work in one course, masked. */
export function buildPortfolio(input: PortfolioInput): Portfolio {
  const { course, contentHash } = input;
  const builder = new Builder(input);
  const records = builder.records();
  return {
    course: { id: course.id, title: course.title, version: course.version, hash: contentHash },
    outline: sectionsOf(course).map(entry => outlineOf(entry, input.sections.find(({ id }) => id === entry.id))),
    records, outputs: builder.outputs,
  };
}

function outlineOf({ id, meta: { title, lab } }: SectionEntry, section: Section | undefined): OutlineSection {
  return {
    id, title, ...lab !== undefined && { lab },
    blocks: (section?.blocks ?? []).filter(isStep).map(block => ({ id: block.id, ordinal: block.ordinal })),
    checks: (section?.checks ?? []).map(({ id: check, claim, block }) => ({ id: check, claim, ...block !== undefined && { block } })),
  };
}

class Builder {
  readonly outputs: Record<string, string> = {};
  private readonly mask: (text: string) => string;
  private readonly journal: readonly JournalEntry[];
  private readonly ledger: Ledger;
  /** `section/block hash` and `section/check hash` of the course as it is now. */
  private readonly known: ReadonlySet<string>;

  constructor(private readonly input: PortfolioInput) {
    this.mask = masker(input.personal);
    this.journal = input.journal.filter(({ courseId }) => courseId === input.course.id);
    this.ledger = new Ledger(this.journal);
    this.known = new Set(input.sections.flatMap(section => [...section.blocks, ...section.checks].map(({ hash }) => `${section.id}/${hash}`)));
  }

  records(): PortfolioRecord[] {
    const runs = this.input.runs.filter(run => run.courseId === this.input.course.id && isOver(run.state)).map(run => this.run(run));
    // The sort keeps the order of what happened in the same millisecond.
    return [...[...runs, ...this.journal.flatMap(entry => this.entry(entry))].sort((a, b) => a.at - b.at), ...this.left()];
  }

  private run(run: RunRecord): RunOf {
    const output = this.output(run);
    const made = this.things(this.ledger.madeBy(run.runId));
    return {
      kind: 'run', at: run.start, section: run.sectionId, run: run.runId, block: run.blockId, state: run.state,
      ...run.code !== undefined && { code: run.code }, ...run.end !== undefined && { ms: Math.max(0, run.end - run.start) },
      codes: run.statements.map(({ outcome }) => outcome.kind === 'exit' || outcome.kind === 'endedBlock' ? outcome.code : null),
      text: this.mask(run.blockText).slice(0, mostText), ...marksOf(run.marks), ...run.remedy && { remedy: true },
      ...this.known.has(`${run.sectionId}/${run.blockHash}`) ? {} : { changed: true }, ...made.length > 0 && { made }, ...output !== undefined && { output },
    };
  }

  private output({ runId, output }: RunRecord): string | undefined {
    if (!output || output.head + output.tail === '') return undefined;
    const whole = output.dropped === 0 ? output.head + output.tail : `${output.head}\n…\n${output.tail}`;
    const text = shorten(this.mask(whole));
    this.outputs[runId] = text;
    return digest(text);
  }

  private entry(entry: JournalEntry): PortfolioRecord[] {
    switch (entry.kind) {
      case 'check': return [this.check(entry)];
      case 'answer': return [{ kind: 'answer', at: entry.at, section: entry.sectionId, check: entry.checkId, text: this.mask(entry.text).slice(0, mostText) } satisfies AnswerOf];
      case 'predicted': return this.predicted(entry);
      case 'outcome': return this.outcome(entry);
      case 'solved': return [{ kind: 'solved', at: entry.at, section: entry.sectionId, block: entry.blockId }];
      case 'reset': return [{ kind: 'reset', at: entry.at, lab: entry.labId }];
      default: return [];
    }
  }

  /** Of a question that is no longer asked nothing can be told. */
  private predicted({ at, sectionId, predictionId, hash, said, seconds }: PredictedEntry): PredictionOf[] {
    const asked = this.prediction(sectionId, predictionId, hash);
    return asked ? [{ kind: 'prediction', at, section: sectionId, prediction: predictionId, ask: asked.ask, text: this.mask(said).slice(0, mostText), ...seconds !== undefined && { seconds } }] : [];
  }

  private outcome({ at, sectionId, predictionId, hash, runId, ms }: OutcomeEntry): OutcomeOf[] {
    const asked = this.prediction(sectionId, predictionId, hash);
    if (!asked) return [];
    const { right } = asked;
    const before = this.journal.findLast(entry => entry.kind === 'predicted' && entry.sectionId === sectionId && entry.predictionId === predictionId && entry.at <= at);
    const hit = before?.kind === 'predicted' && before.said === right ? 'yes' : 'no';
    return [{ kind: 'outcome', at, section: sectionId, prediction: predictionId, run: runId, ...right !== undefined && { right, hit }, ...ms !== undefined && { ms } }];
  }

  private prediction(sectionId: string, predictionId: string, hash: string): Prediction | undefined {
    return this.input.sections.find(({ id }) => id === sectionId)?.predictions?.find(one => one.id === predictionId && one.hash === hash);
  }

  private check(entry: Extract<JournalEntry, { kind: 'check' }>): CheckOf {
    const evidence = entry.evidence.slice(0, mostThings).map(fact => this.mask(this.input.translate(fact)).slice(0, mostText));
    return {
      kind: 'check', at: entry.at, section: entry.sectionId, check: entry.checkId, by: entry.by, evidence, ...marksOf(entry.marks),
      ...this.known.has(`${entry.sectionId}/${entry.hash}`) ? {} : { changed: true },
    };
  }

  /** Last, because it is how things stand now. */
  private left(): LeftOf[] {
    const things = this.ledger.things().filter(isLeft).map(({ made }) => made);
    return [...new Set(things.map(({ sectionId }) => sectionId))].map(section => ({ kind: 'left', at: this.input.now, section, things: this.things(things.filter(({ sectionId }) => sectionId === section)) }));
  }

  private things(made: readonly ThingOf[]): ThingOf[] {
    return made.slice(0, mostThings).map(({ thing, name }) => ({ thing, name: this.mask(name).slice(0, 200) }));
  }
}

function marksOf(marks: readonly Mark[]): { emulated?: true; byHand?: true } {
  return { ...marks.includes('emulated') && { emulated: true as const }, ...marks.includes('byHand') && { byHand: true as const } };
}

function shorten(text: string): string {
  return text.length <= mostOutput ? text : `${text.slice(0, mostOutput / 2)}\n…\n${text.slice(-mostOutput / 2)}`;
}
