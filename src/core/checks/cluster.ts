import type { ClusterAssertion } from '../clusterCheck';
import type { DeploymentResource, PodResource } from '../clusterResource';
import { msg, type Message } from '../message';
import { isFrom, type ClusterThings } from './clusterThings';
import { judgeConfigMap, judgeEvent, judgeNamespace, judgeNode } from './clusterAround';
import { judgePod, judgePods } from './clusterPods';
import { failingPod, imagesOf, labelsOf, lacking, withCluster } from './clusterView';
import { firstFault } from './docker';
import { no, yes, type Verdict, type World } from './world';

type Of<K extends ClusterAssertion['kind']> = Extract<ClusterAssertion, { kind: K }>;

/** How a claim about the lab's cluster stands. */
export function judgeCluster(claim: ClusterAssertion, world: World): Verdict {
  switch (claim.kind) {
    case 'deployment': return judgeDeployment(claim, world);
    case 'replicaset': return judgeReplicaSet(claim, world);
    case 'rollout': return judgeRollout(claim, world);
    case 'pod': return judgePod(claim, world);
    case 'pods': return judgePods(claim, world);
    case 'k8s-service': return judgeService(claim, world);
    case 'endpoints': return judgeEndpoints(claim, world);
    case 'k8s-node': return judgeNode(claim, world);
    case 'namespace': return judgeNamespace(claim, world);
    case 'configmap': return judgeConfigMap(claim, world);
    case 'k8s-event': return judgeEvent(claim, world);
  }
}

function judgeDeployment(claim: Of<'deployment'>, world: World): Verdict {
  return withCluster(world, 'Deployment', things => {
    const { name } = claim;
    const found = things.deployment(name);
    const none = msg('there is no deployment `{0}`', name);
    if (claim.state === 'absent') return found ? no(msg('the deployment `{0}` is still there', name)) : yes([none]);
    if (!found) return no(none, 'missing');
    const counted = claim.ready !== undefined || claim.desired !== undefined;
    return firstFault([
      claim.image === undefined ? undefined : fromImage(name, found.images, claim.image),
      counted ? countsOf(claim, found, things.podsOf(found)) : yes([msg('the deployment `{0}` is there', name)]),
      // The pods that are counted may be those from before an update.
      counted && claim.image !== undefined && found.rollout !== 'complete' ? updating(found, things) : undefined,
      labelsOf(name, found.labels, claim.labels),
    ], []);
  });
}

function judgeReplicaSet(claim: Of<'replicaset'>, world: World): Verdict {
  return withCluster(world, 'ReplicaSet', things => {
    const deployment = claim.deployment === undefined ? undefined : things.deployment(claim.deployment);
    const sets = deployment ? things.replicaSetsOf(deployment) : [];
    const found = claim.name !== undefined ? things.replicaSet(claim.name) : sets.find(set => claim.revision === undefined || set.revision === claim.revision);
    const none = claim.name !== undefined ? msg('there is no ReplicaSet `{0}`', claim.name)
      : claim.revision === undefined ? msg('`{0}` has no ReplicaSet', claim.deployment ?? '') : msg('`{0}` has no ReplicaSet of revision {1}', claim.deployment ?? '', claim.revision);
    if (claim.state === 'absent') return found ? no(msg('the ReplicaSet `{0}` is still there', found.name)) : yes([none]);
    if (!found) return no(none, 'missing');
    const counted = claim.ready !== undefined || claim.desired !== undefined;
    return firstFault([
      counted ? countsOf(claim, found, things.podsOf(found)) : yes([msg('the ReplicaSet `{0}` is there', found.name)]),
      claim.image === undefined ? undefined : fromImage(found.name, found.images, claim.image),
    ], []);
  });
}

function judgeRollout(claim: Of<'rollout'>, world: World): Verdict {
  return withCluster(world, 'Deployment', things => {
    const found = things.deployment(claim.name);
    if (!found) return no(msg('there is no deployment `{0}`', claim.name), 'missing');
    const { name, revision = 0 } = found;
    const at = msg('`{0}` is at revision {1}', name, revision);
    const right = (claim.revision === undefined || revision === claim.revision) && (claim.revisionAtLeast === undefined || revision >= claim.revisionAtLeast);
    return firstFault([
      claim.state === found.rollout ? yes([rolloutFact(found)]) : claim.state === 'complete' ? updating(found, things) : no(rolloutFact(found)),
      claim.revision === undefined && claim.revisionAtLeast === undefined ? undefined : right ? yes([at]) : no(at, 'missing'),
    ], []);
  });
}

