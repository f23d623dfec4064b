// Checks on a real daemon, without an editor. Changes: starts a daemon of its own in a temporary folder, makes containers,
// a network and a volume on it, a page and a file on this machine. Takes down: all of it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check, Test } from '../../../src/core/check';
import { CheckBook } from '../../../src/core/checks/checkBook';
import type { CheckSection } from '../../../src/core/checks/checkSection';
import { eyesOf } from '../../../src/core/checks/eyes';
import { Emitter } from '../../../src/core/emitter';
import type { Journal, JournalEntry } from '../../../src/core/journal';
import { english } from '../../../src/core/message';
import type { RunRecord } from '../../../src/core/run';
import { createDockerTarget, type DockerSource, type DockerTarget } from '../../../src/targets/docker';
import { createLooker } from '../../../src/targets/probes';
import { createRunner } from '../../../src/targets/process';
import { realDaemon, type RealDaemon } from './bed';

const at = { line: 0, character: 0 };
const check = (id: string, test: Test, over: Partial<Check> = {}): Check => ({ id, claim: id, needs: [], test, captures: [], span: { start: at, end: at }, hash: id, ...over });

function memory(): Journal {
  const entries: JournalEntry[] = [];
  const added = new Emitter<JournalEntry>();
  return { all: () => Promise.resolve([...entries]), onAdd: added.event, add: entry => { entries.push(entry); added.fire(entry); return Promise.resolve(); } };
}

