import * as vscode from 'vscode';
import { findCourses, openCourseFolder } from './targets/courseFolder';
import type { Disposable, Disposables } from './core/disposable';
import type { Runner } from './core/command';
import type { Clock, OpenRun } from './core/labRuns';
import type { NotesEngine } from './core/notesEngine';
import { namesStandIn } from './core/standIn';
import type { ShellParser } from './core/statement';
import type { DockerTarget } from './parts/docker';
import type { Parts } from './parts/load';
import type { LabLocks } from './targets/labLock';
import type { openLabFolder } from './targets/labFolder';
import type { OpenRuns } from './targets/openRuns';
import type { RecordStore } from './targets/recordStore';
import type { RunFolder } from './targets/runFolder';
import { Authoring } from './views/authoring';
import { ByHand } from './views/byHand';
import { addCourseCommands, addRunCommands, Commands, offerShell } from './views/commands';
import { Courses } from './views/courses';
import { CourseTree } from './views/courseTree';
import { CourseTrust } from './views/courseTrust';
import { CurrentLab } from './views/currentLab';
import { DockerLink } from './views/dockerLink';
import { Labs } from './views/labs';
import { LabShells, NeedsBash } from './views/labShells';
import type { Log } from './views/log';
import { machineName } from './views/machine';
import { showFailure, translate } from './views/messages';
import { handleNoteAction } from './views/noteActions';
import { NoteDesk } from './views/noteDesk';
import { NotePanels } from './views/notePanel';
import { pageHtml } from './views/pageHtml';
import { Problems } from './views/problems';
import { Recovery } from './views/recovery';
import { RunBook } from './views/runBook';
import { RunForms } from './views/runForms';
import { RunLens } from './views/runLens';
import { StatusDesk } from './views/statusDesk';
import { StatusPanel } from './views/statusPanel';
import { statusStrings } from './views/statusStrings';
import { addSupportCommands } from './views/supportCommands';

/** Everything that is not a view, made by the composition root. */
export interface Services {
  readonly parts: Parts;
  readonly log: Log;
  readonly runFolder: RunFolder;
  readonly records: RecordStore;
  readonly openRuns: OpenRuns;
  readonly locks: LabLocks;
  readonly openLabFolder: typeof openLabFolder;
  readonly openRunsHint: { get(): number; set(count: number): Thenable<void> };
  runner(): Runner;
  engine(): NotesEngine;
  parser(): ShellParser;
  docker(): DockerTarget;
  isAlive(pid: number | undefined): boolean;
  newId(): string;
}

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** The second half of the composition root: views, handed to each other in the order in which data flows. */
export function createUi(context: vscode.ExtensionContext, services: Services, own: Disposables): void {
  const { log } = services;
  const media = vscode.Uri.joinPath(context.extensionUri, 'dist', 'media');
  const courses = own.own(new Courses({
    engine: services.engine, openFolder: openCourseFolder, find: findCourses,
    choose: found => services.parts.notes().chooseCourses(found), shipped: vscode.Uri.joinPath(context.extensionUri, 'notes').fsPath,
  }));
  const book = own.own(new RunBook(services.records));
  const link = own.own(new DockerLink(services.docker, process.env));
  const forms = new RunForms(context.globalState, (block, values) => services.parts.notes().fillPlaceholders(block.text, block.placeholders, values));
  const shells = own.own(new LabShells({
    files: services.runFolder, openFolder: services.openLabFolder, newId: services.newId,
    tell: note => { log.info(note.text); void vscode.window.showInformationMessage(translate(note)); },
  }));
  const trust = own.own(new CourseTrust(context.globalState, courses, at => `${at.open.origin}:${at.open.course.id}:${at.open.root}`));
  const labs = own.own(createLabs(services, { courses, trust, book, link, forms, shells, log }));
  const desk = own.own(new NoteDesk({
    courses, book, onRecord: labs.onRecord, onOutput: labs.onOutput, onReport: shells.onReport, onLink: link.onLink,
    engine: services.engine, parser: services.parser, link: () => link.status, machine: machineName,
    report: (courseId, labId) => shells.of({ courseId, labId })?.report, remembered: (courseId, token) => forms.remembered(courseId, token),
  }));
  const fail = (error: unknown) => error instanceof NeedsBash ? offerShell(error) : showFailure(error, log);
  const notes: NotePanels = own.own(new NotePanels({
    media, log, state: context.workspaceState,
    host: {
      view: (courseId, sectionId) => desk.view(courseId, sectionId), bannerOf: (courseId, sectionId) => desk.bannerOf(courseId, sectionId),
      onBlock: desk.onBlock, onOutput: labs.onOutput, onBanner: desk.onBanner, onSection: desk.onSection,
      courseRoot: async courseId => (await courses.open(courseId)).root,
      file: async place => { const at = await courses.section(place.courseId, place.sectionId); return courses.uriOf(at.open, at.entry.file).fsPath; },
      handle: (action, place) => handleNoteAction(action, place, { courses, labs, forms, open: async (courseId, sectionId, heading) => notes.open(courseId, sectionId, 'here', { heading }) }).catch(fail),
    },
  }));
  const statusDesk: StatusDesk = own.own(new StatusDesk({
    link, book, onRecord: labs.onRecord, part: () => services.parts.docker(), runner: services.runner,
    reveal: async (courseId, sectionId, blockId) => notes.open(courseId, sectionId, 'here', { blockId }), put: command => current.put(command),
  }));
  const current: CurrentLab = own.own(new CurrentLab({ courses, shells, labs, book, link, desk: statusDesk, state: context.workspaceState, onPlace: notes.onCurrent, place: () => notes.current }));
  const status = own.own(new StatusPanel({ host: statusDesk, log, media, html: webview => pageHtml({ webview, media, name: 'status', title: 'Labbook', strings: statusStrings() }) }));
  own.own(showAtFirstRun(labs, status));
  const tree = own.own(new CourseTree(courses, book));
  own.own(notes.onCurrent(place => { if (place) void tree.reveal(place.courseId, place.sectionId); }));
  own.own(new RunLens({ courses, onRecord: labs.onRecord, last: (courseId, blocks, entry) => book.last({ courseId, labId: entry.meta.lab ?? entry.id }, blocks) }));
  own.own(new ByHand({ courses, shells, newId: services.newId, place: () => notes.current, keep: record => labs.keep(record) }));
  own.own(new Problems(courses));
  own.own(new Authoring(courses, services.engine));
  const commands = own.own(new Commands(log));
  addRunCommands(commands, { courses, labs, shells, notes });
  addCourseCommands(commands, { courses, state: context.workspaceState, open: async (courseId, sectionId, side) => notes.open(courseId, sectionId, side ? 'side' : 'here') });
  addSupportCommands(commands, { log, link, courses, version: String((context.extension.packageJSON as { version: string }).version), runner: services.runner, showStatus: focus => status.show(focus), put: command => current.put(command) });
  recover(services, own, { labs, shells, log, book });
}

