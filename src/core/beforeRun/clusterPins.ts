import type { ClusterExpects } from '../course';
import { clusterKey, type KubeContext } from '../kubeContext';
import { msg, type Message } from '../message';

export interface ClusterPinInput {
  readonly expects: ClusterExpects;
  /** Where the shell's kubectl commands go; undefined where they go nowhere, or that is not known yet. */
  readonly context: KubeContext | undefined;
  /** Names of the contexts in the student's own files. */
  readonly choices: readonly string[];
  /** Where the lab has a namespace of its own; undefined where its author does not ask for one or the student wants none. */
  readonly own?: string;
  /** False: the cluster has said that it has no such namespace. */
  readonly ownIsThere?: boolean;
}

export type ClusterUse =
  /** A kubeconfig for this lab's terminal alone, with this context in this namespace. */
  | { readonly kind: 'copy'; readonly label: Message; readonly context: string; readonly namespace?: string }
  | { readonly kind: 'command'; readonly label: Message; readonly command: string };

/** Why nothing of the lab runs until the student decides. */
export interface ClusterMismatch {
  readonly kind: 'context' | 'local' | 'remote' | 'namespace' | 'noNamespace';
  readonly title: Message;
  readonly detail: Message;
  /** What puts it right. */
  readonly use?: ClusterUse;
  /** Another context may be the answer. */
  readonly choose: boolean;
  /** Agrees to it as it is. Undefined where that would not help. */
  readonly once?: Message;
  /** Another place, another question. */
  readonly about: string;
}

/** In the order in which they are to be decided. What is not known does not lock: it is asked again when it is. */
export function clusterMismatches(input: ClusterPinInput): ClusterMismatch[] {
  const { context } = input;
  if (!context) return [];
  return [contextMismatch(input, context), farMismatch(input, context), namespaceMismatch(input, context)].filter(found => found !== undefined);
}

/** Of these, what is to be decided before the cluster is contacted at all. */
export function forbidsContact({ kind }: ClusterMismatch): boolean { return kind !== 'noNamespace'; }

function contextMismatch({ expects, choices, own }: ClusterPinInput, context: KubeContext): ClusterMismatch | undefined {
  const wanted = expects.context;
  if (wanted === undefined || wanted === context.name) return undefined;
  const there = choices.includes(wanted);
  return {
    kind: 'context', about: `context ${clusterKey(context)}`, choose: false,
    title: msg('Run is locked: this lab expects the kubectl context `{0}`.', wanted),
    detail: there
      ? msg('kubectl points at `{0}`. Nothing has been sent to it.', context.name)
      : msg('kubectl points at `{0}`, and its files have no context `{1}`. Nothing has been sent to it.', context.name, wanted),
    ...there ? { use: copy(msg('Use `{0}` for this lab', wanted), wanted, own) } : {},
    once: msg('Run on `{0}` this once…', context.name),
  };
}

/** A lab that says that it must be here is locked elsewhere; any other asks once for each cluster. */
function farMismatch({ expects }: ClusterPinInput, context: KubeContext): ClusterMismatch | undefined {
  if (context.local) return undefined;
  const detail = msg('Context `{0}` leads to `{1}`, namespace `{2}`, user `{3}`. Nothing has been sent to it.', context.name, context.server, context.namespace, context.user);
  const about = clusterKey(context);
  return expects.local === true
    ? { kind: 'local', about: `local ${about}`, choose: true, title: msg('Run is locked: this lab expects a cluster on this machine.'), detail, once: msg('Run on `{0}` this once…', context.name) }
    : { kind: 'remote', about: `remote ${about}`, choose: true, title: msg('This cluster is not on this machine.'), detail, once: msg('Use `{0}` for this lab', context.name) };
}

function namespaceMismatch({ own, ownIsThere }: ClusterPinInput, context: KubeContext): ClusterMismatch | undefined {
  if (own === undefined) return undefined;
  const where = `${clusterKey(context)} ${context.namespace}`;
  if (context.namespace !== own) {
    return {
      kind: 'namespace', about: `namespace ${where}`, choose: false,
      title: msg('Run is locked: this lab runs in a namespace of its own, `{0}`.', own),
      detail: msg('kubectl points at the namespace `{0}` of `{1}`. The lab’s terminal gets a kubeconfig of its own; your files stay as they are.', context.namespace, context.name),
      use: copy(msg('Use `{0}` for this lab', own), context.name, own),
      once: msg('Run in `{0}` this once…', context.namespace),
    };
  }
  return ownIsThere !== false ? undefined : {
    kind: 'noNamespace', about: `noNamespace ${where}`, choose: false,
    title: msg('The namespace `{0}` of this lab is not there yet.', own),
    detail: msg('It is made on `{0}`, and the lab’s clean-up removes it.', context.name),
    use: { kind: 'command', label: msg('Create `{0}`', own), command: `kubectl create namespace ${own}` },
  };
}

function copy(label: Message, context: string, namespace: string | undefined): ClusterUse {
  return { kind: 'copy', label, context, ...namespace === undefined ? {} : { namespace } };
}
