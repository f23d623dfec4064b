import { join } from 'node:path';
import { sectionsOf, type OpenCourse } from '../core/course';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Section } from '../core/section';
import { quote } from '../core/shellQuote';
import type { ResolvedContext, Wanted } from '../parts/kubernetes';
import type * as KubernetesPart from '../parts/kubernetes';
import type { ClusterLink } from './clusterLink';
import type { ClusterLab, ClusterRules } from './clusterRules';
import type { LabKey } from './labShells';

export interface LabKubeconfigPorts {
  readonly link: ClusterLink;
  readonly rules: ClusterRules;
  /** Folder of the extension's own storage: no lab folder, which may be handed in. */
  readonly storage: string;
  part(): typeof KubernetesPart;
}

/** Kubeconfigs that stand for a lab's terminal alone. The student's own files are read, never written. */
export class LabKubeconfigs {
  constructor(private readonly ports: LabKubeconfigPorts) {}

  /** For the terminal that a lab gets: nothing, unless its author asks for a namespace of its own. */
  async environment(lab: LabKey, open: OpenCourse): Promise<Readonly<Record<string, string>>> {
    const wishes = clusterLabOf(lab, open);
    const namespace = wishes && this.ports.rules.namespaceOf(wishes);
    if (namespace === undefined) return {};
    const path = await this.write(lab, this.ports.link.resolveOwn({ namespace }, true));
    // Without a context there is nothing to copy yet; the lab is asked again when there is.
    return path === undefined ? {} : { KUBECONFIG: path };
  }

  /** The command that takes the lab's terminal, and no other, to this place. Throws a UserError where there is no such context. */
  async command(lab: LabKey, wanted: Wanted): Promise<string> {
    const resolved = this.ports.link.resolveOwn(wanted);
    const path = await this.write(lab, resolved);
    if (path === undefined) throw new UserError('cluster.noContext', msg('The kubeconfig has no usable context {0}.', wanted.context ?? ''), msg('Look at it with kubectl config view.'));
    return `export KUBECONFIG=${quote(path)}`;
  }

  private async write({ courseId, labId }: LabKey, resolved: ResolvedContext): Promise<string | undefined> {
    // One file for each context: what a terminal uses now does not change before its student takes another one.
    const name = [courseId, labId, resolved.context?.name ?? ''].map(part => encodeURIComponent(part).slice(0, 70)).join('.');
    const path = join(this.ports.storage, 'kube', `${name}.yaml`);
    return await this.ports.part().writeLabKubeconfig(path, resolved) ? path : undefined;
  }
}

/** What a lab's sections say of the cluster; undefined where none of them works in one. `here`: one of them as it was read: its blocks tell, too. */
export function clusterLabOf(lab: LabKey, { course }: Pick<OpenCourse, 'course'>, here?: Pick<Section, 'meta'>): ClusterLab | undefined {
  const sections = sectionsOf(course).filter(({ id, meta }) => (meta.lab ?? id) === lab.labId);
  if (!here?.meta.targets.includes('kubernetes') && !sections.some(({ meta }) => meta.targets.includes('kubernetes') || meta.expects?.kubernetes)) return undefined;
  return { ...lab, expects: Object.assign({}, ...sections.map(({ meta }) => meta.expects?.kubernetes ?? {})) as ClusterLab['expects'] };
}
