import { Share } from '../share';
import type { ClusterSource } from './source';

export class SharedClusterSource extends Share<ClusterSource> implements ClusterSource {
  readonly onKind: ClusterSource['onKind'] = listener => this.keep(this.live.onKind(listener));

  get context() { return this.live.context; }
  get resources() { return this.live.resources; }
  get objects() { return this.live.objects; }
  get limits() { return this.live.limits; }
  get kinds() { return this.live.kinds; }
  get unknown() { return this.live.unknown; }

  ask(path: string): Promise<unknown> { return this.live.ask(path); }
  namespaceUid(): Promise<string | undefined> { return this.live.namespaceUid(); }
  page(path: string) { return this.live.page(path); }
}
