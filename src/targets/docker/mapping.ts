import type { ContainerResource, ContainerState, ImageResource, NetworkResource, PublishedPort, VolumeResource } from '../../core/resource';
import { DockerFailure, type ContainerDetail, type DaemonEvent, type DaemonInfo, type VersionInfo } from './api';
import { asList, asNumber, asObject, asText, asTexts, dated, listed, present, seconds, type Json } from './json';

/** What the daemon answers, checked as it comes in. Rows that make no sense are left out; an answer that is no list is refused. */

/** `nginx:1.27@sha256:…` is what a swarm asks for; people say `nginx:1.27`. */
export function withoutDigest(image: string): string {
  return /:[^/@]*@/.test(image) ? image.slice(0, image.indexOf('@')) : image;
}

export function isStandIn(labels: Readonly<Record<string, string>>): boolean {
  return labels['labbook.stand-in'] === 'true';
}

const states: readonly ContainerState[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
export function asState(value: string): ContainerState | undefined {
  return states.find(state => state === value);
}

export function toContainers(answer: unknown): ContainerResource[] {
  return listed(answer, 'containers', toContainer);
}

function toContainer(item: Json): ContainerResource | undefined {
  const id = asText(item['Id']);
  const state = asState(asText(item['State']));
  if (!id || !state) return undefined;
  const labels = asTexts(item['Labels']);
  const names = asList(item['Names']).map(asText).map(name => name.replace(/^\//, ''));
  return {
    kind: 'container', uid: `container:${id}`, labels, standIn: isStandIn(labels), state,
    // Links add names such as `/web/db`; the container's own name has no slash inside.
    name: names.find(name => !name.includes('/')) ?? names[0] ?? id.slice(0, 12),
    image: withoutDigest(asText(item['Image'])), created: seconds(item['Created']),
    ...statusOf(state, asText(item['Status']), asText(asObject(item['Health'])['Status'])),
    restartLoop: false, oomKilled: false,
    ports: dedupePorts(present(asList(item['Ports']).map(port => toPort(asObject(port))))),
    networks: Object.keys(asObject(asObject(item['NetworkSettings'])['Networks'])).sort(),
    volumes: asList(item['Mounts']).map(asObject).filter(mount => mount['Type'] === 'volume').map(mount => asText(mount['Name'])).filter(Boolean).sort(),
  };
}

/** The list says exit code and health only in a sentence for people, on every engine to this day. */
export function statusOf(state: ContainerState, status: string, health = ''): Pick<ContainerResource, 'exitCode' | 'health'> {
  const code = /^(?:Exited|Restarting) \((\d+)\)/.exec(status)?.[1];
  const ended = state === 'exited' || state === 'dead' || state === 'restarting';
  const said = health || /\((healthy|unhealthy|health: starting)\)/.exec(status)?.[1]?.replace('health: ', '');
  return {
    ...(code !== undefined && ended ? { exitCode: Number(code) } : {}),
    ...(said === 'healthy' || said === 'unhealthy' || said === 'starting' ? { health: said } : {}),
  };
}

function toPort(port: Json): PublishedPort | undefined {
  const hostPort = asNumber(port['PublicPort']);
  const containerPort = asNumber(port['PrivatePort']);
  const protocol = asProtocol(asText(port['Type']));
  if (!hostPort || !containerPort || !protocol) return undefined;
  return { hostIp: asText(port['IP']), hostPort, containerPort, protocol };
}
export function asProtocol(value: string): PublishedPort['protocol'] | undefined {
  return value === 'tcp' || value === 'udp' || value === 'sctp' ? value : undefined;
}

/** One entry a port: the daemon tells of IPv4 and IPv6 apart. */
export function dedupePorts(ports: readonly PublishedPort[]): PublishedPort[] {
  const byKey = new Map<string, PublishedPort>();
  for (const port of ports) {
    const key = `${port.hostPort}/${port.containerPort}/${port.protocol}`;
    const known = byKey.get(key);
    if (!known || known.hostIp.includes(':')) byKey.set(key, port);
  }
  return [...byKey.values()].sort((a, b) => a.hostPort - b.hostPort || a.containerPort - b.containerPort);
}

export function toNetworks(answer: unknown): NetworkResource[] {
  return listed(answer, 'networks', item => {
    const id = asText(item['Id']);
    if (!id) return undefined;
    const labels = asTexts(item['Labels']);
    const subnet = asText(asObject(asList(asObject(item['IPAM'])['Config'])[0])['Subnet']);
    return {
      kind: 'network', uid: `network:${id}`, name: asText(item['Name']), created: dated(item['Created']), labels, standIn: isStandIn(labels),
      driver: asText(item['Driver']), scope: asText(item['Scope']), ...(subnet ? { subnet } : {}),
    };
  });
}

export function toVolumes(answer: unknown): VolumeResource[] {
  // A daemon without volumes says null.
  return listed(asObject(answer)['Volumes'] ?? (isVolumeAnswer(answer) ? [] : undefined), 'volumes', item => {
    const name = asText(item['Name']);
    if (!name) return undefined;
    const labels = asTexts(item['Labels']);
    return { kind: 'volume', uid: `volume:${name}`, name, created: dated(item['CreatedAt']), labels, standIn: isStandIn(labels), driver: asText(item['Driver']) };
  });
}
function isVolumeAnswer(answer: unknown): boolean {
  return 'Volumes' in asObject(answer) || 'Warnings' in asObject(answer);
}

export function toImages(answer: unknown): ImageResource[] {
  return listed(answer, 'images', item => {
    const id = asText(item['Id']);
    if (!id) return undefined;
    const labels = asTexts(item['Labels']);
    const tags = asList(item['RepoTags']).map(asText).filter(tag => tag && tag !== '<none>:<none>');
    const digest = asText(asList(item['RepoDigests'])[0]).split('@')[0];
    return {
      kind: 'image', uid: `image:${id}`, name: tags[0] ?? (digest && digest !== '<none>' ? digest : id.replace('sha256:', '').slice(0, 12)),
      created: seconds(item['Created']), labels, standIn: isStandIn(labels), tags, size: asNumber(item['Size']) ?? 0,
    };
  });
}

export function toVersion(answer: unknown): VersionInfo {
  const version = asText(asObject(answer)['Version']);
  if (!version) throw new DockerFailure('notDocker', 'The version answer names no version.');
  return { version, apiVersion: asText(asObject(answer)['ApiVersion']) };
}

export function toInfo(answer: unknown): DaemonInfo {
  const item = asObject(answer);
  const serverTime = dated(item['SystemTime']);
  return {
    id: asText(item['ID']),
    swarm: toSwarm(asObject(item['Swarm'])),
    kernel: asText(item['KernelVersion']),
    ...(serverTime !== undefined ? { serverTime } : {}),
  };
}

/** `pending` and `locked` managers answer nothing, `error` is a node that cannot work: they are no members that could be asked. */
function toSwarm(swarm: Json): DaemonInfo['swarm'] {
  if (swarm['LocalNodeState'] !== 'active') return { role: 'inactive' };
  const cluster = asText(asObject(swarm['Cluster'])['ID']);
  const node = asText(swarm['NodeID']);
  return { role: swarm['ControlAvailable'] === true ? 'manager' : 'worker', ...(cluster ? { cluster } : {}), ...(node ? { node } : {}) };
}

export function toDetail(answer: unknown): ContainerDetail {
  const item = asObject(answer);
  const state = asObject(item['State']);
  const names = asList(asObject(item['Config'])['Env']).map(entry => asText(entry).split('=')[0] ?? '').filter(Boolean);
  return {
    oomKilled: state['OOMKilled'] === true, exitCode: asNumber(state['ExitCode']) ?? 0, restartCount: asNumber(item['RestartCount']) ?? 0,
    envNames: [...new Set(names)].sort(), restartPolicy: asText(asObject(asObject(item['HostConfig'])['RestartPolicy'])['Name']) || 'no',
  };
}

export function toLayers(answer: unknown): number {
  const layers = asObject(asObject(answer)['RootFS'])['Layers'];
  if (!Array.isArray(layers)) throw new DockerFailure('notDocker', 'The image names no layers.');
  return layers.length;
}

/** Seconds for `since`: rounded down to what a double holds, because an event told twice is known and one left out is not. */
export function sinceSeconds(ms: number): string {
  return (Math.floor(ms * 1000) / 1e6).toFixed(6);
}

export function toEvent(value: unknown): DaemonEvent | undefined {
  const item = asObject(value);
  const actor = asObject(item['Actor']);
  const type = asText(item['Type']);
  const action = asText(item['Action']).split(':')[0]?.trim() ?? '';
  const nano = asNumber(item['timeNano']);
  const time = nano !== undefined ? nano / 1e6 : (asNumber(item['time']) ?? 0) * 1000;
  if (!type || !action) return undefined;
  return { type, action, id: asText(actor['ID']), attributes: asTexts(actor['Attributes']), time };
}
