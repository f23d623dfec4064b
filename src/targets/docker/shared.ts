import type { Resource } from '../../core/resource';
import { Share } from '../share';
import type { DockerSource, LiveSource } from './source';

export class SharedSource extends Share<LiveSource> implements DockerSource {
  get resources(): ReadonlyMap<string, Resource> { return this.live.resources; }
  get swarm() { return this.live.swarm; }
  get version() { return this.live.version; }
  get info() { return this.live.info; }
  get endpoint() { return this.live.endpoint; }

  look: DockerSource['look'] = ask => this.live.look(ask);
}