describe('checks on a real daemon', function () {
  this.timeout(120_000);
  let real: RealDaemon;
  let target: DockerTarget;
  let source: DockerSource;
  let folder: string;
  const asked: string[] = [];
  const page = createServer((request, answer) => { asked.push(request.url ?? ''); answer.end('Welcome'); });
  let port = 0;

  before(async () => {
    real = await realDaemon();
    target = createDockerTarget({ runner: createRunner(process.env) });
    source = target.source(real.env);
    folder = await mkdtemp(join(tmpdir(), 'lb-lab-'));
    await new Promise<void>(resolve => page.listen(0, '127.0.0.1', resolve));
    port = (page.address() as AddressInfo).port;
  });
  after(async () => {
    page.close();
    target?.dispose();
    await rm(folder, { recursive: true, force: true });
    await real?.takeDown();
  });

  function bookOf(checks: readonly Check[]): { book: CheckBook; section: CheckSection } {
    const look = createLooker({ source: () => source, daemonHost: () => undefined });
    const never = new Emitter<RunRecord>();
    const book = new CheckBook({
      clock: { now: () => Date.now(), after: (ms, then) => { const timer = setTimeout(then, ms); return { dispose: () => clearTimeout(timer) }; } },
      journal: memory(), docker: eyesOf(source), records: () => [], loaded: () => Promise.resolve(), onRecord: never.event,
      look: want => look(want, { folder: () => Promise.resolve(folder), allowed: () => false }), barred: () => undefined, remembered: () => undefined,
    });
    return { book, section: { courseId: 'c', courseVersion: '1', labId: 'L', sectionId: 's', blocks: [], checks } };
  }
  const short = (results: Awaited<ReturnType<CheckBook['lookNow']>>) => Object.fromEntries(results.map(result => [result.check.id, `${result.state}${result.gone ? ' gone' : ''} ${result.now}`]));

  it('fail on a clean start, pass after the blocks, and fail again when all is gone', async () => {
    const { book, section } = bookOf([
      check('running', { kind: 'container', name: 'cw', state: 'running', image: 'alpine', env: ['WORD'], networks: ['cn'], volumes: ['cv'], ports: [{ containerPort: 80, protocol: 'tcp' }] }, { captures: [{ name: 'CW_PORT', from: { kind: 'hostPort', container: 'cw', port: 80 } }] }),
      check('network', { kind: 'network', name: 'cn', driver: 'bridge', scope: 'local', attached: ['cw'] }),
      check('volume', { kind: 'volume', name: 'cv' }),
      check('image', { kind: 'image', name: 'alpine', layers: 1 }),
      check('ended', { kind: 'container', name: 'ce', state: 'exited', exitCode: 3 }),
      check('open', { kind: 'tcp', port: '${CW_PORT}', state: 'open' }),
      check('page', { kind: 'http', url: `http://localhost:${port}/`, status: 200, has: 'Welcome' }),
      check('file', { kind: 'file', path: 'note.txt', matches: '^hi$' }),
      check('gone', { kind: 'container', name: 'cw', state: 'absent' }, { needs: ['running'] }),
      check('inactive', { kind: 'swarm', state: 'inactive' }, { needs: ['running'] }),
    ]);
    assert.deepEqual(short(await book.lookNow(section, 10_000)), {
      running: 'notYet false', network: 'notYet false', volume: 'notYet false', image: 'done true', ended: 'notYet false', open: 'waiting unknown', page: 'done true', file: 'notYet false', gone: 'waiting unknown', inactive: 'waiting unknown',
    });
    await real.docker('network', 'create', 'cn');
    await real.docker('run', '-d', '--name', 'cw', '--network', 'cn', '-v', 'cv:/data', '-e', 'WORD=secret', '-p', '127.0.0.1::80', 'alpine', 'sleep', '1000');
    await real.docker('run', '--name', 'ce', 'alpine', 'sh', '-c', 'exit 3').catch(() => undefined);
    await writeFile(join(folder, 'note.txt'), 'hi\n');
    const all = section.checks.map(({ id }) => id).filter(id => id !== 'gone');
    const passed = await book.waitFor(section, all, 20_000);
    assert.deepEqual(passed.filter(({ state, kept }) => state !== 'done' || !kept).map(({ check: { id } }) => id), ['gone']);
    assert.ok(!JSON.stringify(passed).includes('secret'), 'names of variables, never values');
    await real.docker('rm', '-f', 'cw', 'ce');
    await real.docker('network', 'rm', 'cn');
    await real.docker('volume', 'rm', 'cv');
    await rm(join(folder, 'note.txt'));
    await book.waitFor(section, ['gone'], 10_000);
    assert.deepEqual(short(await book.lookNow(section, 10_000)), {
      running: 'done gone false', network: 'done gone false', volume: 'done gone false', image: 'done true', ended: 'done gone false', open: 'done gone false', page: 'done true', file: 'done gone false', gone: 'done true', inactive: 'done true',
    });
    book.dispose();
    assert.equal(source.status.phase, 'idle', 'let go of');
  });

  it('notice each change within a moment of its event', async () => {
    await real.docker('run', '-d', '--name', 'cm', '--stop-timeout', '0', 'alpine', 'sleep', '1000');
    const { book, section } = bookOf([check('up', { kind: 'container', name: 'cm', state: 'running' })]);
    await book.waitFor(section, undefined, 10_000);
    const held = book.watch(section);
    const events: { action: string; time: number }[] = [];
    source.onEvent(({ action, time }) => events.push({ action, time }));
    const times: number[] = [];
    for (let n = 0; n < 20; n++) {
      const changed = new Promise<number>(resolve => { const listener = book.onChange(() => { listener.dispose(); resolve(Date.now()); }); });
      await real.docker(n % 2 ? 'unpause' : 'pause', 'cm');
      const seen = await changed;
      times.push(seen - (events.findLast(({ action }) => action === 'pause' || action === 'unpause')?.time ?? 0));
    }
    times.sort((a, b) => a - b);
    console.log(`        event -> result: p50 ${times[10]?.toFixed(0)} ms, p95 ${times[18]?.toFixed(0)} ms`);
    assert.ok((times[18] ?? 0) <= 200);
    held.dispose();
    await real.docker('rm', '-f', 'cm');
    book.dispose();
  });

  it('say why a container that died cannot pass, with its last lines', async () => {
    const { book, section } = bookOf([check('up', { kind: 'container', name: 'cd', state: 'running' })]);
    await real.docker('run', '-d', '--name', 'cd', 'alpine', 'sh', '-c', 'echo first; echo "PASSWORD=hunter2 is wrong" >&2; exit 1');
    await real.docker('wait', 'cd');
    const held = book.watch(section);
    const result = await new Promise<Awaited<ReturnType<CheckBook['lookNow']>>[number]>(resolve => {
      book.onChange(({ result: found }) => { if (found.state === 'cannotPass' && found.log) resolve(found); });
    });
    assert.equal(result.facts.map(english).join('; '), '`cd` has exited with code 1');
    assert.deepEqual([...result.log ?? []].sort(), ['PASSWORD=•••• is wrong', 'first']);
    held.dispose();
    await real.docker('rm', '-f', 'cd');
    book.dispose();
  });
});