/** The first Docker block of a window brings the panel along, so that what it makes is seen; closing it is respected. */
function showAtFirstRun(labs: Labs, status: StatusPanel): Disposable {
  const listener = labs.onRecord(record => {
    if (record.state !== 'running' || (record.target !== 'docker' && record.target !== 'swarm')) return;
    listener.dispose();
    if (!status.visible) void status.show(false);
  });
  return listener;
}

interface LabParts { readonly courses: Courses; readonly trust: CourseTrust; readonly book: RunBook; readonly link: DockerLink; readonly forms: RunForms; readonly shells: LabShells; readonly log: Log }

function createLabs(services: Services, { courses, trust, book, link, forms, shells, log }: LabParts): Labs {
  const labs = new Labs({
    courses, shells, files: services.runFolder, clock, parser: services.parser, newId: services.newId,
    allow: (at, block) => trust.allow(at, block),
    fill: (at, block, values) => forms.fill(at.open.course.id, block, values),
    lock: lab => services.locks.take(lab.courseId, lab.labId),
    keepRecord: record => void book.keep(record).catch((error: unknown) => log.bug(error)),
    keepOpen: async (runId, run) => {
      await services.openRuns.put(runId, run && await kept(run, shells));
      // Not waited for: the editor stores what it was told before it types what it is told next.
      void services.openRunsHint.set(labs.current().length);
    },
    watchTarget: plan => plan.block.target === 'docker' || plan.block.target === 'swarm' ? link.hold() : { dispose: () => undefined },
    tools: () => toolVersions(link),
    marks: plan => namesStandIn(plan.text, link.source?.resources.values() ?? []) ? ['standIn'] : [],
  });
  labs.own(labs.onRecord(record => book.note(record)));
  return labs;
}

function toolVersions(link: DockerLink): Readonly<Record<string, string>> {
  const docker = link.status?.endpoint?.version;
  return docker ? { docker } : {};
}

async function kept(run: OpenRun, shells: LabShells) {
  const terminal = shells.of({ courseId: run.plan.course.id, labId: run.plan.labId });
  return { ...run, host: process.pid, shellPid: await terminal?.terminal.processId };
}

/** A starting window only looks at one stored number; it looks for open runs at once if that tells of any, else when records are first needed. */
function recover(services: Services, own: Disposables, { labs, shells, log, book }: Pick<LabParts, 'shells' | 'log' | 'book'> & { labs: Labs }): void {
  const recovery = own.own(new Recovery({
    labs, shells, log, files: services.runFolder, openRuns: () => services.openRuns.all(), host: process.pid, reread: runId => book.reread(runId),
    claim: run => services.openRuns.put(run.plan.runId, { ...run, host: process.pid }), isAlive: services.isAlive,
  }));
  const start = () => {
    loaded.dispose();
    void recovery.recover().catch((error: unknown) => showFailure(error, log));
  };
  const loaded = own.own(book.onProgress(start));
  if (services.openRunsHint.get() > 0) start();
}

