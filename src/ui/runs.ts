import * as vscode from 'vscode';
import type { RunPlan } from '../core/liveRun';
import type { OpenRun } from '../core/labRuns';
import { LedgerBook } from '../core/ledgerBook';
import { callsLabbook, ownCommandText } from '../core/ownCommand';
import { namesStandIn } from '../core/standIn';
import { findLabFolder } from '../targets/labFolder';
import { AllowedHosts } from '../views/allowedHosts';
import { CheckDesk } from '../views/checkDesk';
import { labOf } from '../views/cleanupDesk';
import type { SectionAt } from '../views/courses';
import { AwsKnown } from '../views/awsKnown';
import type { AwsLink } from '../views/awsLink';
import { awsLabOf } from '../views/awsTracks';
import type { ClusterLink } from '../views/clusterLink';
import { DockerLink } from '../views/dockerLink';
import { Links } from '../views/targetLink';
import { followedBy } from '../core/followed';
import { KeptShells } from '../views/keptShells';
import { Labs } from '../views/labs';
import { LabShells, labsFolder } from '../views/labShells';
import { showFailure, translate } from '../views/messages';
import { ReceiptDesk } from '../views/receiptDesk';
import { Recovery } from '../views/recovery';
import { RunBook } from '../views/runBook';
import { RunForms } from '../views/runForms';
import { createAws, type Aws } from './aws';
import { createClusters, type Clusters } from './clusters';
import { createAsking, type Asking } from './asking';
import type { Cleanup } from './cleanup';
import { clock } from './clock';
import type { Course } from './course';
import type { Ui } from './services';

export interface Runs extends Asking { readonly book: RunBook; readonly links: Links<DockerLink, ClusterLink, AwsLink>; readonly clusters: Clusters; readonly aws: Aws; readonly forms: RunForms; readonly shells: LabShells; readonly labs: Labs; readonly ledger: LedgerBook; readonly receipts: ReceiptDesk; readonly checks: CheckDesk }

/** From a block to its record: forms, terminals, runs, and the target that the runs change. `cleanup` is made later. */
export function addRuns(ui: Ui, course: Course, cleanup: () => Cleanup): Runs {
  const { context, services, own } = ui;
  const book = own.own(new RunBook(services.records, services.journal));
  const { cluster, clusters } = createClusters(ui);
  const { link, aws } = createAws(ui, record => labs.keep(record));
  const links = new Links(own.own(new DockerLink(services.docker, process.env)), cluster, link);
  const forms = new RunForms(context.globalState, (block, values) => services.parts.notes().fillPlaceholders(block.text, block.placeholders, values));
  const keptShells = new KeptShells(context.workspaceState, services.isAlive, services.runFolder);
  const shells = own.own(new LabShells({
    earlier: lab => keptShells.find(lab), kept: (lab, terminal) => void keptShells.keep(lab, terminal),
    files: services.runFolder, openFolder: services.openLabFolder, newId: services.newId, environment: async (lab, open) => ({ env: await clusters.kubeconfigs.environment(lab, open), after: await aws.environments.after(lab, open) + (callsLabbook(open.course, lab.labId) ? ownCommandText(process.execPath, vscode.Uri.joinPath(context.extensionUri, 'dist', 'cli.js').fsPath) : '') }),
    tell: note => { services.log.info(note.text); void vscode.window.showInformationMessage(translate(note)); },
  }));
  const ledger = own.own(new LedgerBook(services.journal));
  own.own(new AwsKnown(link, ledger));
  const receipts: ReceiptDesk = own.own(new ReceiptDesk({
    journal: services.journal, ledger, links, clock, log: services.log, storage: context.globalStorageUri.fsPath, part: () => services.parts.lab(), isAlive: services.isAlive,
    folder: lab => findLabFolder(labsFolder(), lab.courseId, lab.labId),
    records: async () => { await book.load(); return book.records(); },
    isOwn: runId => labs.current().some(record => record.runId === runId),
  }));
  const asking = createAsking(ui, { ...course, links, ledger, shells, clusters, aws }, () => labs);
  const labs: Labs = own.own(createLabs(ui, { ...course, book, links, clusters, aws, forms, shells, ledger, receipts, ...asking, captured: (at, token) => checks.captured(at, token) }, cleanup));
  const checks: CheckDesk = own.own(new CheckDesk({
    ...course, book, links, clock, journal: services.journal, log: services.log, onRecord: labs.onRecord, onOutput: labs.onOutput, part: () => services.parts.checks(),
    hosts: own.own(new AllowedHosts(context.globalState)), folder: lab => findLabFolder(labsFolder(), lab.courseId, lab.labId),
    remembered: (courseId, token) => forms.remembered(courseId, token),
  }));
  return { book, links, clusters, aws, forms, shells, labs, ledger, receipts, checks, ...asking };
}

