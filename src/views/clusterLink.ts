import type { KubeContext } from '../core/kubeContext';
import type { LiveState } from '../core/liveState';
import { msg } from '../core/message';
import type { ContextReport } from '../core/run';
import type { LinkStatus } from '../core/source';
import type { ClusterSource, ClusterTarget, ResolvedContext, Wanted } from '../parts/kubernetes';
import type { ClusterLab, ClusterRules } from './clusterRules';
import type { LabKey } from './labShells';
import { ShellLink, type Way } from './shellLink';
import type { Env } from './targetLink';

const deciding = ['KUBECONFIG', 'HOME', 'PATH'] as const;

interface ClusterWay extends Way<ClusterSource> { readonly cluster: ClusterTarget }

/** The namespace of the cluster that the lab's shell talks to. Nothing else is contacted, and nothing that the student has not agreed to where that is asked. */
export class ClusterLink extends ShellLink<ClusterSource, ClusterWay> {
  readonly target = 'kubernetes';
  private lab: ClusterLab | undefined;
  private hasShell = false;

  constructor(load: () => ClusterTarget, base: Env, private readonly rules?: ClusterRules) {
    super(() => wayOf(load(), () => this.wanted), base, deciding);
    if (rules) this.own(rules.onChange(() => { this.placeMayDiffer(); this.allowanceChanged(); }));
  }

  /** Undefined where nobody has asked yet, and where the shell's files lead nowhere. */
  get context(): KubeContext | undefined { return this.source?.context; }

  override get status(): LinkStatus | undefined {
    const status = super.status;
    const { context } = this;
    if (!status || !context || !this.wantsContact || this.mayContact()) return status;
    const { phase, ...rest } = status;
    return {
      ...rest, phase: phase === 'idle' ? 'down' : phase,
      cause: { code: 'notAgreed', message: msg('Nothing is sent to {0} until you have decided in the lab’s note.', context.name), remedies: [{ kind: 'pickContext', label: msg('Choose a context') }] },
    };
  }

  override live(): LiveState | undefined {
    const live = super.live();
    const { lab, context } = this;
    const own = live && lab && this.rules?.namespaceOf(lab);
    return live && lab && own !== undefined && own === context?.namespace ? { ...live, own: { courseId: lab.courseId, labId: lab.labId } } : live;
  }

  /** The lab that is looked at; undefined: none that works in a cluster. */
  enter(lab: ClusterLab | undefined): void {
    this.lab = lab;
    this.placeMayDiffer();
    this.allowanceChanged();
  }

  override follow(report: ContextReport | undefined): void {
    this.hasShell = report !== undefined;
    super.follow(report);
  }

  /** Where the commands of any lab's shell go; without a report, where those of its terminal will go. Reads files, contacts nobody. */
  contextFor(lab: ClusterLab, report: ContextReport | undefined): KubeContext | undefined {
    return this.loaded().cluster.context(this.envOf(report), report ? {} : this.wantedBy(lab)).context;
  }

  /** By the student's own files, where the shell has a lab's copy of them; `opening`: as for a shell that is yet to be opened. */
  resolveOwn(wanted: Wanted, opening = false): ResolvedContext { return this.loaded().cluster.own(opening ? this.base : this.env, wanted); }

  /** Whether this is the lab that is looked at. */
  isAt(lab: LabKey): boolean { return this.lab?.courseId === lab.courseId && this.lab.labId === lab.labId; }

  protected override mayContact(): boolean {
    const { context, lab } = this;
    if (!context || !this.rules || !lab) return context?.local ?? true;
    return this.rules.mayContact(lab, { context, own: () => this.resolveOwn({}) });
  }

  /** What the lab's terminal will have when it is opened. */
  private get wanted(): Wanted { return this.hasShell || !this.lab ? {} : this.wantedBy(this.lab); }

  private wantedBy(lab: ClusterLab): Wanted {
    const namespace = this.rules?.namespaceOf(lab);
    return namespace === undefined ? {} : { namespace };
  }
}

function wayOf(cluster: ClusterTarget, wanted: () => Wanted): ClusterWay {
  return {
    cluster,
    at: env => placeOf(cluster.context(env, wanted())),
    source: env => cluster.source(env, wanted()),
    probes: source => cluster.probes(source),
    look: env => cluster.look(env, wanted()),
    watch: (env, changed) => cluster.watch(env, changed),
    dispose: () => cluster.dispose(),
  };
}

/** The same place under another name, or as another user, is another one for the student. */
function placeOf({ files, context, problem }: ResolvedContext): string {
  return JSON.stringify([files, context, problem]);
}
