import type { CostView, GroupView, RowView, StatusHead } from '../../src/core/protocol';
import { ageWords, type Translator } from './words';

/** What decides how rows look beside their own data. */
export interface Look {
  readonly t: Translator;
  /** Set while the rows are no longer known to be true: milliseconds since the epoch up to which they were. */
  readonly staleSince: number | undefined;
  readonly now: number;
}

export interface Icon { readonly name: string; readonly tone: string }

const kindIcons: Readonly<Record<GroupView['id'], string>> = {
  service: 'service', container: 'idle', deployment: 'kube', pod: 'idle', 'k8s-service': 'expose', endpoint: 'unknown', network: 'network', volume: 'volume', image: 'image', 'k8s-node': 'node',
  'aws-clusters': 'node', 'aws-endpoints': 'endpoint', 'aws-notebooks': 'book', 'aws-jobs': 'chart', 'aws-machines': 'node', 'aws-routing': 'expose', 'aws-containers': 'box', 'aws-streams': 'stream',
  'aws-functions': 'lambda', 'aws-data': 'table', 'aws-models': 'image', 'aws-storage': 'bucket',
};
/** Their state may be another by now; a network's driver or an image's size is as it was. */
const passing: ReadonlySet<GroupView['id']> = new Set<GroupView['id']>(['container', 'service', 'deployment', 'pod', 'k8s-node']);

function isPassing(group: GroupView['id']): boolean { return passing.has(group) || group.startsWith('aws-'); }

export function iconOf(group: GroupView['id'], row: RowView, stale: boolean): Icon {
  if (stale || row.tone === 'stale') return { name: isPassing(group) ? 'wait' : kindIcons[group], tone: 's-idle' };
  if (row.icon) return { name: row.icon, tone: row.icon === 'flask' ? 's-emu' : 's-idle' };
  switch (row.tone) {
    case 'pass': return { name: 'pass', tone: 's-pass' };
    case 'fail': return { name: 'fail', tone: 's-fail' };
    case 'wait': return { name: 'wait', tone: 's-wait' };
    case 'running': return { name: 'busy', tone: 's-live' };
    case 'idle': return { name: kindIcons[group], tone: 's-idle' };
  }
}

export function linkIcon({ phase, cause, aws }: StatusHead): Icon {
  switch (phase) {
    case 'live': return { name: 'pass', tone: 's-pass' };
    case 'connecting': return { name: 'busy', tone: 's-live' };
    case 'stale': return { name: 'unplug', tone: 's-wait' };
    case 'down': return cause && !aws?.sleeps ? { name: 'fail', tone: 's-fail' } : { name: 'unplug', tone: 's-wait' };
    case 'idle': case 'none': return { name: 'idle', tone: 's-idle' };
  }
}

/** Probes are made from here: they stay true while the daemon is away. */
export function isStale(group: GroupView['id'], look: Look): boolean {
  return group !== 'endpoint' && look.staleSince !== undefined;
}

export function stateWords(group: GroupView['id'], row: RowView, look: Look): string {
  return isPassing(group) && isStale(group, look) ? look.t('was {0}', row.state) : row.state;
}

export function rowAge(group: GroupView['id'], row: RowView, look: Look): string {
  if (isStale(group, look)) return look.t('{0} old', ageWords(look.t, look.now - (look.staleSince ?? look.now)));
  if (group === 'endpoint') return row.checked === undefined ? '' : look.t('{0} ago', ageWords(look.t, look.now - row.checked));
  const since = row.since ?? row.created;
  return since === undefined ? '' : ageWords(look.t, look.now - since);
}

const hourMs = 3_600_000;

/** What has been billed up to now, reckoned here; empty where nobody pays or nobody knows since when. */
export function soFarWords(cost: CostView | undefined, look: Look): string {
  if (!cost?.growing) return '';
  const sum = cost.growing.perHour * Math.max(0, look.now - cost.growing.since) / hourMs;
  return sum < 0.01 ? look.t(', under 0.01 so far') : look.t(', about {0} so far', sum.toFixed(2));
}

/** What the sentences of a header speak of. */
export function targetOf({ aws, cluster }: StatusHead): 'docker' | 'cluster' | 'emulator' | 'account' {
  if (aws) return aws.track === 'emulator' ? 'emulator' : 'account';
  return cluster ? 'cluster' : 'docker';
}
