import * as vscode from 'vscode';
import { askOf } from '../core/checks/checkView';
import type { Check } from '../core/check';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import { stepperSentences } from '../core/figures/steppers/stepper';
import type { CheckView, PredictionView } from '../core/labViews';
import { predictionView } from '../core/predictions/predictionView';
import type { BlockView, FigureView, NoteView } from '../core/protocol';
import type { Block } from '../core/section';
import type { Courses, SectionAt } from './courses';
import { translate } from './messages';
import { locked, lockedStrip, whyLocked } from './noMachine';
import { blockFrame, frameOf, wholeBlock } from './noteFrame';
import type { NoteAction, NoteHost, NotePlace } from './noteHost';
import { openNoteLink } from './noteLinks';
import { stepperViews } from './stepperViews';

export interface ReadingPorts {
  readonly courses: Courses;
  open(courseId: string, sectionId: string, heading?: string): Promise<void>;
  failed(error: unknown): Promise<void>;
}

const never = () => ({ dispose: () => undefined });

/** Notes to read where nothing runs: each way to run stands in its place, locked, and says why. */
export class ReadingDesk extends Disposables implements NoteHost {
  private readonly sections = this.own(new Emitter<NotePlace>());
  readonly onSection = this.sections.event;
  readonly onBlock = never;
  readonly onCheck = never;
  readonly onFigure = never;
  readonly onPrediction = never;
  readonly onOutput = never;
  readonly onBanner = never;

  constructor(private readonly ports: ReadingPorts) {
    super();
    this.own(ports.courses.onChange(({ courseId, sectionId }) => { if (sectionId) this.sections.fire({ courseId, sectionId }); }));
  }

  async view(courseId: string, sectionId: string): Promise<Omit<NoteView, 'imageBase'>> {
    const at = await this.ports.courses.section(courseId, sectionId);
    return { ...await frameOf(at), blocks: at.section.blocks.map(blockView), checks: at.section.checks.map(check => checkView(check, at)), figures: figureViews(at), predictions: predictionViews(at), ...this.bannerOf() };
  }

  shown(): void { /* There are no statements to be told apart. */ }

  bannerOf(): Pick<NoteView, 'strips' | 'locked'> { return { strips: [lockedStrip()], locked: translate(whyLocked().reason) }; }

  async courseRoot(courseId: string): Promise<vscode.Uri> { return this.ports.courses.folderOf(await this.ports.courses.open(courseId)); }

  async file({ courseId, sectionId }: NotePlace): Promise<vscode.Uri> {
    const { open, entry } = await this.ports.courses.section(courseId, sectionId);
    return this.ports.courses.uriOf(open, entry.file);
  }

  async handle(action: NoteAction, place: NotePlace): Promise<void> {
    await this.act(action, place).catch((error: unknown) => this.ports.failed(error));
  }

  private async act(action: NoteAction, place: NotePlace): Promise<void> {
    switch (action.kind) {
      case 'copy': return this.copy(action, place);
      case 'openLink': return openNoteLink(action.href, place, this.ports);
      // The page shows it.
      case 'solve': return;
      default: throw locked();
    }
  }

  private async copy({ blockId, hash }: { readonly blockId: string; readonly hash: string }, { courseId, sectionId }: NotePlace): Promise<void> {
    const { block } = await this.ports.courses.block(courseId, sectionId, blockId);
    if (block.hash !== hash) throw new UserError('block.changed', msg('The block has changed since it was shown.'), msg('Read it again first.'));
    await vscode.env.clipboard.writeText(block.text);
  }
}

function blockView(block: Block): BlockView {
  return { ...blockFrame(block), statements: wholeBlock(block), placeholders: block.placeholders.map(({ token, label }) => ({ token, label })) };
}

function checkView(check: Check, { section }: SectionAt): CheckView {
  const solvable = section.blocks.some(({ role, solves }) => role === 'solution' && solves !== undefined && (solves === check.id || solves === check.block));
  return {
    id: check.id, hash: check.hash, block: check.block, claim: check.claim, state: 'notMeasured', marks: [], byStudent: false, gone: false,
    reason: vscode.l10n.t('there is no machine here to look at'), ask: askOf(check.test), solvable,
  };
}

function predictionViews({ section: { predictions = [], checks } }: SectionAt): readonly PredictionView[] {
  const closed = vscode.l10n.t('There is no machine here to run it on: think of your answer, and go on reading.');
  return predictions.map(prediction => ({ ...predictionView(prediction, {}, checks.find(({ id }) => id === prediction.whole)?.claim ?? ''), closed }));
}

/** What a note holds itself is drawn; what comes from a lab's file or from records is not there. */
function figureViews(at: SectionAt): readonly FigureView[] {
  const { figures, overview } = at.section;
  return [
    ...figures.map(({ id, title, file }) => ({ id, title, file, reason: vscode.l10n.t('There is no machine here on which a step could make {0}.', file) })),
    ...stepperViews(at, stepperSentences),
    ...overview ? [{ ...overview, reason: vscode.l10n.t('There is no machine here that keeps how far you are.') }] : [],
  ];
}
