import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/emitter';
import { LabRuns, type LabTerminal, type OpenRun, type RunFiles } from '../../../src/core/labRuns';
import type { Mark, RunRecord } from '../../../src/core/run';
import { parseStatus, type Closing, type StatusLines } from '../../../src/core/statusFile';
import { planOf } from './plans';

/** A terminal and a run folder in memory: the test writes what a shell would write. */
class Bench {
  readonly typed: string[] = [];
  readonly keys: string[] = [];
  marks: readonly Mark[] = [];
  readonly open = new Map<string, OpenRun>();
  readonly records: RunRecord[] = [];
  readonly closings = new Emitter<Closing>();
  timers: (() => void)[] = [];
  private readonly watchers = new Map<string, (status: StatusLines) => void>();
  private readonly text = new Map<string, string>();
  output: (text: string) => void = () => undefined;
  drain: () => void = () => undefined;

  readonly runs = new LabRuns({
    files: this.files(),
    clock: { now: () => 1000, after: (_, then) => { this.timers.push(then); return { dispose: () => { this.timers = this.timers.filter(timer => timer !== then); } }; } },
    terminal: async () => this.terminal(),
    marks: () => this.marks,
    remember: async (id, run) => { if (run) this.open.set(id, run); else this.open.delete(id); },
  });

  constructor() { this.runs.onChange(record => this.records.push(record)); }

  terminal(): LabTerminal {
    return {
      id: 't', shell: 'bash', report: { text: 'PATH=/bin', values: { PATH: '/bin' }, odd: false }, onReport: new Emitter<never>().event, onClosed: this.closings.event,
      type: async (line, output) => { this.typed.push(line); this.output = output; return { transcript: true, drained: new Promise<void>(resolve => { this.drain = resolve; }) }; },
      interrupt: () => this.keys.push('^C'), show: () => undefined, put: () => undefined, dispose: () => undefined,
    };
  }

  write(runId: string, lines: string): void {
    const text = (this.text.get(runId) ?? '') + lines;
    this.text.set(runId, text);
    this.watchers.get(runId)?.(parseStatus(text, () => 0));
  }

  states(runId: string): string[] { return this.records.filter(record => record.runId === runId).map(record => record.state).filter((state, i, all) => state !== all[i - 1]); }

  private files(): RunFiles {
    return {
      folder: '/f/labbook-run', write: async () => undefined, remove: async () => undefined,
      watch: (runId, changed) => { this.watchers.set(runId, changed); return { dispose: () => this.watchers.delete(runId) }; },
    };
  }
}

