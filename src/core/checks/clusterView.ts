import type { PodResource } from '../clusterResource';
import { fitsSelector, readSelector } from '../labelSelector';
import { msg, type Message } from '../message';
import type { ClusterThings } from './clusterThings';
import { asking, no, unknown, yes, type Verdict, type World } from './world';

/** `kind` as in a manifest: what is not allowed to be seen is not known. */
export function withCluster(world: World, kind: string, judged: (things: ClusterThings) => Verdict): Verdict {
  const { cluster } = world;
  switch (cluster.kind) {
    case 'asking': return asking;
    case 'away': return unknown(cluster.reason);
    case 'live': break;
  }
  const { state } = cluster.kinds.get(kind) ?? { state: { kind: 'live' } };
  if (state.kind === 'forbidden') return unknown(msg('you are not allowed to see objects of the kind {0} in `{1}`', kind, cluster.namespace));
  return state.kind === 'live' ? judged(cluster.things) : asking;
}

/** The pod that stands in the way: waiting will not help it. */
export function failingPod(pods: readonly PodResource[]): PodResource | undefined {
  return pods.find(pod => pod.health === 'failing' && !pod.ending);
}

/** There is less than is claimed, because of this pod. */
export function lacking(fact: Message, failing: PodResource | undefined): Verdict {
  if (!failing) return no(fact);
  return { is: 'false', facts: [fact, podFact(failing)], marks: [], stuck: 'ended', ...saidMore(failing) };
}

export function podFact({ name, status, message }: PodResource): Message {
  return message === undefined ? msg('`{0}` is {1}', name, status) : msg('`{0}` is {1}: {2}', name, status, short(message));
}

/** One that has run has printed something. */
export function saidMore({ uid, status, restarts }: PodResource): { readonly logsOf?: string } {
  return restarts > 0 || /(?:Error|CrashLoopBackOff|OOMKilled|Failed)$/.test(status) && !/Config|Create|Run|Pull/.test(status) ? { logsOf: uid } : {};
}

export function labelsOf(name: string, labels: Readonly<Record<string, string>>, claimed: string | undefined): Verdict | undefined {
  if (claimed === undefined) return undefined;
  const demands = readSelector(claimed);
  if (!demands) return unknown(msg('“{0}” is no label selector', claimed));
  return fitsSelector(labels, demands) ? yes([msg('it has the labels `{0}`', claimed)]) : no(msg('`{0}` does not have the labels `{1}`', name, claimed), 'missing');
}

export function imagesOf(images: readonly string[]): string { return images.map(image => image.replace(/@sha256:[0-9a-f]+$/, '')).join(', '); }
function short(text: string): string { return text.length > 160 ? `${text.slice(0, 159)}…` : text; }
