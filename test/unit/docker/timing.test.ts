import assert from 'node:assert/strict';
import { Coalescer, type Wanted } from '../../../src/targets/docker/coalesce';
import { Heartbeat } from '../../../src/targets/docker/heartbeat';
import { FakeClock, settle } from './fakes';

describe('docker timing', () => {
  it('no list of a kind runs beside another, and one more follows', async () => {
    const clock = new FakeClock();
    const begun: Wanted[] = [];
    let finish: () => void = () => undefined;
    const coalescer = new Coalescer(clock, wanted => { begun.push(wanted); return new Promise(resolve => { finish = resolve; }); });
    coalescer.mark();
    coalescer.mark('a');
    coalescer.mark();
    await clock.advance(1000);
    assert.deepEqual(begun, ['all']);
    finish();
    await settle();
    assert.deepEqual(begun, ['all', 'all']);
    finish();
    await clock.advance(1000);
    assert.equal(begun.length, 2);
  });

  it('full lists keep 250 ms between them, single ones 10 ms', async () => {
    const clock = new FakeClock();
    const begun: [number, Wanted][] = [];
    const start = clock.now();
    const coalescer = new Coalescer(clock, async wanted => { begun.push([clock.now() - start, wanted]); });
    coalescer.mark();
    await settle();
    coalescer.mark();
    await clock.advance(300);
    coalescer.mark('a');
    await settle();
    coalescer.mark('b');
    coalescer.mark('c');
    await clock.advance(300);
    assert.deepEqual(begun, [[0, 'all'], [250, 'all'], [300, ['a']], [310, ['b', 'c']]]);
  });

  it('is quiet when no list is under way or to come, the second look included', async () => {
    const clock = new FakeClock();
    const coalescer = new Coalescer(clock, async () => undefined);
    let heard = 0;
    const ask = async (): Promise<void> => { await coalescer.quiet(); heard++; };
    void ask();
    await settle();
    assert.equal(heard, 1);
    coalescer.markTwice();
    void ask();
    await settle();
    await clock.advance(200);
    assert.equal(heard, 1);
    await clock.advance(100);
    await settle();
    assert.equal(heard, 2);
    coalescer.mark('a');
    void ask();
    coalescer.dispose();
    await settle();
    assert.equal(heard, 3);
  });

  it('notices that the machine slept', async () => {
    const clock = new FakeClock();
    const heard: string[] = [];
    const heartbeat = new Heartbeat(clock, { silent: () => heard.push('silent'), stale: () => heard.push('stale'), slept: () => heard.push('slept') });
    heartbeat.start();
    await clock.advance(5000);
    clock.sleep(60_000);
    await clock.advance(0);
    assert.deepEqual(heard, ['slept']);
    heartbeat.stop();
    assert.equal(clock.waiting, 0);
  });
});