const turn = () => new Promise(resolve => setImmediate(resolve));
describe('LabRuns', () => {
  it('types one line, follows the status file and keeps the output that comes after the end', async () => {
    const bench = new Bench();
    const result = bench.runs.run(planOf('r1', ['true', 'false | true']));
    await turn();
    assert.deepEqual(bench.typed, [' . "$LABBOOK/r1.sh"']);
    bench.write('r1', 'pid 7\nb 1 1.0\ne 1 1.5 0 0\nb 2 1.5\n');
    assert.equal(bench.records.at(-1)?.statements[1]?.outcome.kind, 'running');
    bench.write('r1', 'e 2 2.0 0 1 0\nend 2.0 0\n');
    assert.equal(bench.records.at(-1)?.state, 'passed');
    bench.output('late output');
    bench.drain();
    const record = await result;
    assert.equal(record.output?.head, 'late output');
    assert.deepEqual(record.statements.map(statement => statement.outcome), [{ kind: 'exit', code: 0 }, { kind: 'exit', code: 0, pipeline: [1, 0] }]);
    assert.deepEqual(bench.states('r1'), ['queued', 'running', 'passed']);
    assert.equal(bench.open.size, 0);
  });

  it('marks what comes from an emulator before its result is known', async () => {
    const bench = new Bench();
    bench.marks = ['emulated'];
    void bench.runs.run(planOf('r1', ['true']));
    await turn();
    bench.write('r1', 'pid 7\nb 1 1.0\ne 1 1.5 0 0\nend 2.0 0\n');
    assert.deepEqual(bench.records.filter(({ state }) => state === 'passed').map(({ marks }) => marks), [['emulated']]);
  });

  it('queues a second block behind the first', async () => {
    const bench = new Bench();
    const first = bench.runs.run(planOf('r1', ['true']));
    const second = bench.runs.run(planOf('r2', ['true']));
    await turn();
    assert.equal(bench.typed.length, 1);
    bench.write('r1', 'b 1 1\ne 1 1 0\nend 1 0\n');
    bench.drain();
    await first;
    await turn();
    assert.equal(bench.typed.length, 2);
    bench.write('r2', 'b 1 1\ne 1 1 3\nend 1 3\n');
    bench.drain();
    assert.equal((await second).state, 'failed');
  });

  it('cancels a queued block without a keystroke', async () => {
    const bench = new Bench();
    const first = bench.runs.run(planOf('r1', ['true']));
    const second = bench.runs.run(planOf('r2', ['true']));
    await turn();
    bench.runs.stop('r2');
    assert.deepEqual(bench.keys, []);
    assert.deepEqual(bench.states('r2'), ['queued', 'stopped']);
    bench.write('r1', 'end 1 0\n');
    bench.drain();
    await first;
    assert.equal((await second).state, 'stopped');
    assert.equal(bench.typed.length, 1);
  });

  const endings: [string, string, (bench: Bench) => void, string][] = [
    ['stopped', 'stop', bench => { bench.runs.stop('r1'); bench.write('r1', 'b 1 1\nprompt 2 130\n'); }, 'stopped'],
    ['timed out', 'limit', bench => { bench.timers[0]?.(); bench.write('r1', 'b 1 1\nprompt 2 130\n'); }, 'timedOut'],
    ['not run', 'context', bench => bench.write('r1', 'ctx\n'), 'notRun'],
    ['failed', 'shell ended', bench => bench.closings.fire({ kind: 'closed', code: 7, byUser: false }), 'failed'],
    ['stopped', 'closed by the student', bench => bench.closings.fire({ kind: 'closed', byUser: true }), 'stopped'],
    ['failed', 'given up by the shell', bench => bench.write('r1', 'b 1 1\nprompt 2 1\n'), 'failed'],
  ];
  for (const [word, name, act, state] of endings) it(`says ${word}: ${name}`, async () => {
    const bench = new Bench();
    const result = bench.runs.run(planOf('r1', ['sleep 9'], { timeoutSeconds: 1 }));
    await turn();
    act(bench);
    bench.drain();
    assert.equal((await result).state, state);
  });

  it('says not measured when the shell comes back without a word', async () => {
    const bench = new Bench();
    const result = bench.runs.run(planOf('r1', ['true']));
    await turn();
    bench.drain();
    await turn();
    bench.timers[0]?.();
    assert.equal((await result).state, 'notMeasured');
  });

  it('never calls a run passed whose shell is gone', () => {
    const bench = new Bench();
    const open: OpenRun = { plan: planOf('r1', ['true', 'true']), terminalId: 't', started: 5, background: false };
    assert.equal(bench.runs.settle(open, parseStatus('b 1 1\ne 1 2 0\nb 2 2\n', () => 0)).state, 'interrupted');
    assert.equal(bench.runs.settle({ ...open, plan: planOf('r2', ['true']) }, parseStatus('b 1 1\ne 1 2 0\nend 2 0\n', () => 0)).state, 'passed');
    assert.equal(bench.runs.settle({ ...open, plan: planOf('r3', ['true']) }, parseStatus('', () => 0)).state, 'interrupted');
  });

  it('waits for a person at a block that talks with one', async () => {
    const bench = new Bench();
    void bench.runs.run(planOf('r1', ['docker run -it alpine sh']));
    await turn();
    bench.write('r1', 'b 1 1\n');
    assert.equal(bench.records.at(-1)?.state, 'waiting');
  });

  it('masks secrets in the record', async () => {
    const bench = new Bench();
    const result = bench.runs.run(planOf('r1', ['docker run -e DB_PASSWORD=topsecret x']));
    await turn();
    bench.output('DB_PASSWORD=topsecret');
    bench.write('r1', 'end 1 0\n');
    bench.drain();
    assert.ok(!JSON.stringify(await result).includes('topsecret'));
  });
});
