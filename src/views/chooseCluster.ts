import * as vscode from 'vscode';
import type { OpenCourse } from '../core/course';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { ClusterLink } from './clusterLink';
import type { ClusterRules } from './clusterRules';
import { clusterLabOf, type LabKubeconfigs } from './labKubeconfigs';
import type { LabKey } from './labShells';

export interface ChooseClusterParts {
  readonly link: ClusterLink;
  readonly rules: ClusterRules;
  readonly kubeconfigs: LabKubeconfigs;
  /** Throws a UserError where no lab is in view. */
  lab(): Promise<{ readonly lab: LabKey; readonly open: OpenCourse }>;
  put(command: string): Promise<void>;
}

/** For the lab's terminal alone; no context is contacted. The command is put there, and the banner follows when it has run. */
export async function chooseCluster({ link, rules, kubeconfigs, lab: current, put }: ChooseClusterParts): Promise<void> {
  if (!vscode.workspace.isTrusted) throw new UserError('trust.workspace', msg('Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.'));
  const { lab, open } = await current();
  const wishes = clusterLabOf(lab, open);
  const namespace = wishes && rules.namespaceOf(wishes);
  const wanted = namespace === undefined ? {} : { namespace };
  const { choices } = link.resolveOwn(wanted);
  if (choices.length === 0) throw new UserError('cluster.noContext', msg('There is no context in your kubeconfig.'), msg('Start a cluster first, for example with minikube start.'));
  const picks = choices.map(context => pickOf(link, { ...wanted, context }));
  const pick = await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('For this lab’s terminal only. The command is put there; press Enter'), matchOnDescription: true });
  if (pick) await put(await kubeconfigs.command(lab, { ...wanted, context: pick.label }));
}

function pickOf(link: ClusterLink, wanted: { readonly context: string; readonly namespace?: string }): vscode.QuickPickItem {
  const { context } = link.resolveOwn(wanted);
  if (!context) return { label: wanted.context, description: vscode.l10n.t('cannot be used: its cluster or user is missing') };
  const current = link.context?.name === context.name;
  return {
    label: context.name, description: current ? vscode.l10n.t('in use') : '',
    detail: context.local
      ? vscode.l10n.t('{0} on this machine, namespace {1}, user {2}', context.server, context.namespace, context.user)
      : vscode.l10n.t('{0}, not on this machine, namespace {1}, user {2}', context.server, context.namespace, context.user),
  };
}
