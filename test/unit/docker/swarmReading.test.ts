import assert from 'node:assert/strict';
import { readReplicas } from '../../../src/targets/docker/cliSwarm';
import { toContainers, toInfo } from '../../../src/targets/docker/mapping';
import { toNodes, toServices, toTasks } from '../../../src/targets/docker/swarmMapping';
import { swarmTrouble } from '../../../src/targets/docker/swarmTrouble';
import { DockerFailure } from '../../../src/targets/docker/api';

const digest = `sha256:${'a'.repeat(64)}`;
const containerSpec = { Image: `alpine:latest@${digest}`, Args: ['sleep', '1000'], Mounts: [{ Type: 'volume', Source: 'vol', Target: '/data' }, { Type: 'bind', Source: '/x', Target: '/y' }] };

/** As engine 20.10 answers, shortened. */
const web = {
  ID: 'wxj', CreatedAt: '2026-11-25T18:37:48.672807361Z',
  Spec: {
    Name: 'st_web', Labels: { 'com.docker.stack.namespace': 'st' }, Mode: { Replicated: { Replicas: 4 } },
    TaskTemplate: { ContainerSpec: containerSpec, Networks: [{ Target: 'net1' }], ForceUpdate: 0, Runtime: 'container' },
  },
  Endpoint: { Ports: [{ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode: 'ingress' }] },
  UpdateStatus: { State: 'updating', Message: 'update in progress' },
  ServiceStatus: { RunningTasks: 3, DesiredTasks: 4, CompletedTasks: 0 },
};
const taskOf = (id: string, slot: number | undefined, state: string, second: number, more: object = {}, status: object = {}) => ({
  ID: id, ServiceID: 'wxj', ...(slot === undefined ? {} : { Slot: slot }), NodeID: 'n1', CreatedAt: `2026-11-25T18:37:${second}.1Z`, DesiredState: 'running', Labels: {},
  Spec: { ContainerSpec: containerSpec, ForceUpdate: 0 }, Status: { Timestamp: '2026-11-25T18:38:00.5Z', State: state, Message: 'started', PortStatus: {}, ...status }, ...more,
});

