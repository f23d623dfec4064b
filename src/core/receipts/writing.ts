import type { Attribution, Attributor } from '../attribution';
import { isCalled } from '../aws/attribution';
import { isOfAws } from '../aws/resource';
import { isOfCluster } from '../clusterResource';
import { diffFolders, thingAt, type FolderThing } from './folderDiff';
import type { GoneEntry, MadeEntry, ReceiptLineData, RemovedData, SettledEntry } from '../journal';
import type { Ledger } from '../ledger';
import { clusterUid, printOf, swarmUid, thingOf, type LiveState } from '../liveState';
import { isInCluster, namespaceOf } from '../followed';
import { unfollowed } from '../kubectlNames';
import { english } from '../message';
import type { Resource } from '../resource';
import type { RunRecord } from '../run';
import { minikubeProfile } from '../minikube';
import { commandsIn } from '../shellCommands';
import { sizeWords } from '../statusWords';
import type { ActiveRun } from './activeRun';
import { appearedSince, candidates, changedBy, removedBy, type Candidate } from './liveDiff';
import { profileOf, type FolderSnapshot, type PendingReceipt } from './snapshot';

/** A run that lasts longer than this is no proof that it made what changed in the folder meanwhile. */
const briefMs = 60_000;

export interface LiveLook { readonly live: LiveState; readonly runs: readonly ActiveRun[]; readonly ledger: Ledger; readonly attributor: Attributor; readonly now: number }

/** What is there now and was made by one of the runs; only what the ledger does not know as well yet. */
export function liveEntries({ live, runs, ledger, attributor, now }: LiveLook): MadeEntry[] {
  const open = runs.filter(({ pending }) => !pending.before || pending.before.daemon === live.daemon);
  const records = open.flatMap(run => run.clues() ?? []);
  if (records.length === 0) return [];
  const rows = candidates(live, open);
  const byRun = new Map(open.map(run => [run.runId, run]));
  const found = attributor.attribute([...rows.values()].map(({ resource }) => resource), records, live.skewMs, hintsOf(byRun, rows, live, ledger));
  const made = [...found].flatMap(([uid, attribution]) => {
    const run = byRun.get(attribution.runId), row = rows.get(uid);
    // A new image stands for its first name too.
    if (row?.tag !== undefined && row.tag === (ledger.find(live.daemon, row.image?.uid ?? '')?.made.name ?? firstName(row, found))) return [];
    if (!run || !row || !isCertainEnough(run, row, attribution) || !isNews(ledger, live.daemon, row.resource, uid, attribution, run) || isNamesake(run, row.resource, live, ledger)) return [];
    return [madeEntry(run, row, attribution, live, now)];
  });
  return [...made, ...open.flatMap(run => [...joined(run, live, ledger, now), ...started(run, live, ledger, now)])];
}

function firstName({ image }: Candidate, found: ReadonlyMap<string, Attribution>): string | undefined { return image && found.has(image.uid) ? image.name : undefined; }

function hintsOf(runs: ReadonlyMap<string, ActiveRun>, rows: ReadonlyMap<string, Candidate>, { own, daemon, resources }: LiveState, ledger: Ledger) {
  return {
    appeared: ({ runId }: RunRecord, uid: string) => {
      const row = rows.get(uid), run = runs.get(runId);
      return run && appearedSince(run, uid, row?.image, row?.tag);
    },
    folder: ({ runId }: RunRecord) => runs.get(runId)?.pending.files?.folder,
    ownsOnAws: ({ courseId, labId }: RunRecord, called: string) => [...resources.values()].some(row => {
      const made = isOfAws(row) && isCalled(row, called) ? ledger.find(daemon, row.uid)?.made : undefined;
      return made?.courseId === courseId && made.labId === labId && !made.likely;
    }),
    besideOthers: ({ runId }: RunRecord) => runs.get(runId)?.besideOthers === true,
    ownsNamespace: ({ courseId, labId }: RunRecord) => own?.courseId === courseId && own.labId === labId,
  };
}

