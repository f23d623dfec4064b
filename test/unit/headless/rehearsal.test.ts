import assert from 'node:assert/strict';
import { parseSection } from '../../../src/core/markdown';
import type { Resource } from '../../../src/core/resource';
import type { RunRecord } from '../../../src/core/run';
import { faultsOf, readNotRun, tableOf, type LabRow } from '../../../src/headless/labRow';
import { leftBy } from '../../../src/headless/leftBy';
import { mutationsFor } from '../../../src/headless/mutations';
import { Rehearsal, type RehearsalPorts, type Standing } from '../../../src/headless/rehearsal';

const note = `# A
\`\`\`sh {name=make check='container a running'}
docker run -d --name a x
\`\`\`
\`\`\`sh {name=look tty}
docker exec -it a sh
\`\`\`
\`\`\`sh {name=look-inside inside=look}
ls
exit
\`\`\`
\`\`\`sh {name=fill check='volume v present'}
docker volume create YOUR_NAME_HERE
\`\`\`
\`\`\`sh {name=filled solution=fill}
docker volume create v
\`\`\`
\`\`\`yaml {check=knows}
claim: You know it
answer: { ask: What?, is: [yes, ja] }
\`\`\`
\`\`\`sh {name=remove check='container a absent; after make'}
docker rm -f a
\`\`\`
\`\`\`sh {name=cleanup cleanup}
docker rm -f a
\`\`\`
`;

/** A world in which blocks, mutations and clean-up do what they say; `lies` are checks that hold whatever happens. */
class World {
  readonly ran: string[] = [];
  readonly log: string[] = [];
  readonly done = new Set<string>();
  readonly now = new Map<string, boolean>([['make.check', false], ['fill.check', false], ['knows', false], ['remove.check', true]]);
  time = 0;
  failing = '';
  /** What the author's clean-up leaves. */
  leaving: readonly string[] = [];

  constructor(private readonly lies: readonly string[] = [], private readonly blind = false, private readonly leaves: readonly string[] = []) {}

  ports(text = note): RehearsalPorts {
    const section = parseSection(text, 'a.md');
    const standings = (): readonly Standing[] => section.checks.map(check => {
      const holds = this.lies.includes(check.id) || (this.now.get(check.id) ?? false);
      const counts = check.needs.every(id => this.ran.includes(id) || this.done.has(id));
      if (holds && counts) this.done.add(check.id);
      return { check, facts: [], state: this.done.has(check.id) ? 'done' : counts ? 'notYet' : 'waiting', now: holds ? 'true' : 'false' };
    });
    return {
      section, labId: 'L9', captured: () => undefined, barred: () => undefined, now: () => this.time += 100, log: line => this.log.push(line), stop: () => Promise.resolve(),
      look: () => Promise.resolve(standings()), waitFor: () => Promise.resolve(standings()),
      answer: (id, answer) => { this.now.set(id, answer === 'yes'); return Promise.resolve(); },
      run: (block, _values, typed) => {
        this.ran.push([block.id, ...typed].join(' '));
        const made: Record<string, () => void> = { make: () => this.now.set('make.check', true).set('remove.check', false), filled: () => this.now.set('fill.check', true), remove: () => this.now.set('make.check', false).set('remove.check', true) };
        made[block.id]?.();
        return Promise.resolve({ state: this.failing === block.id ? 'failed' : 'passed', code: this.failing === block.id ? 1 : 0 } as RunRecord);
      },
      mutations: holding => ['one', 'two', 'three'].filter(() => holding.some(({ check }) => check.id === 'fill.check'))
        .map(what => ({ what, kind: 'volume', change: { file: what, args: [] }, ...what === 'three' ? {} : { undo: { file: 'undo', args: [] } }, claimedBy: ['fill.check'] })),
      command: ({ file }) => { if (!this.blind) this.now.set('fill.check', file === 'undo'); return Promise.resolve({ code: 0, stdout: '', stderr: '' }); },
      leftBy: () => Promise.resolve(this.leaving),
      cleanUp: () => {
        this.done.clear(); this.ran.length = 0;
        for (const id of this.now.keys()) this.now.set(id, this.leaves.includes(id));
        return Promise.resolve([]);
      },
    };
  }
}

const good: LabRow = { lab: 'L9', steps: 5, ran: 5, checks: 4, failsClean: 4, passesAfter: 4, failsAfterCleanup: 4, mutationsTried: 3, mutationsKilled: 3, notRun: [] };
const rowOf = (world: World, text = note) => new Rehearsal(world.ports(text)).row();

