import type { Check, Test } from '../../../src/core/check';
import type { AwsPlace } from '../../../src/core/aws/place';
import { AwsThings } from '../../../src/core/checks/awsThings';
import { ClusterThings } from '../../../src/core/checks/clusterThings';
import { Things } from '../../../src/core/checks/things';
import { keyOf, type Seen, type Want } from '../../../src/core/checks/want';
import type { BlockSeen, World } from '../../../src/core/checks/world';
import { msg } from '../../../src/core/message';
import type { NodeResource, Resource, ServiceResource, TaskResource } from '../../../src/core/resource';
import type { RunRecord } from '../../../src/core/run';
import type { SwarmState } from '../../../src/core/source';
import { now } from '../status/things';

export { container, image, network, now, volume } from '../status/things';

const base = { created: now, labels: {}, standIn: false };
export const service = (name: string, over: Partial<ServiceResource> = {}): ServiceResource => ({ ...base, kind: 'service', uid: `service:${name}`, name, image: 'nginx:latest@sha256:abc', mode: 'replicated', running: 2, desired: 3, ports: [], publishMode: 'ingress', networks: [], volumes: [], ...over });
export const node = (name: string, over: Partial<NodeResource> = {}): NodeResource => ({ ...base, kind: 'node', uid: `node:${name}`, name, role: 'worker', status: 'ready', availability: 'active', leader: false, self: false, ...over });
export const task = (name: string, of: string, over: Partial<TaskResource> = {}): TaskResource => ({ ...base, kind: 'task', uid: `task:${name}`, name, service: `service:${of}`, slot: '1', state: 'running', desired: 'running', image: 'nginx', since: now, failures: 0, ...over });

export function run(blockId: string, over: Partial<RunRecord> = {}): RunRecord {
  return {
    v: 1, runId: `run-${blockId}`, courseId: 'c', courseVersion: '1', sectionId: 's', labId: 'L', blockId, blockHash: `hash-${blockId}`, blockText: '', target: 'docker', shell: 'bash',
    state: 'passed', code: 0, marks: [], statements: [], start: now, end: now + 100, context: {}, tools: {}, ...over,
  };
}
export const printed = (text: string, dropped = 0) => ({ output: { head: text, tail: '', dropped } });

export interface WorldParts {
  things?: readonly Resource[]; swarm?: SwarmState['role'] | SwarmState; docker?: 'away' | 'asking'; cluster?: 'away' | 'asking'; aws?: 'away' | 'asking' | Partial<AwsPlace>; followed?: readonly string[]; forbidden?: readonly string[]; unlisted?: readonly string[]; seen?: readonly (readonly [Want, Seen])[];
  blocks?: readonly BlockSeen[]; own?: string; answer?: string;
}
export interface AskedWorld extends World { readonly asked: readonly string[] }

export function world({ things = [], swarm, docker, cluster, aws, followed = ['Pod', 'Deployment', 'ReplicaSet', 'Service', 'EndpointSlice', 'Event'], forbidden = [], unlisted = [], seen = [], blocks = [], own = 'own', answer }: WorldParts = {}): AskedWorld {
  const known = new Map(seen.map(([want, what]) => [keyOf(want), what]));
  const asked: string[] = [];
  return {
    asked, answer,
    docker: docker === 'away' ? { kind: 'away', reason: msg('Docker does not run.') } : docker ? { kind: 'asking' } : { kind: 'live', things: new Things(things), swarm: typeof swarm === 'string' ? { role: swarm } : swarm },
    cluster: cluster === 'away' ? { kind: 'away', reason: msg('The cluster does not answer.') } : cluster ? { kind: 'asking' }
      : { kind: 'live', things: new ClusterThings(things), namespace: 'shop', kinds: new Map([...followed, ...forbidden].map(kind => [kind, { state: { kind: forbidden.includes(kind) ? 'forbidden' : 'live' } }])) },
    aws: aws === 'away' ? { kind: 'away', reason: msg('The emulator is not running.') } : aws === 'asking' ? { kind: 'asking' } : { kind: 'live', things: new AwsThings(things), place: { track: 'emulator', region: 'us-east-1', account: '123456789012', ...aws }, unknown: new Set([...forbidden, ...unlisted]), limits: forbidden.length > 0 ? [msg('not allowed')] : [] },
    look: want => { asked.push(keyOf(want)); return known.get(keyOf(want)); },
    block: id => blocks.find(block => block.id === (id ?? own)),
  };
}

export function check(id: string, test: Test, over: Partial<Check> = {}): Check {
  const at = { line: 0, character: 0 };
  return { id, claim: `claim of ${id}`, needs: [], test, captures: [], span: { start: at, end: at }, hash: `hash-${id}-${JSON.stringify(test)}`, ...over };
}
