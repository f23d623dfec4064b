import { Disposables, type Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import type { EndpointProbe } from '../../core/statusInput';
import { PortProbes, type PortProbesDeps } from '../portProbes';
import { LastLines } from './lastLines';
import { nodePorts } from './nodePorts';
import type { ClusterSource } from './source';

/** What is asked for the sake of the panel alone: whether services answer, and what a program said before it crashed. */
export class ClusterProbes extends Disposables {
  private readonly changed = this.own(new Emitter<unknown>());
  readonly onChange = this.changed.event;
  private readonly ports: PortProbes;
  private readonly logs: LastLines;

  constructor(source: ClusterSource, deps: PortProbesDeps) {
    super();
    this.ports = this.own(new PortProbes(source, deps, nodePorts(() => source.context)));
    this.logs = this.own(new LastLines(source, () => deps.mayProbe()));
    this.own(this.ports.onChange(() => this.changed.fire(undefined)));
    this.own(this.logs.onChange(() => this.changed.fire(undefined)));
  }

  get probes(): readonly EndpointProbe[] { return this.ports.probes; }
  /** By uid of a pod. */
  get lastLines(): ReadonlyMap<string, readonly string[]> { return this.logs.lines; }

  /** Uids of services whose ports, and of pods whose logs may be asked. */
  want(owners: ReadonlySet<string>): void {
    this.ports.want(owners);
    this.logs.want(owners);
  }

  hold(): Disposable {
    const held = [this.ports.hold(), this.logs.hold()];
    return { dispose: () => { for (const one of held) one.dispose(); } };
  }
}
