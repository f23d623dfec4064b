import type { NodeResource, PublishedPort, ServiceResource, TaskResource } from '../../core/resource';
import type { ListedService, ListedTask } from './api';
import { asList, asNumber, asObject, asText, asTexts, dated, listed, present, type Json } from './json';
import { asProtocol, withoutDigest } from './mapping';

/** What a manager of a swarm answers. */

export function toServices(answer: unknown): ListedService[] {
  return listed(answer, 'services', item => {
    const id = asText(item['ID']);
    const spec = asObject(item['Spec']);
    if (!id) return undefined;
    const labels = asTexts(spec['Labels']);
    const template = asObject(spec['TaskTemplate']);
    const container = asObject(template['ContainerSpec']);
    const stack = labels['com.docker.stack.namespace'];
    const ports = asList(asObject(item['Endpoint'])['Ports']).map(asObject);
    const update = asObject(item['UpdateStatus']);
    const service: ServiceResource = {
      kind: 'service', uid: `service:${id}`, name: asText(spec['Name']), created: dated(item['CreatedAt']), labels, standIn: false,
      image: withoutDigest(asText(container['Image'])), ...countsOf(asObject(spec['Mode']), asObject(item['ServiceStatus'])),
      ports: present(ports.map(toPort)), publishMode: ports.length > 0 && ports.every(port => port['PublishMode'] === 'host') ? 'host' : 'ingress',
      ...(stack ? { stack } : {}),
      networks: asList(template['Networks'] ?? spec['Networks']).map(network => asText(asObject(network)['Target'])).filter(Boolean),
      volumes: asList(container['Mounts']).map(asObject).filter(mount => mount['Type'] === 'volume').map(mount => asText(mount['Source'])).filter(Boolean).sort(),
      ...(asText(update['State']) ? { update: asText(update['State']) } : {}),
      ...(asText(update['Message']) ? { updateMessage: asText(update['Message']) } : {}),
    };
    return { service, form: formOf(template) };
  });
}

function countsOf(mode: Json, status: Json): Pick<ServiceResource, 'mode' | 'running' | 'desired'> {
  const running = asNumber(status['RunningTasks']) ?? 0;
  const desired = asNumber(status['DesiredTasks']) ?? asNumber(asObject(mode['Replicated'])['Replicas']) ?? running;
  if (mode['ReplicatedJob'] || mode['GlobalJob']) {
    return { mode: 'job', running: asNumber(status['CompletedTasks']) ?? 0, desired: asNumber(asObject(mode['ReplicatedJob'])['TotalCompletions']) ?? desired };
  }
  return { mode: mode['Global'] ? 'global' : 'replicated', running, desired };
}

function toPort(port: Json): PublishedPort | undefined {
  const hostPort = asNumber(port['PublishedPort']);
  const containerPort = asNumber(port['TargetPort']);
  const protocol = asProtocol(asText(port['Protocol']));
  return hostPort && containerPort && protocol ? { hostIp: '', hostPort, containerPort, protocol } : undefined;
}

/** What the docker command fills in for a service, and for its tasks not: the same as nothing. */
const defaults: Json = { StopGracePeriod: 10_000_000_000, DNSConfig: {} };

/** A task repeats what it was made from word for word, so that a changed service is told from it. */
function formOf(template: Json): string {
  const said = Object.entries(asObject(template['ContainerSpec'])).filter(([key, value]) => JSON.stringify(defaults[key]) !== JSON.stringify(value));
  return JSON.stringify([said, template['ForceUpdate'] ?? 0]);
}

export function toNodes(answer: unknown): NodeResource[] {
  return listed(answer, 'nodes', item => {
    const id = asText(item['ID']);
    if (!id) return undefined;
    const spec = asObject(item['Spec']);
    const manager = asObject(item['ManagerStatus']);
    const reachability = oneOf(['reachable', 'unreachable', 'unknown'], manager['Reachability']);
    return {
      kind: 'node', uid: `node:${id}`, name: asText(asObject(item['Description'])['Hostname']) || id.slice(0, 12), created: dated(item['CreatedAt']), labels: asTexts(spec['Labels']), standIn: false,
      role: oneOf(['manager', 'worker'], spec['Role']) ?? 'worker',
      status: oneOf(['ready', 'down', 'unknown', 'disconnected'], asObject(item['Status'])['State']) ?? 'unknown',
      availability: oneOf(['active', 'pause', 'drain'], spec['Availability']) ?? 'active',
      leader: manager['Leader'] === true, ...(reachability ? { reachability } : {}), self: false,
    };
  });
}

function oneOf<T extends string>(words: readonly T[], value: unknown): T | undefined {
  return words.find(word => word === value);
}

/** The newest of each slot, with what those before it died of. */
export function toTasks(answer: unknown): ListedTask[] {
  const slots = new Map<string, ListedTask[]>();
  for (const listing of listed(answer, 'tasks', toTask)) {
    const key = `${listing.task.service}/${listing.task.slot}`;
    const known = slots.get(key);
    if (known) known.push(listing);
    else slots.set(key, [listing]);
  }
  return [...slots.values()].map(newestOf);
}

function newestOf(slot: readonly ListedTask[]): ListedTask {
  const [newest, ...before] = [...slot].sort((a, b) => (b.task.created ?? 0) - (a.task.created ?? 0)) as [ListedTask, ...ListedTask[]];
  const failed = before.map(({ task }) => task).filter(task => task.state === 'failed' || task.state === 'rejected');
  const lastFailure = failed[0]?.error;
  return { ...newest, task: { ...newest.task, failures: failed.length, ...(lastFailure ? { lastFailure } : {}) } };
}

function toTask(item: Json): ListedTask | undefined {
  const id = asText(item['ID']);
  const service = asText(item['ServiceID']);
  if (!id || !service) return undefined;
  const spec = asObject(item['Spec']);
  const status = asObject(item['Status']);
  const container = asObject(spec['ContainerSpec']);
  const node = asText(item['NodeID']);
  const slot = String(asNumber(item['Slot']) ?? node);
  const started = asText(asObject(status['ContainerStatus'])['ContainerID']);
  const state = asText(status['State']);
  const error = asText(status['Err']) || (state === 'pending' ? asText(status['Message']) : '');
  const created = dated(item['CreatedAt']);
  const task: TaskResource = {
    kind: 'task', uid: `task:${id}`, name: slot, created, labels: { ...asTexts(container['Labels']), ...asTexts(item['Labels']) }, standIn: false,
    service: `service:${service}`, ...(node ? { node: `node:${node}` } : {}), slot, state, desired: asText(item['DesiredState']), ...(error ? { error } : {}),
    image: withoutDigest(asText(container['Image'])), ...(started ? { container: `container:${started}` } : {}),
    since: dated(status['Timestamp']) ?? created ?? 0, failures: 0,
  };
  return { task, form: formOf(spec) };
}
