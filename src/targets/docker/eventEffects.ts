import type { TargetEvent } from '../../core/resource';
import type { DaemonEvent } from './api';

/** What every daemon lists. */
export type ListKind = 'container' | 'network' | 'volume' | 'image';

export interface EventEffect {
  /** What is to be looked at again: a kind, or one thing of it. */
  readonly marks: readonly (readonly [ListKind, string | undefined])[];
  /** Id of a container that is no more. */
  readonly destroyed?: string;
  readonly event?: TargetEvent;
}

/** `kill` is not among them: it stands for any signal and says nothing about the state. */
const containerActions = new Set(['create', 'start', 'restart', 'die', 'stop', 'pause', 'unpause', 'rename', 'update', 'oom', 'health_status', 'destroy', 'remove']);

export function effectOf(event: DaemonEvent): EventEffect {
  const told = toTargetEvent(event);
  const marks = marksOf(event);
  const destroyed = event.type === 'container' && (event.action === 'destroy' || event.action === 'remove') ? event.id : undefined;
  return { marks, ...(destroyed ? { destroyed } : {}), ...(told ? { event: told } : {}) };
}

function marksOf(event: DaemonEvent): EventEffect['marks'] {
  const { type, action, id } = event;
  if (type === 'container') {
    if (action === 'prune') return [['container', undefined]];
    // Not every engine tells of the image that a commit makes.
    if (action === 'commit') return [['image', undefined]];
    return containerActions.has(action) ? [['container', id]] : [];
  }
  if (type === 'network') {
    if (action === 'connect' || action === 'disconnect') return event.attributes['container'] ? [['container', event.attributes['container']]] : [];
    return [['network', undefined]];
  }
  if (type === 'volume') return action === 'mount' || action === 'unmount' ? [] : [['volume', undefined]];
  if (type === 'image') return action === 'push' || action === 'save' ? [] : [['image', undefined]];
  return [];
}

function toTargetEvent(event: DaemonEvent): TargetEvent | undefined {
  const { type, action, id, time } = event;
  if (type !== 'container' && type !== 'network' && type !== 'volume' && type !== 'image' && type !== 'service' && type !== 'node' && type !== 'daemon') return undefined;
  const name = event.attributes['name'];
  return { kind: type, action, uid: `${type}:${id}`, time, ...(name ? { name } : {}) };
}
