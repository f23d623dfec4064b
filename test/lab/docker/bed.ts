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

/** A further daemon of a swarm bed; its docker context bears its name. */
export interface BedNode {
  readonly name: string;
  readonly host: string;
  start(): Promise<void>;
  kill(options?: { containersToo?: boolean }): Promise<void>;
}
export interface RealSwarm extends Omit<RealDaemon, 'bed'> {
  /** `address`: of the first daemon, for the others. */
  readonly bed: Bed & { readonly address: string; readonly nodes: readonly BedNode[] };
}

/** Daemons of the tests' own that can reach each other; none is in a swarm yet. All are offered the stand-in alpine. */
export async function realSwarm(nodes: number): Promise<RealSwarm> {
  const folder = await mkdtemp(join(tmpdir(), 'lb-'));
  const { startSwarmBed } = await load('swarmBed.mjs') as { startSwarmBed(options: object): Promise<RealSwarm['bed']> };
  const { alpine } = await load('images/alpine.mjs') as { alpine: unknown };
  const bed = await startSwarmBed({ dir: join(folder, 'bed'), log: () => undefined, images: [alpine], nodes });
  const env = { ...process.env, ...bed.env, DOCKER_CONTEXT: undefined };
  return { bed, env, docker: dockerIn(env), takeDown: () => takeDown(bed, folder) };
}

/** A daemon of the tests' own in a temporary folder, with the stand-in alpine pulled. */
export async function realDaemon(): Promise<RealDaemon> {
  const folder = await mkdtemp(join(tmpdir(), 'lb-'));
  const { startDockerBed } = await load('dockerBed.mjs') as { startDockerBed(options: object): Promise<Bed> };
  const { alpine } = await load('images/alpine.mjs') as { alpine: unknown };
  const bed = await startDockerBed({ dir: join(folder, 'bed'), log: () => undefined, images: [alpine] });
  const env = { ...process.env, ...bed.env, DOCKER_CONFIG: join(folder, 'config'), DOCKER_CONTEXT: undefined };
  const docker = dockerIn(env);
  await docker('pull', '--quiet', 'alpine');
  return { bed, env, docker, takeDown: () => takeDown(bed, folder) };
}

/** The bed is plain JavaScript that finds its files beside itself, so it is not bundled. */
function load(file: string): Promise<unknown> {
  return import(pathToFileURL(resolve('test/bed', file)).href);
}

function dockerIn(env: NodeJS.ProcessEnv): RealDaemon['docker'] {
  return (...args) => new Promise((done, fail) => {
    execFile('docker', args, { env }, (error, stdout, stderr) => { if (error) fail(new Error(stderr || error.message)); else done(stdout.trim()); });
  });
}

async function takeDown(bed: Bed, folder: string): Promise<void> {
  await bed.stop();
  await rm(folder, { recursive: true, force: true });
}