describe('a rehearsal of a lab', () => {
  it('counts what holds at first, after the blocks and after clean-up, and what the checks notice', async () => {
    const world = new World();
    const row = await rowOf(world);
    assert.deepEqual(row, good);
    assert.deepEqual(faultsOf(row, new Set()), []);
  });

  it('types what stands inside, takes the solution where a value is missing, and leaves clean-up and solutions out of the row', async () => {
    const world = new World();
    const ports = world.ports();
    const ran: string[] = [];
    await new Rehearsal({ ...ports, run: (block, values, typed) => { ran.push([block.id, ...typed].join(' ')); return ports.run(block, values, typed); } }).row();
    const way = ['make', 'look ls exit', 'filled', 'remove'];
    assert.deepEqual(ran, [...way, ...way, 'cleanup']);
  });

  it('leaves out what cannot be run there, names it, and takes the step that it would have replaced', async () => {
    const world = new World();
    const ports = world.ports(note.replace('```sh {name=remove', '```sh {name=other instead=look}\nssh a\n```\n```sh {name=remove'));
    const seen: string[] = [];
    const row = await new Rehearsal({ ...ports, barred: ({ id }) => (id === 'other' ? 'it connects' : undefined), run: (block, values, typed) => { seen.push(block.id); return ports.run(block, values, typed); } }).row();
    assert.deepEqual(row.notRun.filter(({ block }) => block === 'other'), [{ block: 'other', reason: 'it connects' }]);
    assert.deepEqual([seen.includes('other'), seen.filter(id => id === 'look').length], [false, 2]);
  });

  it('goes the other ways the second time, with what is aside, and judges asides below the clean-up by nothing but their end', async () => {
    const world = new World();
    const ports = world.ports(note.replace('```sh {name=remove', '```sh {name=other instead=look}\nls\n```\n```sh {name=more aside}\nls\n```\n```sh {name=remove') + '```sh {name=remedy aside}\nls\n```\n');
    world.failing = 'remedy';
    const ran: string[] = [];
    const row = await new Rehearsal({ ...ports, run: (block, values, typed) => { ran.push(block.id); return ports.run(block, values, typed); } }).row();
    assert.deepEqual(ran.slice(4), ['make', 'filled', 'other', 'more', 'remove', 'cleanup', 'remedy']);
    assert.deepEqual(row, { ...good, steps: 8, ran: 8 });
    world.failing = 'more';
    assert.deepEqual(await new Rehearsal(ports).row(), { ...good, steps: 8, ran: 7 });
  });

  it('names a check that holds before anything was done', async () => {
    const row = await rowOf(new World(['make.check']));
    assert.deepEqual({ ...row, failsAfterCleanup: 0 }, { ...good, failsClean: 3, failsAfterCleanup: 0 });
    assert.match(faultsOf(row, new Set()).join(), /1 of 4 checks hold before/);
  });

  it('names what clean-up leaves', async () => {
    assert.deepEqual(await rowOf(new World([], false, ['fill.check'])), { ...good, failsAfterCleanup: 3 });
  });

  it('tells that nobody noticed', async () => {
    const row = await rowOf(new World([], true));
    assert.deepEqual(row, { ...good, mutationsKilled: 0 });
    assert.deepEqual(faultsOf(row, new Set()), ['3 of 3 mutations were not noticed']);
  });

  it('takes what is not known for no notice', async () => {
    const ports = new World().ports();
    let away = false;
    const row = await new Rehearsal({
      ...ports, command: command => { away = command.file !== 'undo'; return ports.command(command); }, cleanUp: () => { away = false; return ports.cleanUp(); },
      look: async limit => (await ports.look(limit)).map(standing => (away ? { ...standing, now: 'unknown' as const } : standing)),
    }).row();
    assert.deepEqual(row, { ...good, mutationsKilled: 0 });
  });

  it('tells of a block that failed, and of a check that never came', async () => {
    const world = new World();
    world.failing = 'look';
    assert.deepEqual(await rowOf(world), { ...good, ran: 4 });
    const other = new World();
    assert.deepEqual(await rowOf(other, note.replace('volume create v', 'volume create w').replace('filled', 'wrong')), { ...good, passesAfter: 3, mutationsTried: 0, mutationsKilled: 0 });
    assert.match(other.log.join('\n'), /does not hold after the blocks: fill.check/);
  });

  it('takes a failure that a check asks for', async () => {
    const world = new World();
    world.failing = 'look';
    const row = await rowOf(world, note.replace('{name=look tty}', "{name=look tty check='exit 1'}"));
    assert.equal(row.ran, 5);
  });

  it('takes a failure in a block that goes on after errors, where its checks hold', async () => {
    const text = note.replace('{name=look tty}', "{name=look tty on-error=continue check='image x present'}");
    const world = new World(['look.check']);
    world.failing = 'look';
    assert.equal((await rowOf(world, text)).ran, 5);
    const other = new World();
    other.failing = 'look';
    assert.equal((await rowOf(other, text)).ran, 4);
  });

  it('runs a block again that must be given time to print, and none that waits for something else too', async () => {
    const timesFor = async (test: string): Promise<number> => {
      const ports = new World().ports(`\`\`\`sh {name=logs}\ndocker logs a\n\`\`\`\n\`\`\`yaml {check=ready}\nclaim: x\n${test}\ntimeout: 1s\n\`\`\`\n`);
      let times = 0;
      await new Rehearsal({ ...ports, run: (block, values, typed) => { times++; return ports.run(block, values, typed); } }).row();
      return times;
    };
    assert.ok(await timesFor('output: { has: ready }') > 4);
    assert.equal(await timesFor('all: [{ output: { has: ready } }, { container: { name: a, state: running } }]'), 2);
  });

  it('answers with a value that an earlier check captured, though it is known a moment later', async () => {
    const answered = async (knownAfter: number): Promise<readonly string[]> => {
      const ports = new World().ports('```sh {name=a}\ntrue\n```\n```yaml {check=hash}\nclaim: x\nanswer: { ask: Which?, is: ["${HASH}"] }\n```\n');
      const given: string[] = [];
      let looks = 0;
      await new Rehearsal({
        ...ports, look: ms => { looks++; return ports.look(ms); }, captured: () => looks > knownAfter ? 'abc' : undefined,
        answer: (_id, text) => { given.push(text); return Promise.resolve(); },
      }).row();
      return given.slice(0, 1);
    };
    assert.deepEqual(await answered(2), ['abc']);
    assert.deepEqual(await answered(100), ['${HASH}']);
  });

  it('leaves the author’s clean-up half of what goes for good, and all that has no like', async () => {
    const world = new World();
    const ports = world.ports();
    const order: string[] = [];
    const mutation = (what: string, kind: 'volume' | 'swarm') => ({ what, kind, change: { file: what, args: [] }, claimedBy: ['fill.check'] });
    await new Rehearsal({
      ...ports, mutations: () => [...['a', 'b', 'c', 'd', 'e'].map(what => mutation(what, 'volume')), mutation('swarm', 'swarm')],
      command: command => { order.push(command.file); return ports.command(command); },
      run: (block, values, typed) => { if (block.role === 'cleanup') order.push('cleanup'); return ports.run(block, values, typed); },
    }).row();
    assert.deepEqual(order, ['a', 'c', 'e', 'cleanup', 'b', 'd', 'swarm']);
  });

  it('names what the author’s clean-up leaves, after it has given it time', async () => {
    const world = new World();
    world.leaving = ['container a'];
    assert.deepEqual(await rowOf(world), { ...good, ran: 4 });
    assert.match(world.log.join('\n'), /cleanup has left: container a/);
    const slow = new World();
    const ports = slow.ports();
    let asked = 0;
    assert.deepEqual(await new Rehearsal({ ...ports, leftBy: () => Promise.resolve(asked++ < 3 ? ['network n'] : []) }).row(), good);
  });

  it('lists what it could not run, and what of that is allowed', async () => {
    const row = await rowOf(new World(), note.replace('{name=look-inside inside=look}', '{name=look-inside run=false}').replace('solution=fill', 'solution=make'));
    assert.deepEqual(row.notRun.map(({ block }) => block), ['look', 'fill', 'look-inside']);
    assert.equal(faultsOf({ ...row, passesAfter: 4, mutationsTried: 3, mutationsKilled: 3 }, readNotRun('# needs\nlook # x\n\nfill\nlook-inside')).length, 0);
    assert.equal(faultsOf({ ...row, passesAfter: 4, mutationsTried: 3, mutationsKilled: 3 }, readNotRun('#look\nfill\nlook-inside')).length, 1);
  });

  it('wants checks and three mutations', () => {
    assert.deepEqual(faultsOf({ ...good, checks: 0, failsClean: 0, passesAfter: 0, failsAfterCleanup: 0 }, new Set()), ['it has no checks']);
    assert.deepEqual(faultsOf({ ...good, mutationsTried: 2, mutationsKilled: 2 }, new Set()), ['2 mutations could be tried; 3 are wanted']);
  });

  it('is told as a table', () => {
    assert.equal(tableOf([good, { ...good, lab: 'L10', passesAfter: 3 }], new Set()), [
      'lab  blocks run  checks  fail at first  hold after  fail after clean-up  mutations noticed  not run  result',
      'L9   5/5         4       4/4            4/4         4/4                  3/3                0        ok',
      'L10  5/5         4       4/4            3/4         4/4                  3/3                0        FAILED',
    ].join('\n'));
  });
});

