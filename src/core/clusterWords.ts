import type { ClusterNodeResource, PodResource } from './clusterResource';
import type { ClusterFacts } from './clusterFacts';
import { msg, type Message } from './message';
import type { Words } from './statusWords';

/** Sentences that stand under a row, first things first. */
export interface ClusterWords extends Omit<Words, 'note'> { readonly notes: readonly Message[] }

/** A pod's state in the word that `kubectl get pods` prints, so that panel and terminal say the same. */
export function podWords(pod: PodResource, facts: ClusterFacts, lines: readonly string[] = []): ClusterWords {
  const notes = pod.health === 'well' || pod.health === 'done' || pod.ending ? [] : [...reasonsOf(pod, facts), ...lastWords(lines)];
  return { ...look(pod), notes };
}

function look({ status, health, ending, ready, containers }: PodResource): Pick<Words, 'tone' | 'text'> {
  const text = status === 'Running' && ready < containers ? msg('Running, not ready') : msg('{0}', status);
  if (ending) return { tone: 'idle', text };
  switch (health) {
    case 'well': return { tone: 'pass', text };
    case 'working': return { tone: 'running', text };
    case 'done': return { tone: 'idle', text };
    // The scheduler goes on looking for a place.
    case 'failing': return { tone: status === 'Pending' ? 'wait' : 'fail', text };
  }
}

/** Why a pod is not well: what its word means, then the cluster's own sentence. */
export function reasonsOf(pod: PodResource, facts: ClusterFacts): readonly Message[] {
  const own = meaningOf(pod);
  const cluster = sentenceOf(pod, facts);
  return [...own ? [own] : [], ...cluster ? [cluster] : []];
}

/** Equal for pods that suffer from the same: what is said once need not be said again. */
export function troubleOf(pod: PodResource): string { return meaningOf(pod)?.text ?? pod.status; }

function meaningOf({ status, health }: PodResource): Message | undefined {
  switch (status.replace(/^Init:/, '')) {
    case 'ErrImagePull': case 'ImagePullBackOff': return msg('Its image cannot be fetched. Kubernetes goes on trying, less and less often.');
    case 'InvalidImageName': return msg('Its image has a name that cannot be one.');
    case 'ErrImageNeverPull': return msg('Its image is not on the node, and it must not be fetched (imagePullPolicy: Never).');
    case 'CrashLoopBackOff': return msg('Its program starts, ends and is started again, less and less often. Its logs say why.');
    case 'OOMKilled': return msg('It asked for more memory than it may have, so the kernel ended it.');
    case 'CreateContainerConfigError': return msg('Something that it is to be given, a ConfigMap or a Secret, is not there.');
    case 'Error': return msg('Its program ended with an error. Its logs say why.');
    case 'Pending': return health === 'failing' ? msg('No node takes it.') : undefined;
    default: return undefined;
  }
}

/** `Back-off pulling image "x": ErrImagePull: not found`: what stands last is the reason. */
const backOff = /^Back-off pulling image "[^"]*"(?:: \w+: )?/;

/** The newest warning, which says how often, else what the pod says itself. */
function sentenceOf(pod: PodResource, facts: ClusterFacts): Message | undefined {
  const crash = /CrashLoopBackOff$/.test(pod.status);
  // What a crash loop says of itself are the ids of its pod.
  const said = crash ? '' : (pod.message ?? '').replace(backOff, '').trim();
  const warning = facts.warningsOf(pod.uid).find(({ reason, message }) => reason !== 'BackOff' && !/^Error: \w+$/.test(message));
  if (warning && !crash && (said === '' || warning.message.includes(said))) return warningWords(warning);
  if (said !== '') return msg('{0}', sentence(said));
  return warning && !crash ? warningWords(warning) : undefined;
}

export function warningWords({ reason, message, count }: { readonly reason: string; readonly message: string; readonly count: number }): Message {
  return count > 1 ? msg('{0}, {1} times: {2}', reason, count, sentence(message)) : msg('{0}: {1}', reason, sentence(message));
}

const longest = 300;

/** What the layers of a container runtime say one after the other, each with the image again, before the reason. */
const layers = /rpc error: code = \w+ desc = |failed to [a-z ]+ "[^"]*": (?=\S)/g;

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(layers, '').trim();
  const cut = line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}

function lastWords(lines: readonly string[]): readonly Message[] {
  return lines.length ? [msg('Its last words: {0}', lines.join(' / '))] : [];
}

/** `registry.k8s.io/minikube/kubernetes-bootcamp:v2` is known by what stands last. */
export function shortImage(image: string): string { return image.slice(image.lastIndexOf('/') + 1); }

/** As `kubectl get nodes` says it. */
export function nodeWords({ ready, schedulable, message }: ClusterNodeResource): ClusterWords {
  const text = msg('{0}', `${ready ? 'Ready' : 'NotReady'}${schedulable ? '' : ',SchedulingDisabled'}`);
  const notes = [...message === undefined ? [] : [msg('{0}', sentence(message))], ...schedulable ? [] : [msg('It is cordoned: no new pod is placed on it.')]];
  return { tone: !ready ? 'fail' : schedulable ? 'pass' : 'wait', text, notes };
}
