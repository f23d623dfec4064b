import type { ClusterNodeResource, ClusterResource, ClusterServiceResource, DeploymentResource, PodResource } from './clusterResource';
import type { ClusterFacts } from './clusterFacts';
import { nodeWords, podWords, type ClusterWords } from './clusterWords';
import { deploymentWords } from './deploymentWords';
import { exposeWords } from './exposeWords';
import { namespaceOfCommands } from './kubeContext';
import { msg, type Message } from './message';
import type { RowAction, RowView } from './protocol';
import type { StatusInput, Translate } from './statusInput';

/** ReplicaSets, endpoint slices and warnings stand with what they belong to and have no row. */
export type ClusterRowResource = DeploymentResource | PodResource | ClusterServiceResource | ClusterNodeResource;

export function hasClusterRow(resource: ClusterResource): resource is ClusterRowResource {
  return resource.kind === 'deployment' || resource.kind === 'pod' || resource.kind === 'k8s-service' || resource.kind === 'k8s-node';
}

interface Around { readonly facts: ClusterFacts; readonly input: StatusInput; readonly translate: Translate }

/** A cluster's part of a row. */
export function clusterParts(resource: ClusterRowResource, around: Around): Pick<RowView, 'tone' | 'state' | 'detail' | 'note'> {
  const { translate } = around;
  const { tone, text, notes, details } = wordsOf(resource, around);
  return { tone, state: translate(text), detail: details.map(translate).filter(part => part !== '').join(' · '), note: notes.length ? notes.map(translate).join(' ') : undefined };
}

function wordsOf(resource: ClusterRowResource, { facts, input, translate }: Around): ClusterWords & { readonly details: readonly Message[] } {
  switch (resource.kind) {
    case 'deployment': return deploymentWords(resource, facts, translate);
    case 'pod': return { ...podWords(resource, facts, input.lastLines?.get(resource.uid)), details: podDetails(resource, facts) };
    case 'k8s-service': return exposeWords(resource, facts);
    case 'k8s-node': return { ...nodeWords(resource), details: nodeDetails(resource) };
  }
}

function podDetails({ ready, containers, restarts, address, node }: PodResource, facts: ClusterFacts): readonly Message[] {
  return [
    msg('{0}/{1} ready', ready, containers), ...restarts === 0 ? [] : [restarts === 1 ? msg('1 restart') : msg('{0} restarts', restarts)],
    ...address === undefined ? [] : [msg('{0}', address)], ...node === undefined || !facts.severalNodes() ? [] : [msg('on {0}', node)],
  ];
}

function nodeDetails({ roles, version, address }: ClusterNodeResource): readonly Message[] {
  return [roles.join(', '), version, address ?? ''].filter(Boolean).map(part => msg('{0}', part));
}

/** All that its row depends on beside the thing itself. */
export function clusterRowKey(resource: ClusterRowResource, { facts, input }: Omit<Around, 'translate'>): string {
  const place = namespaceOfCommands(input.link.endpoint?.cluster) ?? '';
  switch (resource.kind) {
    case 'deployment': return [place, ...facts.setsOf(resource.uid).flatMap(set => [set.uid, warningKey(set.uid, facts), ...facts.podsOf(set.uid).map(pod => podKey(pod, facts))]), warningKey(resource.uid, facts)].join();
    case 'pod': return [place, facts.severalNodes(), warningKey(resource.uid, facts), ...input.lastLines?.get(resource.uid) ?? []].join();
    case 'k8s-service': {
      const { ready, waiting } = facts.reachOf(resource);
      return [place, ready, waiting, warningKey(resource.uid, facts)].join();
    }
    case 'k8s-node': return '';
  }
}

/** Of pods that are well, their number is enough. */
function podKey(pod: PodResource, facts: ClusterFacts): string {
  return pod.health === 'failing' || pod.ending ? `${pod.name} ${pod.status} ${pod.ending} ${pod.message ?? ''} ${warningKey(pod.uid, facts)}` : '';
}

function warningKey(uid: string, facts: ClusterFacts): string {
  return facts.warningsOf(uid).map(({ reason, count, message }) => `${reason} ${count} ${message}`).join();
}

/** What a row offers, the most likely first: only so many have a button of their own. */
export function clusterActions(resource: ClusterRowResource, facts: ClusterFacts): readonly RowAction[] {
  switch (resource.kind) {
    case 'deployment': return deploymentActions(resource, facts.setsOf(resource.uid).length > 1);
    case 'pod': return podActions(resource);
    case 'k8s-service': return resource.ending ? ['describe', 'yaml'] : resource.type === 'ExternalName' ? ['describe', 'yaml', 'remove'] : ['forward', 'describe', 'yaml', 'remove'];
    case 'k8s-node': return ['describe', 'yaml'];
  }
}

/** While a rollout does not get through, the way back matters most. */
function deploymentActions({ ending, rollout }: DeploymentResource, undoable: boolean): readonly RowAction[] {
  if (ending) return ['describe', 'yaml'];
  if (!undoable) return ['logs', 'scale', 'describe', 'yaml', 'remove'];
  return rollout === 'complete' ? ['logs', 'scale', 'describe', 'rollback', 'yaml', 'remove'] : ['rollback', 'logs', 'describe', 'scale', 'yaml', 'remove'];
}

function podActions({ ending, status, health, restarts }: PodResource): readonly RowAction[] {
  if (ending) return ['logs', 'describe', 'yaml'];
  if (status === 'Running') return ['logs', 'shell', 'describe', ...restarts > 0 ? ['previous' as const] : [], 'yaml', 'remove'];
  if (health === 'done') return ['logs', 'describe', 'yaml', 'remove'];
  if (/^(?:CrashLoopBackOff|Error|OOMKilled|Init:.*)$/.test(status)) return [...restarts > 0 ? ['previous' as const] : [], 'logs', 'describe', 'yaml', 'remove'];
  return ['describe', 'yaml', 'remove'];
}