describe('mutations of a lab', () => {
  const base = { labels: {}, standIn: false, created: 1 };
  const container: Resource = { ...base, kind: 'container', uid: 'container:c1', name: 'a', image: 'x', state: 'running', restartLoop: false, oomKilled: false, ports: [], networks: ['n'], volumes: [] };
  const service: Resource = { ...base, kind: 'service', uid: 'service:s1', name: 'k_web', image: 'x', mode: 'replicated', running: 2, desired: 2, ports: [], publishMode: 'ingress', stack: 'k', networks: [], volumes: [] };
  const resources: Resource[] = [
    container, { ...container, uid: 'container:c2', name: 'b', state: 'exited' }, service,
    { ...base, kind: 'network', uid: 'network:n1', name: 'n', driver: 'bridge', scope: 'local' }, { ...base, kind: 'volume', uid: 'volume:v', name: 'v', driver: 'local' },
    { ...base, kind: 'image', uid: 'image:sha256:i', name: 'i', tags: ['i:latest'], size: 1 },
  ];
  const of = (claims: string[], made = (_uid: string) => true, madeSwarm = false) => mutationsFor({
    resources, made, madeSwarm,
    holding: claims.map((claim, n) => ({ id: `c${n}`, test: parseSection(`\`\`\`yaml {check=a}\nclaim: x\n${claim}\n\`\`\``, 'a.md').checks[0]!.test })),
  });

  it('are of what is claimed, milder ones first and undone', () => {
    const found = of(['container: { name: a, state: running, networks: [n] }', 'image: { name: i }', 'network: { name: n }', 'volume: { name: v }', 'container: { name: b, state: exited }']);
    assert.deepEqual(found.map(({ what, undo, claimedBy }) => [what, undo !== undefined, claimedBy]), [
      ['disconnect container a from network n', true, ['c0']], ['stop container a', true, ['c0']], ['remove container a', false, ['c0']], ['remove container b', false, ['c4']],
      ['remove network n', false, ['c2']], ['remove volume v', false, ['c3']], ['remove image i', false, ['c1']],
    ]);
    assert.deepEqual(found[0]?.change, { file: 'docker', args: ['network', 'disconnect', '--force', 'n', 'c1'] });
  });

  it('scale services, and take the swarm away only where the lab made it', () => {
    assert.deepEqual(of(['service: { name: k_web, running: 2, desired: 2 }', 'stack: { name: k, services: 1 }', 'swarm: { state: manager }']).map(({ what }) => what), ['scale service k_web down to 0', 'remove service k_web']);
    assert.deepEqual(of(['swarm: { state: manager }'], () => false, true).map(({ what }) => what), ['leave the swarm']);
  });

  it('are of an image too that was there under no name, or another one', () => {
    assert.deepEqual(of(['image: { name: i }'], uid => uid === 'tag:sha256:i i:latest').map(({ what }) => what), ['remove image i']);
    assert.deepEqual(of(['image: { name: i }'], uid => uid === 'tag:sha256:i j:latest'), []);
  });

  it('what a clean-up block names and has left is told by what the lab has made', () => {
    const left = (text: string, more: Partial<Parameters<typeof leftBy>[1]> = {}) => leftBy(text, { resources, made: () => true, madeSwarm: false, files: ['hello', 'other'], value: () => undefined, ...more });
    assert.deepEqual(left('docker rm -f a c\ndocker image rm "${REG:-i}"; docker stack rm k; docker volume rm v'), ['container a', 'service k', 'volume v', 'image i:latest']);
    assert.deepEqual(left('docker image rm "${REG:-i}"', { value: name => `${name}/x` }), []);
    assert.deepEqual(left('docker rm -f a', { made: () => false }), []);
    assert.deepEqual(left('docker swarm leave --force'), []);
    assert.deepEqual(left('docker swarm leave --force', { madeSwarm: true }), ['the swarm']);
    assert.deepEqual(left('rm -rf hello'), ['file hello']);
    assert.deepEqual(left('echo hello'), []);
  });

  it('never touch what the lab did not make, nor what nobody claims for certain', () => {
    assert.deepEqual(of(['container: { name: a, state: running }'], uid => uid !== 'container:c1'), []);
    assert.deepEqual(of(['any: [{ container: { name: a } }, { volume: { name: v } }]', 'not: { container: { name: b } }', 'container: { name: z }']), []);
  });
});
