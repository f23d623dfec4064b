import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The test bed's daemon, as far as these tests use it. */
export interface Bed {
  readonly host: string;
  readonly socket: string;
  /** `127.0.0.1:PORT`. */
  readonly registry: string;
  readonly env: Record<string, string>;
  killDaemon(): Promise<void>;
  startDaemon(): Promise<void>;
  stop(): Promise<void>;
}

export interface RealDaemon {
  readonly bed: Bed;
  readonly env: Record<string, string | undefined>;
  /** Standard output of a docker command; throws with its stderr. */
  docker(...args: string[]): Promise<string>;
  takeDown(): Promise<void>;
}

/** A daemon of the tests' own in a temporary folder, with the stand-in alpine pulled. */
export async function realDaemon(): Promise<RealDaemon> {
  const folder = await mkdtemp(join(tmpdir(), 'lb-'));
  // The bed is plain JavaScript that finds its files beside itself, so it is not bundled.
  const load = (file: string): Promise<unknown> => import(pathToFileURL(resolve('test/bed', file)).href);
  const { startDockerBed } = await load('dockerBed.mjs') as { startDockerBed(options: object): Promise<Bed> };
  const { alpine } = await load('images/alpine.mjs') as { alpine: unknown };
  const bed = await startDockerBed({ dir: join(folder, 'bed'), log: () => undefined, images: [alpine] });
  const env = { ...process.env, ...bed.env, DOCKER_CONFIG: join(folder, 'config'), DOCKER_CONTEXT: undefined };
  const docker = (...args: string[]): Promise<string> => new Promise((done, fail) => {
    execFile('docker', args, { env }, (error, stdout, stderr) => { if (error) fail(new Error(stderr || error.message)); else done(stdout.trim()); });
  });
  await docker('pull', '--quiet', 'alpine');
  return {
    bed, env, docker,
    takeDown: async () => {
      await bed.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
