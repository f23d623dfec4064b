/**
 * What all tests of one process share: the programs, the Docker bed, the browser. Each is started by the first who asks.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAwsBed } from '../bed/aws/awsBed.mjs';
import { startDockerBed } from '../bed/dockerBed.mjs';
import { startContextBed } from '../bed/kube/contextBed.mjs';
import { startKubeBed } from '../bed/kubeBed.mjs';
import { images } from '../bed/images/index.mjs';
import { startSwarmBed } from '../bed/swarmBed.mjs';
import { startBrowser } from './browser.mjs';
import { installEditor } from './install.mjs';

/** @param {string} line */
export const log = line => console.error(`    [bed] ${line}`);

/** What several share: made by the first who asks. @template T */
export class Once {
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
/** A cluster, the contributor's where one is named, and a browser where its student is: only there is the node reached. */
const kube = new Once(async () => {
  const dir = join(await folder.get(), 'kube');
  const { LABBOOK_TEST_CONTEXT: context } = process.env;
  return context ? /** @type {import('../bed/kubeBed.mjs').KubeBed} */ (/** @type {unknown} */ (await startContextBed({ dir, context, log }))) : startKubeBed({ dir, log });
}, bed => bed.stop());
/** A network without a way out that writes down which names are looked up; the browser there looks them up too. */
const aws = new Once(async () => startAwsBed({ dir: join(await folder.get(), 'aws'), log, images: images.slice(0, 2) }), bed => bed.stop());
const [swarmBrowser, kubeBrowser, awsBrowser] = [browserBeside(swarm, 'swarm-browser'), browserBeside(kube, 'kube-browser'), browserBeside(aws, 'aws-browser', { looksUp: true })];

/** @param {Once<{enter: readonly string[]}>} bed @param {string} name of a folder of its own @param {{looksUp?: boolean}} [options] */
function browserBeside(bed, name, options = {}) {
  return new Once(async () => {
    const place = join(await folder.get(), name);
    await mkdir(place);
    return startBrowser({ ...options, place: { enter: (await bed.get()).enter, folder: place } });
  }, made => made.close());
}

export const shared = {
  folder, program, browser, docker, swarm, swarmBrowser, kube, kubeBrowser, aws, awsBrowser,
  /** Ends what was started; to be called once, at the end. */
  stop: async () => {
    await Promise.all([browser.stop(), swarmBrowser.stop(), kubeBrowser.stop(), awsBrowser.stop()]);
    await Promise.all([docker.stop(), swarm.stop(), kube.stop(), aws.stop()]);
    await folder.stop();
  },
};
