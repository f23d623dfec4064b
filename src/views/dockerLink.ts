import type { DockerSource, DockerTarget } from '../parts/docker';
import { ShellLink, type Way } from './shellLink';
import type { Env } from './targetLink';

const deciding = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'HOME', 'PATH'] as const;

/** The Docker daemon that the lab's shell talks to. */
export class DockerLink extends ShellLink<DockerSource> {
  readonly target = 'docker';

  constructor(load: () => DockerTarget, base: Env) { super(() => wayOf(load()), base, deciding); }
}

function wayOf(target: DockerTarget): Way<DockerSource> {
  return {
    at: env => placeOf(target.endpoint(env)),
    source: env => target.source(env),
    probes: source => target.endpoints(source),
    look: env => target.look(env),
    watch: (env, changed) => target.watch(env, changed),
    dispose: () => target.dispose(),
  };
}

/** The same daemon under another context is another place for the student. */
function placeOf({ key, context }: { readonly key: string; readonly context?: string }): string { return `${key}\n${context ?? ''}`; }
