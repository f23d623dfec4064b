import * as vscode from 'vscode';
import { Disposables } from './core/disposable';
import { chooseCourses, coursesOf, engine } from './parts/notes';
import * as search from './parts/search';
import { Commands } from './views/commands';
import { contentPacks } from './views/contentPacks';
import { addCourseCommands } from './views/courseCommands';
import { Courses } from './views/courses';
import { CourseTree } from './views/courseTree';
import { commandIds, stateKeys } from './views/ids';
import { LockedLens } from './views/lockedLens';
import { LockedStatus } from './views/lockedStatus';
import { Log } from './views/log';
import { showFailure } from './views/messages';
import { locked } from './views/noMachine';
import { NotePanels } from './views/notePanel';
import { otherLabbook, sayWhichToDisable } from './views/otherLabbook';
import { pageHtml } from './views/pageHtml';
import { Problems } from './views/problems';
import { ReadingDesk } from './views/readingDesk';
import { SearchDesk } from './views/searchDesk';
import { statusStrings } from './views/statusStrings';
import { findWebCourses, openWebFolder } from './views/webCourseFolder';
import { webPlaces } from './views/webPlaces';

/**
 * Labbook where no Node runs: vscode.dev, github.dev. It reads, and nothing else; what would run says why it does not.
 * The third composition root: views that know the editor alone, over the same core. Nothing is read before a view is shown.
 */
export function activate(context: vscode.ExtensionContext): void {
  const own = new Disposables();
  context.subscriptions.push(own);
  const { id } = context.extension;
  const other = otherLabbook(id);
  if (other) return void sayWhichToDisable(id, other);
  const log = own.own(new Log());
  const failed = (error: unknown) => showFailure(error, log);
  const media = vscode.Uri.joinPath(context.extensionUri, 'dist', 'media');
  const courses = own.own(new Courses({
    places: webPlaces, engine: () => engine, openFolder: openWebFolder, find: findWebCourses, choose: chooseCourses,
    packs: () => contentPacks(webPlaces, coursesOf), shipped: vscode.Uri.joinPath(context.extensionUri, 'notes').toString(),
  }));
  const host: ReadingDesk = own.own(new ReadingDesk({ courses, failed, open: (courseId, sectionId, heading) => notes.open(courseId, sectionId, 'here', { heading }) }));
  const notes = own.own(new NotePanels({ media, log, state: context.workspaceState, host }));
  const tree = own.own(new CourseTree(courses, { progress: () => undefined, steps: () => [], onProgress: () => new Disposables() }));
  own.own(notes.onCurrent(place => {
    if (!place) return;
    void tree.reveal(place.courseId, place.sectionId);
    void context.workspaceState.update(stateKeys.lastSection, place);
  }));
  own.own(new Problems(courses));
  own.own(new LockedLens(courses));
  const status = own.own(new LockedStatus(media, webview => pageHtml({ webview, media, name: 'status', title: 'Labbook', strings: statusStrings() })));
  addCommands(context, own.own(new Commands(failed)), { courses, notes, status, log, failed, own });
}

interface Parts { readonly courses: Courses; readonly notes: NotePanels; readonly status: LockedStatus; readonly log: Log; readonly own: Disposables; failed(error: unknown): Promise<void> }

function addCommands({ workspaceState: state }: vscode.ExtensionContext, commands: Commands, { courses, notes, status, log, own, failed }: Parts): void {
  addCourseCommands(commands, { courses, state, open: (courseId, sectionId, how, line) => notes.open(courseId, sectionId, how, { line }) });
  const desk = own.own(new SearchDesk({ courses, part: () => search, open: (courseId, sectionId, reveal) => notes.open(courseId, sectionId, 'here', reveal), failed: error => void failed(error) }));
  commands.add(commandIds.search, () => desk.show());
  commands.add(commandIds.showLog, () => log.show());
  commands.add(commandIds.showStatus, () => status.show());
  for (const act of ['nextBlock', 'previousBlock', 'nextCheck', 'previousCheck'] as const) commands.add(commandIds[act], () => notes.act(act));
  // Each other one of the manifest runs something, or looks at what ran.
  for (const id of Object.values(commandIds)) if (!commands.has(id)) commands.add(id, () => { throw locked(); });
}
