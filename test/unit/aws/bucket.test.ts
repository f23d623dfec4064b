import { deepEqual, ok, rejects } from 'node:assert/strict';
import { TokenBucket } from '../../../src/targets/aws/bucket';
import { rateOf } from '../../../src/targets/aws/limits';
import { FakeClock, settle } from '../docker/fakes';

describe('the requests that a service is asked', () => {
  for (const [service, second, most] of [['sagemaker', 1, 2], ['ec2', 2, 4], ['kinesis', 1, 2]] as const) {
    it(`are never more than ${second} a second and ${most} at once for ${service}, and keep their order`, async () => {
      const clock = new FakeClock();
      const bucket = new TokenBucket(rateOf(service, false), clock);
      // However long it has rested.
      await clock.advance(3_600_000);
      const went: { readonly n: number; readonly at: number }[] = [];
      for (let n = 0; n < 12; n++) void bucket.take().then(() => went.push({ n, at: clock.now() }));
      await settle();
      deepEqual(went.length, most);
      await clock.advance(20_000);
      deepEqual(went.map(({ n }) => n), [...Array(12).keys()]);
      // Within any stretch of time: what may go at once, and so many for each second of it.
      for (const a of went) for (const b of went.slice(went.indexOf(a))) ok(b.n - a.n + 1 <= most + (b.at - a.at) / 1000 * second, `${a.n} to ${b.n} in ${b.at - a.at} ms`);
    });
  }

  it('are not sent for who has gone meanwhile, and take nobody else’s turn', async () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket({ perSecond: 1, burst: 1 }, clock);
    await bucket.take();
    const gone = new AbortController();
    const left = bucket.take(gone.signal);
    let went = false;
    void bucket.take().then(() => { went = true; });
    gone.abort();
    await rejects(left);
    await clock.advance(1100);
    ok(went);
  });
});
