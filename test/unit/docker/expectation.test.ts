import assert from 'node:assert/strict';
import type { DaemonEvent } from '../../../src/targets/docker/api';
import { Expectations } from '../../../src/targets/docker/expectation';
import { container, FakeClock } from './fakes';

const id = 'a'.repeat(64);
const die: DaemonEvent = { type: 'container', action: 'die', id, attributes: { name: 'web' }, time: 1 };

describe('what an event promises', () => {
  it('is asked for until the list shows it, for twenty seconds and no longer', async () => {
    const clock = new FakeClock();
    let asked = 0, state: 'running' | 'exited' = 'running';
    const list = () => [container(id, { name: 'web', state })];
    const expected: Expectations = new Expectations(clock, () => { asked++; expected.check(list()); });
    expected.seen(die);
    expected.check(list());
    await clock.advance(6000);
    assert.equal(asked, 9);
    state = 'exited';
    await clock.advance(30_000);
    assert.equal(asked, 10, 'the list shows it');
    state = 'running';
    expected.seen(die);
    expected.check(list());
    await clock.advance(120_000);
    assert.equal(asked, 21, 'no more than eleven times');
  });
});
