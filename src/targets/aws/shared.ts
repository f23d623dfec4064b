import type { AwsAnswer, AwsQuery } from '../../core/aws/query';
import type { Disposable } from '../../core/disposable';
import { Share } from '../share';
import type { AwsHold, AwsSource, KnownThing } from './target';

export class SharedAwsSource extends Share<AwsSource> implements AwsSource {
  get resources() { return this.live.resources; }
  get unknown() { return this.live.unknown; }
  get limits() { return this.live.limits; }

  override hold(why: AwsHold = 'look'): Disposable { return this.disposed ? { dispose: () => undefined } : this.keep(this.live.hold(why)); }
  know(things: readonly KnownThing[]): void { this.live.know(things); }
  ask(query: AwsQuery): Promise<AwsAnswer> { return this.live.ask(query); }
}