/**
 * A guess waits until the run is over. Of images that may have been there before nothing is guessed, nor of nameless ones:
 * those come to light when a name is taken away.
 */
function isCertainEnough(run: ActiveRun, { resource }: Candidate, { likely }: Attribution): boolean {
  if (likely && resource.kind === 'image' && resource.tags.length === 0) return false;
  return !likely || (run.ended !== undefined && (resource.kind !== 'image' || run.pending.before !== undefined));
}

function isNews(ledger: Ledger, daemon: string, resource: Resource, uid: string, { likely, runId }: Attribution, { pending }: ActiveRun): boolean {
  const known = ledger.find(daemon, uid)?.made;
  if (!known && hasGone(ledger, daemon, resource, uid)) return false;
  if (!known) return !(pending.before === undefined && ledger.madeBy(runId).some(made => made.uid === uid));
  return known.likely && !likely && known.runId === runId;
}

/**
 * A cluster tells whole seconds, so somebody may have made it again under the same name right after the run. Of two with one
 * name the second is the run's only where it surely came before the end.
 */
function isNamesake({ runId, ended }: ActiveRun, resource: Resource, { daemon, skewMs }: LiveState, ledger: Ledger): boolean {
  if (!isOfCluster(resource) || ended === undefined || (resource.created ?? 0) + 1000 < ended + skewMs) return false;
  return ledger.madeBy(runId).some(made => made.daemon === daemon && made.uid !== resource.uid && made.thing === resource.kind && made.name === resource.name);
}

/**
 * What is known to be gone does not come back under the same id, nor a volume with the same time: a list that was on its way
 * when it went still holds it for a moment. An image does come back.
 */
function hasGone(ledger: Ledger, daemon: string, resource: Resource, uid: string): boolean {
  const before = ledger.everMade(daemon, uid);
  if (resource.kind === 'volume') return before.some(({ print }) => print !== undefined && print === printOf(resource));
  return before.length > 0 && (resource.kind === 'container' || resource.kind === 'network' || isOfCluster(resource));
}

function madeEntry(run: ActiveRun, { resource, image, tag }: Candidate, attribution: Attribution, live: LiveState, now: number): MadeEntry {
  const isImage = resource.kind === 'image';
  const print = printOf(resource);
  const pulled = isImage && (attribution.pulled ?? (tag === undefined && (resource.created ?? now) < run.pending.start + live.skewMs - 2000));
  return {
    ...makerOf(run.pending, now), kind: 'made', uid: resource.uid, thing: thingOf(resource) ?? 'container', name: tag ?? resource.name, daemon: live.daemon,
    evidence: attribution.evidence, likely: attribution.likely,
    ...(isImage && !image ? { size: resource.size } : {}), ...(print === undefined ? {} : { print }), ...(pulled ? { pulled } : {}),
  };
}

/** The run made this daemon part of a swarm. */
function joined(run: ActiveRun, live: LiveState, ledger: Ledger, now: number): MadeEntry[] {
  const uid = swarmUid(live);
  if (!uid || !run.pending.before || run.pending.before.swarm === uid || ledger.find(live.daemon, uid)) return [];
  if (!/\bswarm\s+(?:init|join)\b/.test(run.text)) return [];
  return [{ ...makerOf(run.pending, now), kind: 'made', uid, thing: 'swarm', name: 'swarm', daemon: live.daemon, evidence: 'named', likely: false }];
}

