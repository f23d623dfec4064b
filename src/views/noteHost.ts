import type * as vscode from 'vscode';
import type { Event } from '../core/emitter';
import type { RunOutput } from '../core/labRuns';
import type { CheckView, PredictionView } from '../core/labViews';
import type { BannerView, BlockView, FigureView, FromNote, NoteView, StripView } from '../core/protocol';

export interface NotePlace { readonly courseId: string; readonly sectionId: string }

/** What a student does in a note, less what the panel settles by itself. */
export type NoteAction = Exclude<FromNote, { kind: 'ready' | 'scrolled' | 'openSection' | 'shown' | 'painted' | 'checkPainted' }>;

/** What a note page needs from the rest of the extension. */
export interface NoteHost {
  view(courseId: string, sectionId: string): Promise<Omit<NoteView, 'imageBase'>>;
  /** The page has painted the view: what can wait may come now. */
  shown(place: NotePlace): void;
  bannerOf(courseId: string, sectionId: string): { banner?: BannerView; strips: readonly StripView[]; locked?: string };
  readonly onBlock: Event<NotePlace & { readonly block: BlockView }>;
  readonly onCheck: Event<NotePlace & { readonly check: CheckView }>;
  readonly onFigure: Event<NotePlace & { readonly figure: FigureView }>;
  readonly onPrediction: Event<NotePlace & { readonly prediction: PredictionView }>;
  readonly onOutput: Event<RunOutput>;
  /** Ask `bannerOf` again. */
  readonly onBanner: Event<NotePlace>;
  /** The text changed: ask `view` again. */
  readonly onSection: Event<NotePlace>;
  /** The course folder: images come from there alone. */
  courseRoot(courseId: string): Promise<vscode.Uri>;
  /** The section's Markdown file. */
  file(place: NotePlace): Promise<vscode.Uri>;
  /** May fail with a UserError, which the panel shows. */
  handle(action: NoteAction, place: NotePlace): Promise<void>;
}
