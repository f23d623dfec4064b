import { deepEqual } from 'node:assert/strict';
import { createAwsTarget } from '../../../src/targets/aws';
import { FakeClock } from '../docker/fakes';

describe('the code of the services of a lab', () => {
  const loading = () => {
    const clock = new FakeClock();
    const loaded: string[] = [];
    const target = createAwsTarget({ load: file => loaded.push(file), clock });
    return { clock, loaded, target };
  };

  it('is loaded soon after the lab was opened, a file a turn', async () => {
    const { clock, loaded, target } = loading();
    target.warm(['kinesis', 'lambda']);
    deepEqual(loaded, [], 'not while the note is opened');
    await clock.advance(510);
    deepEqual(loaded, ['./aws-kinesis.js'], 'others are let in');
    await clock.advance(20);
    deepEqual(loaded, ['./aws-kinesis.js', './aws-lambda.js']);
  });

  it('is not loaded once the lab was left', async () => {
    const { clock, loaded, target } = loading();
    const warming = target.warm(['kinesis', 'lambda']);
    await clock.advance(510);
    warming.dispose();
    await clock.advance(1_000);
    deepEqual(loaded, ['./aws-kinesis.js']);
  });
});
