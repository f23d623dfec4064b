import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Commands } from './commands';
import { isRef, placeOf } from './courseCommands';
import type { Courses } from './courses';
import { commandIds, contextKeys, settingIds, settingSection } from './ids';
import type { BlockRef, Labs } from './labs';
import { labIdOf } from './labs';
import type { LabShells, NeedsBash } from './labShells';
import type { NotePanels } from './notePanel';

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
  commands.add(commandIds.enableInFile, async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== 'markdown' || editor.document.uri.scheme !== 'file') throw new UserError('file.notMarkdown', msg('This is not a Markdown file on disk.'), msg('Open one, then try again.'));
    courses.adopt(editor.document.uri);
    await vscode.commands.executeCommand('setContext', contextKeys.inCourse, true);
  });
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
