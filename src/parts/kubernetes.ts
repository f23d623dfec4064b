/** The part that talks to Kubernetes. */
export { createClusterTarget, writeLabKubeconfig, type ClusterSource, type ClusterTarget, type KubeContext, type ResolvedContext } from '../targets/kubernetes';
