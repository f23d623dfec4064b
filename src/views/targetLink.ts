import type { FollowedTarget } from '../core/followed';
import { followedOf } from '../core/followed';
import type { TargetId } from '../core/course';
import type { Disposable } from '../core/disposable';
import type { Event } from '../core/emitter';
import type { LiveState } from '../core/liveState';
import type { TargetEvent } from '../core/resource';
import type { ContextReport } from '../core/run';
import type { LinkStatus, Source, SourceChange } from '../core/source';
import type { EndpointProbe } from '../core/statusInput';

export type Env = Readonly<Record<string, string | undefined>>;

/** Ports that somebody may answer at. */
export interface Probes {
  readonly probes: readonly EndpointProbe[];
  /** By uid of a pod: what its program wrote before it crashed. */
  readonly lastLines?: ReadonlyMap<string, readonly string[]>;
  /** Uids of what publishes the ports that are asked; all others are left alone. */
  want(owners: ReadonlySet<string>): void;
}

/** The place that a lab's commands go to as it is at one moment: another that is chosen meanwhile changes nothing here. */
export interface FixedPlace {
  readonly env: Env;
  /** What is there now, asked anew; undefined where nobody answers. */
  look(): Promise<LiveState | undefined>;
}

/** The Docker daemon or the cluster that the lab's shell talks to. Follows the shell: another place there is another source here. */
export interface TargetLink {
  readonly target: FollowedTarget;
  /** Undefined until somebody needed it: nothing is loaded before. */
  readonly status: LinkStatus | undefined;
  readonly source: Source | undefined;
  readonly probes: Probes | undefined;
  /** Takes a command to the same place as the lab's shell. */
  readonly commandEnv: Env;
  /** Rows of the source changed; undefined: everything may be different. */
  readonly onChange: Event<SourceChange | undefined>;
  readonly onLink: Event<LinkStatus>;
  readonly onEvent: Event<TargetEvent>;
  /** What the lab's shell said; undefined: the lab has no shell yet. */
  follow(report: ContextReport | undefined): void;
  /** Finds out where commands would go, for the banner; contacts nothing. */
  prepare(): void;
  /** Connects, for as long as somebody looks or a run goes on. `ports`: endpoints are asked too. */
  hold(ports?: boolean): Disposable;
  /** While a note with a banner is read: a context that is changed elsewhere is noticed. Connects to nothing. */
  read(): Disposable;
  wake(): void;
  /** Undefined while it is not known to answer. */
  live(): LiveState | undefined;
  fixed(): FixedPlace;
}

/** All places of this window's labs. */
export class Links<D extends TargetLink = TargetLink, C extends TargetLink = TargetLink, A extends TargetLink = TargetLink> {
  constructor(readonly docker: D, readonly cluster: C, readonly aws: A) {}

  get all(): readonly TargetLink[] { return [this.docker, this.cluster, this.aws]; }
  by(target: FollowedTarget): TargetLink { return { docker: this.docker, kubernetes: this.cluster, aws: this.aws }[target]; }
  /** Of a section or lab; Docker where nothing is followed. */
  of(targets: readonly TargetId[]): TargetLink { return this.by(followedOf(targets) ?? 'docker'); }
}
