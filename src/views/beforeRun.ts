import * as vscode from 'vscode';
import { priceOf } from '../core/aws/prices/cost';
import type { Before } from '../core/beforeRun';
import { mayAsk, aboutOf, questionOf, type Choice, type Question } from '../core/beforeRun/question';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import type { CommandPart, DecisionView } from '../core/labViews';
import type { LedgerBook } from '../core/ledgerBook';
import { msg } from '../core/message';
import type { Block } from '../core/section';
import type { ShellParser, Statement } from '../core/statement';
import type * as AdvicePart from '../parts/advice';
import type { Courses, SectionAt } from './courses';
import { settingIds, settingSection } from './ids';
import { liveAnswer } from './liveAnswer';
import { labIdOf, type Labs } from './labs';
import type { LabKey, LabShells } from './labShells';
import { plain, translate } from './messages';
import type { NoteAction, NotePlace } from './noteHost';
import type { Links, TargetLink } from './targetLink';

export interface BeforeRunPorts {
  readonly courses: Courses;
  readonly shells: LabShells;
  readonly links: Links;
  readonly ledger: LedgerBook;
  readonly home: string;
  labs(): Labs;
  folder(lab: LabKey): Promise<string | undefined>;
  parser(): ShellParser;
  part(): typeof AdvicePart;
}

type Values = Readonly<Record<string, string>>;
interface Asked { readonly question: Question; readonly statements: readonly Statement[] }
interface Pending extends Asked { readonly id: string; readonly block: Block; readonly values: Values | undefined }

/** An answer of the daemon or cluster is waited for so long; what cannot be seen by then is not asked about. */
const answerMs = 1500;
/** USD an hour. */
const defaultLimit = 0.05;
/** What a run of a moment ago has made stands in the ledger by then. */
const settleMs = 600;

/** Looks at a block before it runs. Where something is at stake the block waits, and the note asks. */
export class BeforeRun extends Disposables {
  private readonly changes = this.own(new Emitter<NotePlace & { readonly blockId: string }>());
  /** Show this block again. */
  readonly onChange = this.changes.event;
  private readonly asks = this.own(new Emitter<NotePlace & { readonly blockId: string }>());
  /** A block waits for the student: show it. */
  readonly onAsk = this.asks.event;
  private readonly pending = new Map<string, Pending>();
  /** What the student has agreed to, for the next run of a block. */
  private readonly granted = new Map<string, readonly string[]>();
  private asked = 0;

  constructor(private readonly ports: BeforeRunPorts) { super(); }

  decisionOf(at: SectionAt, block: Block): DecisionView | undefined {
    const waiting = this.pending.get(keyOf(at, block));
    return waiting && waiting.block.hash === block.hash ? viewOf(waiting) : undefined;
  }

  /** Throws `run.waits` where the student has to decide first; the note then shows the question. */
  async check(at: SectionAt, block: Block, text: string, values: Values | undefined): Promise<void> {
    const key = keyOf(at, block);
    const allowed = this.granted.get(key) ?? [];
    this.granted.delete(key);
    const asked = mayAsk(text) ? await this.question(at, block, text) : undefined;
    if (!asked || asked.question.about.every(what => allowed.includes(what))) return this.drop(at, block);
    this.pending.set(key, { ...asked, id: `ask${++this.asked}`, block, values });
    const place = { courseId: at.open.course.id, sectionId: at.entry.id, blockId: block.id };
    this.changes.fire(place);
    this.asks.fire(place);
    throw new UserError('run.waits', asked.question.title);
  }

  /** Ids of the blocks of a row that ask first and were not ticked. Throws where the student gives the whole row up. */
  async row(at: SectionAt, blocks: readonly Block[]): Promise<ReadonlySet<string>> {
    const asking: { readonly block: Block; readonly about: readonly string[]; readonly label: string; readonly description: string; readonly picked: boolean }[] = [];
    for (const block of blocks.filter(candidate => mayAsk(candidate.text))) {
      const before = await this.before(at, block, block.text);
      const risks = before ? this.ports.part().risksOf(before) : [];
      const [first] = risks;
      if (first) asking.push({ block, about: aboutOf(risks), picked: false, label: vscode.l10n.t('Block {0}', block.ordinal), description: plain(translate(first.title)) });
    }
    if (asking.length === 0) return new Set();
    const ticked = await vscode.window.showQuickPick(asking, {
      canPickMany: true, ignoreFocusOut: true, title: vscode.l10n.t('Some of these blocks ask first'),
      placeHolder: vscode.l10n.t('Tick those that may run in this row; the row ends before any other'),
    });
    if (!ticked) throw new UserError('row.declined', msg('Nothing has run.'));
    for (const { block, about } of ticked) this.granted.set(keyOf(at, block), about);
    return new Set(asking.filter(one => !ticked.includes(one)).map(({ block }) => block.id));
  }

  async decide(action: Extract<NoteAction, { kind: 'decide' }>, place: NotePlace): Promise<void> {
    const { at, block } = await this.ports.courses.block(place.courseId, place.sectionId, action.blockId);
    const waiting = this.pending.get(keyOf(at, block));
    const choice = waiting?.question.choices.find(({ id }) => id === action.choice);
    if (!waiting || waiting.id !== action.decisionId || waiting.block.hash !== block.hash || !choice) throw new UserError('decision.gone', msg('This question does not stand any more.'), msg('Run the block again.'));
    this.drop(at, block);
    await this.perform(choice, waiting, at, block, place);
  }

