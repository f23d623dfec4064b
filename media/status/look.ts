import type { GroupView, RowView, StatusHead } from '../../src/core/protocol';
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
};
/** Their state may be another by now; a network's driver or an image's size is as it was. */
const passing: ReadonlySet<GroupView['id']> = new Set<GroupView['id']>(['container', 'service', 'deployment', 'pod', 'k8s-node']);

export function iconOf(group: GroupView['id'], row: RowView, stale: boolean): Icon {
  if (stale || row.tone === 'stale') return { name: passing.has(group) ? 'wait' : kindIcons[group], tone: 's-idle' };
  switch (row.tone) {
    case 'pass': return { name: 'pass', tone: 's-pass' };
    case 'fail': return { name: 'fail', tone: 's-fail' };
    case 'wait': return { name: 'wait', tone: 's-wait' };
    case 'running': return { name: 'busy', tone: 's-live' };
    case 'idle': return { name: kindIcons[group], tone: 's-idle' };
  }
}

export function linkIcon({ phase, cause }: StatusHead): Icon {
  switch (phase) {
    case 'live': return { name: 'pass', tone: 's-pass' };
    case 'connecting': return { name: 'busy', tone: 's-live' };
    case 'stale': return { name: 'unplug', tone: 's-wait' };
    case 'down': return cause ? { name: 'fail', tone: 's-fail' } : { name: 'unplug', tone: 's-wait' };
    case 'idle': case 'none': return { name: 'idle', tone: 's-idle' };
  }
}

/** Probes are made from here: they stay true while the daemon is away. */
export function isStale(group: GroupView['id'], look: Look): boolean {
  return group !== 'endpoint' && look.staleSince !== undefined;
}

export function stateWords(group: GroupView['id'], row: RowView, look: Look): string {
  return passing.has(group) && isStale(group, look) ? look.t('was {0}', row.state) : row.state;
}

export function rowAge(group: GroupView['id'], row: RowView, look: Look): string {
  if (isStale(group, look)) return look.t('{0} old', ageWords(look.t, look.now - (look.staleSince ?? look.now)));
  if (group === 'endpoint') return row.checked === undefined ? '' : look.t('{0} ago', ageWords(look.t, look.now - row.checked));
  return row.created === undefined ? '' : ageWords(look.t, look.now - row.created);
}
