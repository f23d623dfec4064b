import * as vscode from 'vscode';
import type { Disposables } from './core/disposable';
import { addCleanup, type Cleanup } from './ui/cleanup';
import { addCommands } from './ui/commands';
import { addLabGate } from './ui/cost';
import { addCourse, addCourseViews } from './ui/course';
import { addNotes } from './ui/notes';
import { addRecovery, addRuns } from './ui/runs';
import type { Services, Ui } from './ui/services';
import { addStatus, type Status } from './ui/status';

/** The second half of the composition root: views, handed to each other in the order in which data flows. */
export function createUi(context: vscode.ExtensionContext, services: Services, own: Disposables): void {
  const ui: Ui = { context, services, own, media: vscode.Uri.joinPath(context.extensionUri, 'dist', 'media') };
  const course = addCourse(ui);
  const runs = addRuns(ui, course, () => cleanup);
  const cleanup: Cleanup = addCleanup(ui, { ...course, ...runs }, () => status);
  const notes = addNotes(ui, { ...course, ...runs, ...cleanup });
  const status: Status = addStatus(ui, { ...course, ...runs, ...cleanup, ...notes });
  addCourseViews(ui, { ...course, ...runs, ...cleanup, ...notes });
  addCommands(ui, { ...course, ...runs, ...cleanup, ...notes, ...status });
  addLabGate(ui, { ...course, ...notes, ...cleanup });
  addRecovery(ui, runs);
}
