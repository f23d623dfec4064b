import assert from 'node:assert/strict';
import { isLocal, mismatchOf, type PinInput } from '../../../src/core/beforeRun/pins';
import { english as withTicks, type Message } from '../../../src/core/message';
import type { SwarmState } from '../../../src/core/source';

/** Names stand between backticks, for a page to set as code. */
const english = (message: Message) => withTicks(message).replaceAll('`', '');

const endpoint = (address: string, context?: string, from = 'currentContext') => ({ label: { text: 'x', args: [] }, address, from, ...context === undefined ? {} : { context } });
const here = endpoint('unix:///var/run/docker.sock', undefined, 'default');
const far = endpoint('ssh://me@prod', 'prod-eu');
const live = (swarm: SwarmState) => ({ daemon: 'D', resources: new Map(), skewMs: 0, swarm });
const said = (input: PinInput) => { const found = mismatchOf(input); return found && [english(found.title), english(found.detail), found.use?.command]; };

describe('what a lab is pinned to', () => {
  it('locks a lab that would run on another Docker', () => {
    assert.deepEqual(said({ expects: { local: true }, endpoint: far }), ['Run is locked: this lab expects Docker on this machine.', 'docker points at prod-eu, which is not on this machine. Nothing has been sent to it.', 'unset DOCKER_HOST; export DOCKER_CONTEXT=default']);
    assert.deepEqual(said({ expects: { context: 'lab' }, endpoint: far }), ['Run is locked: this lab expects the Docker context lab.', 'docker points at prod-eu. Nothing has been sent to it.', 'unset DOCKER_HOST; export DOCKER_CONTEXT=lab']);
  });

  it('does not lock where it is met, or where nothing is known yet', () => {
    for (const input of [
      { expects: { local: true, context: 'default', swarm: 'inactive' }, endpoint: here, live: live({ role: 'inactive' }) },
      { expects: { context: 'default' }, endpoint: endpoint('unix:///tmp/x.sock', undefined, 'DOCKER_HOST') },
      { expects: { context: 'prod-eu' }, endpoint: far },
      { expects: { local: true, context: 'x' } },
      { expects: { swarm: 'inactive' }, endpoint: here },
      { expects: { local: false }, endpoint: far },
      { expects: {}, endpoint: far, live: live({ role: 'manager', node: 'n' }) },
    ] satisfies PinInput[]) assert.equal(mismatchOf(input), undefined);
  });

  it('locks a lab that begins its own swarm while there is another one', () => {
    const manager = live({ role: 'manager', node: 'n' });
    assert.deepEqual(said({ expects: { swarm: 'inactive' }, live: manager })?.[2], undefined);
    assert.deepEqual(said({ expects: { swarm: 'inactive' }, live: manager, swarmMaker: { labId: 'L4', own: false } })?.slice(1), ['This Docker is in a swarm that lab L4 made and left behind.', 'docker swarm leave --force']);
    assert.equal(said({ expects: { swarm: 'inactive' }, live: manager, swarmMaker: { labId: 'L3', own: true } }), undefined);
    assert.deepEqual(said({ expects: { swarm: 'manager' }, live: live({ role: 'worker' }) })?.[1], 'This Docker is a worker: only a manager takes orders.');
    assert.equal(said({ expects: { swarm: 'manager' }, live: manager }), undefined);
  });

  it('asks anew at another place', () => {
    const about = (input: PinInput) => mismatchOf(input)?.about;
    assert.notEqual(about({ expects: { local: true }, endpoint: far }), about({ expects: { local: true }, endpoint: endpoint('tcp://10.0.0.9:2375') }));
  });

  it('puts no name that a shell would take apart into its command', () => {
    assert.equal(mismatchOf({ expects: { context: 'a; rm -rf ~' }, endpoint: here })?.use, undefined);
  });

  it('knows an address of this machine', () => {
    for (const address of ['unix:///run/docker.sock', 'npipe:////./pipe/docker_engine', 'tcp://127.0.0.1:2375', 'tcp://localhost:2375', 'https://[::1]:2376/', '/var/run/docker.sock']) assert.equal(isLocal(address), true, address);
    for (const address of ['tcp://10.0.0.1:2375', 'ssh://me@host', 'tcp://127.0.0.1.evil.example:2375', 'tcp://localhost.evil:1', 'https://docker.example']) assert.equal(isLocal(address), false, address);
  });
});
