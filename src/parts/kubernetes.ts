/** The part that talks to Kubernetes. */
export { createClusterTarget, writeLabKubeconfig, type ClusterProbes, type ClusterSource, type ClusterTarget, type KubeContext, type ResolvedContext, type Wanted } from '../targets/kubernetes';
