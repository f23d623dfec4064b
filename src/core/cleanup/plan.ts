import type { CleanupItem, CleanupPlan } from '../cleanup';
import type { MadeEntry } from '../journal';
import type { Ledger, LabRef, LedgerThing } from '../ledger';
import { accountOf, isEmulated, isOnAws, regionOf } from '../aws/place';
import { awsRemoval } from '../aws/removal';
import { isOfAws } from '../aws/resource';
import { isInCluster } from '../followed';
import { isThere, tagOf, type LiveState } from '../liveState';
import { msg, type Message } from '../message';
import { thingAt } from '../receipts/folderDiff';
import type { FolderSnapshot } from '../receipts/snapshot';
import { folderId } from '../receipts/writing';
import { sizeWords } from '../statusWords';
import { awsOrder } from './awsOrder';
import { stateOf } from './itemState';
import { stepsOf } from './steps';
import { usersOf, type User } from './users';

/** A block of the lab that goes on beside the others. */
export interface RunningBlock { readonly runId: string; readonly sectionId: string; readonly blockId: string; /** What it runs. */ readonly text: string }

export interface CleanupInput {
  readonly lab: LabRef;
  readonly ledger: Ledger;
  /** Undefined: the target does not answer; then only files and blocks go. */
  readonly live?: LiveState;
  readonly files?: FolderSnapshot;
  readonly running: readonly RunningBlock[];
  /** Only what this run made. */
  readonly runId?: string;
}

/** Dependents first. */
const order: readonly CleanupItem['thing'][] = ['block', ...awsOrder, 'k8s-service', 'deployment', 'replicaset', 'pod', 'other', 'namespace', 'cluster', 'service', 'stack', 'container', 'network', 'volume', 'image', 'swarm', 'file'];

/** What would go and what stays, and why. Nothing that the ledger does not name is ever in it. */
export function planCleanup(input: CleanupInput): CleanupPlan {
  const { lab, ledger, live, files } = input;
  const things = ledger.of(lab).filter(({ made }) => input.runId === undefined || made.runId === input.runId);
  const judged = things.flatMap(thing => thing.made.thing === 'file' ? fileItem(thing, files) : daemonItem(thing, input));
  const blocks = input.running.map((run): Judged => ({ goes: true, item: {
    uid: `run:${run.runId}`, thing: 'block', name: run.text, sectionId: run.sectionId, blockId: run.blockId, state: msg('still running'), selectable: true, selected: true,
  } }));
  const all = withUsers([...blocks, ...judged], live);
  const sorted = order.flatMap(kind => all.filter(({ item }) => item.thing === kind));
  const go = sorted.filter(({ goes }) => goes).map(({ item }) => item);
  const stay = sorted.filter(({ goes }) => !goes).map(({ item }) => item);
  const plan = { ...lab, courseId: lab.courseId, labId: lab.labId, ...(live ? { daemon: live.daemon } : {}), go, stay };
  return { ...plan, steps: stepsOf([...go, ...stay], new Set([...go, ...stay].filter(({ selected }) => selected).map(({ uid }) => uid)), live) };
}

interface Judged { readonly goes: boolean; readonly item: CleanupItem; readonly users?: readonly User[] }

function itemOf(made: MadeEntry, state: Message, how: Pick<CleanupItem, 'reason' | 'selectable' | 'selected' | 'size' | 'print'>): CleanupItem {
  const { uid, thing, name, sectionId, blockId } = made;
  return { uid, thing, name, sectionId, blockId, state, ...how };
}