interface LabParts extends Course, Omit<Runs, 'labs' | 'checks'> { captured(at: SectionAt, token: string): string | undefined }

function createLabs({ services }: Ui, { courses, trust, book, links, aws, forms, shells, receipts, beforeRun, pins, clusterPins, awsPins, captured }: LabParts, cleanup: () => Cleanup): Labs {
  const labs = new Labs({
    courses, shells, files: services.runFolder, clock, parser: services.parser, newId: services.newId,
    allow: (at, block) => trust.allow(at, block), trust: (at, block) => trust.trust(at, block),
    before: async (at, block, text, values) => { await pins.check(at); await clusterPins.check(at, block); await awsPins.check(at, block, text); await beforeRun.check(at, block, text, values); },
    row: (at, blocks) => beforeRun.row(at, blocks), onward: at => cleanup().costGuard.withinBudget(labOf(at), at.section.meta.expects?.aws?.budget),
    fill: (at, block, values) => forms.fill(at.open.course.id, block, values, token => captured(at, token)),
    lock: lab => services.locks.take(lab.courseId, lab.labId),
    cleanupText: (at, block, text) => cleanup().cleanup.blockText(at, block, text, shells.of(labOf(at))?.report?.values.cwd ?? undefined),
    instead: async (at, text) => onAws(at) ? aws.isolation.instead(text, aws.tracks.trackOf(labOf(at))) : text,
    limit: (at, text) => onAws(at) ? aws.isolation.limit(text, aws.tracks.trackOf(labOf(at))) : undefined,
    keepRecord: record => {
      void book.keep(record).catch((error: unknown) => services.log.bug(error));
      receipts.over(record);
    },
    keepOpen: async (runId, run) => {
      const looked = run && receipts.begin(run.plan, run.background);
      await services.openRuns.put(runId, run && await kept(run, shells));
      await looked;
      // Not waited for: the editor stores what it was told before it types what it is told next.
      services.openRunsHint.set(labs.current().length);
    },
    watchTarget: plan => {
      const target = followedBy(plan.block.target);
      return target ? links.by(target).hold() : { dispose: () => undefined };
    },
    tools: () => toolVersions(links),
    marks: plan => [...namesStandIn(plan.text, links.docker.source?.resources.values() ?? []) ? ['standIn' as const] : [], ...isEmulated(plan, aws) ? ['emulated' as const] : []],
  });
  labs.own(labs.onRecord(record => { book.note(record); receipts.note(record); }));
  labs.own(labs.onOutput(({ record, text }) => receipts.output(record.runId, text)));
  return labs;
}

/** Whether its lab works on AWS. */
export function onAws(at: SectionAt): boolean { return awsLabOf(labOf(at), at.open, at.section) !== undefined; }

/** What it made and said came from an emulator. */
function isEmulated({ course, labId, block, text }: RunPlan, { tracks, isolation }: Aws): boolean {
  return (followedBy(block.target, text) === 'aws' || isolation.speaks(text)) && tracks.trackOf({ courseId: course.id, labId }) === 'emulator';
}

function toolVersions(links: Links): Readonly<Record<string, string>> {
  return Object.fromEntries(links.all.flatMap(({ target, status }) => status?.endpoint?.version ? [[target, status.endpoint.version]] : []));
}

async function kept(run: OpenRun, shells: LabShells) {
  const terminal = shells.of({ courseId: run.plan.course.id, labId: run.plan.labId });
  return { ...run, host: process.pid, shellPid: await terminal?.terminal.processId };
}

/** A starting window only looks at one stored number; it looks for open runs at once if that tells of any, else when records are first needed. */
export function addRecovery({ services, own }: Ui, { labs, shells, book }: Runs): void {
  const { log } = services;
  const recovery = own.own(new Recovery({
    labs, shells, log, files: services.runFolder, openRuns: () => services.openRuns.all(), host: process.pid, reread: runId => book.reread(runId),
    claim: run => services.openRuns.put(run.plan.runId, { ...run, host: process.pid }), isAlive: services.isAlive,
  }));
  const start = () => {
    loaded.dispose();
    void recovery.recover().then(settled).catch((error: unknown) => showFailure(error, log));
  };
  // A window that was closed soon after its last run has left the number as it was.
  const settled = async () => services.openRunsHint.set(Math.max((await services.openRuns.all()).length, labs.current().length));
  const loaded = own.own(book.onProgress(start));
  if (services.openRunsHint.open) start();
}

