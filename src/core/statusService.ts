import { msg, type Message } from './message';
import type { RowView } from './protocol';
import type { Resource, ServiceResource, TaskResource } from './resource';
import { serviceWords } from './serviceWords';
import type { StatusInput, Translate } from './statusInput';

/** Looks up the tasks of a service by its uid, in the order of their slots. The index is made on the first question only. */
export function tasksIn(resources: ReadonlyMap<string, Resource>): (service: string) => readonly TaskResource[] {
  let index: Map<string, TaskResource[]> | undefined;
  return service => {
    index ??= bySlot(resources);
    return index.get(service) ?? [];
  };
}

function bySlot(resources: ReadonlyMap<string, Resource>): Map<string, TaskResource[]> {
  const index = new Map<string, TaskResource[]>();
  for (const resource of resources.values()) {
    if (resource.kind !== 'task') continue;
    const tasks = index.get(resource.service);
    if (tasks) tasks.push(resource);
    else index.set(resource.service, [resource]);
  }
  for (const tasks of index.values()) tasks.sort(compareTasks);
  return index;
}

export function compareTasks(a: TaskResource, b: TaskResource): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true }) || a.uid.localeCompare(b.uid);
}

/** A service's part of a row. */
export function serviceParts(service: ServiceResource, tasks: readonly TaskResource[], input: StatusInput, translate: Translate): Pick<RowView, 'tone' | 'state' | 'detail' | 'note'> {
  const words = serviceWords(service, tasks, translate);
  const notes = [...words.reasons, ...meshNote(service, input)].map(translate);
  const what = [listed(words.progress.map(translate)), portWords(service, translate), service.image, service.volumes.length ? translate(msg('volume {0}', service.volumes.join(', '))) : ''];
  // The rest of the panel is live, so that the page does not say it by itself.
  if (input.swarm?.problem && input.link.phase === 'live') return { tone: 'stale', state: translate(msg('was {0}', translate(words.state))), detail: service.image };
  return { tone: words.tone, state: translate(words.state), detail: what.filter(part => part !== '').join(' · '), note: notes.length ? notes.join(' ') : undefined };
}

/** All that a service's row depends on beside the service itself. */
export function tasksKey(tasks: readonly TaskResource[], input: StatusInput): string {
  return `${tasks.map(task => `${task.name} ${task.state} ${task.desired} ${task.failures} ${task.error ?? ''} ${task.lastFailure ?? ''}`).join()}|${input.swarm?.mesh}|${input.swarm?.problem?.text}|${input.link.phase}`;
}

function portWords({ ports }: ServiceResource, translate: Translate): string {
  const numbers = ports.map(port => `${port.hostPort}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`);
  if (numbers.length === 0) return '';
  return translate(numbers.length === 1 ? msg('port {0}', numbers[0] ?? '') : msg('ports {0}', listed(numbers)));
}

/** Why ports that the service publishes do not answer, where that is known beforehand. */
export function meshNote(owner: Resource, { swarm }: StatusInput): readonly Message[] {
  return owner.kind === 'service' && swarm?.mesh === false && owner.ports.length > 0 && owner.publishMode === 'ingress' ? [msg('Published ports of services cannot answer on this kernel: no IPVS. Ports published with mode=host do.')] : [];
}

const listed = (parts: readonly string[]): string => parts.join(', ');
