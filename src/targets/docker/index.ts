import { existsSync, readFileSync } from 'node:fs';
import { homedir, release } from 'node:os';
import type { Runner } from '../../core/command';
import type { Disposable } from '../../core/disposable';
import type { LiveState } from '../../core/liveState';
import { findExecutable } from '../executable';
import { DockerFailure } from './api';
import { createCliApi } from './cliApi';
import { createClient } from './client';
import { systemClock, type Clock } from './clock';
import { lookOnce } from './look';
import { resolveEndpoint, type Endpoint } from './endpoint';
import { EndpointProbes, type EndpointProbesDeps } from './endpoints';
import { SharedSource } from './shared';
import { LiveSource, type DockerSource } from './source';
import { watchSocket } from './socketWatch';
import { watchConfig } from './configWatch';
import { withKnownTimes } from './volumeTimes';

export type { DockerSource } from './source';
export type { Endpoint } from './endpoint';
export type { EndpointProbes } from './endpoints';

type Env = Readonly<Record<string, string | undefined>>;

export interface DockerTargetDeps {
  readonly runner: Runner;
  readonly clock?: Clock;
  /** True where published ports must not be asked, e.g. before the course is trusted. */
  readonly mayProbe?: () => boolean;
}

export interface DockerTarget extends Disposable {
  /** Where a docker command with this environment goes. Reads a few small files, contacts nothing. */
  endpoint(env: Env): Endpoint;
  /** Calls when the files that decide where a docker command with this environment goes have changed. */
  watch(env: Env, changed: () => void): Disposable;
  /** The source of that endpoint, shared: dispose it when done, hold it while somebody looks. */
  source(env: Env): DockerSource;
  /** Published ports of the source's containers and whether somebody answers there. The caller disposes it. */
  endpoints(source: DockerSource): EndpointProbes;
  /** What the daemon there lists at this moment, asked anew. Rejects where none answers. */
  look(env: Env): Promise<LiveState>;
}

/** The Docker target. `env` is the environment of the student's shell: the process's own, overlaid by what the shell reports. */
export function createDockerTarget(deps: DockerTargetDeps): DockerTarget {
  const clock = deps.clock ?? systemClock;
  const sources = new Map<string, { readonly live: LiveSource; users: number }>();
  const make = (env: Env): LiveSource => new LiveSource({
    resolve: () => endpointOf(env),
    connect: endpoint => connect(endpoint, deps.runner, env),
    watchSocket, clock, mesh,
    causeFacts: () => ({ platform: process.platform, hasCommand: findExecutable('docker', env) !== undefined }),
  });
  const probing: EndpointProbesDeps = { clock, mayProbe: deps.mayProbe ?? (() => true) };
  return {
    endpoint: endpointOf,
    watch: (env, changed) => watchConfig(endpointOf(env).watch, changed),
    source: env => {
      const { key } = endpointOf(env);
      const entry = sources.get(key) ?? { live: make(env), users: 0 };
      sources.set(key, entry);
      entry.users++;
      return new SharedSource(entry.live, () => {
        entry.users--;
        if (entry.users > 0) return;
        sources.delete(key);
        entry.live.dispose();
      });
    },
    endpoints: source => new EndpointProbes(source, probing),
    look: async env => {
      const endpoint = endpointOf(env);
      if (endpoint.connect.kind === 'none') throw new DockerFailure('notDocker', 'There is no address to ask.');
      const api = connect(endpoint, deps.runner, env);
      try {
        const asked = await lookOnce(api);
        const live = sources.get(endpoint.key)?.live;
        return live?.status.phase === 'live' && live.info?.id === asked.daemon ? { ...asked, resources: withKnownTimes(asked.resources, live.resources) } : asked;
      } finally {
        api.dispose();
      }
    },
    dispose: () => {
      for (const { live } of sources.values()) live.dispose();
      sources.clear();
    },
  };
}

function connect(endpoint: Endpoint, runner: Runner, env: Env) {
  if (endpoint.connect.kind === 'socket' || endpoint.connect.kind === 'tcp') return createClient(endpoint.connect);
  return createCliApi(runner, endpoint, env);
}

/** Only of a daemon on this very kernel: that of a Docker Desktop is another. */
function mesh(kernel: string, { connect }: Endpoint): boolean | undefined {
  return process.platform === 'linux' && connect.kind === 'socket' && kernel === release() ? existsSync('/proc/net/ip_vs') : undefined;
}

function endpointOf(env: Env): Endpoint {
  return resolveEndpoint({
    env, platform: process.platform, home: env['HOME'] || homedir(), exists: existsSync,
    readFile: path => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
  });
}
