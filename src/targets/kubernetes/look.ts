import { UserError } from '../../core/errors';
import type { LiveState } from '../../core/liveState';
import { msg } from '../../core/message';
import type { Clock } from '../docker/clock';
import type { LiveClusterSource } from './source';

const answerMs = 10_000;

/** Everything that a namespace holds at this moment, over a connection of its own that ends with the answer. */
export async function lookOnce(source: LiveClusterSource, clock: Clock): Promise<LiveState> {
  const answered = new Promise<void>((resolve, reject) => {
    const timer = clock.after(answerMs, () => reject(noAnswer()));
    source.onStatus(({ phase, cause }) => {
      if (phase !== 'live' && phase !== 'down') return;
      timer.dispose();
      if (phase === 'live') resolve();
      else reject(cause ? new UserError(`cluster.${cause.code}`, cause.message) : noAnswer());
    });
  });
  source.hold();
  try {
    await answered;
    const namespace = await source.namespaceUid();
    return { ...namespace === undefined ? {} : { namespace }, daemon: source.place ?? '', resources: new Map(source.resources), skewMs: source.skewMs, unknown: source.unknown };
  } finally {
    source.dispose();
  }
}

function noAnswer(): UserError { return new UserError('cluster.slow', msg('The cluster does not answer.')); }
