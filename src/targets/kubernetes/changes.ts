import type { ClusterResource, DeploymentResource, PodResource } from '../../core/clusterResource';
import type { TargetEvent } from '../../core/resource';

type Change = Pick<TargetEvent, 'action' | 'more'>;

/** What a change of a row is called; `update` for one that says nothing by itself, of which there are many. */
export function changeOf(before: ClusterResource, after: ClusterResource): Change {
  if (before.kind === 'deployment' && after.kind === 'deployment') return ofDeployment(before, after);
  if (before.kind === 'pod' && after.kind === 'pod') return ofPod(before, after);
  if (before.kind === 'k8s-service' && after.kind === 'k8s-service' && before.type !== after.type) return { action: 'retyped', more: `${before.type} → ${after.type}` };
  if (before.kind === 'k8s-node' && after.kind === 'k8s-node') {
    if (before.schedulable !== after.schedulable) return { action: after.schedulable ? 'uncordon' : 'cordon' };
    if (before.ready !== after.ready) return { action: after.ready ? 'ready' : 'notReady' };
  }
  return { action: 'update' };
}

function ofDeployment(before: DeploymentResource, after: DeploymentResource): Change {
  if (before.desired !== after.desired) return { action: 'scaled', more: `${before.desired} → ${after.desired}` };
  if (before.images.join() !== after.images.join()) return { action: 'imageSet', more: `${short(before.images)} → ${short(after.images)}` };
  if (before.rollout === after.rollout) return { action: 'update' };
  if (after.rollout === 'complete') return { action: 'rolledOut', more: `${after.ready}/${after.desired}` };
  return { action: after.rollout === 'stuck' ? 'stuck' : 'update' };
}

/** Only where it goes wrong or is well again: what a pod goes through on its way would fill the axis. */
function ofPod(before: PodResource, after: PodResource): Change {
  if (after.health === before.health || after.ending) return { action: 'update' };
  if (after.health === 'failing') return { action: 'failing', more: after.status };
  // What fails is tried again and again: only what runs is well.
  return after.health === 'well' || after.health === 'done' ? { action: 'well', more: after.status } : { action: 'update' };
}

function short(images: readonly string[]): string { return images.map(image => image.slice(image.lastIndexOf('/') + 1)).join(', '); }