/** A cluster that was deleted does not come back, and does not answer: that the command went well is all that can be known. */
export function goneWithCluster(run: ActiveRun, ledger: Ledger, now: number): GoneEntry[] {
  const { before } = run.pending;
  if (!before?.profile || !run.passed || !isInCluster(before.daemon)) return [];
  const deleted = commandsIn(run.text).flatMap(({ words }) => words[0] === 'minikube' && words.includes('delete') ? [minikubeProfile(words)] : []);
  if (!deleted.includes(before.profile)) return [];
  const cluster = before.daemon.slice(0, before.daemon.lastIndexOf('/') + 1);
  return ledger.things().filter(({ made }) => made.daemon.startsWith(cluster)).map(({ made }) => ({ ...labOf(made, now), kind: 'gone', uid: made.uid, daemon: made.daemon, by: 'run', runId: run.runId }));
}

/** What is not followed, by what kubectl said of it. Its namespace is that of the run, as far as is known. */
export function otherEntries(run: ActiveRun, live: LiveState, ledger: Ledger, now: number): (MadeEntry | GoneEntry)[] {
  if (run.ended === undefined || run.pending.follows !== 'kubernetes' || !isInCluster(live.daemon)) return [];
  const { made, deleted } = unfollowed(run.printed);
  const of = (name: string) => ledger.find(live.daemon, `other:${name}`)?.made;
  // The lab's own namespace is asked for by itself.
  const isNew = (name: string): boolean => name !== `namespace/${namespaceOf(live.daemon)}` && !deleted.includes(name) && !of(name) && !ledger.everMade(live.daemon, `other:${name}`).some(({ runId }) => runId === run.runId);
  return [
    ...[...new Set(made)].filter(isNew).map((name): MadeEntry => ({ ...makerOf(run.pending, now), kind: 'made', uid: `other:${name}`, thing: 'other', name, daemon: live.daemon, evidence: 'printed', likely: false })),
    ...deleted.flatMap((name): GoneEntry[] => {
      const known = of(name);
      return known && known.runId !== run.runId ? [{ ...labOf(known, now), kind: 'gone', uid: known.uid, daemon: live.daemon, by: 'run', runId: run.runId }] : [];
    }),
  ];
}

/** The run made this cluster: its node came into being while `minikube start` went on. One that was only started again is older. */
function started(run: ActiveRun, live: LiveState, ledger: Ledger, now: number): MadeEntry[] {
  const uid = clusterUid(live);
  if (uid === undefined || run.frozen || run.pending.before || ledger.find(live.daemon, uid) || !/\bminikube\b[^\n;&|]*\bstart\b/.test(run.text)) return [];
  const node = [...live.resources.values()].find(row => row.kind === 'k8s-node' && (row.created ?? 0) >= run.pending.start + live.skewMs - 2000);
  const name = profileOf(live);
  return node && name !== undefined ? [{ ...makerOf(run.pending, now), kind: 'made', uid, thing: 'cluster', name, daemon: live.daemon, evidence: 'named', likely: false }] : [];
}

export interface FolderLook { readonly run: ActiveRun; readonly after: FolderSnapshot; readonly ledger: Ledger; readonly now: number }

/** Files of the lab's folder. Where they lie stands in place of the daemon. */
export function fileEntries({ run, after, ledger, now }: FolderLook): (MadeEntry | GoneEntry)[] {
  const { pending } = run;
  const daemon = folderId(after.folder);
  const made = ({ path, kind, size, print }: FolderThing, likely: boolean): MadeEntry => ({
    ...makerOf(pending, now), kind: 'made', uid: `file:${path}`, thing: 'file', name: kind === 'folder' ? `${path}/` : path, daemon, evidence: unsure && !likely ? 'named' : 'folder', likely, size, print,
  });
  const unsure = run.shared || pending.background || (run.ended ?? now) - pending.start > briefMs;
  const guess = (path: string): boolean => unsure && !namesFile(run.text, path);
  const fresh = pending.files ? diffFolders(pending.files, after).made : [];
  const own = ledger.of(pending).filter(({ made: one }) => one.thing === 'file' && one.daemon === daemon).map(thing => thing.made);
  const inOwn = (path: string) => own.some(one => one.uid === `file:${path}` || path.startsWith(`${one.uid.slice('file:'.length)}/`));
  return [
    ...own.flatMap((one): (MadeEntry | GoneEntry)[] => {
      const there = thingAt(after, one.uid.slice('file:'.length));
      if (!there) return after.cut ? [] : [{ ...labOf(pending, now), kind: 'gone', uid: one.uid, daemon, by: 'run', runId: run.runId }];
      // A later block of the lab that works on its files leaves them the lab's.
      return there.print === one.print || guess(there.path) ? [] : [made(there, one.likely)];
    }),
    ...fresh.filter(({ path }) => !inOwn(path)).map(thing => made(thing, guess(thing.path))),
  ];
}

