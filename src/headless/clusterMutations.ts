import type { Assertion } from '../core/check';
import { readServiceAddress } from '../core/clusterCheck';
import type { ClusterResource, ClusterServiceResource, DeploymentResource, PodResource } from '../core/clusterResource';
import type { Command } from '../core/command';
import { fitsSelector, readSelector } from '../core/labelSelector';
import type { Change } from './mutations';

/** A claim that a change must make false, and what is done. */
export interface ClusterChange extends Change { concerns(claim: Assertion): boolean }

/** No registry has it. */
const noImage = 'labbook.invalid/no-such-image:v0';
const nobody = 'labbook.invalid/nobody';

/** What can be done behind a lab's back to one of its things in a cluster. `owner`: the deployment that a pod belongs to. */
export function clusterChanges(thing: ClusterResource, owner: (pod: PodResource) => string | undefined): readonly ClusterChange[] {
  switch (thing.kind) {
    case 'deployment': return ofDeployment(thing);
    case 'k8s-service': return ofService(thing);
    case 'pod': return ofPod(thing, owner(thing));
    default: return [];
  }
}

function ofDeployment(thing: DeploymentResource): readonly ClusterChange[] {
  const { name, namespace, desired } = thing;
  const to = (...args: string[]): Command => kubectl(namespace, ...args);
  const own = (claim: Assertion): boolean => claim.kind === 'deployment' && claim.name === name && claim.state !== 'absent';
  const counted = (claim: Assertion): boolean => (own(claim) && claim.kind === 'deployment' && claim.ready !== undefined && claim.ready > 0) || countsPods(claim, thing.selector);
  return [
    ...desired > 0 ? [{
      rank: 1, what: `scale deployment ${name} down to 0`, change: to('scale', `deployment/${name}`, '--replicas=0'), undo: to('scale', `deployment/${name}`, `--replicas=${desired}`), concerns: counted,
    }] : [],
    {
      rank: 2, what: `give deployment ${name} an image that does not exist`, change: to('set', 'image', `deployment/${name}`, `*=${noImage}`), undo: to('rollout', 'undo', `deployment/${name}`),
      concerns: claim => own(claim) && claim.kind === 'deployment' && claim.image !== undefined,
    },
    { rank: 4, what: `remove deployment ${name}`, change: to('delete', `deployment/${name}`), concerns: claim => own(claim) || counted(claim) },
  ];
}

function ofService({ name, namespace }: ClusterServiceResource): readonly ClusterChange[] {
  const to = (...args: string[]): Command => kubectl(namespace, ...args);
  const selector = (value: string | null): string => JSON.stringify({ spec: { selector: { [nobody]: value } } });
  const leads = (claim: Assertion): boolean => (claim.kind === 'endpoints' && claim.name === name && ((claim.ready ?? 0) > 0 || (claim.readyAtLeast ?? 0) > 0))
    || (claim.kind === 'http' && readServiceAddress(claim.url)?.service === name);
  return [
    {
      rank: 1, what: `give service ${name} a selector that no pod fits`, change: to('patch', `service/${name}`, '--type=merge', `--patch=${selector('here')}`),
      undo: to('patch', `service/${name}`, '--type=merge', `--patch=${selector(null)}`), concerns: leads,
    },
    { rank: 3, what: `remove service ${name}`, change: to('delete', `service/${name}`), concerns: claim => leads(claim) || (claim.kind === 'k8s-service' && claim.name === name && claim.state !== 'absent') },
  ];
}

/** What belongs to a deployment comes again by itself, under another name. */
function ofPod({ name, namespace, labels }: PodResource, deployment: string | undefined): readonly ClusterChange[] {
  return [{
    rank: 0, what: deployment === undefined ? `delete pod ${name}` : `delete a pod of deployment ${deployment}`, change: kubectl(namespace, 'delete', `pod/${name}`, '--wait=false'),
    ...deployment !== undefined && { undo: kubectl(namespace, 'rollout', 'status', `deployment/${deployment}`, '--timeout=60s') },
    concerns: claim => (claim.kind === 'pod' && claim.name === name && claim.state !== 'absent') || countsPods(claim, labels),
  }];
}

/** It wants some of the pods with these labels to be well. */
function countsPods(claim: Assertion, labels: Readonly<Record<string, string>>): boolean {
  if (claim.kind !== 'pods' || ((claim.count ?? 0) === 0 && (claim.atLeast ?? 0) === 0)) return false;
  const demands = claim.selector === undefined ? [] : readSelector(claim.selector);
  return demands !== undefined && fitsSelector(labels, demands) && (claim.in === undefined || claim.in.some(state => state === 'ready' || state === 'running'));
}

function kubectl(namespace: string, ...args: string[]): Command { return { file: 'kubectl', args: ['--namespace', namespace, ...args] }; }