function daemonItem(thing: LedgerThing, input: CleanupInput): Judged[] {
  const { made } = thing;
  const { live } = input;
  if (isOfLostEmulator(made, live)) return [];
  const hidden = hiddenBy(made, live);
  if (hidden || !live) return hidden ? [stays(made, hidden)] : [];
  if (!isThere(made, live)) return [];
  if (made.thing === 'cluster') return [{ goes: false, item: itemOf(made, stateOf(made, undefined), { reason: msg('This lab made it. It is only stopped: what is in it is kept, and it can be started again.'), selectable: true, selected: false }) }];
  const resource = live.resources.get(tagOf(made.uid)?.image ?? made.uid);
  const users = usersOf(made, live);
  if (resource && isOfAws(resource) && !resource.ending && !awsRemoval(resource)) return [{ goes: false, item: itemOf(made, stateOf(made, resource), { reason: msg('It stays listed and costs nothing: no command takes it away.'), selectable: false, selected: false }) }];
  const state = stateOf(made, resource);
  const size = resource?.kind === 'image' && !tagOf(made.uid) ? { size: resource.size } : {};
  const foreign = made.uid.startsWith('image:') && resource?.kind === 'image' ? resource.tags.find(tag => !isOwnTag(tag, made, input.ledger)) : undefined;
  if (foreign !== undefined) return [{ goes: false, item: itemOf(made, state, { reason: msg('It also has the name `{0}`, which this lab did not make.', foreign), selectable: false, selected: false }) }];
  if (made.pulled) return [{ goes: false, users, item: itemOf(made, state, { reason: msg('Fetched, not built: images are kept so that the next run starts at once.'), selectable: true, selected: false, ...size }) }];
  return [{ goes: true, users, item: itemOf(made, state, { ...doubt(thing), ...size, selectable: true, selected: !made.likely && !thing.kept }) }];
}

/** Why nothing can be said of a thing. */
function hiddenBy(made: MadeEntry, live: LiveState | undefined): Message | undefined {
  if (isOnAws(made.daemon) || (live && isOnAws(live.daemon))) return hiddenOnAws(made, live);
  const inCluster = isInCluster(made.daemon);
  if (!live) return inCluster ? msg('The cluster does not answer, so nothing is known of it.') : msg('Docker does not answer, so nothing is known of it.');
  if (inCluster !== isInCluster(live.daemon)) return inCluster ? msg('It is in a cluster, and this looks at Docker.') : msg('It is on Docker, and this looks at the cluster.');
  if (live.daemon !== made.daemon) return inCluster ? msg('It is in another cluster or namespace than the one shown now.') : msg('It is on another Docker than the one shown now.');
  if (made.thing === 'other') return msg('Labbook does not follow things of this kind, so it leaves it. By hand: `kubectl delete {0}`', made.name);
  if (isThere(made, live) !== undefined) return undefined;
  return inCluster ? msg('Things of its kind cannot be listed here, so nothing is known of it.') : msg('Only a manager of the swarm can tell.');
}

const loses: ReadonlySet<CleanupItem['thing']> = new Set<CleanupItem['thing']>(['volume', 'aws-bucket', 'aws-table', 'aws-stream', 'aws-redshift-cluster', 'aws-ecr-repository', 'aws-notebook-instance', 'aws-log-group']);

/** An emulator that was reset or started anew has nothing of what it had. */
function isOfLostEmulator({ daemon }: MadeEntry, live: LiveState | undefined): boolean {
  return live !== undefined && isEmulated(daemon) && isEmulated(live.daemon) && emulatorOf(daemon) !== emulatorOf(live.daemon);
}

function emulatorOf(place: string): string { return place.slice(0, place.lastIndexOf('/')); }

function hiddenOnAws(made: MadeEntry, live: LiveState | undefined): Message | undefined {
  const { daemon: place } = made;
  if (!isOnAws(place)) return isInCluster(place) ? msg('It is in a cluster, and this looks at AWS.') : msg('It is on Docker, and this looks at AWS.');
  if (!live) return isEmulated(place) ? msg('The emulator does not answer, so nothing is known of it.') : msg('AWS does not answer, so nothing is known of it.');
  if (!isOnAws(live.daemon)) return msg('It is on AWS, and this looks elsewhere.');
  if (isEmulated(place) !== isEmulated(live.daemon)) return isEmulated(place) ? msg('It is on the emulator, and this looks at a real account.') : msg('It is in account {0}, region {1}, and this looks at the emulator.', accountOf(place), regionOf(place));
  if (place !== live.daemon) return isEmulated(place) ? msg('It is in the region {0}, and this looks at {1}.', regionOf(place), regionOf(live.daemon)) : msg('It is in account {0}, region {1}, and this looks at {2}, {3}.', accountOf(place), regionOf(place), accountOf(live.daemon), regionOf(live.daemon));
  return isThere(made, live) === undefined ? msg('Its service does not answer now, so nothing is known of it.') : undefined;
}

