import assert from 'node:assert/strict';
import type { AwsClaim } from '../../../src/core/aws/check';
import type { AwsResource } from '../../../src/core/aws/resource';
import { english } from '../../../src/core/message';
import { parseSection } from '../../../src/core/markdown';
import { UserError } from '../../../src/core/errors';
import { barredOnEmulator, emulatedEnv, emulatedPlace } from '../../../src/headless/emulated';
import { leftBy } from '../../../src/headless/leftBy';
import { mutationsFor } from '../../../src/headless/mutations';
import { thing } from '../aws/things';

const bucket = thing('aws-bucket', 'b-1');
const instance = thing('aws-instance', 'web', { id: 'i-0a', status: 'running' });
const service = thing('aws-ecs-service', 'api', { status: 'ACTIVE', counts: { desired: 1 }, values: { cluster: 'c1' }, arn: 'arn:aws:ecs:us-east-1:1:service/c1/api' });

const mutations = (things: readonly AwsResource[], ...claims: AwsClaim[]) => mutationsFor({
  holding: claims.map((claim, index) => ({ id: `c${index}`, test: { kind: 'aws' as const, claim } })), resources: things, made: () => true, madeSwarm: false,
});
const said = (things: readonly AwsResource[], ...claims: AwsClaim[]) => mutations(things, ...claims).map(({ what, undo, claimedBy }) => `${undo ? '' : 'for good: '}${what} (${claimedBy.join()})`);

describe('what is done to a lab on AWS behind its back', () => {
  it('suspends versions, takes the policy, an object, and at last the bucket, where something claims them', () => {
    assert.deepEqual(said([bucket],
      { about: 'thing', thing: 'bucket', name: 'b-1' }, { about: 'object', key: 'pic.jpg', bucket: 'b-1' }, { about: 'object', key: 'pic.jpg', bucket: 'b-1', version: 'null' },
      { about: 'bucket-settings', bucket: 'b-1', allows: 's3:GetObject' }, { about: 'bucket-settings', bucket: 'b-1', versioning: 'Enabled' }, { about: 'anonymous', key: 'pic.jpg', bucket: 'b-1', status: 200 }, { about: 'versions', key: 'pic.jpg', bucket: 'b-1', count: 2 }), [
      'suspend the versions of bucket b-1 (c4)', 'for good: delete the policy of bucket b-1 (c3,c5)', 'for good: delete object pic.jpg in bucket b-1 (c1,c5)', 'for good: remove bucket b-1 (c0,c1,c2,c3,c4,c5,c6)',
    ]);
    assert.deepEqual(said([bucket], { about: 'anonymous', key: 'pic.jpg', bucket: 'b-1', status: 403 }, { about: 'object', key: 'x', bucket: 'b-1', state: 'absent' }, { about: 'thing', thing: 'bucket', name: 'other' }), []);
  });

  it('stops an instance and starts it again, and terminates it before the group goes', () => {
    const group = thing('aws-security-group', 'lab-ssh', { id: 'sg-1' });
    assert.deepEqual(said([group, instance], { about: 'thing', thing: 'instance', name: 'i-0a', in: ['running'] }, { about: 'rule', group: 'lab-ssh', protocol: 'tcp', port: 22 }), [
      'stop instance web (c0)', 'for good: remove instance web (c0)', 'for good: remove security-group lab-ssh (c1)',
    ]);
    assert.deepEqual(said([{ ...instance, ending: true }], { about: 'thing', thing: 'instance', name: 'i-0a', in: ['running'] }), []);
  });

  it('wants no task of a service, then takes it away', () => {
    const [fewer] = mutations([service], { about: 'thing', thing: 'ecs-service', name: 'api', counts: { desired: 1 } });
    assert.deepEqual([fewer?.what, fewer?.change.args.slice(1), fewer?.undo?.args.at(-1)], ['have no task of ecs-service api', ['update-service', '--cluster', 'c1', '--service', 'api', '--desired-count', '0'], '1']);
  });
});

describe('what a clean-up block has left on AWS', () => {
  const left = (text: string) => leftBy(text, { resources: [bucket, instance], made: () => true, madeSwarm: false, files: [], value: name => ({ B: 'b-1', INSTANCE: 'i-0a' })[name] });

  it('is what it names by its name, its id or a value of the lab', () => {
    assert.deepEqual(left('aws s3 rb "s3://$B" --force'), ['aws-bucket b-1']);
    assert.deepEqual(left('aws ec2 terminate-instances --instance-ids "$INSTANCE"'), ['aws-instance web']);
    assert.deepEqual(left('aws s3 rb s3://other'), []);
  });
});

describe('where a lab on AWS is taken through', () => {
  const lab = (text: string) => ({ section: parseSection(text, 'a.md'), text });
  const text = '---\ntitle: A\nlab: L1\ntargets: [aws]\nexpects:\n  aws: {region: eu-west-1, services: [iam]}\n---\n\n```sh {name=a}\naws s3 ls\n```\n\n```sh {name=b}\naws s3 ls --region us-east-1\n```\n';

  it('is the emulator that the environment names, and nowhere else', () => {
    const wanted = emulatedPlace(lab(text), { AWS_ENDPOINT_URL: 'http://127.0.0.1:5001' });
    assert.deepEqual(wanted, { track: 'emulator', region: 'eu-west-1', services: ['s3', 'iam'], emulator: { run: 'given', address: 'http://127.0.0.1:5001', name: 'moto', ours: false } });
    for (const address of [undefined, 'https://s3.amazonaws.com']) assert.throws(() => emulatedPlace(lab(text), { AWS_ENDPOINT_URL: address }), (error: unknown) => error instanceof UserError && error.code === 'aws.away' && /emulator/.test(english(error.userMessage)));
    assert.equal(emulatedPlace(lab('# A\n'), {}), undefined);
    const env = emulatedEnv({ PATH: '/bin', AWS_PROFILE: 'mine', AWS_SESSION_TOKEN: 'x' }, wanted!);
    assert.deepEqual([env['PATH'], env['AWS_PROFILE'], env['AWS_SESSION_TOKEN'], env['AWS_ENDPOINT_URL'], env['AWS_REGION']], ['/bin', undefined, undefined, 'http://127.0.0.1:5001', 'eu-west-1']);
  });

  it('does not run what the editor would not run there', () => {
    const { section } = lab(text);
    const [a, b] = section.blocks;
    assert.equal(barredOnEmulator(a!, section, 'eu-west-1'), undefined);
    assert.match(barredOnEmulator(b!, section, 'eu-west-1') ?? '', /us-east-1/);
  });
});
