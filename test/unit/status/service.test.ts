import assert from 'node:assert/strict';
import { english } from '../../../src/core/message';
import type { RowView } from '../../../src/core/protocol';
import type { Resource, ServiceResource, TaskResource } from '../../../src/core/resource';
import type { StatusInput } from '../../../src/core/statusInput';
import { StatusBuilder } from '../../../src/core/statusView';
import { input, node, service, task } from './things';

const published = { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' as const };

function row(of: ServiceResource, tasks: readonly Resource[] = [], over: Partial<StatusInput> = {}): RowView {
  const found = new StatusBuilder(english).build(input([of], tasks, over), false).groups.flatMap(group => group.rows).find(candidate => candidate.uid === of.uid);
  assert.ok(found);
  return found;
}
const words = ({ tone, state, detail, note }: RowView) => [tone, state, detail, note];

describe('service rows', () => {
  it('say how many of how many run, with image, ports and volumes', () => {
    assert.deepEqual(words(row(service('web'))), ['pass', '1 of 1 running', 'nginx:alpine', undefined]);
    assert.deepEqual(words(row(service('web', { ports: [published], volumes: ['data'] }))), ['pass', '1 of 1 running', 'port 8080 · nginx:alpine · volume data', undefined]);
    assert.deepEqual(words(row(service('web', { running: 0, desired: 0 }))), ['idle', '0 of 0 running', 'nginx:alpine', undefined]);
    assert.deepEqual(words(row(service('once', { mode: 'job', running: 2, desired: 3 }), [task('once', 1, 'complete')])).slice(0, 2), ['running', '2 of 3 complete']);
  });

  it('say what is on its way, and why one waits', () => {
    const sentence = 'no suitable node (max replicas per node limit exceed on 2 nodes)';
    const view = row(service('vote', { running: 3, desired: 5, ports: [published] }), [
      task('vote', 1, 'running'), task('vote', 2, 'running'), task('vote', 4, 'running'), task('vote', 3, 'starting'), task('vote', 5, 'pending', { error: sentence }),
    ]);
    assert.deepEqual(words(view), ['running', '3 of 5 running', '1 starting, 1 pending · port 8080 · nginx:alpine', `vote.5 pending: ${sentence}.`]);
  });

  it('say the same reason of several tasks once', () => {
    const gone = { error: 'No such image: nope' };
    const view = row(service('web', { running: 0, desired: 3 }), [task('web', 1, 'rejected', gone), task('web', 2, 'rejected', gone), task('web', 3, 'rejected', gone)]);
    assert.deepEqual([view.tone, view.note], ['fail', 'web.1 and 2 more rejected: No such image: nope.']);
  });

  it('are bad when their tasks die again and again, though each new one is only starting', () => {
    const view = row(service('web', { running: 0 }), [task('web', 1, 'starting', { failures: 3, lastFailure: 'task: non-zero exit (1)' })]);
    assert.deepEqual([view.tone, view.note], ['fail', 'web.1 starting: failed 3 times before, last: task: non-zero exit (1).']);
  });

  it('keep in mind what a running task followed', () => {
    const view = row(service('web'), [task('web', 1, 'running', { failures: 1, lastFailure: 'task: non-zero exit (137)' })]);
    assert.deepEqual([view.tone, view.note], ['pass', 'web.1 running: failed once before: task: non-zero exit (137).']);
  });

  it('show an update while it is news, and the way back', () => {
    const updating = row(service('web', { update: 'updating' }));
    assert.deepEqual([updating.tone, updating.detail, updating.actions.map(action => action.id)], ['running', 'updating · nginx:alpine', ['logs', 'tasks', 'rollback', 'remove']]);
    const paused = row(service('web', { update: 'paused', updateMessage: 'update paused due to failure' }));
    assert.deepEqual([paused.tone, paused.note], ['fail', 'update paused due to failure']);
    assert.equal(row(service('web', { update: 'completed' })).detail, 'nginx:alpine');
  });

  it('say that they are no longer asked for', () => {
    const view = row(service('web', { running: 0, stuck: true }), [task('web', 1, 'pending')]);
    assert.equal(view.tone, 'wait');
    assert.match(view.note ?? '', /after 5 minutes/);
  });

  it('say that this kernel has no mesh, on published ports alone', () => {
    const swarm = { role: 'manager', mesh: false } as const;
    assert.match(row(service('web', { ports: [published] }), [], { swarm }).note ?? '', /no IPVS/);
    assert.equal(row(service('web', { ports: [published], publishMode: 'host' }), [], { swarm }).note, undefined);
    assert.equal(row(service('web'), [], { swarm }).note, undefined);
    assert.equal(row(service('web', { ports: [published] }), [], { swarm: { role: 'manager' } }).note, undefined);
  });

  it('offer the commands that a student would type', () => {
    const view = row(service('web', { desired: 2, running: 2 }));
    assert.deepEqual(view.actions.map(action => action.command), ['docker service logs --follow web', 'docker service ps --no-trunc web', 'docker service scale web=2', 'docker service rm web']);
    assert.deepEqual(row(service('all', { mode: 'global' })).actions.map(action => action.id), ['logs', 'tasks', 'remove']);
  });

  it('are drawn again when a task changes, and not when another service’s does', () => {
    const builder = new StatusBuilder(english);
    const view = (tasks: readonly TaskResource[]) => builder.build(input([service('web'), service('db')], tasks), false).groups[0]?.rows ?? [];
    const before = view([task('web', 1, 'preparing'), task('db', 1, 'running')]);
    const after = view([task('web', 1, 'failed', { error: 'x' }), task('db', 1, 'running')]);
    assert.deepEqual(after.map((each, index) => each === before[index]), [true, false]);
  });

  it('have no rows for nodes and tasks, nor are these counted as not of this lab', () => {
    const view = new StatusBuilder(english).build(input([], [node('n1'), task('web', 1, 'running'), service('other')]), true);
    assert.deepEqual([view.others.summary, view.others.groups?.flatMap(group => group.rows).map(each => each.name)], ['1 service', ['other']]);
  });
});
