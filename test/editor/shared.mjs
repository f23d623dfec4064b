/**
 * What all tests of one process share: the programs, the Docker bed, the browser. Each is started by the first who asks.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDockerBed } from '../bed/dockerBed.mjs';
import { startSwarmBed } from '../bed/swarmBed.mjs';
import { startBrowser } from './browser.mjs';
import { installEditor } from './install.mjs';

/** @param {string} line */
export const log = line => console.error(`    [bed] ${line}`);

/** @template T */
class Once {
  /** @param {() => Promise<T>} make @param {(made: T) => Promise<void>} end */
  constructor(make, end) {
    this.make = make;
    this.end = end;
    /** @type {Promise<T> | undefined} */
    this.made = undefined;
  }

  /** @returns {Promise<T>} */
  get() {
    this.made ??= this.make();
    return this.made;
  }

  async stop() {
    const made = await this.made?.catch(() => undefined);
    if (made !== undefined) await this.end(made);
    this.made = undefined;
  }
}

/** A short path: sockets lie inside. */
const folder = new Once(() => mkdtemp(join(tmpdir(), 'lb-')), path => rm(path, { recursive: true, force: true, maxRetries: 5 }));
const program = new Once(() => installEditor({ log }), async () => undefined);
const browser = new Once(() => startBrowser(), made => made.close());
const docker = new Once(async () => startDockerBed({ dir: join(await folder.get(), 'bed'), log }), bed => bed.stop());
/** Two daemons in a network of their own, and a browser there: published ports are seen only inside. */
const swarm = new Once(async () => startSwarmBed({ dir: join(await folder.get(), 'swarm'), log, nodes: 2 }), bed => bed.stop());
const swarmBrowser = new Once(
  async () => startBrowser({ place: { enter: (await swarm.get()).enter, folder: await folder.get() } }), made => made.close(),
);

export const shared = {
  folder, program, browser, docker, swarm, swarmBrowser,
  /** Ends what was started; to be called once, at the end. */
  stop: async () => {
    await Promise.all([browser.stop(), swarmBrowser.stop()]);
    await Promise.all([docker.stop(), swarm.stop()]);
    await folder.stop();
  },
};