describe('what a swarm manager answers', () => {
  it('is read as services', () => {
    const [found] = toServices([web, { nonsense: true }]);
    assert.deepEqual(found?.service, {
      kind: 'service', uid: 'service:wxj', name: 'st_web', created: Date.parse('2026-11-25T18:37:48.672Z'), labels: { 'com.docker.stack.namespace': 'st' }, standIn: false,
      image: 'alpine:latest', mode: 'replicated', running: 3, desired: 4, ports: [{ hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' }], publishMode: 'ingress',
      stack: 'st', networks: ['net1'], volumes: ['vol'], update: 'updating', updateMessage: 'update in progress',
    });
  });

  it('is read whatever the mode, and without the counts that older engines do not give', () => {
    const read = (mode: object, status?: object) => { const { mode: kind, running, desired } = toServices([{ ...web, Spec: { ...web.Spec, Mode: mode }, ServiceStatus: status }])[0]!.service; return [kind, running, desired]; };
    assert.deepEqual(read({ Global: {} }, { RunningTasks: 2, DesiredTasks: 2 }), ['global', 2, 2]);
    assert.deepEqual(read({ ReplicatedJob: { MaxConcurrent: 3, TotalCompletions: 3 } }, { RunningTasks: 0, DesiredTasks: 3, CompletedTasks: 2 }), ['job', 2, 3]);
    assert.deepEqual(read({ Replicated: { Replicas: 4 } }), ['replicated', 0, 4]);
  });

  it('tells ports of the mesh from those of the host', () => {
    const read = (...modes: string[]) => toServices([{ ...web, Endpoint: { Ports: modes.map(PublishMode => ({ Protocol: 'tcp', TargetPort: 80, PublishedPort: 8080, PublishMode })) } }])[0]?.service.publishMode;
    assert.deepEqual([read('host'), read('host', 'ingress'), read()], ['host', 'ingress', 'ingress']);
  });

  it('is read as tasks: the newest of each slot, with what those before it died of', () => {
    const found = toTasks([
      taskOf('old', 4, 'failed', 10, { DesiredState: 'shutdown' }, { Err: 'task: non-zero exit (137)' }),
      taskOf('older', 4, 'rejected', 9, { DesiredState: 'shutdown' }, { Err: 'No such image: x' }),
      taskOf('new', 4, 'running', 20, {}, { ContainerStatus: { ContainerID: 'c1', PID: 7 } }),
      taskOf('stopped', 4, 'shutdown', 15, { DesiredState: 'shutdown' }),
      taskOf('one', 1, 'running', 5),
    ]);
    assert.deepEqual(found.map(({ task }) => [task.uid, task.slot, task.state, task.failures, task.lastFailure, task.container, task.error]), [
      ['task:new', '4', 'running', 2, 'task: non-zero exit (137)', 'container:c1', undefined], ['task:one', '1', 'running', 0, undefined, undefined, undefined],
    ]);
    assert.deepEqual([found[0]?.task.service, found[0]?.task.node, found[0]?.task.since, found[0]?.task.image], ['service:wxj', 'node:n1', Date.parse('2026-11-25T18:38:00.5Z'), 'alpine:latest']);
  });

  it('gives the scheduler’s own words for a task without a node or a container', () => {
    const [waits] = toTasks([{ ...taskOf('p', 1, 'pending', 5, {}, { Message: 'pending task scheduling', Err: 'no suitable node (scheduling constraints not satisfied on 2 nodes)' }), NodeID: '' }]);
    assert.deepEqual([waits?.task.node, waits?.task.container, waits?.task.error], [undefined, undefined, 'no suitable node (scheduling constraints not satisfied on 2 nodes)']);
    assert.equal(toTasks([taskOf('p', 1, 'pending', 5, {}, { Message: 'pending task scheduling' })])[0]?.task.error, 'pending task scheduling');
    assert.equal(toTasks([{ ...taskOf('p', 1, 'starting', 5), Status: { State: 'starting' } }])[0]?.task.container, undefined, 'no ContainerStatus at all');
  });

  it('keeps the tasks of a global service apart by their nodes', () => {
    assert.deepEqual(toTasks([taskOf('a', undefined, 'running', 5), { ...taskOf('b', undefined, 'running', 6), NodeID: 'n2' }]).map(({ task }) => task.slot), ['n1', 'n2']);
  });

  it('shows by its form whether a task is of the service as it is now', () => {
    const [{ form } = { form: '' }] = toServices([web]);
    assert.equal(toTasks([taskOf('t', 1, 'running', 5)])[0]?.form, form);
    assert.equal(toTasks([{ ...taskOf('t', 1, 'running', 5), Spec: { ContainerSpec: { ...containerSpec, StopGracePeriod: 10_000_000_000, DNSConfig: {} } } }])[0]?.form, form, 'the command fills in what is usual');
    assert.notEqual(toTasks([{ ...taskOf('t', 1, 'running', 5), Spec: { ContainerSpec: { ...containerSpec, StopGracePeriod: 1_000_000_000 }, ForceUpdate: 0 } }])[0]?.form, form);
    assert.notEqual(toTasks([{ ...taskOf('t', 1, 'running', 5), Spec: { ContainerSpec: { ...containerSpec, Env: ['A=1'] }, ForceUpdate: 0 } }])[0]?.form, form);
    assert.notEqual(toTasks([{ ...taskOf('t', 1, 'running', 5), Spec: { ContainerSpec: containerSpec, ForceUpdate: 1 } }])[0]?.form, form);
  });

  it('is read as nodes', () => {
    const [manager, worker] = toNodes([
      { ID: 'n1', CreatedAt: '2026-11-25T18:37:46Z', Spec: { Role: 'manager', Availability: 'active' }, Description: { Hostname: 'node1' }, Status: { State: 'ready' }, ManagerStatus: { Leader: true, Reachability: 'reachable' } },
      { ID: 'n2', Spec: { Role: 'worker', Availability: 'drain', Labels: { x: 'y' } }, Description: { Hostname: 'node2' }, Status: { State: 'down', Message: 'heartbeat failure' }, ManagerStatus: null },
    ]);
    assert.deepEqual([manager?.name, manager?.role, manager?.status, manager?.leader, manager?.reachability], ['node1', 'manager', 'ready', true, 'reachable']);
    assert.deepEqual([worker?.name, worker?.role, worker?.status, worker?.availability, worker?.leader, worker?.reachability, worker?.labels], ['node2', 'worker', 'down', 'drain', false, undefined, { x: 'y' }]);
  });

  it('is refused where it is no list', () => {
    assert.throws(() => toServices({ message: 'hello' }), (error: unknown) => error instanceof DockerFailure && error.reason === 'notDocker');
  });

  it('is told apart when it is no answer', () => {
    const status = (statusCode: number, message: string) => swarmTrouble(Object.assign(new Error(message), { statusCode }));
    assert.equal(status(503, 'This node is not a swarm manager. Worker nodes can\'t be used to view or modify cluster state.'), 'left');
    assert.match((status(500, 'rpc error: code = Unknown desc = The swarm does not have a leader. It\'s possible that too few managers are online.') as { text: string }).text, /no leader/);
    assert.match((status(500, 'raft: failed to process the request: node lost leader status') as { text: string }).text, /no leader/);
    assert.match((swarmTrouble(new DockerFailure('slow', 'x')) as { text: string }).text, /do not answer/);
    assert.equal(swarmTrouble(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })), undefined);
    assert.equal(swarmTrouble(new DockerFailure('ended', 'x')), undefined);
  });
});

describe('what a daemon says of its swarm', () => {
  const info = (swarm: object) => toInfo({ ID: 'd', KernelVersion: '6.1', Swarm: swarm });
  it('is read as its role, its swarm and its node', () => {
    assert.deepEqual(info({ NodeID: '', LocalNodeState: 'inactive', ControlAvailable: false }).swarm, { role: 'inactive' });
    assert.deepEqual(info({ NodeID: 'n', LocalNodeState: 'active', ControlAvailable: true, Cluster: { ID: 'c' } }).swarm, { role: 'manager', cluster: 'c', node: 'n' });
    assert.deepEqual(info({ NodeID: 'n', LocalNodeState: 'active', ControlAvailable: false }).swarm, { role: 'worker', node: 'n' });
    assert.equal(info({}).kernel, '6.1');
  });
  it('does not show in the image of a task’s container', () => {
    const image = (text: string) => toContainers([{ Id: 'x', State: 'running', Image: text }])[0]?.image;
    assert.deepEqual([image(`alpine:latest@${digest}`), image(`reg:5000/a@${digest}`), image('alpine')], ['alpine:latest', `reg:5000/a@${digest}`, 'alpine']);
  });
  it('is read from the docker command’s list, too', () => {
    assert.deepEqual(readReplicas('2/4 (max 1 per node)'), { RunningTasks: 2, DesiredTasks: 4 });
    assert.deepEqual(readReplicas('0/3 (3/3 completed)'), { RunningTasks: 0, DesiredTasks: 3, CompletedTasks: 3 });
    assert.deepEqual(readReplicas(''), {});
  });
});
