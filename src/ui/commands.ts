import { addCleanupCommands } from '../views/cleanupCommands';
import { profileNames } from '../targets/awsProfiles';
import { chooseAws, resetEmulator, startEmulator, stopEmulator, type ChooseAwsParts } from '../views/chooseAws';
import { chooseCluster } from '../views/chooseCluster';
import { Commands } from '../views/commands';
import { addCourseCommands } from '../views/courseCommands';
import { commandIds } from '../views/ids';
import { NeedsBash } from '../views/labShells';
import { installCourseCommand, packCourseCommand, type PackCommandParts } from '../views/packCommands';
import { addAuthorCommands } from '../views/authorCommands';
import { prepareForClass } from '../views/prepare';
import { SearchDesk } from '../views/searchDesk';
import { showFailure } from '../views/messages';
import { PrepareAws } from '../views/prepareAws';
import { addReportCommands } from '../views/reportDesk';
import { addRunCommands, offerShell } from '../views/runCommands';
import { addSupportCommands } from '../views/supportCommands';
import type { Cleanup } from './cleanup';
import type { Course } from './course';
import type { Notes } from './notes';
import type { Runs } from './runs';
import type { Ui } from './services';
import type { Status } from './status';

/** Everything in the command palette and in menus. */
export function addCommands({ context, services, own }: Ui, { courses, trust, documents, book, labs, links, clusters, aws, shells, notes, current, problems, status, cleanup, costGuard, ledger }: Course & Runs & Notes & Status & Cleanup): void {
  const { log, runner } = services;
  const commands = own.own(new Commands(error => error instanceof NeedsBash ? offerShell(error) : showFailure(error, log)));
  addRunCommands(commands, { courses, labs, shells, notes });
  addCourseCommands(commands, { courses, state: context.workspaceState, open: async (courseId, sectionId, how, line) => notes.open(courseId, sectionId, how, { line }) });
  const search = own.own(new SearchDesk({ courses, part: () => services.parts.search(), open: async (courseId, sectionId, reveal) => notes.open(courseId, sectionId, 'here', reveal), failed: error => void showFailure(error, log) }));
  commands.add(commandIds.search, () => search.show());
  addAuthorCommands(commands, { courses, problems, documents, parser: services.parser, part: () => services.parts.author() });
  addCleanupCommands(commands, { courses, cleanup, ledger, place: () => notes.current });
  addSupportCommands(commands, {
    log, links, courses, runner, version: versionOf(context),
    showStatus: focus => status.show(focus), put: command => current.put(command),
  });
  addReportCommands(commands, {
    courses, book, journal: services.journal, state: context.globalState, version: versionOf(context), part: () => services.parts.report(), place: () => notes.current,
    preview: (title, markdown) => documents.preview(title, markdown),
  });
  const packing: PackCommandParts = {
    courses, part: () => services.parts.pack(), labbook: context.extensionUri.fsPath, storage: context.globalStorageUri.fsPath, showText: (title, text) => documents.show(title, text, 'plaintext'),
  };
  commands.add(commandIds.packCourse, () => packCourseCommand(packing));
  commands.add(commandIds.installCourse, () => installCourseCommand(packing));
  commands.add(commandIds.chooseKubernetesContext, () => chooseCluster({ link: links.cluster, ...clusters, lab: () => current.lab(), put: command => current.put(command) }));
  const choosing: ChooseAwsParts = { ...aws, shells, lab: () => current.lab(), isRunning: lab => labs.current().some(({ courseId, labId }) => courseId === lab.courseId && labId === lab.labId), profiles: () => profileNames(process.env), hasKeys: () => Boolean(process.env.AWS_ACCESS_KEY_ID) };
  commands.add(commandIds.chooseAwsTrack, () => chooseAws(choosing));
  commands.add(commandIds.startEmulator, () => startEmulator(choosing));
  commands.add(commandIds.resetEmulator, () => resetEmulator(choosing));
  commands.add(commandIds.stopEmulator, () => stopEmulator(choosing));
  commands.add(commandIds.showCost, () => costGuard.show());
  commands.add(commandIds.prepare, () => prepareForClass({
    courses, link: links.docker, cluster: links.cluster, aws: new PrepareAws(aws), runner, part: () => services.parts.prepare(), place: () => notes.current, isTrusted: at => trust.isTrusted(at),
  }));
}

function versionOf({ extension }: Ui['context']): string { return String((extension.packageJSON as { version: string }).version); }
