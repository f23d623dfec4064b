import { isOfAws } from './aws/resource';
import { idInUid } from './aws/uid';
import { isOfCluster } from './clusterResource';
import type { JournalEntry } from './journal';
import type { TimelineItemView } from './labViews';
import { msg, type Message } from './message';
import type { TargetEvent } from './resource';
import { isOver, type RunRecord, type RunState } from './run';
import type { Translate } from './statusInput';

/** All that happened in one lab, before it is put on one axis. Times are this machine's but for `events`. */
export interface TimelineInput {
  readonly records: readonly RunRecord[];
  readonly journal: readonly JournalEntry[];
  /** Of any target, by the target's clock. */
  readonly events: readonly TargetEvent[];
  /** The target's clock minus this machine's, milliseconds. */
  readonly skewMs: number;
  /** They come from an emulator. */
  readonly emulated?: boolean;
  /** Only what the lab made is told of. */
  isOwn(uid: string, name?: string): boolean;
  /** The block's number; undefined when it is no longer there. */
  ordinal(sectionId: string, blockId: string): number | undefined;
  /** What a check claims; undefined when it is no longer there. */
  claim(sectionId: string, checkId: string): string | undefined;
}

/** The axis shows the latest; what lies further back is in the records. */
const most = 200;

/** One axis, oldest first: runs, checks, events of the target, and what the student did beside the steps. */
export function timelineOf(input: TimelineInput, translate: Translate): readonly TimelineItemView[] {
  const since = Math.max(0, ...input.journal.filter(entry => entry.kind === 'reset').map(entry => entry.at));
  const items = [
    ...input.records.filter(record => record.start >= since).map(record => runItem(record, input, translate)),
    ...input.journal.filter(entry => entry.at >= since).flatMap(entry => journalItem(entry, input, translate)),
    ...input.events.flatMap((event, index) => eventItem(event, index, input, translate)).filter(item => item.at >= since),
  ];
  return items.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(-most);
}

const runTones: Readonly<Record<RunState, TimelineItemView['tone']>> = {
  queued: 'idle', running: 'running', waiting: 'wait', passed: 'pass', failed: 'fail', stopped: 'idle', timedOut: 'fail', interrupted: 'idle', notRun: 'idle', notMeasured: 'idle',
};

function toneOf({ state, marks }: RunRecord): TimelineItemView['tone'] { return state === 'passed' && marks.includes('emulated') ? 'emulated' : runTones[state]; }

function runItem(record: RunRecord, { ordinal }: TimelineInput, translate: Translate): TimelineItemView {
  const number = ordinal(record.sectionId, record.blockId);
  const name = number === undefined ? msg('A block that is no longer there') : msg('Block {0}', number);
  return {
    id: `run:${record.runId}`, lane: 'run', at: record.start, ...(record.end === undefined ? {} : { end: record.end }), tone: toneOf(record),
    label: translate(name), detail: translate(runWords(record)), block: { section: record.sectionId, id: record.blockId },
  };
}

function runWords({ state, code, marks }: RunRecord): Message {
  const byHand = marks.includes('byHand');
  switch (state) {
    case 'passed': return marks.includes('emulated') ? msg('passed, emulated') : byHand ? msg('passed, typed by hand') : msg('passed');
    case 'failed': return code === undefined ? msg('failed') : msg('failed, exit {0}', code);
    case 'stopped': return msg('stopped by you');
    case 'timedOut': return msg('timed out');
    case 'interrupted': return msg('interrupted');
    case 'notRun': return msg('not run');
    case 'notMeasured': return msg('not measured');
    default: return isOver(state) ? msg('ended') : msg('running');
  }
}

function journalItem(entry: JournalEntry, { claim, ordinal }: TimelineInput, translate: Translate): TimelineItemView[] {
  const { at } = entry;
  switch (entry.kind) {
    case 'check': {
      const words = claim(entry.sectionId, entry.checkId) ?? entry.checkId;
      const emulated = entry.marks.includes('emulated');
      const detail = entry.by === 'student' ? msg('marked done by you') : emulated ? msg('check done, emulated') : msg('check done');
      return [{ id: `check:${entry.sectionId}/${entry.checkId}@${at}`, lane: 'check', at, tone: entry.by === 'student' ? 'idle' : emulated ? 'emulated' : 'pass', label: words, detail: translate(detail) }];
    }
    case 'answer': return [{ id: `answer:${entry.checkId}@${at}`, lane: 'you', at, tone: 'idle', label: claim(entry.sectionId, entry.checkId) ?? entry.checkId, detail: translate(msg('answered')) }];
    case 'solved': {
      const number = ordinal(entry.sectionId, entry.blockId);
      return [{ id: `solved:${entry.blockId}@${at}`, lane: 'you', at, tone: 'idle', label: translate(number === undefined ? msg('Solution run') : msg('Solution run: block {0}', number)), block: { section: entry.sectionId, id: entry.blockId } }];
    }
    case 'reset': return [{ id: `reset@${at}`, lane: 'you', at, tone: 'idle', label: translate(msg('Lab reset')) }];
    case 'gone': return entry.by === 'cleanup' || entry.by === 'undo'
      ? [{ id: `gone:${entry.uid}@${at}`, lane: 'you', at, tone: 'idle', label: entry.uid.startsWith('aws-') ? lastPiece(idInUid(entry.uid)) : entry.uid.slice(entry.uid.indexOf(':') + 1, 40), detail: translate(entry.by === 'undo' ? msg('removed again') : msg('cleaned up')) }]
      : [];
    default: return [];
  }
}

