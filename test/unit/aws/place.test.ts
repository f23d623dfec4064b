import { deepEqual, equal, throws } from 'node:assert/strict';
import { english } from '../../../src/core/message';
import { TokenBucket } from '../../../src/targets/aws/bucket';
import { resolveAws } from '../../../src/targets/aws/place';
import { awsSettings } from '../../../src/targets/aws/profile';
import { Ending } from '../../../src/targets/aws/ending';
import { emulatorSetting, realSetting } from '../../../src/targets/aws/setting';
import type { AwsWanted } from '../../../src/targets/aws/target';
import { FakeClock } from '../docker/fakes';

const files: Record<string, string> = {
  '/h/.aws/config': `
[default]
region = eu-central-1
[profile class] # of the course
region = us-west-2
endpoint_url = https://all.example
services = local
[services local]
s3 =
  endpoint_url = http://127.0.0.1:9000
elastic_load_balancing_v2 =
  endpoint_url = http://127.0.0.1:9001
[profile away]
sso_session = uni
sso_account_id = 123456789012
region = eu-west-1
[sso-session uni]
sso_start_url = https://uni.example/start
`,
  '/h/.aws/credentials': '[default]\naws_access_key_id = A\n[keys-only]\naws_access_key_id = B\n',
};
const settings = (env: Record<string, string> = {}, chosen: { profile?: string; region?: string } = {}) => awsSettings({ env, home: '/h', readFile: path => files[path] }, chosen);
const real: AwsWanted = { track: 'real', services: ['s3'] };
const resolve = (env: Record<string, string>, wanted: Partial<AwsWanted> = {}) => resolveAws(env, { ...real, ...wanted }, path => files[path], '/h');

describe('where AWS commands go', () => {
  it('is the region of the lab, then of the environment, then of the profile', () => {
    equal(settings().region, 'eu-central-1');
    equal(settings({ AWS_PROFILE: 'class' }).region, 'us-west-2');
    equal(settings({ AWS_PROFILE: 'class', AWS_DEFAULT_REGION: 'ap-south-1' }).region, 'ap-south-1');
    equal(settings({ AWS_REGION: 'sa-east-1', AWS_DEFAULT_REGION: 'ap-south-1' }).region, 'sa-east-1');
    equal(settings({ AWS_REGION: 'sa-east-1' }, { region: 'us-east-1' }).region, 'us-east-1');
  });

  it('is the endpoint of the service in the environment, of all services there, of the service in the profile, of the profile', () => {
    const at = (env: Record<string, string>) => settings({ AWS_PROFILE: 'class', ...env });
    equal(at({ AWS_ENDPOINT_URL_S3: 'http://a', AWS_ENDPOINT_URL: 'http://b' }).endpointOf('s3'), 'http://a');
    equal(at({ AWS_ENDPOINT_URL: 'http://b' }).endpointOf('s3'), 'http://b');
    equal(at({}).endpointOf('s3'), 'http://127.0.0.1:9000');
    equal(at({}).endpointOf('elastic-load-balancing-v2'), 'http://127.0.0.1:9001');
    equal(at({}).endpointOf('sts'), 'https://all.example');
    equal(at({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_ENDPOINT_URL: 'http://b' }).endpointOf('s3'), undefined);
    equal(settings().endpointOf('s3'), undefined);
  });

  it('names the files that decide it, with that of the browser log-in', () => {
    deepEqual(resolve({ AWS_PROFILE: 'away' }).files, ['/h/.aws/config', '/h/.aws/credentials', '/h/.aws/sso/cache/f73373ed1a26a50ab84500f661b715ececc261b5.json']);
    deepEqual(resolve({ AWS_CONFIG_FILE: '~/c', AWS_SHARED_CREDENTIALS_FILE: '/k' }).files, ['/h/c', '/k']);
  });

  it('says that a profile is missing with the files that were read, that a region is missing, and that the emulator is off', () => {
    const missing = resolve({ AWS_PROFILE: 'gone' }).problem!;
    deepEqual([missing.code, english(missing.message)], ['profileMissing', 'Profile gone is neither in /h/.aws/config nor in /h/.aws/credentials.']);
    const nowhere = resolve({}, { profile: 'keys-only' }).problem!;
    deepEqual([nowhere.code, nowhere.remedies[0]], ['regionMissing', { kind: 'command', label: { text: 'Set a region', args: [] }, command: 'aws configure set region us-east-1 --profile keys-only' }]);
    const off = resolveAws({}, { track: 'emulator', services: [] }, () => undefined, '/h').problem!;
    deepEqual([off.code, off.remedies[0]?.kind], ['emulatorOff', 'startEmulator']);
  });

  it('is the emulator with no look at the student’s files', () => {
    const { place, files: read } = resolveAws({ AWS_PROFILE: 'class' }, { track: 'emulator', services: [], emulator: { run: 'r', address: 'http://127.0.0.1:5000', name: 'moto', ours: true } }, () => { throw new Error('read'); }, '/h');
    deepEqual([place?.region, place?.endpoint, place?.profile, read], ['us-east-1', 'http://127.0.0.1:5000', undefined, []]);
  });
});

