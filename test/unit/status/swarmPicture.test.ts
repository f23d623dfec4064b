import assert from 'node:assert/strict';
import { english, msg } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import type { StatusInput } from '../../../src/core/statusInput';
import { StatusBuilder } from '../../../src/core/statusView';
import { swarmPicture } from '../../../src/core/swarmPicture';
import { input, live, node, now, service, task } from './things';

const manager = { role: 'manager' } as const;
const lab = { id: 'L1', title: 'Swarm', swarm: true };
const on = (name: string) => ({ node: `node:${name}` });
const draw = (own: readonly Resource[], rest: readonly Resource[] = [], over: Partial<StatusInput> = {}) => swarmPicture(input(own, rest, { lab, swarm: manager, ...over }), english);
const sentence = 'no suitable node (max replicas per node limit exceed on 2 nodes)';

const nodes = [node('node2'), node('node10', { status: 'down' }), node('node1', { role: 'manager', leader: true, reachability: 'reachable', self: true })];
const stack = { stack: 'voting' };
const vote = service('voting_vote', { ...stack, running: 2, desired: 4 });
const voteTasks = [
  task('voting_vote', 1, 'running', on('node1')), task('voting_vote', 2, 'running', on('node2')),
  task('voting_vote', 3, 'starting', on('node1')), task('voting_vote', 4, 'pending', { error: sentence }),
];

