import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter } from 'node:path';
import type { Runner } from '../../core/command';
import type { Disposable } from '../../core/disposable';
import type { LiveState } from '../../core/liveState';
import { systemClock, type Clock } from '../docker/clock';
import { watchConfig } from '../docker/configWatch';
import { findExecutable } from '../executable';
import { ClusterClient } from './client';
import { ClusterProbes } from './clusterProbes';
import { configFiles } from './configFiles';
import { resolveContext, type KubeContext, type ResolvedContext, type Wanted } from './context';
import { Credentials } from './credentials';
import { renewLabKubeconfig } from './labKubeconfig';
import { lookOnce } from './look';
import { SharedClusterSource } from './shared';
import { LiveClusterSource, type ClusterSource } from './source';

export { writeLabKubeconfig } from './labKubeconfig';
export type { ClusterProbes } from './clusterProbes';
export type { ClusterSource } from './source';
export type { KubeContext, ResolvedContext, Wanted } from './context';

type Env = Readonly<Record<string, string | undefined>>;

export interface ClusterTargetDeps {
  /** Starts log-in plug-ins. */
  readonly runner: Runner;
  readonly clock?: Clock;
  /** Whether services may be asked for an answer; yes if left out. */
  readonly mayProbe?: () => boolean;
}

export interface ClusterTarget extends Disposable {
  /** Where a kubectl command with this environment goes. Reads a few small files, contacts nothing. */
  context(env: Env, wanted?: Wanted): ResolvedContext;
  /** The same by the student's own files, where the environment leads to a lab's copy of them. */
  own(env: Env, wanted?: Wanted): ResolvedContext;
  /** Calls when the files that decide it have changed. */
  watch(env: Env, changed: () => void): Disposable;
  /** Live state there, shared: dispose it when done, hold it while somebody looks. */
  source(env: Env, wanted?: Wanted): ClusterSource;
  /** Whether the services of a source answer, and the last words of what crashed. */
  probes(source: ClusterSource): ClusterProbes;
  /** What is there at this moment, asked anew. Rejects with a UserError where nobody answers. */
  look(env: Env, wanted?: Wanted): Promise<LiveState>;
}

/** The Kubernetes target. `env` is the environment of the student's shell: the process's own, overlaid by what the shell reports. */
export function createClusterTarget({ runner, clock = systemClock, mayProbe = () => true }: ClusterTargetDeps): ClusterTarget {
  const sources = new Map<string, { readonly live: LiveClusterSource; users: number }>();
  /** Of the place that was looked at last: a clean-up looks after each step, and each look would start the log-in plug-in. */
  const looked: { at?: string; credentials?: Credentials } = {};
  const credentialsOf = ({ config = {} }: ResolvedContext, env: Env): Credentials => {
    // A plug-in is looked for where the student's shell would find it.
    const within: Runner = { ...runner, run: (command, options) => runner.run(command, { ...options, env }) };
    return new Credentials(config, within, clock);
  };
  const keptCredentials = (resolved: ResolvedContext, env: Env): Credentials => {
    const at = JSON.stringify([resolved.config, env['PATH']]);
    if (looked.at !== at) Object.assign(looked, { at, credentials: credentialsOf(resolved, env) });
    return looked.credentials ?? credentialsOf(resolved, env);
  };
  const make = (env: Env, wanted: Wanted | undefined, first: KubeContext | undefined, logIn = credentialsOf): LiveClusterSource => new LiveClusterSource({
    clock,
    // The place stays when another context is made the current one; what its files say of it may change.
    resolve: () => contextOf(env, first ? { context: first.name, namespace: first.namespace } : wanted),
    connect: resolved => {
      const credentials = logIn(resolved, env);
      return { client: new ClusterClient(credentials), refresh: () => credentials.refresh() };
    },
    causeFacts: () => ({ hasCommand: findExecutable('kubectl', env) !== undefined }),
  });
  return {
    context: contextOf,
    own: (env, wanted) => contextOf(ownFiles(env), wanted),
    watch: (env, changed) => watchFiles(env, changed),
    source: (env, wanted) => {
      const resolved = contextOf(env, wanted);
      const key = keyOf(resolved, wanted);
      const entry = sources.get(key) ?? { live: make(env, wanted, resolved.context), users: 0 };
      sources.set(key, entry);
      entry.users++;
      return new SharedClusterSource(entry.live, () => {
        entry.users--;
        if (entry.users > 0) return;
        sources.delete(key);
        entry.live.dispose();
      });
    },
    probes: source => new ClusterProbes(source, { clock, mayProbe }),
    look: (env, wanted) => lookOnce(make(env, wanted, contextOf(env, wanted).context, keptCredentials), clock),
    dispose: () => {
      for (const { live } of sources.values()) live.dispose();
      sources.clear();
    },
  };
}

/** Equal for the same place as the same user from the same files. */
function keyOf({ files, context }: ResolvedContext, wanted: Wanted | undefined): string {
  return JSON.stringify([files, context ? [context.name, context.server, context.namespace, context.user] : wanted ?? {}]);
}

function contextOf(env: Env, wanted?: Wanted): ResolvedContext {
  return resolveContext(factsOf(env), wanted);
}

/** Where the shell has a lab's copy, those that it was taken from too: the copy follows them. */
function watchFiles(env: Env, changed: () => void): Disposable {
  const files = configFiles(factsOf(env));
  const renewed = () => void renewCopy(env).catch(() => undefined).then(changed);
  if (contextOf(env).context?.copyOf) renewed();
  return watchConfig([...files, ...contextOf(env).context?.copyOf ?? []], renewed);
}

async function renewCopy(env: Env): Promise<void> {
  const copy = contextOf(env);
  const [path] = copy.files;
  if (!copy.context?.copyOf || path === undefined) return;
  await renewLabKubeconfig(path, copy, contextOf(ownFiles(env), { context: copy.context.name, namespace: copy.context.namespace }));
}

function ownFiles(env: Env): Env {
  const copyOf = contextOf(env).context?.copyOf;
  return copyOf?.length ? { ...env, KUBECONFIG: copyOf.join(delimiter) } : env;
}

function factsOf(env: Env) {
  return { env, platform: process.platform, home: env['HOME'] || homedir(), readFile };
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