describe('a client', () => {
  const common = () => ({ region: 'us-east-1', bucket: new TokenBucket({ perSecond: 1, burst: 9 }, new FakeClock()), ending: new Ending(), deadlineMs: 1000 });
  const emulator = (address: string) => emulatorSetting({ run: 'r', address, name: 'moto', ours: true }, common());
  const goes = async (attempt: ReturnType<typeof emulator>['attempt'], url: string): Promise<boolean> => {
    const { hostname, port, protocol } = new URL(url);
    return attempt({ hostname, protocol, ...port === '' ? {} : { port: Number(port) } }).then(() => true, () => false);
  };

  it('of an emulator is made for a loopback address alone, with keys that are no secret and one attempt', async () => {
    for (const address of ['https://sagemaker.us-east-1.amazonaws.com', 'http://10.0.0.1:5000', 'http://moto:5000', 'http://127.0.0.1.example.com:5000', 'http://0.0.0.0:5000']) throws(() => emulator(address), /not an address of this machine/, address);
    const config = emulator('http://localhost:4566').config();
    deepEqual([config.endpoint, config.maxAttempts, config.disableHostPrefix], ['http://127.0.0.1:4566', 1, true]);
    deepEqual(await config.credentials(), { accessKeyId: 'labbook-emulator', secretAccessKey: 'labbook-emulator' });
  });

  it('of an emulator sends nothing anywhere else, whatever the SDK makes of the address', async () => {
    const { attempt } = emulator('http://127.0.0.1:5000');
    deepEqual(await Promise.all(['http://127.0.0.1:5000', 'http://bucket.localhost:5000', 'http://127.0.0.1:5001', 'https://127.0.0.1:5000', 'https://s3.amazonaws.com'].map(url => goes(attempt, url))), [true, false, false, false, false]);
  });

  it('of an account goes to AWS, or where the student’s settings say and to no third place', async () => {
    const credentials = () => Promise.resolve({ accessKeyId: 'a', secretAccessKey: 'b' });
    const aws = realSetting({ credentials, endpointOf: () => undefined }, common());
    deepEqual(await Promise.all(['https://sagemaker.us-east-1.amazonaws.com', 'https://s3.cn-north-1.amazonaws.com.cn', 'http://127.0.0.1:5000', 'https://amazonaws.com.example'].map(url => goes(aws.attempt, url))), [true, true, false, false]);
    const own = realSetting({ credentials, endpointOf: () => 'http://127.0.0.1:4566' }, common());
    deepEqual(await Promise.all(['http://127.0.0.1:4566', 'https://sagemaker.us-east-1.amazonaws.com'].map(url => goes(own.attempt, url))), [true, false]);
    deepEqual([aws.config().endpoint, aws.config().maxAttempts, own.config().endpoint], [undefined, 2, 'http://127.0.0.1:4566']);
  });
});
