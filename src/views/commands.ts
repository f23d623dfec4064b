import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';
import { sectionsOf } from '../core/course';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Courses } from './courses';
import type { CommandId } from './ids';
import { commandIds, contextKeys, settingIds, settingSection, stateKeys } from './ids';
import type { BlockRef, Labs } from './labs';
import { isProjector } from './noteSession';
import { labIdOf } from './labs';
import { NeedsBash, type LabShells } from './labShells';
import type { Log } from './log';
import type { NotePanels } from './notePanel';
import { showFailure } from './messages';

/** One wrapper around each command: a failure reaches the student in one form. */
export class Commands extends Disposables {
  constructor(private readonly log: Log) { super(); }

  add<A extends unknown[]>(id: CommandId, run: (...args: A) => Promise<void> | void): void {
    this.own(vscode.commands.registerCommand(id, async (...args: A) => {
      try {
        await run(...args);
      } catch (error) {
        if (error instanceof NeedsBash) await offerShell(error);
        else await showFailure(error, this.log);
      }
    }));
  }
}

export async function offerShell(error: NeedsBash): Promise<void> {
  const answer = await vscode.window.showErrorMessage(error.message, ...error.offers.map(offer => offer.label));
  const offer = error.offers.find(candidate => candidate.label === answer);
  if (offer) await vscode.workspace.getConfiguration(settingSection).update(settingIds.shellPath, offer.path, vscode.ConfigurationTarget.Global);
}

export interface RunCommandParts { readonly courses: Courses; readonly labs: Labs; readonly shells: LabShells; readonly notes: NotePanels }

/** Run, stop and find blocks. Every argument is a reference: no command takes text to run. */
export function addRunCommands(commands: Commands, { courses, labs, shells, notes }: RunCommandParts): void {
  commands.add(commandIds.runBlock, async (given: unknown) => void await labs.run(await known(refOf(given), courses)));
  const first = labs.onRecord(() => {
    first.dispose();
    void vscode.commands.executeCommand('setContext', contextKeys.hasRun, true);
  });
  commands.own(first);
  commands.add(commandIds.runFrom, async (given: unknown) => labs.runFrom(await known(refOf(given), courses)));
  commands.add(commandIds.stopBlock, (given: unknown) => labs.stop(refOf(given)));
  commands.add(commandIds.showLastResult, async (given: unknown) => {
    const ref = refOf(given);
    await notes.open(ref.courseId, ref.sectionId, 'here', { blockId: ref.blockId });
  });
  commands.add(commandIds.nextBlock, () => notes.act('nextBlock'));
  commands.add(commandIds.previousBlock, () => notes.act('previousBlock'));
  commands.add(commandIds.nextCheck, () => notes.act('nextCheck'));
  commands.add(commandIds.previousCheck, () => notes.act('previousCheck'));
  commands.add(commandIds.runAtCursor, async () => {
    const ref = await blockAtCursor(courses);
    await labs.run(ref);
  });
  commands.add(commandIds.showTerminal, async (given: unknown) => {
    const ref = isRef(given) ? given : await blockAtCursor(courses);
    const terminal = await labs.terminalOf(ref);
    if (!terminal) throw new UserError('terminal.none', msg('This lab has no terminal yet.'), msg('Run a block first.'));
    terminal.show();
  });
  commands.add(commandIds.openLabFolder, async (given: unknown) => {
    const { courseId, sectionId } = placeOf(given) ?? await blockAtCursor(courses);
    const at = await courses.section(courseId, sectionId);
    const path = await shells.folder({ courseId, labId: labIdOf(at) }, at.open);
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(path));
  });
}

export interface CourseCommandParts { readonly courses: Courses; open(courseId: string, sectionId: string, side: boolean): Promise<void>; readonly state: vscode.Memento }

