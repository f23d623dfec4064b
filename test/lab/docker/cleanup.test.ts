// A real daemon of the tests' own. Makes containers, networks, volumes and images on it and takes them away by the lab's
// clean-up. Takes down: the daemon and its folder. Needs root and the test bed's packages.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { english } from '../../../src/core/message';
import { realDaemon, type RealDaemon } from './bed';
import { until } from './fakeDaemon';
import { lab, LabEngine } from './labEngine';

describe('receipts and clean-up on a real daemon', function () {
  this.timeout(180_000);
  let real: RealDaemon;
  let engine: LabEngine;
  before(async () => { real = await realDaemon(); });
  after(async () => { await real?.takeDown(); });
  beforeEach(async () => { engine = await LabEngine.open(real); });
  afterEach(async () => {
    assert.deepEqual(engine.errors, []);
    await engine.close();
    // What a test that failed has left would fail it again.
    await removeAll('ps -aq', 'rm -f -v');
    await removeAll('network ls -q --filter type=custom', 'network rm');
    await removeAll('volume ls -q', 'volume rm -f');
    await removeAll('image ls mine --format {{.Repository}}:{{.Tag}}', 'image rm');
  });
  const docker = (line: string): Promise<string> => real.docker(...line.split(' '));
  const removeAll = async (list: string, remove: string): Promise<void> => {
    const left = (await docker(list)).split('\n').filter(Boolean);
    if (left.length) await real.docker(...remove.split(' '), ...left);
  };
  const names = async (): Promise<string[]> => (await docker('ps -a --format {{.Names}}')).split('\n').filter(Boolean).sort();

  it('a receipt is whole within 300 ms of the end: containers, networks, volumes, images, files', async () => {
    const text = 'docker network create n1; docker run -d --name web1 --network n1 -v /data -v named:/x alpine sleep 1000; docker tag alpine mine:1; docker run -d alpine sleep 999; mkdir hello';
    const ms = await engine.run('r1', text, async () => {
      await docker('network create n1');
      await docker('run -d --name web1 --network n1 -v /data -v named:/x alpine sleep 1000');
      await docker('tag alpine mine:1');
      await mkdir(join(engine.folder, 'hello'));
      await writeFile(join(engine.folder, 'hello', 'a'), 'a');
      return docker('run -d alpine sleep 999');
    });
    const receipt = engine.receipt('r1');
    assert.deepEqual(receipt.map(line => line.replace(/ [0-9a-f]{64} /, ' ANON ').replace(/ [a-z]+_[a-z]+\d? /, ' RANDOM ')).sort(), [
      '+ container RANDOM printedId', '+ container web1 named', '+ file hello/ folder', '+ image mine:1 named', '+ network n1 named', '+ volume ANON mounted', '+ volume named named',
    ]);
    const times = [ms, await engine.run('r2', 'docker stop -t 0 web1', () => docker('stop -t 0 web1'))];
    assert.deepEqual(engine.receipt('r2'), ['~ web1 running>exited (137)']);
    for (let n = 0; n < 3; n++) times.push(await engine.run(`s${n}`, `docker start web1; docker network create t${n}`, async () => { await docker('start web1'); return docker(`network create t${n}`); }));
    console.log(`        end of block -> receipt: ${times.join(', ')} ms`);
    // The figure itself is the bench's; here a busy machine may be late once.
    assert.ok(times.sort((a, b) => a - b)[2]! <= 300, `${times.join()} ms`);
    const plan = await engine.plan();
    assert.deepEqual(plan.stay, []);
    const result = await engine.clean(plan);
    assert.deepEqual([result.stayed, result.gone.length], [[], 10]);
    assert.deepEqual([await names(), await docker('volume ls -q'), await docker('image ls -q mine')], [[], '', '']);
    assert.match(await docker('image ls --format {{.Repository}}'), /alpine/);
    await until('the ledger knows that nothing is left', () => engine.book.ledger.of(lab).length === 0);
  });

  it('a foreign container with the lab’s name, label and network survives, and its network with it', async () => {
    await engine.run('r1', 'docker network create shared; docker run -d --name web1 --label lab=L alpine sleep 1000', async () => {
      await docker('network create shared');
      return docker('run -d --name web1 --label lab=L alpine sleep 1000');
    });
    const plan = await engine.plan();
    // What comes later than that is not the run's, whatever it is called.
    await sleep(5500);
    await docker('rm -f web1');
    const foreign = await docker('run -d --name web1 --label lab=L --network shared alpine sleep 1000');
    const result = await engine.clean(plan);
    assert.deepEqual(result.stayed.map(({ reason }) => english(reason)), ['Container `web1` uses it.']);
    assert.equal(await docker('inspect --format {{.State.Running}} ' + foreign), 'true');
    assert.deepEqual((await engine.plan()).go, []);
    await docker(`rm -f ${foreign}`);
    assert.deepEqual((await engine.clean(await engine.plan())).gone.length, 1);
  });

  it('a plan for another daemon removes nothing here, nor does one whose daemon is away', async () => {
    await engine.run('r1', 'docker run -d --name web1 alpine sleep 1000', () => docker('run -d --name web1 alpine sleep 1000'));
    const plan = await engine.plan();
    await assert.rejects(engine.clean({ ...plan, daemon: 'another' }), { code: 'cleanup.otherDocker' });
    await assert.rejects(engine.clean(plan, undefined, { ...real.env, DOCKER_HOST: 'unix:///nowhere/docker.sock' }), { code: 'cleanup.otherDocker' });
    assert.deepEqual(await names(), ['web1']);
    await engine.clean(plan);
    assert.deepEqual(await names(), []);
  });

  it('one run is undone from its receipt, the rest stays', async () => {
    await engine.run('r1', 'docker run -d --name keep alpine sleep 1000', () => docker('run -d --name keep alpine sleep 1000'));
    await engine.run('r2', 'docker run -d --name undo alpine sleep 1000', () => docker('run -d --name undo alpine sleep 1000'));
    await engine.clean(await engine.plan('r2'));
    assert.deepEqual(await names(), ['keep']);
    await engine.clean(await engine.plan());
  });

  it('20 containers go at most 1.2 times as slowly as with one docker rm -f', async () => {
    const fill = async (): Promise<string[]> => {
      const ids: string[] = [];
      for (let n = 0; n < 20; n++) ids.push(await docker('run -d alpine sleep 1000'));
      return ids;
    };
    const raw: number[] = [], ours: number[] = [];
    for (let round = 0; round < 3; round++) {
      const ids = await fill();
      let begun = performance.now();
      await real.docker('rm', '-f', ...ids);
      raw.push(performance.now() - begun);
      await engine.run(`r${round}`, 'docker run -d alpine sleep 1000', async () => (await fill()).join('\n'));
      const plan = await engine.plan();
      assert.equal(plan.go.length, 20);
      begun = performance.now();
      const result = await engine.clean(plan);
      ours.push(performance.now() - begun);
      assert.deepEqual(result.stayed, []);
      await until('gone', () => engine.book.ledger.of(lab).length === 0);
    }
    const best = (times: readonly number[]): number => Math.min(...times);
    console.log(`        20 containers: ${best(ours).toFixed(0)} ms, docker rm -f ${best(raw).toFixed(0)} ms`);
    assert.ok(best(ours) <= 1.2 * best(raw), `${ours.join()} against ${raw.join()}`);
  });
});
