import { isOnAws } from './aws/place';
import type { TargetId } from './course';

/** The targets whose live state is followed. What a lab makes is looked for on one of them. */
export const followedTargets = ['docker', 'kubernetes', 'aws'] as const;
export type FollowedTarget = (typeof followedTargets)[number];

/** Which of them a block or section is about; undefined where nothing that it makes is followed. */
export function followedOf(targets: readonly TargetId[]): FollowedTarget | undefined {
  // A lab on AWS may build an image with docker on its way; what it is about is on AWS.
  if (targets.includes('aws')) return 'aws';
  // A lab in a cluster may build an image with docker on its way; what it is about is in the cluster.
  if (targets.includes('kubernetes')) return 'kubernetes';
  return targets.includes('docker') || targets.includes('swarm') ? 'docker' : undefined;
}

/** Where one block works: what it is said to be for, else what its commands speak to. */
export function followedBy(target: TargetId, text = ''): FollowedTarget | undefined {
  const said = followedOf([target]);
  if (said) return said;
  if (/\b(?:aws|boto3)\b/.test(text)) return 'aws';
  if (/\b(?:kubectl|minikube|helm)\b/.test(text)) return 'kubernetes';
  return /\bdocker\b/.test(text) ? 'docker' : undefined;
}

/** What is followed at a place: `Source.place`. */
export function followedAt(place: string): FollowedTarget { return isOnAws(place) ? 'aws' : isInCluster(place) ? 'kubernetes' : 'docker'; }

/** Whether a place is a namespace of a cluster: `Source.place`. */
export function isInCluster(place: string): boolean { return place.startsWith('cluster:'); }

/** The namespace of such a place. */
export function namespaceOf(place: string): string { return place.slice(place.lastIndexOf('/') + 1); }