export function addCourseCommands(commands: Commands, { courses, open, state }: CourseCommandParts): void {
  commands.add(commandIds.openSection, async (courseId: string, sectionId: string) => open(courseId, sectionId, false));
  commands.add(commandIds.openToSide, async (given: unknown) => {
    const place = placeOf(given) ?? await activePlace(courses);
    if (place) await open(place.courseId, place.sectionId, true);
  });
  commands.add(commandIds.openSource, async (given: unknown) => {
    const place = placeOf(given) ?? state.get<{ courseId: string; sectionId: string }>(stateKeys.lastSection);
    if (!place) return;
    const at = await courses.section(place.courseId, place.sectionId);
    await vscode.window.showTextDocument(courses.uriOf(at.open, at.entry.file));
  });
  commands.add(commandIds.findSection, async () => {
    const picks = (await courses.list()).flatMap(({ course }) => sectionsOf(course).map(entry => ({
      label: entry.meta.title, description: [entry.meta.lab, entry.meta.minutes && vscode.l10n.t('{0} min', entry.meta.minutes)].filter(Boolean).join(', '),
      detail: course.parts.find(part => part.sections.includes(entry))?.title, courseId: course.id, sectionId: entry.id,
    })));
    const pick = await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Find a section by title, lab or part'), matchOnDescription: true, matchOnDetail: true });
    if (pick) await open(pick.courseId, pick.sectionId, false);
  });
  commands.add(commandIds.toggleProjector, async () => vscode.workspace.getConfiguration(settingSection).update(settingIds.projector, !isProjector(), vscode.ConfigurationTarget.Global));
  commands.add(commandIds.refresh, () => courses.reload());
  commands.add(commandIds.openCourseFolder, async () => {
    const [folder] = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: vscode.l10n.t('Open course') }) ?? [];
    if (folder) await vscode.commands.executeCommand('vscode.openFolder', folder);
  });
  commands.add(commandIds.openShippedCourse, async () => {
    const [first] = await courses.list();
    const all = first ? sectionsOf(first.course) : [];
    const entry = all.find(candidate => candidate.id === 'docker-introduction') ?? all[0];
    if (first && entry) await open(first.course.id, entry.id, false);
  });
  commands.add(commandIds.enableInFile, async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'markdown' || editor.document.uri.scheme !== 'file') throw new UserError('file.notMarkdown', msg('This is not a Markdown file on disk.'), msg('Open one, then try again.'));
    courses.adopt(editor.document.uri);
    await vscode.commands.executeCommand('setContext', contextKeys.inCourse, true);
  });
}

function isRef(given: unknown): given is BlockRef {
  const ref = given as Partial<BlockRef> | undefined;
  return typeof ref?.courseId === 'string' && typeof ref.sectionId === 'string' && typeof ref.blockId === 'string';
}

function refOf(given: unknown): BlockRef {
  if (isRef(given)) return { courseId: given.courseId, sectionId: given.sectionId, blockId: given.blockId, hash: typeof given.hash === 'string' ? given.hash : undefined };
  throw new UserError('command.noBlock', msg('No block was named.'), msg('Use the Run button of a block.'));
}

/** A reference from a keybinding or another extension need not carry a hash; it then means the text as it is now. */
async function known(ref: BlockRef, courses: Courses): Promise<BlockRef> {
  if (ref.hash !== undefined) return ref;
  const { block } = await courses.block(ref.courseId, ref.sectionId, ref.blockId);
  return { ...ref, hash: block.hash };
}

/** From a tree node, or from a reference. */
export function placeOf(given: unknown): { courseId: string; sectionId: string } | undefined {
  if (isRef(given)) return given;
  const node = given as { kind?: string; open?: { course?: { id?: string } }; entry?: { id?: string } } | undefined;
  const courseId = node?.open?.course?.id, sectionId = node?.entry?.id;
  return node?.kind === 'section' && courseId && sectionId ? { courseId, sectionId } : undefined;
}

async function activePlace(courses: Courses): Promise<{ courseId: string; sectionId: string } | undefined> {
  const editor = vscode.window.activeTextEditor;
  const found = editor && await courses.find(editor.document.uri);
  return found && { courseId: found.courseId, sectionId: found.entry.id };
}

async function blockAtCursor(courses: Courses): Promise<BlockRef> {
  const editor = vscode.window.activeTextEditor;
  const found = editor && await courses.find(editor.document.uri);
  if (!editor || !found) throw new UserError('cursor.noCourse', msg('The cursor is not in a Markdown file of a course.'), msg('Open a section’s Markdown first.'));
  const { section } = await courses.section(found.courseId, found.entry.id);
  const line = editor.selection.active.line;
  const block = section.blocks.find(({ span }) => span.start.line <= line && line <= span.end.line);
  if (!block) throw new UserError('cursor.noBlock', msg('There is no command block at the cursor.'), msg('Put the cursor into a block.'));
  return { courseId: found.courseId, sectionId: found.entry.id, blockId: block.id, hash: block.hash };
}
