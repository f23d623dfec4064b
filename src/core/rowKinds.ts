import { isOfAws, type AwsResource } from './aws/resource';
import { isOfCluster } from './clusterResource';
import { hasClusterRow, type ClusterRowResource } from './clusterRow';
import type { DockerResource, NodeResource, Resource, TaskResource } from './resource';

/** Nodes and tasks of a swarm stand in the picture and have no row. */
export type DockerRowResource = Exclude<DockerResource, NodeResource | TaskResource>;
export type RowResource = DockerRowResource | ClusterRowResource | AwsResource;
/** Kinds that are counted by a word of their own. */
export type RowKind = (DockerRowResource | ClusterRowResource)['kind'];

export function hasRow(resource: Resource): resource is RowResource {
  if (isOfAws(resource)) return true;
  return isOfCluster(resource) ? hasClusterRow(resource) : resource.kind !== 'node' && resource.kind !== 'task';
}

/** Nobody makes a node in a lab; it is where the lab's things are, and is shown with them. */
export function isGround(resource: RowResource): boolean { return resource.kind === 'k8s-node'; }
