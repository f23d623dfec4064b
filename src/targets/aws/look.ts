import { awsKinds, serviceOf } from '../../core/aws/kinds';
import { UserError } from '../../core/errors';
import type { LiveState } from '../../core/liveState';
import { msg } from '../../core/message';
import type { Clock } from '../docker/clock';
import type { LiveAwsSource } from './source';
import type { AwsWanted } from './target';

/** An account is asked within its rates: a look at many services takes its time. */
const limitMs = 120_000;

/** Everything of these services at this moment, over a connection of its own that ends with the answer. */
export async function lookOnce(source: LiveAwsSource, { services }: AwsWanted, clock: Clock): Promise<LiveState> {
  const kinds = awsKinds.filter(kind => services.includes(serviceOf(kind)));
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = clock.after(limitMs, () => reject(new UserError('aws.slow', msg('AWS does not answer in time.'))));
      const settle = (): void => {
        const { phase, cause } = source.status;
        if (phase === 'down' || phase === 'stale') { timer.dispose(); reject(new UserError(`aws.${cause?.code ?? 'unknown'}`, cause?.message ?? msg('AWS does not answer.'))); }
        else if (phase === 'live' && kinds.every(kind => source.isSettled(kind))) { timer.dispose(); resolve(); }
      };
      source.onStatus(settle);
      source.onChange(settle);
      source.onRound(settle);
      source.hold();
    });
    return { daemon: source.place ?? '', resources: new Map(source.resources), skewMs: source.skewMs, unknown: source.unknown };
  } finally {
    source.dispose();
  }
}
