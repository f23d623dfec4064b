import type { ClusterSource, ClusterTarget, KubeContext, ResolvedContext } from '../parts/kubernetes';
import { ShellLink, type Way } from './shellLink';
import type { Env } from './targetLink';

const deciding = ['KUBECONFIG', 'HOME', 'PATH'] as const;

/** The namespace of the cluster that the lab's shell talks to. */
export class ClusterLink extends ShellLink<ClusterSource> {
  readonly target = 'kubernetes';

  constructor(load: () => ClusterTarget, base: Env) { super(() => wayOf(load()), base, deciding); }

  /** Undefined where nobody has asked yet, and where the shell's files lead nowhere. */
  get context(): KubeContext | undefined { return this.source?.context; }
}

function wayOf(target: ClusterTarget): Way<ClusterSource> {
  return {
    at: env => placeOf(target.context(env)),
    source: env => target.source(env),
    look: env => target.look(env),
    watch: (env, changed) => target.watch(env, changed),
    dispose: () => target.dispose(),
  };
}

/** The same place under another name, or as another user, is another one for the student. */
function placeOf({ files, context, problem }: ResolvedContext): string {
  return JSON.stringify([files, context, problem]);
}
