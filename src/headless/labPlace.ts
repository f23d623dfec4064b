import type { TargetId } from '../core/course';
import { Disposables } from '../core/disposable';
import { followedOf, type FollowedTarget } from '../core/followed';
import type { LiveState } from '../core/liveState';
import type { Source } from '../core/source';
import type { AwsSource, AwsTarget, AwsWanted, KnownThing } from '../targets/aws';
import type { DockerSource, DockerTarget } from '../targets/docker';
import { remoteHost } from '../targets/docker/endpoints';
import type { ClusterSource, ClusterTarget } from '../targets/kubernetes';

type Env = Readonly<Record<string, string | undefined>>;

export interface Targets {
  readonly docker: DockerTarget;
  /** Loaded when a lab needs it. */
  cluster(): ClusterTarget;
  /** Loaded when a lab needs it. */
  aws(): AwsTarget;
}

/** The Docker daemon, the namespace of a cluster or the emulator of AWS in which a lab makes what it makes. */
export class LabPlace extends Disposables {
  /** Undefined where nothing that the lab makes is followed. */
  readonly target: FollowedTarget | undefined;
  readonly source: Source;
  /** Where it is a Docker daemon. */
  readonly docker: DockerSource | undefined;
  /** Where it is a cluster. */
  readonly cluster: ClusterSource | undefined;
  /** Where it is an emulator of AWS. */
  readonly aws: AwsSource | undefined;

  /** @param wanted of a lab on AWS */
  constructor(targets: readonly TargetId[], private readonly all: Targets, private readonly env: Env, private readonly wanted?: AwsWanted) {
    super();
    this.target = followedOf(targets);
    if (this.target === 'aws' && wanted) this.source = this.aws = this.own(all.aws().source(env, wanted));
    else if (this.target === 'kubernetes') this.source = this.cluster = this.own(all.cluster().source(env));
    else this.source = this.docker = this.own(all.docker.source(env));
    if (this.target) this.own(this.source.hold());
  }

  /** Name or address of the machine that the daemon runs on; undefined: this one. */
  get host(): string | undefined { return this.docker && remoteHost(this.docker.endpoint); }

  /** Undefined while it is not known to answer. */
  live(): LiveState | undefined {
    const { place, status, resources, skewMs, swarm } = this.source;
    if (place === undefined || status.phase !== 'live') return undefined;
    return { daemon: place, resources, skewMs, ...swarm && { swarm } };
  }

  /** Asked anew; undefined where nobody answers. */
  async look(): Promise<LiveState | undefined> {
    if (!this.target) return undefined;
    if (this.aws && this.wanted) return this.all.aws().look(this.env, this.wanted, known(this.aws)).catch(() => undefined);
    const target = this.docker ? this.all.docker : this.all.cluster();
    return target.look(this.env).catch(() => undefined);
  }
}

/** What a list may leave out is asked for by its id. */
function known({ resources }: AwsSource): readonly KnownThing[] { return [...resources.values()].map(({ kind, id }) => ({ kind, id })); }