function eventItem(event: TargetEvent, index: number, { isOwn, skewMs, emulated }: TimelineInput, translate: Translate): TimelineItemView[] {
  const words = isOfCluster(event) ? clusterWords(event) : isOfAws(event) ? awsEventWords(event) : eventWords(event.action);
  // Nodes are followed only where the whole cluster is the student's.
  if (!words || !(isOwn(event.uid, event.name) || (event.owner !== undefined && isOwn(event.owner)) || event.kind === 'k8s-node')) return [];
  return [{
    id: `event:${event.uid}:${event.action}:${event.time}:${index}`, lane: 'event', at: event.time - skewMs, tone: emulated && words.tone === 'pass' ? 'emulated' : words.tone,
    label: event.name ?? event.uid.slice(event.uid.indexOf(':') + 1, 20), detail: translate(words.text),
  }];
}

/** Of all that changes in a cluster what somebody has done, and what has become of it. What a deployment is made of is not told by itself, but for pods that come, go or fail. */
function clusterWords({ kind, action, more = '' }: TargetEvent): { readonly text: Message; readonly tone: TimelineItemView['tone'] } | undefined {
  if (kind === 'replicaset' || kind === 'endpoints' || kind === 'k8s-event') return undefined;
  switch (action) {
    case 'create': return kind === 'k8s-node' ? undefined : { text: kind === 'pod' ? msg('pod created') : kind === 'deployment' ? msg('deployment created') : msg('service created'), tone: 'idle' };
    case 'delete': return { text: kind === 'pod' ? msg('pod removed') : kind === 'deployment' ? msg('deployment removed') : kind === 'k8s-node' ? msg('node removed') : msg('service removed'), tone: 'idle' };
    case 'scaled': return { text: msg('scaled, {0}', more), tone: 'idle' };
    case 'imageSet': return { text: msg('image set, {0}', more), tone: 'idle' };
    case 'rolledOut': return { text: msg('rolled out, {0}', more), tone: 'pass' };
    case 'stuck': return { text: msg('rollout is stuck'), tone: 'fail' };
    case 'failing': return { text: msg('pod fails, {0}', more), tone: 'fail' };
    case 'well': return { text: msg('pod is well, {0}', more), tone: 'pass' };
    case 'retyped': return { text: msg('service changed, {0}', more), tone: 'idle' };
    case 'cordon': return { text: msg('node takes no new pods'), tone: 'wait' };
    case 'uncordon': return { text: msg('node takes new pods again'), tone: 'idle' };
    case 'notReady': return { text: msg('node is not ready'), tone: 'fail' };
    case 'ready': return { text: msg('node is ready again'), tone: 'pass' };
    default: return undefined;
  }
}

/** An ARN ends in a name. */
function lastPiece(id: string): string { return id.slice(id.lastIndexOf('/') + 1).slice(0, 40); }

/** A service's own words for its states, as the panel has them. */
function awsEventWords({ action, more = '' }: TargetEvent): { readonly text: Message; readonly tone: TimelineItemView['tone'] } | undefined {
  switch (action) {
    case 'create': return { text: msg('created'), tone: 'idle' };
    case 'delete': return { text: msg('removed'), tone: 'idle' };
    case 'status': return { text: msg('{0}', more), tone: awsTone(more.slice(more.lastIndexOf('→') + 1).trim()) };
    default: return undefined;
  }
}

function awsTone(status: string): TimelineItemView['tone'] {
  if (/fail|error|rollback/i.test(status)) return 'fail';
  return /^(?:InService|ACTIVE|Active|running|RUNNING|Completed|available|active|WAITING|Enabled|SUCCEEDED|CREATE_COMPLETE|UPDATE_COMPLETE)$/.test(status) ? 'pass' : 'idle';
}

/** What a student should see of the target's own words; the rest is noise on an axis. */
function eventWords(action: string): { readonly text: Message; readonly tone: TimelineItemView['tone'] } | undefined {
  switch (action) {
    case 'create': return { text: msg('created'), tone: 'idle' };
    case 'start': case 'restart': case 'unpause': return { text: msg('started'), tone: 'pass' };
    case 'die': return { text: msg('ended'), tone: 'idle' };
    case 'oom': return { text: msg('out of memory'), tone: 'fail' };
    case 'pause': return { text: msg('paused'), tone: 'wait' };
    case 'destroy': case 'remove': case 'delete': return { text: msg('removed'), tone: 'idle' };
    case 'health_status': return { text: msg('health changed'), tone: 'idle' };
    case 'connect': return { text: msg('a container was connected'), tone: 'idle' };
    case 'disconnect': return { text: msg('a container was disconnected'), tone: 'idle' };
    case 'update': return { text: msg('updated'), tone: 'idle' };
    case 'pull': return { text: msg('pulled'), tone: 'idle' };
    case 'tag': return { text: msg('named'), tone: 'idle' };
    default: return undefined;
  }
}