function judgeService(claim: Of<'k8s-service'>, world: World): Verdict {
  return withCluster(world, 'Service', things => {
    const { name, type, port, nodePort } = claim;
    const found = things.service(name);
    const none = msg('there is no service `{0}`', name);
    if (claim.state === 'absent') return found ? no(msg('the service `{0}` is still there', name)) : yes([none]);
    if (!found) return no(none, 'missing');
    const is = (right: boolean, fact: Message, other: Message): Verdict => right ? yes([fact]) : no(other, 'missing');
    return firstFault([
      yes([msg('the service `{0}` is there', name)]),
      type === undefined ? undefined : is(found.type === type, msg('its type is {0}', type), msg('the type of `{0}` is {1}, not {2}', name, found.type, type)),
      port === undefined ? undefined : is(found.ports.some(one => one.port === port), msg('it has port {0}', port), msg('`{0}` has no port {1}', name, port)),
      nodePort === undefined ? undefined : is(found.ports.some(one => one.nodePort === nodePort), msg('port {0} of the nodes leads to it', nodePort), msg('port {0} of the nodes does not lead to `{1}`', nodePort, name)),
    ], []);
  });
}

function judgeEndpoints(claim: Of<'endpoints'>, world: World): Verdict {
  return withCluster(world, 'EndpointSlice', things => {
    const service = things.service(claim.name);
    if (!service) return no(msg('there is no service `{0}`', claim.name), 'missing');
    const { name } = service;
    const { ready } = things.endpointsOf(name);
    const fact = ready === 1 ? msg('`{0}` leads to 1 pod that is ready', name) : msg('`{0}` leads to {1} pods that are ready', name, ready);
    if ((claim.ready === undefined || ready === claim.ready) && ready >= (claim.readyAtLeast ?? 0)) return yes([fact]);
    if (ready >= (claim.ready ?? claim.readyAtLeast ?? 0)) return no(fact);
    const pods = things.podsBehind(service);
    const wanted = Object.entries(service.selector).map(([key, value]) => `${key}=${value}`).join(',');
    if (pods.length === 0 && wanted !== '') return no(msg('`{0}` leads nowhere: no pod has the labels `{1}`', name, wanted), 'missing');
    return lacking(fact, failingPod(pods));
  });
}

/** What is ready of what should be. */
function countsOf(claim: { readonly ready?: number; readonly desired?: number }, { name, ready, desired }: { readonly name: string; readonly ready: number; readonly desired: number }, pods: readonly PodResource[]): Verdict {
  const fact = msg('{0} of {1} pods of `{2}` are ready', ready, desired, name);
  if (claim.desired !== undefined && desired !== claim.desired) return no(desired === 1 ? msg('`{0}` is to have 1 pod, not {1}', name, claim.desired) : msg('`{0}` is to have {1} pods, not {2}', name, desired, claim.desired), 'missing');
  if (claim.ready === undefined || ready === claim.ready) return yes([fact]);
  return ready < claim.ready ? lacking(fact, failingPod(pods)) : no(fact);
}

function fromImage(name: string, images: readonly string[], claimed: string): Verdict {
  return isFrom(images, claimed) ? yes([msg('`{0}` is from `{1}`', name, imagesOf(images))]) : no(msg('`{0}` is from `{1}`, not from `{2}`', name, imagesOf(images), claimed), 'missing');
}

/** A rollout that has not come to its end; what stops it is told. */
function updating(found: DeploymentResource, things: ClusterThings): Verdict {
  if (found.rollout === 'stuck') return { ...no(rolloutFact(found), 'ended'), ...failingPod(things.podsOf(found)) };
  if (found.rollout === 'paused') return no(rolloutFact(found));
  const [newest] = things.replicaSetsOf(found);
  return lacking(rolloutFact(found), newest && failingPod(things.podsOf(newest)));
}

function rolloutFact({ name, rollout, updated, desired, message }: DeploymentResource): Message {
  switch (rollout) {
    case 'complete': return msg('the rollout of `{0}` is complete', name);
    case 'paused': return msg('the rollout of `{0}` is paused', name);
    case 'stuck': return message === undefined ? msg('the rollout of `{0}` is past its deadline', name) : msg('the rollout of `{0}` is past its deadline: {1}', name, message);
    case 'progressing': return msg('the rollout of `{0}` goes on: {1} of {2} pods are new', name, updated, desired);
  }
}
