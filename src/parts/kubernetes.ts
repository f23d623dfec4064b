/** The part that talks to Kubernetes. */
export { createClusterTarget, type ClusterSource, type ClusterTarget, type KubeContext, type ResolvedContext } from '../targets/kubernetes';
