import { ClusterLink } from '../views/clusterLink';
import { ClusterRules } from '../views/clusterRules';
import { LabKubeconfigs } from '../views/labKubeconfigs';
import type { Ui } from './services';

/** Where labs that work in a cluster may go, and how their terminals get there. */
export interface Clusters { readonly rules: ClusterRules; readonly kubeconfigs: LabKubeconfigs }

export function createClusters({ context, services, own }: Ui): { readonly cluster: ClusterLink; readonly clusters: Clusters } {
  const rules = own.own(new ClusterRules(context.globalState));
  const cluster = own.own(new ClusterLink(services.cluster, process.env, rules));
  const kubeconfigs = new LabKubeconfigs({ link: cluster, rules, storage: context.globalStorageUri.fsPath, part: () => services.parts.kubernetes() });
  return { cluster, clusters: { rules, kubeconfigs } };
}
