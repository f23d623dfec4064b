import * as vscode from 'vscode';
import type { ClusterMismatch } from '../core/beforeRun/clusterPins';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import type { Journal } from '../core/journal';
import type { KubeContext } from '../core/kubeContext';
import { msg } from '../core/message';
import type { StripView } from '../core/protocol';
import type { RunRecord } from '../core/run';
import type { Block } from '../core/section';
import type { ClusterLink } from './clusterLink';
import type { ClusterLab, ClusterPlace, ClusterRules } from './clusterRules';
import type { Courses, SectionAt } from './courses';
import { commandIds } from './ids';
import { clusterLabOf, type LabKubeconfigs } from './labKubeconfigs';
import { labIdOf, type Labs } from './labs';
import { labKey, type LabKey, type LabShells } from './labShells';
import { liveAnswer } from './liveAnswer';
import { plain, translate } from './messages';
import type { NotePlace } from './noteHost';

export interface ClusterPinsPorts {
  readonly courses: Courses;
  readonly link: ClusterLink;
  readonly rules: ClusterRules;
  readonly kubeconfigs: LabKubeconfigs;
  readonly shells: LabShells;
  readonly journal: Pick<Journal, 'add'>;
  labs(): Labs;
}

const answerMs = 1500;
/** So long after a prompt of the lab's shell a change is taken to be its own. */
const promptMs = 3000;

