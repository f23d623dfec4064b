import { deepEqual, equal, match } from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { beyondRate, startFakeAws, type FakeAws } from '../bed/aws/fakeAws.mjs';
import { awsWith, emulatorEnv } from './bed';

describe('the AWS that does what a test says', () => {
  let fake: FakeAws;
  before(async () => { fake = await startFakeAws(); });
  after(() => fake.stop());
  afterEach(() => { fake.fault('*', undefined); fake.forget(); });

  const aws = (...args: string[]) => awsWith({ ...emulatorEnv, AWS_ENDPOINT_URL: fake.address, AWS_MAX_ATTEMPTS: '1' }, ...args);
  const refused = (...args: string[]) => aws(...args).then(() => '', (error: Error) => error.message);

  it('answers the AWS CLI in the words of each service', async () => {
    fake.answer('sagemaker', 'DescribeEndpoint', { EndpointName: 'ride', EndpointStatus: 'Creating' });
    equal(await aws('sagemaker', 'describe-endpoint', '--endpoint-name', 'ride', '--query', 'EndpointStatus', '--output', 'text'), 'Creating');
    fake.answer('ec2', 'DescribeKeyPairs', '<DescribeKeyPairsResponse><keySet><item><keyName>vm</keyName></item></keySet></DescribeKeyPairsResponse>');
    equal(await aws('ec2', 'describe-key-pairs', '--query', 'KeyPairs[].KeyName', '--output', 'text'), 'vm');
    equal(await aws('s3', 'ls'), '');
    deepEqual(fake.requests().map(({ service, action, key }) => [service, action, key]), [
      ['sagemaker', 'DescribeEndpoint', 'emulated'], ['ec2', 'DescribeKeyPairs', 'emulated'], ['s3', 'GET /', 'emulated'],
    ]);
  });

  it('throttles, lets keys expire and shows an error page, so often as it is told', async () => {
    fake.fault('kinesis', { kind: 'throttled', times: 1 });
    match(await refused('kinesis', 'list-streams'), /ThrottlingException.*Rate exceeded/);
    fake.fault('*', { kind: 'expired', times: 1 });
    match(await refused('ec2', 'describe-instances'), /ExpiredTokenException/);
    fake.fault('ecs', { kind: 'page', times: 1 });
    match(await refused('ecs', 'list-clusters'), /500/);
    deepEqual(fake.requests().map(({ answered }) => answered), [400, 400, 500]);
    equal(await refused('ecs', 'list-clusters'), '');
  });

  it('counts what goes beyond a rate', () => {
    const at = (...times: number[]) => times.map(time => ({ at: time }));
    equal(beyondRate(at(0, 0, 1000, 2000, 3000), { perSecond: 1, burst: 2 }), 0);
    equal(beyondRate(at(0, 0, 0), { perSecond: 1, burst: 2 }), 1);
    equal(beyondRate(at(0, 500, 1000, 1500, 2000), { perSecond: 1, burst: 2 }), 1);
  });
});