  private async perform(choice: Choice, { question, values }: Pending, at: SectionAt, block: Block, place: NotePlace): Promise<void> {
    const labs = this.ports.labs();
    const run = () => labs.run({ ...place, blockId: block.id, hash: block.hash }, values);
    switch (choice.id) {
      case 'cancel': return;
      case 'safe': if (choice.command !== undefined) await labs.runInstead(at, block, choice.command); return;
      case 'clear':
        if (choice.command !== undefined && (await labs.runInstead(at, block, choice.command)).state === 'passed') await run();
        return;
      case 'run':
        this.granted.set(keyOf(at, block), question.about);
        await run();
    }
  }

  private async question(at: SectionAt, block: Block, text: string): Promise<Asked | undefined> {
    await this.ports.ledger.load();
    const link = this.linkOf(at);
    const held = this.needsAnswer(at, text, link) ? link.hold() : undefined;
    try {
      if (held) await liveAnswer(link, answerMs);
      const first = await this.ask(at, block, text);
      if (!first || !held) return first;
      // What the block before this one has made may not stand in the ledger yet.
      await new Promise(resolve => setTimeout(resolve, settleMs));
      return await this.ask(at, block, text);
    } finally {
      held?.dispose();
    }
  }

  private linkOf(at: SectionAt): TargetLink { return this.ports.links.of(at.section.meta.targets); }

  /** Most blocks can do no harm to what is there, and are not kept waiting for an answer. */
  private needsAnswer(at: SectionAt, text: string, { target }: TargetLink): boolean {
    if (target === 'kubernetes') return /\bkubectl\b[^]*\b(?:delete|drain|cordon|uncordon|taint|replace|apply|create|run|expose)\b/.test(text);
    if (!/\bdocker\b/.test(text)) return false;
    if (/\b(?:rm|rmi|remove|prune|leave|down)\b/.test(text)) return true;
    const labId = labIdOf(at);
    return /\b(?:run|create)\b/.test(text) && this.ports.ledger.ledger.things().some(({ made }) => made.thing !== 'file' && (made.labId !== labId || made.courseId !== at.open.course.id));
  }

  private async ask(at: SectionAt, block: Block, text: string): Promise<Asked | undefined> {
    const before = await this.before(at, block, text);
    if (!before) return undefined;
    const { risksOf, safeText, inTheWay } = this.ports.part();
    const risks = risksOf(before);
    const question = questionOf(risks, block.role === 'cleanup' ? [] : inTheWay(before, at.section.meta.needs.ports), safeText(before, risks));
    return question && { question, statements: before.statements };
  }

  /** Undefined where the shell cannot read the block: it does not run then. */
  private async before(at: SectionAt, block: Block, text: string): Promise<Before | undefined> {
    const { parser, shells, ledger, home, folder } = this.ports;
    const link = this.linkOf(at);
    const parse = await parser().parse(text);
    if (parse.kind === 'wrong') return undefined;
    const lab = { courseId: at.open.course.id, labId: labIdOf(at) };
    const context = link.target === 'kubernetes' ? link.status?.endpoint?.context : undefined;
    return {
      ...lab, ordinal: block.ordinal, text, statements: parse.statements, live: link.live(), ledger: ledger.ledger, engine: link.status?.endpoint?.version, ...context !== undefined && { context }, ...billingOf(link), home,
      labFolder: await folder(lab), cwd: shells.of(lab)?.report?.values.cwd ?? undefined,
    };
  }

  private drop(at: SectionAt, block: Block): void {
    if (this.pending.delete(keyOf(at, block))) this.changes.fire({ courseId: at.open.course.id, sectionId: at.entry.id, blockId: block.id });
  }
}

/** Of a real account. */
function billingOf({ status }: TargetLink): Pick<Before, 'billing'> {
  const place = status?.endpoint?.aws;
  if (place?.track !== 'real') return {};
  const limit = vscode.workspace.getConfiguration(settingSection).get<number>(settingIds.askAbove, defaultLimit);
  return { billing: { account: place.account ?? '?', region: place.region, limit, priceOf } };
}

function keyOf(at: SectionAt, block: Block): string { return `${at.open.course.id}/${at.entry.id}/${block.id}`; }

function viewOf({ id, question, statements }: Pending): DecisionView {
  return {
    id, tone: 'warn', title: translate(question.title), detail: question.detail.map(translate).join(' '), command: commandOf(question, statements),
    choices: question.choices.map(choice => ({ id: choice.id, label: translate(choice.label), primary: choice.primary })),
  };
}

/** What the first button types: the block with what is left out of it struck through, or what takes left-overs away. */
function commandOf({ choices, replaced }: Question, statements: readonly Statement[]): readonly CommandPart[] | undefined {
  const clear = choices.find(({ id }) => id === 'clear')?.command;
  if (clear !== undefined) return [{ text: clear }];
  if (replaced.length === 0) return undefined;
  return statements.flatMap((statement, i): CommandPart[] => {
    const by = replaced.find(one => one.statement === statement.index)?.by;
    const line = i === 0 ? '' : '\n';
    return by === undefined ? [{ text: `${line}${statement.text}` }] : [{ text: line }, { text: statement.text, struck: vscode.l10n.t('hits what this lab did not make') }, { text: `\n${by}` }];
  });
}
