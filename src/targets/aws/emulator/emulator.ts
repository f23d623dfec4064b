import { randomUUID } from 'node:crypto';
import { watch } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningEmulator } from '../../../core/aws/emulator';
import type { Runner } from '../../../core/command';
import { Disposables, type Disposable } from '../../../core/disposable';
import { Emitter } from '../../../core/emitter';
import { UserError } from '../../../core/errors';
import { Holds } from '../../../core/holds';
import { msg } from '../../../core/message';
import { isAlive } from '../../openRuns';
import { childEnv, endGroup, launch } from '../../process';
import { clearEmulator, whoAnswers } from './asks';
import { EmulatorFiles } from './files';
import { waysToStart, type EmulatorWay, type Program } from './ways';

type Env = Readonly<Record<string, string | undefined>>;

export interface EmulatorPorts {
  /** Shared by all windows. */
  readonly storage: string;
  readonly courseId: string;
  readonly env: Env;
  /** The keeper's program, and the Node.js that runs it. */
  readonly keeper: { readonly script: string; readonly node: string };
  runner(): Runner;
  /** Loopback address of an emulator that the student runs; undefined: Labbook starts one. */
  given(): string | undefined;
}

const signMs = 15_000;
const silenceMs = 60_000;
const askMs = 2000;
/** A busy machine imports moto slowly, the first time above all; to fetch it takes longer. */
const patience = { there: 45_000, fetched: 300_000 };

