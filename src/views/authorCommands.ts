import * as vscode from 'vscode';
import { basename } from 'node:path';
import type { OpenCourse } from '../core/course';
import type { ShellParser } from '../core/statement';
import type * as Author from '../parts/author';
import type { Commands } from './commands';
import type { Courses } from './courses';
import { commandIds } from './ids';
import { translate } from './messages';
import type { PlainDocuments } from './plainDocuments';
import type { Problems } from './problems';

export interface AuthorParts {
  readonly courses: Courses;
  readonly problems: Problems;
  readonly documents: PlainDocuments;
  parser(): ShellParser;
  part(): typeof Author;
}

/** For those who write courses. Nothing of a course is run, so these work before it is trusted. */
export function addAuthorCommands(commands: Commands, parts: AuthorParts): void {
  commands.add(commandIds.checkCourse, () => checkCourse(parts));
  commands.add(commandIds.newCourse, () => newCourse(parts));
}

async function checkCourse({ courses, problems, parser, part }: AuthorParts): Promise<void> {
  const open = await chosen(await courses.list());
  if (!open) return;
  const { checkCourse: check, countsOf, listCourse } = part();
  const report = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Checking {0}', open.course.title) }, async () => check(open, await listCourse(open.root), parser()));
  problems.showChecked(open, report.findings);
  const { errors, warnings, hints } = countsOf(report);
  const { labs, minutes, images } = report.sums;
  const text = vscode.l10n.t('{0}: {1} errors, {2} warnings, {3} hints. {4} labs, {5} minutes, {6} images of unknown size to download.', open.course.title, errors, warnings, hints, labs, minutes, images.length);
  const show = vscode.l10n.t('Show problems');
  const tell = errors > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  // The command is over when the findings are shown; the button may be pressed later.
  void tell(text, ...report.findings.length > 0 ? [show] : []).then(answer => answer === show ? vscode.commands.executeCommand('workbench.actions.view.problems') : undefined);
}

/** The course of the workspace goes without asking. */
async function chosen(all: readonly OpenCourse[]): Promise<OpenCourse | undefined> {
  const own = all.filter(({ origin }) => origin === 'workspace');
  const choice = own.length > 0 ? own : all;
  if (choice.length <= 1) return choice[0];
  const pick = await vscode.window.showQuickPick(choice.map(open => ({ label: open.course.title, description: open.root, open })), { placeHolder: vscode.l10n.t('Which course is to be checked?') });
  return pick?.open;
}

async function newCourse({ documents, part }: AuthorParts): Promise<void> {
  const begin = await vscode.window.showQuickPick([
    { label: vscode.l10n.t('With a first lab to build on'), detail: vscode.l10n.t('One section, whose lab passes its own checks.'), fromNotes: false },
    { label: vscode.l10n.t('From a folder of notes'), detail: vscode.l10n.t('Markdown, Killercoda scenarios or notes for Runme. Your sentences stay as they are.'), fromNotes: true },
  ], { placeHolder: vscode.l10n.t('How is the course to begin?') });
  if (begin === undefined) return;
  const notes = begin.fromNotes ? await folder(vscode.l10n.t('Folder of the notes'), vscode.l10n.t('Take these notes')) : undefined;
  if (begin.fromNotes && notes === undefined) return;
  const target = await folder(vscode.l10n.t('Folder of the new course'), vscode.l10n.t('Write the course here'));
  if (target === undefined) return;
  const { courseFromNotes, newCourseText, readNotes, templateCourse, writeNew } = part();
  const name = basename(target.fsPath);
  const made = notes === undefined ? templateCourse(name) : courseFromNotes(await readNotes(notes.fsPath, target.fsPath), name);
  await writeNew(target.fsPath, made.files, notes?.fsPath);
  await documents.show(vscode.l10n.t('New course {0}', name), newCourseText(made, translate).join('\n'), 'plaintext');
  const open = vscode.l10n.t('Open course');
  void vscode.window.showInformationMessage(vscode.l10n.t('The course is written to {0}.', target.fsPath), open).then(answer => answer === open ? vscode.commands.executeCommand('vscode.openFolder', target) : undefined);
}

async function folder(title: string, openLabel: string): Promise<vscode.Uri | undefined> {
  const [found] = await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false, openLabel }) ?? [];
  return found;
}