function doubt({ made, kept }: LedgerThing): { reason?: Message } {
  if (made.likely) return { reason: msg('Only likely this lab’s: it appeared while a block ran. Tick it if it is.') };
  if (kept) return { reason: msg('You chose to keep it.') };
  if (made.thing === 'namespace') return { reason: msg('Whatever else is in it is deleted with it.') };
  if (loses.has(made.thing)) return { reason: msg('What is stored in it is deleted for good.') };
  if (made.thing === 'aws-stack') return { reason: msg('All that it has made goes with it.') };
  return {};
}

function stays(made: MadeEntry, reason: Message): Judged {
  return { goes: false, item: itemOf(made, msg('not known'), { reason, selectable: false, selected: false }) };
}

/** The lab gave the image this name, or it had it when the lab made it. */
function isOwnTag(tag: string, made: MadeEntry, ledger: Ledger): boolean {
  const sameLab = ledger.of(made);
  return tag === made.name || sameLab.some(({ made: other }) => {
    const own = tagOf(other.uid);
    return other.daemon === made.daemon && own?.image === made.uid && own.tag === tag;
  });
}

/** What something else uses stays; what waits for a tick of its user is not ticked either. */
function withUsers(all: readonly Judged[], live: LiveState | undefined): Judged[] {
  const going = new Map(all.filter(({ goes }) => goes).map(({ item }) => [item.uid, item]));
  const services = [...live?.resources.values() ?? []].filter(({ kind }) => kind === 'service');
  return all.map(judged => {
    const { item } = judged;
    if (item.thing === 'swarm') {
      const foreign = services.find(({ uid }) => !going.has(uid));
      return foreign ? kept(judged, msg('Service `{0}` runs in it, and this lab did not make that.', foreign.name), false) : judged;
    }
    const others = judged.users?.filter(({ uid }) => !going.has(uid)) ?? [];
    const [other] = others;
    if (other) return kept(judged, usesIt(other), false);
    const unticked = judged.users?.find(({ uid }) => going.get(uid)?.selected === false);
    return unticked && item.selected ? { ...judged, item: { ...item, selected: false, reason: msg('`{0}` uses it, and that is not ticked.', unticked.name) } } : judged;
  });
}

function usesIt({ kind, name }: User): Message {
  return kind === 'service' ? msg('Service `{0}` uses it.', name) : kind === 'container' ? msg('Container `{0}` uses it.', name) : msg('`{0}` uses it, and this lab did not make that.', name);
}

function kept({ item }: Judged, reason: Message, selectable: boolean): Judged {
  return { goes: false, item: { ...item, reason, selectable, selected: false } };
}

function fileItem(thing: LedgerThing, files: FolderSnapshot | undefined): Judged[] {
  const { made } = thing;
  if (!files || folderId(files.folder) !== made.daemon) return [];
  const there = thingAt(files, made.uid.slice('file:'.length));
  if (!there) return files.cut ? [stays(made, msg('The lab’s folder holds more than Labbook looks at.'))] : [];
  const state = sizeWords(there.size);
  const changed = there.print !== made.print;
  if (changed) return [{ goes: false, item: itemOf(made, state, { reason: msg('Changed since the lab wrote it: your own work may be in it.'), print: there.print, selectable: true, selected: false }) }];
  return [{ goes: true, item: itemOf(made, state, { ...doubt(thing), size: there.size, print: there.print, selectable: true, selected: !made.likely && !thing.kept }) }];
}