describe('picture of a swarm', () => {
  it('has a column a node in the order of their names, and one for what has no node yet', () => {
    const view = draw([vote], [...nodes, ...voteTasks]);
    assert.deepEqual([view?.title, view?.summary, view?.stale], ['Nodes and tasks', '2 of 4 running', false]);
    assert.deepEqual(view?.nodes.map(({ name, detail, none, tasks, more }) => [name, detail, none, tasks.map(one => `${one.name} ${one.state} ${one.tone}`), more]), [
      ['node1', 'manager, leader · ready', false, ['vote.1 running pass', 'vote.3 starting running'], undefined],
      ['node2', 'worker · ready', false, ['vote.2 running pass'], undefined],
      ['node10', 'worker · down', false, [], 'no task of this lab'],
      ['No node yet', '1 task', true, ['vote.4 pending wait'], undefined],
    ]);
    assert.equal(view?.nodes.at(-1)?.tasks[0]?.note, sentence);
    assert.deepEqual(view?.nodes.map(one => one.bad), [false, false, true, false]);
  });

  it('says the same reason of several tasks once', () => {
    const view = draw([vote], [1, 2, 3].map(slot => task('voting_vote', slot, 'pending', { error: slot === 3 ? 'another' : sentence })));
    assert.deepEqual(view?.nodes[0]?.tasks.map(one => one.note), [sentence, undefined, 'another']);
  });

  it('shows what a task died of, and what the one before it did', () => {
    const view = draw([service('web')], [node('node1'), task('web', 1, 'rejected', { ...on('node1'), error: 'No such image: x' }), task('web', 2, 'running', { ...on('node1'), failures: 2, lastFailure: 'task: non-zero exit (1)' })]);
    assert.deepEqual(view?.nodes[0]?.tasks.map(one => [one.tone, one.note]), [['fail', 'No such image: x'], ['pass', 'failed 2 times before, last: task: non-zero exit (1)']]);
  });

  it('keeps the stack’s name where services of several are there', () => {
    const view = draw([vote, service('web')], [node('node1'), task('voting_vote', 1, 'running', on('node1')), task('web', 1, 'running', on('node1'))]);
    assert.deepEqual(view?.nodes[0]?.tasks.map(one => one.name), ['voting_vote.1', 'web.1']);
  });

  it('names the task of a global service by the service: its node stands above', () => {
    const view = draw([service('all', { mode: 'global' })], [node('n1'), { ...task('all', 1, 'running', { ...on('n1'), slot: 'n1' }), name: 'all.n1' }]);
    assert.deepEqual(view?.nodes[0]?.tasks.map(one => one.name), ['all']);
  });

  it('shows a task that still stops, and none that has stopped', () => {
    const view = draw([service('web')], [node('n1'), task('web', 1, 'running', { ...on('n1'), desired: 'remove' }), task('web', 2, 'shutdown', { ...on('n1'), desired: 'shutdown' })]);
    assert.deepEqual(view?.nodes[0]?.tasks.map(one => [one.name, one.state]), [['web.1', 'stopping']]);
  });

  it('tells old from new while an update goes on', () => {
    const rows = [node('n1'), task('web', 1, 'running', on('n1')), task('web', 2, 'running', { ...on('n1'), outdated: true })];
    const states = (update?: string) => draw([service('web', { update })], rows)?.nodes[0]?.tasks.map(one => one.state);
    assert.deepEqual([states('updating'), states('paused'), states()], [['running', 'running, old version'], ['running', 'running, old version'], ['running', 'running']]);
  });

  it('counts tasks of others and those beyond sixty, and draws neither', () => {
    const many = Array.from({ length: 63 }, (_, slot) => task('web', slot, 'running', on('n1')));
    const view = draw([service('web')], [node('n1'), node('n2'), service('foreign'), task('foreign', 1, 'running', on('n2')), ...many, task('foreign', 2, 'running', on('n1'))]);
    assert.deepEqual(view?.nodes.map(one => [one.tasks.length, one.more]), [[60, 'and 3 more · 1 task not of this lab'], [0, '1 task not of this lab']]);
  });

  it('is there for a swarm lab as soon as there is a swarm, for another only once it made a service', () => {
    assert.deepEqual(draw([], [node('n1')])?.nodes.map(one => one.name), ['n1']);
    assert.equal(draw([], [node('n1')], { swarm: { role: 'inactive' } }), undefined);
    assert.equal(draw([], [node('n1')], { swarm: undefined }), undefined);
    assert.equal(draw([], [node('n1'), service('foreign')], { lab: { id: 'L1', title: 'Docker' } }), undefined);
    assert.equal(draw([service('web')], [node('n1')], { lab: { id: 'L1', title: 'Docker' } })?.nodes.length, 1);
    assert.equal(draw([], [node('n1')], { lab: undefined }), undefined);
  });

  it('says on a worker that only a manager knows', () => {
    assert.match(draw([], [], { swarm: { role: 'worker' } })?.note ?? '', /only a manager/);
    assert.equal(draw([], [], { lab: { id: 'L1', title: 'Docker' }, swarm: { role: 'worker' } }), undefined);
  });

  it('is as it was once the daemon is gone, or the managers are too few', () => {
    for (const over of [{ link: { ...live, phase: 'stale', lastGood: now } }, { swarm: { ...manager, problem: msg('The swarm has no leader.') } }] as const) {
      const view = draw([vote], [...nodes, ...voteTasks], over);
      assert.deepEqual([view?.stale, view?.nodes[0]?.detail, view?.nodes[0]?.tasks[0]?.state, view?.nodes[0]?.tasks[0]?.tone], [true, 'manager, leader · was ready', 'was running', 'stale']);
      assert.equal(view?.note, 'swarm' in over ? 'The swarm has no leader.' : undefined);
    }
  });

  it('stands in place of the sentence that nothing was made yet, and its rows are as they were without a leader', () => {
    const build = (own: readonly Resource[], over: Partial<StatusInput>) => new StatusBuilder(english).build(input(own, [node('n1')], { lab, swarm: manager, ...over }), false);
    assert.equal(build([], {}).empty, undefined);
    assert.ok(build([], { swarm: { role: 'inactive' } }).empty);
    const [row] = build([vote], { swarm: { ...manager, problem: msg('no leader') } }).groups[0]?.rows ?? [];
    assert.deepEqual([row?.tone, row?.state], ['stale', 'was 2 of 4 running']);
  });
});