/** The emulator of one course: of all windows, and ended a minute after the last of them is gone. */
export class Emulator extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  /** It was started, reset or stopped, here or in another window, or has died. */
  readonly onChange = this.changes.event;
  private readonly files: EmulatorFiles;
  /** Of the student's own address: as it last answered. */
  private answered: RunningEmulator | undefined;
  private starting: Promise<RunningEmulator> | undefined;
  private before: string | undefined;
  private readonly watching = new Holds(() => this.watch(), () => this.watcher?.dispose());
  private watcher: Disposable | undefined;
  private signs: Disposable | undefined;

  constructor(private readonly ports: EmulatorPorts) {
    super();
    this.files = new EmulatorFiles(ports.storage, ports.courseId);
    this.own({ dispose: () => { this.watcher?.dispose(); this.signs?.dispose(); } });
  }

  /** As the shared file says it; contacts nobody. */
  get running(): RunningEmulator | undefined {
    const given = this.ports.given();
    if (given !== undefined) return this.answered?.address === given ? this.answered : { run: 'given', address: given, name: new URL(given).host, ours: false };
    return this.files.running();
  }

  /** What was in this run of it is gone. An address of the student's own that has not answered yet tells nothing. */
  isOver(run: string): boolean {
    const given = this.ports.given();
    if (given !== undefined && this.answered?.address !== given) return false;
    return this.answered?.run !== run && this.files.running()?.run !== run;
  }

  get isStarting(): boolean { return this.starting !== undefined; }

  /** While a lab of the emulator is looked at: a change by another window is noticed, and the emulator knows that somebody is there. */
  hold(): Disposable {
    this.keepAlive();
    return this.watching.take();
  }

  /** Where it answers, or will answer when it is started. */
  async address(): Promise<string> {
    const { running } = this;
    if (running) return running.address;
    return `http://127.0.0.1:${await this.ownPort()}`;
  }

  /** In what ways it can be started here. */
  ways(): Promise<readonly EmulatorWay[]> {
    const { storage, env, courseId } = this.ports;
    return waysToStart({ env, courseId, runner: this.ports.runner(), folder: storage });
  }

  /** Whether it answers at this moment; one that does not although its file says so is forgotten. */
  async answers(): Promise<RunningEmulator | undefined> {
    const given = this.ports.given();
    const found = this.running;
    if (!found) return undefined;
    const who = await whoAnswers(found.address, askMs);
    if (given !== undefined) return this.heard(given, who);
    // One busy moment is no death: it answers one request after the other.
    if (!who && !await whoAnswers(found.address, askMs * 3)) {
      if (this.files.running()?.run === found.run) await this.files.clear();
      this.tell();
      return undefined;
    }
    this.keepAlive();
    return found;
  }

  /** The one that runs, or a new one. `choose` is asked where something would be fetched; undefined: the student says no. */
  start(choose: (ways: readonly EmulatorWay[]) => Promise<EmulatorWay | undefined>): Promise<RunningEmulator> {
    return this.starting ??= this.startOnce(choose).finally(() => { this.starting = undefined; this.tell(); });
  }

  /** Brings it here, for a start at any time after. Throws a UserError where it could not be had. */
  async fetch(way: EmulatorWay, signal?: AbortSignal): Promise<void> {
    if (!await this.files.begin()) throw new UserError('emulator.busy', msg('Another window is fetching or starting the emulator.'), msg('Wait for it, then try again.'));
    try {
      for (const step of way.before) await this.prepare(step, signal);
    } finally {
      await this.files.done();
    }
  }

  async stop(): Promise<void> {
    const { running } = this;
    if (!running?.ours) return;
    this.signs?.dispose();
    this.signs = undefined;
    await this.files.end();
    await this.ended();
    this.tell();
  }

  /** Until one that was stopped, here or in another window, has given back its port: the next one shall have it. */
  private async ended(): Promise<void> {
    for (let waited = 0; this.files.isEnding() && waited < 8000; waited += 50) await sleep(50);
    await this.files.forgetEnded();
  }

  private async ownPort(): Promise<number> {
    await this.ended();
    const port = await freePort(await this.files.port());
    await this.files.keepPort(port);
    return port;
  }

  /** Everything in it is gone after that, for all windows. */
  async reset(): Promise<void> {
    const running = await this.answers();
    if (!running) throw off();
    await clearEmulator(running.address, running.name, 15_000).catch((error: unknown) => {
      throw new UserError('emulator.reset', msg('The emulator could not be reset: {0}', error instanceof Error ? error.message : String(error)), msg('Stop it and start it again.'));
    });
    const anew = { ...running, run: newRun() };
    if (running.ours) await this.files.write(anew);
    else this.answered = anew;
    this.tell();
  }

  private async startOnce(choose: (ways: readonly EmulatorWay[]) => Promise<EmulatorWay | undefined>): Promise<RunningEmulator> {
    const there = await this.answers();
    if (there) return there;
    const given = this.ports.given();
    if (given !== undefined) throw new UserError('emulator.away', msg('Nothing answers at {0}.', given), msg('Start your emulator, or take its address out of the settings: Labbook then starts one.'));
    // Before anything else: the keeper counts silence from here.
    await this.files.signOfLife();
    if (!await this.files.begin()) return this.elsewhere();
    try {
      const ways = await this.ways();
      if (ways.length === 0) throw new UserError('emulator.none', msg('There is no emulator here, and nothing to fetch one with.'), msg('Install it with: pip install "moto[server]"'));
      const way = ways[0]!.downloads ? await choose(ways) : ways[0]!;
      if (!way) throw new UserError('emulator.declined', msg('The emulator was not started.'));
      return await this.launch(way);
    } finally {
      await this.files.done();
    }
  }

  private async launch(way: EmulatorWay): Promise<RunningEmulator> {
    await this.endOrphan();
    await truncate(this.files.log).catch(() => undefined);
    for (const step of way.before) await this.prepare(step);
    const port = await this.ownPort();
    const run = newRun();
    const { file, args } = way.start(port);
    await this.files.giveJob({
      run, file, args, env: environment(this.ports.env, way.needsDocker), address: `http://127.0.0.1:${port}`, name: 'moto', silenceMs, patienceMs: way.downloads ? patience.fetched : patience.there,
      ...way.version !== undefined && { version: way.version }, ...way.afterwards && { afterwards: way.afterwards },
    });
    const { script, node } = this.ports.keeper;
    const keeper = launch({ file: node, args: [script, this.ports.storage, this.ports.courseId], env: { ...childEnv(this.ports.env), ELECTRON_RUN_AS_NODE: '1' } }, this.files.log);
    let over = false;
    void keeper.done.then(() => { over = true; }, () => { over = true; });
    this.keepAlive();
    for (;;) {
      const running = this.files.running();
      if (running?.run === run) return running;
      if (over) break;
      await sleep(50);
    }
    throw new UserError('emulator.notStarted', msg('The emulator did not start: {0}', await this.files.lastLines(3) || way.label.text), msg('Choose another way, or give the address of one that runs in the settings.'));
  }

  /** One whose keeper was ended by force holds the port that its course's shells know. */
  private async endOrphan(): Promise<void> {
    const orphan = this.files.orphan();
    if (!orphan || (await whoAnswers(orphan.address, askMs))?.name !== 'moto') return;
    endGroup(orphan.group, 'SIGTERM');
    for (let waited = 0; isAlive(orphan.group) && waited < 3000; waited += 50) await sleep(50);
  }

  private async prepare({ file, args, env }: Program, signal?: AbortSignal): Promise<void> {
    const { code, stdout, stderr } = await this.ports.runner().run({ file, args, ...env && { env } }, { timeoutMs: patience.fetched, env: this.ports.env, ...signal && { signal } });
    // A Python that cannot make environments says so where nobody would look for it.
    const said = stderr.trim() || stdout.trim();
    if (code !== 0) throw new UserError('emulator.notFetched', msg('The emulator could not be fetched: {0}', said.split('\n').slice(-3).join(' ').replace(/\s+/g, ' ')), msg('Look at your connection, or choose another way, then try again.'));
  }

  /** Another window is at it. */
  private async elsewhere(): Promise<RunningEmulator> {
    for (let waited = 0; waited < patience.fetched; waited += 100) {
      const running = this.files.running();
      if (running) { this.keepAlive(); return running; }
      if (await this.files.begin()) { await this.files.done(); break; }
      await sleep(100);
    }
    throw off();
  }

  private heard(given: string, who: Awaited<ReturnType<typeof whoAnswers>>): RunningEmulator | undefined {
    const known = this.answered?.address === given ? this.answered : undefined;
    this.answered = who && { run: known?.run ?? newRun(), address: given, ours: false, ...who };
    this.tell();
    return this.answered;
  }

  private watch(): void {
    void this.files.prepare().then(() => {
      if (!this.watching.any || this.disposed) return;
      const watcher = watch(this.files.folder, () => this.tell());
      watcher.on('error', () => undefined);
      // A keeper that is killed leaves its file as it is.
      const timer = setInterval(() => this.tell(), 5000);
      this.watcher?.dispose();
      this.watcher = { dispose: () => { watcher.close(); clearInterval(timer); this.watcher = undefined; } };
    });
    this.before = JSON.stringify(this.running);
  }

  /** From its first use on as long as this window lives: the lab's shells keep its address. */
  private keepAlive(): void {
    if (this.signs || this.disposed || !this.files.running()) return;
    const timer = setInterval(() => void this.files.signOfLife(), signMs);
    timer.unref();
    void this.files.signOfLife();
    this.signs = { dispose: () => clearInterval(timer) };
  }

  private tell(): void {
    const now = JSON.stringify(this.running);
    if (now === this.before) return;
    this.before = now;
    this.keepAlive();
    this.changes.fire();
  }
}

function newRun(): string { return randomUUID().slice(0, 8); }

function off(): UserError { return new UserError('emulator.off', msg('The emulator is not running.'), msg('Start it from the panel, or run a block of the lab.')); }

/** Nothing of the student's AWS, and no Docker daemon: moto would start containers on whatever it finds. */
function environment(env: Env, needsDocker: boolean): Record<string, string> {
  const kept = Object.fromEntries(Object.entries(childEnv(env)).filter(([name]) => !/^(?:AWS|MOTO|BOTO)_/.test(name) && (needsDocker || !/^DOCKER_/.test(name))));
  return {
    ...kept, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', AWS_EC2_METADATA_DISABLED: 'true', PYTHONUNBUFFERED: '1',
    ...needsDocker ? {} : { DOCKER_HOST: process.platform === 'win32' ? 'npipe:////./pipe/labbook-no-docker' : 'unix:///nonexistent/labbook-no-docker.sock' },
  };
}

/** The one that it had before, so that variables of open shells stay right; any other where that is taken. */
async function freePort(wanted: number | undefined): Promise<number> {
  return await bind(wanted ?? 0) ?? await bind(0) ?? 0;
}

function bind(port: number): Promise<number | undefined> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => resolve(got));
    });
  });
}
