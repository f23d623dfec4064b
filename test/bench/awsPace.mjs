/**
 * `node awsPace.mjs`: how long a change of a thing that is on its way takes until Labbook knows of it, on an AWS that
 * changes when it is told to, and whether the rates are kept that AWS permits. In a network of its own; prints JSON.
 */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { beyondRate, startFakeAws } from '../bed/aws/fakeAws.mjs';
import { until } from '../bed/commands.mjs';

const rounds = { sagemaker: 2, kinesis: 4, ec2: 4, lambda: 4 };
/** As aws.md has them: tokens a second and at once. */
const limits = { sagemaker: { perSecond: 1, burst: 2 }, kinesis: { perSecond: 1, burst: 2 }, ec2: { perSecond: 2, burst: 4 }, lambda: { perSecond: 1, burst: 2 }, sts: { perSecond: 1, burst: 2 } };

/** @typedef {keyof typeof rounds} Service */
/** What each service says of its one thing while it is on its way and after it. @type {Record<Service, {states: [string, string], answers: (fake: import('../bed/aws/fakeAws.mjs').FakeAws, state: () => string) => void}>} */
const things = {
  sagemaker: {
    states: ['Creating', 'InService'],
    answers: (fake, state) => {
      const thing = () => ({ EndpointName: 'ride', EndpointArn: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/ride', EndpointConfigName: 'c', EndpointStatus: state(), CreationTime: 1.7e9, LastModifiedTime: 1.7e9 });
      fake.answer('sagemaker', 'ListEndpoints', () => ({ Endpoints: [thing()] }));
      fake.answer('sagemaker', 'DescribeEndpoint', thing);
    },
  },
  kinesis: {
    states: ['CREATING', 'ACTIVE'],
    answers: (fake, state) => {
      const summary = () => ({ StreamName: 'rides', StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/rides', StreamStatus: state(), StreamCreationTimestamp: 1.7e9, RetentionPeriodHours: 24, EnhancedMonitoring: [], OpenShardCount: 1 });
      fake.answer('kinesis', 'ListStreams', () => ({ StreamNames: ['rides'], HasMoreStreams: false, StreamSummaries: [summary()] }));
      fake.answer('kinesis', 'DescribeStreamSummary', () => ({ StreamDescriptionSummary: summary() }));
    },
  },
  ec2: {
    states: ['pending', 'running'],
    answers: (fake, state) => fake.answer('ec2', 'DescribeInstances', () => '<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item><reservationId>r-1</reservationId><instancesSet><item>'
      + `<instanceId>i-0123456789abcdef0</instanceId><instanceState><code>0</code><name>${state()}</name></instanceState><instanceType>t3.micro</instanceType><launchTime>2026-11-26T09:00:00.000Z</launchTime>`
      + '</item></instancesSet></item></reservationSet></DescribeInstancesResponse>'),
  },
  lambda: {
    states: ['Pending', 'Active'],
    answers: (fake, state) => {
      const configuration = () => ({ FunctionName: 'rides', FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:rides', Runtime: 'python3.13', State: state(), LastModified: '2026-11-26T09:00:00.000+0000', LastUpdateStatus: 'Successful' });
      fake.answer('lambda', 'GET /2015-03-31/functions', () => ({ Functions: [configuration()] }));
      fake.answer('lambda', 'GET /2015-03-31/functions/', () => ({ Functions: [configuration()] }));
      fake.answer('lambda', 'GET /2015-03-31/functions/rides', () => ({ Configuration: configuration() }));
      fake.answer('lambda', 'GET /2015-03-31/functions/rides/configuration', configuration);
    },
  },
};

const fake = await startFakeAws();
const { createAwsTarget } = createRequire(import.meta.url)('../../dist/aws.js');
fake.answer('sts', 'GetCallerIdentity', '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ana</Arn><UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>');
/** @type {Map<Service, string>} */ const now = new Map();
const names = /** @type {Service[]} */ (Object.keys(rounds));
for (const name of names) {
  now.set(name, things[name].states[0]);
  things[name].answers(fake, () => now.get(name) ?? '');
}

const env = { AWS_ENDPOINT_URL: fake.address, AWS_ACCESS_KEY_ID: 'AKIAFAKE', AWS_SECRET_ACCESS_KEY: 'fake', AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', HOME: '/nonexistent' };
const target = createAwsTarget();
const source = target.source(env, { track: 'real', region: 'us-east-1', services: names });
source.hold('look');

/** @param {Service} name @param {string} state */
const shows = (name, state) => [...source.resources.values()].some((/** @type {{kind: string, status: string}} */ { kind, status }) => ({ sagemaker: 'aws-endpoint', kinesis: 'aws-stream', ec2: 'aws-instance', lambda: 'aws-function' })[name] === kind && status === state);

/** @param {Service} name @returns {Promise<number[]>} milliseconds from the change to the state in Labbook's memory */
async function changes(name) {
  const [on, done] = things[name].states;
  const took = [];
  for (let round = 0; round < rounds[name]; round++) {
    now.set(name, on);
    if (round) source.wake();
    await until(() => shows(name, on), { what: `${name} ${on}`, timeoutMs: 60_000, everyMs: 20 });
    await sleep(1500 + 700 * round); // the look after a block is over, and no change comes at the same moment of the round
    now.set(name, done);
    const changed = Date.now();
    await until(() => shows(name, done), { what: `${name} ${done}`, timeoutMs: 60_000, everyMs: 20 });
    took.push(Date.now() - changed);
  }
  return took;
}

const found = Object.fromEntries(await Promise.all(names.map(async name => [name, await changes(name).catch(error => ({ failed: String(error), asked: fake.requests(name).slice(0, 6) }))])));
const beyond = Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, beyondRate(fake.requests(name), limit)]));
const counts = Object.fromEntries(Object.keys(limits).map(name => [name, fake.requests(name).length]));
console.log(JSON.stringify({ found, beyond, counts }));
process.exit(0);
