import { msg } from '../../src/core/message';
import type { NodeResource, Resource, ServiceResource, TaskResource } from '../../src/core/resource';
import type { Made, StatusInput } from '../../src/core/statusInput';
import { causes, container, input, made } from './statusSamples';

export * from './statusSamples';
export { swarmPicture } from '../../src/core/swarmPicture';

const stack = 'voting_stack';
const labels = { 'com.docker.stack.namespace': stack };
const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;
const base = { labels, standIn: false, created: minutesAgo(6) };

export function node(name: string, over: Partial<NodeResource> = {}): NodeResource {
  return { ...base, kind: 'node', uid: `node:${name}`, name, role: 'worker', status: 'ready', availability: 'active', leader: false, self: false, ...over };
}
export function service(name: string, over: Partial<ServiceResource> = {}): ServiceResource {
  return { ...base, kind: 'service', uid: `service:${name}`, name: `${stack}_${name}`, stack, image: `127.0.0.1:5000/voting-${name}:v1`, mode: 'replicated', running: 1, desired: 1, ports: [], publishMode: 'ingress', networks: [], volumes: [], ...over };
}
export function task(of: string, slot: number, on: string | undefined, state = 'running', over: Partial<TaskResource> = {}): TaskResource {
  return {
    ...base, kind: 'task', uid: `task:${of}.${slot}`, name: `${stack}_${of}.${slot}`, service: `service:${of}`, slot: String(slot), ...(on ? { node: `node:${on}` } : {}),
    state, desired: 'running', image: 'x', since: Date.now(), failures: 0, ...over,
  };
}

const port = (hostPort: number) => ({ hostIp: '', hostPort, containerPort: 80, protocol: 'tcp' as const });
export const sentence = 'no suitable node (max replicas per node limit exceed on 2 nodes)';

/** The vote service is being scaled from 2 to 5 on two nodes that take two tasks of it each. */
export const voting: readonly Resource[] = [
  node('node1', { role: 'manager', leader: true, reachability: 'reachable', self: true }), node('node2'),
  service('vote', { running: 3, desired: 5, ports: [port(8080)] }), service('result', { ports: [port(8081)] }), service('worker', { running: 2, desired: 2 }),
  service('redis', { image: 'redis:alpine' }), service('db', { image: 'postgres:15-alpine', volumes: [`${stack}_db-data`] }),
  task('vote', 1, 'node1'), task('vote', 2, 'node2'), task('vote', 3, 'node1', 'starting'), task('vote', 4, 'node2'), task('vote', 5, undefined, 'pending', { error: sentence }),
  task('result', 1, 'node1'), task('worker', 1, 'node1'), task('worker', 2, 'node2', 'running', { failures: 1, lastFailure: 'task: non-zero exit (137)' }), task('redis', 1, 'node2'), task('db', 1, 'node1'),
  container('voting_stack_vote.1.sk31e76zxzsrswhxxh0nc1ddn', { labels: { ...labels, 'com.docker.swarm.service.id': 'vote' } }),
  { kind: 'network', uid: 'network:front', name: `${stack}_frontend`, created: minutesAgo(6), labels, standIn: false, driver: 'overlay', scope: 'swarm', subnet: '10.0.1.0/24' },
];

export function swarmInput(rows: readonly Resource[] = voting, over: Partial<StatusInput> = {}): StatusInput {
  const own = rows.filter(row => row.kind !== 'node').map((row): [string, Made] => [row.uid, made(row.kind === 'container' ? 'vote' : 'deploy', msg('named in the command'))]);
  return input({
    lab: { id: 'L1', title: 'Swarm and the voting app', swarm: true }, swarm: { role: 'manager', cluster: 'c1', node: 'node1' },
    resources: new Map(rows.map(row => [row.uid, row])), made: new Map(own), endpoints: [], ordinal: (_section, block) => ({ deploy: 7, vote: 11 })[block], ...over,
  });
}

/** Things that go wrong, one a service. */
const troubled: readonly Resource[] = [
  node('node1', { role: 'manager', leader: true }), node('node2', { role: 'manager', reachability: 'unreachable', status: 'down' }), node('a-node-with-a-rather-long-name-in-a-lecture-hall.example.edu', { availability: 'drain' }),
  service('dies', { running: 0, image: 'alpine:3.20' }), service('noimage', { running: 0, desired: 3, image: 'nope/nope:1' }), service('nowhere', { running: 0, stuck: true, image: 'alpine:3.20' }),
  service('half', { running: 2, desired: 2, update: 'paused', updateMessage: 'update paused due to failure or early termination of task 6l1mnl0ez84y', ports: [port(9000)] }),
  task('dies', 1, 'node1', 'ready', { failures: 4, lastFailure: 'task: non-zero exit (3)' }),
  ...[1, 2, 3].map(slot => task('noimage', slot, 'node1', 'rejected', { error: 'No such image: nope/nope:1' })),
  task('nowhere', 1, undefined, 'pending', { error: 'no suitable node (scheduling constraints not satisfied on 2 nodes)' }),
  task('half', 1, 'node1', 'running', { outdated: true }), task('half', 2, 'node2', 'running', { desired: 'remove' }),
];

const old = { link: { ...input().link, phase: 'stale' as const, lastGood: Date.now() - 40_000, cause: causes.gone } };
export const swarms: Readonly<Record<string, () => StatusInput>> = {
  voting: () => swarmInput(),
  noMesh: () => swarmInput(voting, { swarm: { role: 'manager', mesh: false } }),
  troubled: () => swarmInput(troubled),
  stale: () => swarmInput(voting, old),
  noLeader: () => swarmInput(voting, { swarm: { role: 'manager', problem: msg('The swarm has no leader: too few of its managers are there. What runs goes on running, but nothing can be changed or asked.') } }),
  fresh: () => swarmInput(voting.slice(0, 1)),
  worker: () => swarmInput([], { swarm: { role: 'worker' } }),
  seven: () => swarmInput([...Array.from({ length: 7 }, (_, n) => node(`node${n + 1}`)), service('vote', { running: 40, desired: 40 }), ...Array.from({ length: 40 }, (_, n) => task('vote', n + 1, `node${n % 7 + 1}`))]),
};