/** Its path stands in the command as a word, or begins one: what several programs write at once is told apart by that. */
function namesFile(text: string, path: string): boolean {
  return new RegExp(`(?<![\\w.@/-])(?:\\./)?${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:/|(?![\\w.@-]))`).test(text);
}

export function folderId(folder: string): string { return `folder:${folder}`; }

export interface SettleLook { readonly run: ActiveRun; readonly live: LiveState | undefined; readonly ledger: Ledger; readonly now: number }

/** Undefined where there is nothing to say, or nothing new. */
export function settledEntry({ run, live, ledger, now }: SettleLook): SettledEntry | undefined {
  const { before } = run.pending;
  const daemon = before && live?.daemon === before.daemon ? live : undefined;
  const owned = (uid: string): boolean => run.lost.has(uid) || (daemon !== undefined && isOwn(ledger.find(daemon.daemon, uid)?.made, run.pending));
  const own = new Set(ledger.madeBy(run.runId).map(made => made.uid));
  const changed = before && daemon ? changedBy(run, before, daemon, owned).filter(({ uid }) => !own.has(uid)) : [];
  const removed = before && daemon ? removedBy(run, before, daemon, owned) : [];
  const entry: SettledEntry = { ...labOf(run.pending, now), kind: 'settled', runId: run.runId, changed: [...changed, ...run.folder.changed], removed: [...removed, ...run.folder.removed] };
  const said = ledger.settled(run.runId);
  return same(said ?? { changed: [], removed: [] }, entry) ? undefined : entry;
}

/** Of what ran where nothing can be asked for any more: what it did in the lab's folder is all that is known. */
export function lostEntry({ pending, runId, folder }: ActiveRun, now: number): SettledEntry { return { ...labOf(pending, now), kind: 'settled', runId, ...folder, lost: true }; }

function isOwn(made: MadeEntry | undefined, { courseId, labId }: PendingReceipt): boolean { return made?.courseId === courseId && made.labId === labId && !made.likely; }

type Told = Pick<SettledEntry, 'changed' | 'removed'>;

/** What a run changed and removed in the lab's folder, less what the ledger follows by itself. */
export function folderChanges(before: FolderSnapshot, after: FolderSnapshot): Told {
  const { changed, removed } = diffFolders(before, after);
  return {
    changed: changed.map(({ before: from, after: to }): ReceiptLineData => ({ uid: `file:${to.path}`, thing: 'file', name: to.path, from: english(sizeWords(from.size)), to: english(sizeWords(to.size)) })),
    removed: removed.map(({ path, kind }): RemovedData => ({ uid: `file:${path}`, thing: 'file', name: kind === 'folder' ? `${path}/` : path, evidence: 'folder', likely: false })),
  };
}

function same(a: Told, b: Told): boolean { return JSON.stringify([a.changed, a.removed]) === JSON.stringify([b.changed, b.removed]); }

function labOf({ courseId, courseVersion, labId }: Pick<PendingReceipt, 'courseId' | 'courseVersion' | 'labId'>, now: number) { return { v: 1 as const, at: now, courseId, courseVersion, labId }; }

function makerOf(pending: PendingReceipt, now: number) {
  const { sectionId, blockId, runId } = pending;
  return { ...labOf(pending, now), sectionId, blockId, runId };
}
