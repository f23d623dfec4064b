import * as vscode from 'vscode';
import { clusterMismatches, forbidsContact, type ClusterMismatch } from '../core/beforeRun/clusterPins';
import type { ClusterExpects } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { labNamespace, type KubeContext } from '../core/kubeContext';
import type { ResolvedContext } from '../parts/kubernetes';
import { settingIds, settingSection, stateKeys } from './ids';
import { labKey, type LabKey } from './labShells';

/** A lab that works in a cluster. */
export interface ClusterLab extends LabKey { readonly expects: ClusterExpects }

/** Where a lab's kubectl commands go. */
export interface ClusterPlace {
  readonly context: KubeContext | undefined;
  /** By the student's own files; reads them. */
  own(): Pick<ResolvedContext, 'choices'>;
  /** False: the cluster has said that the lab's own namespace is not there. */
  readonly ownIsThere?: boolean;
}

/** What a lab and its author want of a cluster, and what the student has agreed to. */
export class ClusterRules extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  readonly onChange = this.changes.event;
  /** For this window. */
  private readonly agreed = new Set<string>();

  /** @param state keeps to which cluster beyond this machine a lab may go */
  constructor(private readonly state: vscode.Memento) {
    super();
    this.own(vscode.workspace.onDidChangeConfiguration(change => { if (change.affectsConfiguration(`${settingSection}.${settingIds.ownNamespace}`)) this.changes.fire(); }));
  }

  /** The lab's own namespace, where its author asks for one and the student wants it. */
  namespaceOf({ labId, expects }: Pick<ClusterLab, 'labId' | 'expects'>): string | undefined {
    const wanted = vscode.workspace.getConfiguration(settingSection).get<boolean>(settingIds.ownNamespace, true);
    return expects.namespace === 'own' && wanted ? labNamespace(labId) : undefined;
  }

  /** What is to be decided first; undefined where nothing is. */
  mismatch(lab: ClusterLab, place: ClusterPlace): ClusterMismatch | undefined {
    const { expects } = lab;
    const { context, ownIsThere } = place;
    const own = this.namespaceOf(lab);
    const choices = expects.context === undefined || expects.context === context?.name ? [] : place.own().choices;
    return clusterMismatches({ expects, context, choices, ...own === undefined ? {} : { own }, ...ownIsThere === undefined ? {} : { ownIsThere } })
      .find(found => !this.isAgreed(lab, found));
  }

  mayContact(lab: ClusterLab, place: ClusterPlace): boolean {
    const found = this.mismatch(lab, place);
    return found === undefined || !forbidsContact(found);
  }

  async agree(lab: LabKey, { kind, about }: ClusterMismatch): Promise<void> {
    if (kind === 'remote') {
      const all = this.kept();
      const key = labKey(lab);
      await this.state.update(stateKeys.allowedClusters, { ...all, [key]: [...all[key] ?? [], about] });
    } else {
      this.agreed.add(`${labKey(lab)} ${about}`);
    }
    this.changes.fire();
  }

  private isAgreed(lab: LabKey, { kind, about }: ClusterMismatch): boolean {
    return kind === 'remote' ? this.kept()[labKey(lab)]?.includes(about) ?? false : this.agreed.has(`${labKey(lab)} ${about}`);
  }

  private kept(): Readonly<Record<string, readonly string[]>> { return this.state.get(stateKeys.allowedClusters, {}); }
}
