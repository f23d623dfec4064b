import assert from 'node:assert/strict';
import { Pacer } from '../../../src/core/pacer';

describe('Pacer', () => {
  const setUp = () => {
    const timers: (() => void)[] = [];
    const sent: string[] = [];
    const clock = { after: (_: number, then: () => void) => { timers.push(then); return { dispose: () => { timers.splice(timers.indexOf(then), 1); } }; } };
    return { timers, sent, pacer: new Pacer<string>(clock, 100, value => sent.push(value)), pass: () => { for (const due of timers.splice(0)) due(); } };
  };

  it('tells of what is over soon by its end alone', () => {
    const { sent, pacer, pass } = setUp();
    pacer.put('a', false, () => 'queued');
    pacer.put('a', false, () => 'running');
    pacer.put('a', true, () => 'passed');
    pass();
    assert.deepEqual(sent, ['passed']);
  });

  it('tells of what goes on after a moment, in its newest form, each block by itself', () => {
    const { sent, pacer, pass } = setUp();
    pacer.put('a', false, () => 'a queued');
    pacer.put('b', false, () => 'b queued');
    pacer.put('a', false, () => 'a running');
    assert.deepEqual(sent, []);
    pass();
    pacer.put('a', false, () => 'a line 2');
    pass();
    assert.deepEqual(sent, ['a running', 'b queued', 'a line 2']);
  });

  it('tells at once of what is wanted now, and once', () => {
    const { sent, pacer, pass } = setUp();
    pacer.put('a', false, () => 'running');
    pacer.hurry('b');
    pacer.hurry('a');
    pacer.hurry('a');
    assert.deepEqual(sent, ['running']);
    pass();
    assert.deepEqual(sent, ['running']);
  });

  it('sends nothing any more when it is done with', () => {
    const { sent, timers, pacer } = setUp();
    pacer.put('a', false, () => 'running');
    pacer.dispose();
    assert.deepEqual([sent, timers.length], [[], 0]);
  });
});
