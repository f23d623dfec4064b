import * as vscode from 'vscode';
import { assertNever } from '../core/protocol';
import { UserError } from '../core/errors';
import { followedOf } from '../core/followed';
import { msg } from '../core/message';
import type { Courses } from './courses';
import { chooseContextOf, commandIds } from './ids';
import type { Labs } from './labs';
import type { NoteAction, NotePlace } from './noteHost';
import type { RunForms } from './runForms';
import { openNoteLink } from './noteLinks';

export type ActionOf<K extends NoteAction['kind']> = Extract<NoteAction, { kind: K }>;
/** Does what one part of a note's buttons ask for. May fail with a UserError. */
export interface ActsOn<K extends NoteAction['kind']> { act(action: ActionOf<K>, place: NotePlace): Promise<void> }
export type CheckActs = ActsOn<'markDone' | 'answer' | 'solve'>;
export type PredictActs = ActsOn<'predict'>;
export type RemedyActs = ActsOn<'fix'>;
export type DecisionActs = ActsOn<'decide'>;
export type CleanupActs = ActsOn<'undo' | 'cleanUp' | 'revealRow' | 'showTimeline'>;

export interface NoteActionParts {
  readonly checks?: CheckActs;
  readonly predictions?: PredictActs;
  readonly remedies?: RemedyActs;
  readonly decisions?: DecisionActs;
  readonly cleanup?: CleanupActs;
  /** False where the strip is not known there. */
  strip?(id: string, action: string): Promise<boolean>;
  readonly courses: Courses;
  readonly labs: Labs;
  readonly forms: RunForms;
  open(courseId: string, sectionId: string, heading?: string): Promise<void>;
}

/** What a note's buttons do. A page names a block by id and hash; what runs is looked up here. */
export async function handleNoteAction(action: NoteAction, place: NotePlace, parts: NoteActionParts): Promise<void> {
  const ref = 'blockId' in action ? { ...place, blockId: action.blockId, hash: 'hash' in action ? action.hash : undefined } : undefined;
  switch (action.kind) {
    case 'run':
      if (!ref) return;
      if (action.from) return parts.labs.runFrom(ref);
      if (action.upTo) return parts.labs.runUpTo(ref);
      await parts.labs.run(ref, action.values);
      return;
    case 'stop': if (ref) parts.labs.stop(ref); return;
    case 'showTerminal': if (ref) await vscode.commands.executeCommand(commandIds.showTerminal, ref); return;
    case 'putInTerminal': if (ref) await putInTerminal(ref, action.values, parts); return;
    case 'copy': if (ref) await vscode.env.clipboard.writeText((await sameBlock(ref, parts.courses)).block.text); return;
    case 'openLink': return openNoteLink(action.href, place, parts);
    case 'strip': if (!await parts.strip?.(action.id, action.action) && action.action === 'manageTrust') await vscode.commands.executeCommand('workbench.trust.manage'); return;
    case 'changeTarget': return changeTarget(place, parts);
    case 'markDone': case 'answer': case 'solve': return parts.checks?.act(action, place);
    case 'predict': return parts.predictions?.act(action, place);
    case 'fix': return parts.remedies?.act(action, place);
    case 'decide': return parts.decisions?.act(action, place);
    case 'undo': case 'cleanUp': case 'revealRow': case 'showTimeline': return parts.cleanup?.act(action, place);
    default: assertNever(action);
  }
}

/** Without Docker or a cluster the only thing to choose is the shell. */
async function changeTarget(place: NotePlace, { courses }: NoteActionParts): Promise<void> {
  const { section } = await courses.section(place.courseId, place.sectionId);
  const followed = followedOf(section.meta.targets);
  await vscode.commands.executeCommand(followed ? chooseContextOf[followed] : commandIds.chooseShell);
}

async function sameBlock(ref: NotePlace & { blockId: string; hash?: string }, courses: Courses) {
  const found = await courses.block(ref.courseId, ref.sectionId, ref.blockId);
  if (ref.hash !== undefined && ref.hash !== found.block.hash) throw new UserError('block.changed', msg('The block has changed since it was shown.'), msg('Read it again first.'));
  return found;
}

async function putInTerminal(ref: NotePlace & { blockId: string; hash?: string }, values: Readonly<Record<string, string>> | undefined, { courses, labs, forms }: NoteActionParts): Promise<void> {
  const { at, block } = await sameBlock(ref, courses);
  const text = await forms.fill(ref.courseId, block, values);
  const terminal = await labs.openTerminal(at, block);
  terminal.put(text);
}
