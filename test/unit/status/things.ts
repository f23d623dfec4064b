import { msg } from '../../../src/core/message';
import type { ContainerResource, ImageResource, NetworkResource, NodeResource, Resource, ServiceResource, TaskResource, VolumeResource } from '../../../src/core/resource';
import type { LinkStatus } from '../../../src/core/source';
import type { Made, StatusInput } from '../../../src/core/statusInput';

export const now = 1_700_000_000_000;
const base = { created: now, labels: {}, standIn: false };

export function container(name: string, over: Partial<ContainerResource> = {}): ContainerResource {
  return { ...base, kind: 'container', uid: `container:${name}`, name, image: 'nginx', state: 'running', restartLoop: false, oomKilled: false, ports: [], networks: [], volumes: [], ...over };
}
export const network = (name: string): NetworkResource => ({ ...base, kind: 'network', uid: `network:${name}`, name, driver: 'bridge', scope: 'local', subnet: '172.20.0.0/16' });
export const volume = (name: string): VolumeResource => ({ ...base, kind: 'volume', uid: `volume:${name}`, name, driver: 'local' });
export const image = (tag: string, size: number): ImageResource => ({ ...base, kind: 'image', uid: `image:${tag}`, name: tag, tags: [tag], size });

export function service(name: string, over: Partial<ServiceResource> = {}): ServiceResource {
  return { ...base, kind: 'service', uid: `service:${name}`, name, image: 'nginx:alpine', mode: 'replicated', running: 1, desired: 1, ports: [], publishMode: 'ingress', networks: [], volumes: [], ...over };
}
export function task(of: string, slot: number, state: string, over: Partial<TaskResource> = {}): TaskResource {
  return {
    ...base, kind: 'task', uid: `task:${of}.${slot}`, name: `${of}.${slot}`, service: `service:${of}`, slot: String(slot), state, desired: 'running', image: 'nginx:alpine', since: now, failures: 0, ...over,
  };
}
export function node(name: string, over: Partial<NodeResource> = {}): NodeResource {
  return { ...base, kind: 'node', uid: `node:${name}`, name, role: 'worker', status: 'ready', availability: 'active', leader: false, self: false, ...over };
}

export function made(blockId: string, likely = false, labId = 'L1'): Made {
  return { labId, sectionId: 'intro', blockId, message: msg('id printed by the command'), likely };
}

export const live: LinkStatus = { phase: 'live', since: now, endpoint: { label: msg('Docker on this machine'), address: 'unix:///x.sock', from: 'default', version: '28.2.2' } };

/** A lab that made `own`; `rest` is there besides. */
export function input(own: readonly Resource[], rest: readonly Resource[] = [], over: Partial<StatusInput> = {}): StatusInput {
  return {
    lab: { id: 'L1', title: 'Docker introduction', firstBlock: { section: 'intro', id: 'first' } },
    link: live,
    resources: new Map([...own, ...rest].map(resource => [resource.uid, resource])),
    made: new Map(own.map(resource => [resource.uid, made('web')])),
    endpoints: [],
    ordinal: () => 3,
    ...over,
  };
}
