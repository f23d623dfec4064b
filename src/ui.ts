import * as vscode from 'vscode';
import type { Disposables } from './core/disposable';
import { addCommands } from './ui/commands';
import { addCourse, addCourseViews } from './ui/course';
import { addNotes } from './ui/notes';
import { addRecovery, addRuns } from './ui/runs';
import type { Services, Ui } from './ui/services';
import { addStatus } from './ui/status';

/** The second half of the composition root: views, handed to each other in the order in which data flows. */
export function createUi(context: vscode.ExtensionContext, services: Services, own: Disposables): void {
  const ui: Ui = { context, services, own, media: vscode.Uri.joinPath(context.extensionUri, 'dist', 'media') };
  const course = addCourse(ui);
  const runs = addRuns(ui, course);
  const notes = addNotes(ui, { ...course, ...runs });
  const status = addStatus(ui, { ...course, ...runs, ...notes });
  addCourseViews(ui, { ...course, ...runs, ...notes });
  addCommands(ui, { ...course, ...runs, ...notes, ...status });
  addRecovery(ui, runs);
}
