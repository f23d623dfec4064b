import assert from 'node:assert/strict';
import { settle } from '../docker/fakes';
import { box, image, Window, World } from './receiptBench';

describe('receipts after the window has died', () => {
  let world: World;
  let window: Window;
  beforeEach(() => { world = new World(); window = new Window(world); });
  afterEach(() => assert.deepEqual(window.errors, []));
  const c = (digit: string, name: string) => box(world.clock, digit, name);
  const next = async (dead: readonly number[] = [1]): Promise<Window> => {
    window = new Window(world, 2, dead);
    await settle();
    return window;
  };
  it('a run that had ended is settled by the next window, with the first answer of the daemon', async () => {
    const run = await window.begin('r', 'docker run -d --name web1 nginx; docker pull alpine');
    world.put(c('1', 'web1'), image('2', ['alpine:latest']));
    world.records.push({ ...run, state: 'interrupted', end: world.clock.now(), statements: [{ index: 1, text: run.blockText, outcome: { kind: 'notMeasured' } }] });
    await next();
    assert.equal(world.journal.entries.length, 0, 'nothing at the start');
    await window.sees();
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r'), ['+ web1 named', '+ alpine:latest named']);
    await world.clock.advance(6000);
    assert.equal(world.pending.kept.size, 0);
  });
  it('a run that goes on is followed by the next window', async () => {
    const run = await window.begin('r', 'docker run -d --name web1 nginx; sleep 60');
    await next();
    const resumed = window.receipts.resume(run);
    await settle();
    await resumed;
    await window.sees(c('1', 'web1'));
    assert.deepEqual(window.receipt('r'), ['+ web1 named']);
  });
  it('a run that is told of twice while it is taken up holds its target once, and lets go of it', async () => {
    const run = await window.begin('r', 'sleep 60; docker ps');
    await next();
    await Promise.all([window.receipts.resume(run), window.receipts.resume(run)]);
    assert.equal(window.holds, 1);
    await window.end(run);
    await world.clock.advance(6000);
    assert.equal(window.holds, 0);
  });
  it('a run of a window that lives is left to it', async () => {
    const run = await window.begin('r', 'docker run -d --name web1 nginx');
    world.put(c('1', 'web1'));
    world.records.push({ ...run, state: 'passed', end: world.clock.now() });
    await next([]);
    await window.sees();
    await world.clock.advance(6000);
    assert.equal(world.journal.entries.length, 0);
    assert.equal(world.pending.kept.size, 1);
  });
});
