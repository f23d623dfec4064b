import assert from 'node:assert/strict';
import { emulatorKeys, loopbackAddress } from '../../../src/core/aws/emulator';
import { emulatorMismatch } from '../../../src/core/aws/shellPlace';
import { emulatorVariables, exportText, realVariables } from '../../../src/core/aws/shellVariables';
import type { AwsPlace } from '../../../src/core/aws/place';
import { bannerOf } from '../../../src/core/banner';
import { readBlockOptions } from '../../../src/core/blockOptions';
import { readFrontMatter } from '../../../src/core/frontMatter';
import { english, msg } from '../../../src/core/message';
import type { LinkStatus } from '../../../src/core/source';

const address = 'http://127.0.0.1:5081';
const shell: Readonly<Record<string, string | null>> = { ...emulatorVariables({ address, region: 'us-east-1', empty: '/dev/null' }), 'tool:aws': '/usr/bin/aws', AWS_PROFILE: null };
const named = (values: Record<string, string | null>) => emulatorMismatch({ ...shell, ...values }, { address, region: 'us-east-1' })?.name;

describe('an address of an emulator', () => {
  it('is one of this machine, by number', () => {
    assert.deepEqual(['http://127.0.0.1:4566/', 'http://localhost:5000', 'https://127.0.0.1', 'http://[::1]:80'].map(loopbackAddress), ['http://127.0.0.1:4566', 'http://127.0.0.1:5000', 'https://127.0.0.1', 'http://[::1]:80']);
    for (const other of ['http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'https://sts.amazonaws.com', 'http://user@127.0.0.1', 'http://127.0.0.1:99999', 'file:///etc', 'http://127.0.0.1/path', '']) assert.equal(loopbackAddress(other), undefined, other);
  });
});

describe('the shell of a lab on the emulator', () => {
  it('is right as it was set', () => assert.equal(named({}), undefined));

  const wrong: Readonly<Record<string, Record<string, string | null>>> = {
    AWS_PROFILE: { AWS_PROFILE: 'work' }, AWS_DEFAULT_PROFILE: { AWS_DEFAULT_PROFILE: 'work' }, AWS_SESSION_TOKEN: { AWS_SESSION_TOKEN: 'set' }, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    'AWS_ENDPOINT_URL_…': { 'AWS_ENDPOINT_URL_*': 'set' }, AWS_ENDPOINT_URL: { AWS_ENDPOINT_URL: 'https://sts.amazonaws.com' }, AWS_ACCESS_KEY_ID: { AWS_ACCESS_KEY_ID: 'AKIAREAL' }, AWS_REGION: { AWS_REGION: 'eu-west-1' }, AWS_DEFAULT_REGION: { AWS_DEFAULT_REGION: null }, aws: { 'tool:aws': 'aws' },
  };
  for (const [name, values] of Object.entries(wrong)) it(`is not, where ${name} says otherwise`, () => assert.equal(named(values), name));

  it('never shows a key', () => {
    const found = emulatorMismatch({ ...shell, AWS_ACCESS_KEY_ID: 'AKIAREAL' }, { address, region: 'us-east-1' });
    assert.ok(found && !english(found.title).includes('AKIAREAL'));
  });

  it('is only out of date where another emulator of this machine runs now', () => {
    assert.equal(emulatorMismatch({ ...shell, AWS_ENDPOINT_URL: 'http://127.0.0.1:5082' }, { address, region: 'us-east-1' })?.stale, true);
    assert.equal(emulatorMismatch({ ...shell, AWS_ENDPOINT_URL: 'http://127.0.0.1:5082' }, { address: undefined, region: 'us-east-1' }), undefined);
    assert.equal(emulatorMismatch({ ...shell, AWS_ENDPOINT_URL: 'http://10.0.0.1:5082' }, { address, region: 'us-east-1' })?.stale, undefined);
  });

  it('has dummy keys, and in a real account the student’s own profile and no endpoint', () => {
    assert.equal(shell.AWS_ACCESS_KEY_ID, emulatorKeys.id);
    assert.deepEqual(realVariables({ labId: 'L13 x', profile: 'work', region: 'eu-west-1' }), { AWS_PROFILE: 'work', AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1', AWS_SDK_UA_APP_ID: 'labbook-L13-x' });
    assert.ok(!exportText(realVariables({ labId: 'L13' }), false).includes('unset'));
  });
});

describe('banner of a lab on AWS', () => {
  const linked = (aws: AwsPlace): LinkStatus => ({ phase: 'live', since: 0, endpoint: { label: msg('x'), address: '', from: 'default', aws } });
  const said = (link: LinkStatus | undefined) => {
    const { where, detail, notes } = bannerOf({ targets: ['docker', 'aws'], link, machine: { name: msg('this machine'), container: false } });
    return [english(where), detail.map(english).join(', '), ...notes.map(english)];
  };

  it('names the emulator with version, account and region', () => {
    assert.deepEqual(said(linked({ track: 'emulator', region: 'us-east-1', account: '123456789012', endpoint: address, emulator: { name: 'moto', version: '5.2.1' } })), ['AWS emulator', 'moto 5.2.1 on 127.0.0.1:5081, account 123456789012, region us-east-1']);
  });

  it('names account, role, region and profile of a real account, and warns of root', () => {
    const place: AwsPlace = { track: 'real', region: 'eu-west-1', account: '111122223333', identity: 'arn:aws:sts::111122223333:assumed-role/LabStudent/ada', profile: 'class' };
    assert.deepEqual(said(linked(place)), ['Real AWS account', 'account 111122223333, role LabStudent, region eu-west-1, profile class']);
    assert.equal(said(linked({ ...place, identity: 'arn:aws:iam::111122223333:user/team/ada' }))[1], 'account 111122223333, user ada, region eu-west-1, profile class');
    assert.match(said(linked({ ...place, identity: 'arn:aws:iam::111122223333:root', root: true })).join(), /root user, .*You are the root user/);
    assert.match(said(linked({ track: 'real', region: 'eu-west-1' }))[1] ?? '', /account not asked yet/);
  });

  it('says what stands in the way, and that reading runs nothing', () => {
    assert.deepEqual(said(undefined), ['AWS emulator', 'starts with the first block that needs it']);
    assert.deepEqual(said({ phase: 'down', since: 0, cause: { code: 'emulatorOff', message: msg('off'), remedies: [] } }), ['AWS emulator', 'starts with the first block that needs it']);
    assert.deepEqual(said({ phase: 'down', since: 0, cause: { code: 'profileMissing', message: msg('There is no profile x.'), remedies: [] } }), ['no AWS account yet', 'There is no profile x.']);
    assert.deepEqual(said({ phase: 'idle', since: 0, endpoint: { label: msg('Reading: states as documented'), address: '', from: 'default' } }), ['Reading: states as documented', 'blocks do not run']);
  });
});

describe('what an author says of AWS', () => {
  it('is a region and services, each checked', () => {
    const { meta, diagnostics } = readFrontMatter('---\ntitle: x\nexpects:\n  aws: { region: eu-central-1, services: [iam, s3] }\n---\n', 'x.md');
    assert.deepEqual([meta.expects?.aws, diagnostics], [{ region: 'eu-central-1', services: ['iam', 's3'] }, []]);
    assert.equal(readFrontMatter('---\ntitle: x\nexpects:\n  aws: { region: Frankfurt }\n---\n', 'x.md').diagnostics.length, 1);
    assert.equal(readFrontMatter('---\ntitle: x\nexpects:\n  aws: { services: [s4] }\n---\n', 'x.md').diagnostics.length, 1);
  });

  it('is at a block what the emulator only pretends', () => {
    const { options, problems } = readBlockOptions("sh {pretends='No machine starts.'}");
    assert.deepEqual([options.pretends, problems], ['No machine starts.', []]);
    assert.deepEqual(readBlockOptions('sh {pretends}').problems.map(({ code }) => code), ['block.pretendsEmpty']);
  });
});