/** Where a lab's kubectl commands would go is not what its author wants, or not on this machine: nothing of it runs before the student has decided. */
export class ClusterPins extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  /** Ask for the strips of every note again. */
  readonly onChange = this.changes.event;
  private readonly asks = this.own(new Emitter<NotePlace>());
  /** A note's lab waits for the student: show it. */
  readonly onAsk = this.asks.event;
  /** By lab: the place at which its own namespace was not, as of the last answer. */
  private readonly missing = new Map<string, string>();
  /** By lab: when its shell was last at a prompt, milliseconds since the epoch. */
  private readonly prompts = new Map<string, number>();

  constructor(private readonly ports: ClusterPinsPorts) {
    super();
    this.own(ports.rules.onChange(() => this.changes.fire()));
    this.own(ports.shells.onReport(({ lab }) => {
      this.prompts.set(labKey(lab), Date.now());
      // Its namespace may have been made by hand.
      if (this.missing.has(labKey(lab))) void this.lookAgain(lab);
    }));
  }

  /** Undefined where nothing is to be decided. */
  stripOf(at: SectionAt): StripView | undefined {
    const lab = labOf(at);
    const found = lab && this.mismatch(lab);
    return found && {
      id: 'clusterPin', tone: 'locked', title: plain(translate(found.title)), detail: plain(translate(found.detail)),
      actions: [
        ...found.use ? [{ id: 'use', label: plain(translate(found.use.label)), primary: true }] : [],
        ...found.choose ? [{ id: 'choose', label: vscode.l10n.t('Choose another context…'), primary: !found.use }] : [],
        ...found.once ? [{ id: 'once', label: plain(translate(found.once)), primary: false }] : [],
      ],
    };
  }

  /** Throws `run.waits` where the student has to decide before the block runs. */
  async check(at: SectionAt, block: Block): Promise<void> {
    const lab = labOf(at);
    if (!lab || block.target !== 'kubernetes') return;
    this.sameAsShown(lab);
    if (!this.mismatch(lab)) await this.lookForNamespace(lab);
    const found = this.mismatch(lab);
    if (!found) return;
    this.changes.fire();
    this.asks.fire({ courseId: lab.courseId, sectionId: at.entry.id });
    throw new UserError('run.waits', found.title);
  }

  /** Throws where another context was chosen elsewhere after the banner was read. What the lab's own shell has just done is no surprise. */
  private sameAsShown(lab: ClusterLab): void {
    const { link } = this.ports;
    const [shown, now] = [link.context, link.contextFor(lab, this.reportOf(lab))];
    if (!link.isAt(lab) || !shown || !now || sameForStudent(shown, now)) return;
    link.follow(this.reportOf(lab));
    if (Date.now() - (this.prompts.get(labKey(lab)) ?? 0) < promptMs) return;
    throw new UserError('context.changed', msg('kubectl points at {0}, namespace {1}, since a moment ago.', now.name, now.namespace), msg('Look at the banner, then run the block again.'));
  }

  /** False where the strip is none of these. */
  async act(id: string, action: string, place: NotePlace): Promise<boolean> {
    if (id !== 'clusterPin') return false;
    const at = await this.ports.courses.section(place.courseId, place.sectionId);
    const lab = labOf(at);
    const found = lab && this.mismatch(lab);
    if (lab && found) await this.decided(action, found, lab, at);
    this.changes.fire();
    return true;
  }

  private async decided(action: string, found: ClusterMismatch, lab: ClusterLab, at: SectionAt): Promise<void> {
    if (action === 'choose') await vscode.commands.executeCommand(commandIds.chooseKubernetesContext);
    if (action === 'once' && found.once && await this.confirmed(found)) await this.ports.rules.agree(lab, found);
    if (action !== 'use' || !found.use) return;
    const block = at.section.blocks[0];
    if (!block) return;
    const record = await this.ports.labs().runInstead(at, block, found.use.kind === 'command' ? found.use.command : await this.ports.kubeconfigs.command(lab, found.use));
    if (found.kind !== 'noNamespace') return;
    await this.lookForNamespace(lab);
    if (record.state === 'passed') await this.noteMade(lab, at, record);
  }

  private async confirmed(found: ClusterMismatch): Promise<boolean> {
    if (!vscode.workspace.isTrusted) throw new UserError('trust.workspace', msg('You can read every note. Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.'));
    const run = vscode.l10n.t('Run here');
    return await vscode.window.showWarningMessage(plain(translate(found.title)), { modal: true, detail: plain(translate(found.detail)) }, run) === run;
  }

  private mismatch(lab: ClusterLab): ClusterMismatch | undefined {
    if (!vscode.workspace.isTrusted) return undefined;
    const { link, rules } = this.ports;
    const context = link.contextFor(lab, this.reportOf(lab));
    const place: ClusterPlace = { context, own: () => link.resolveOwn({}), ...this.missing.get(labKey(lab)) === JSON.stringify(context) ? { ownIsThere: false } : {} };
    return rules.mismatch(lab, place);
  }

  private reportOf(lab: LabKey) { return this.ports.shells.of(lab)?.report?.values; }

  /** What this command made stands in the ledger, so that clean-up takes it away. */
  private async noteMade(lab: ClusterLab, at: SectionAt, { blockId, runId }: RunRecord): Promise<void> {
    const { link } = this.ports;
    const held = link.hold();
    try {
      await liveAnswer(link, answerMs);
      const { source } = link;
      const uid = await source?.namespaceUid();
      const daemon = source?.place;
      if (!uid || daemon === undefined || !source?.context) return;
      await this.ports.journal.add({
        v: 1, at: Date.now(), courseId: lab.courseId, courseVersion: at.open.course.version, labId: lab.labId, sectionId: at.entry.id, blockId, runId,
        kind: 'made', uid, thing: 'namespace', name: source.context.namespace, daemon, evidence: 'printed', likely: false,
      });
    } finally {
      held.dispose();
    }
  }

  private async lookAgain(lab: LabKey): Promise<void> {
    const open = await this.ports.courses.open(lab.courseId);
    const wishes = clusterLabOf(lab, open);
    if (!wishes) return;
    await this.lookForNamespace(wishes);
    this.changes.fire();
  }

  /** Of a namespace that cannot be asked for nothing is known. */
  private async lookForNamespace(lab: ClusterLab): Promise<void> {
    const { link, rules } = this.ports;
    const namespace = rules.namespaceOf(lab);
    if (namespace === undefined || !link.isAt(lab)) return;
    // The shell may have said so a moment ago.
    link.follow(this.reportOf(lab));
    if (link.context?.namespace !== namespace) return;
    const held = link.hold();
    try {
      await liveAnswer(link, answerMs);
      if (await link.source?.namespaceUid() === '') this.missing.set(labKey(lab), JSON.stringify(link.context));
      else this.missing.delete(labKey(lab));
    } finally {
      held.dispose();
    }
  }
}

function sameForStudent(one: KubeContext, other: KubeContext): boolean {
  return one.name === other.name && one.server === other.server && one.namespace === other.namespace;
}

function labOf(at: SectionAt): ClusterLab | undefined { return clusterLabOf({ courseId: at.open.course.id, labId: labIdOf(at) }, at.open, at.section); }
