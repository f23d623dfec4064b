import assert from 'node:assert/strict';
import { accountMismatch } from '../../../src/core/aws/shellPlace';
import { realText } from '../../../src/core/aws/shellVariables';

const right = { AWS_PROFILE: 'class', AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1', 'tool:aws': '/usr/bin/aws' };
const wants = { profile: 'class', region: 'us-east-1' };
const wrong = (values: Readonly<Record<string, string | null>>, of: Parameters<typeof accountMismatch>[1] = wants) => accountMismatch({ ...right, ...values }, of)?.name;

describe('the shell of a lab on a real account', () => {
  it('may run what leads where the banner says', () => {
    assert.equal(wrong({}), undefined);
    assert.equal(accountMismatch({ AWS_ACCESS_KEY_ID: 'AKIA…' }, {}), undefined);
  });
  for (const [name, value] of [['AWS_PROFILE', 'boss'], ['AWS_PROFILE', null], ['AWS_REGION', 'eu-west-1'], ['AWS_DEFAULT_REGION', null], ['AWS_ACCESS_KEY_ID', 'AKIA'], ['AWS_ENDPOINT_URL', 'http://127.0.0.1:5000'], ['AWS_ENDPOINT_URL_*', 'set'], ['AWS_DEFAULT_PROFILE', 'x'], ['tool:aws', 'alias aws=x']] as const) {
    it(`may not where ${name} is ${value ?? 'not set'}`, () => assert.ok((wrong({ [name]: value }) ?? '').startsWith(name.replace(/^tool:|\*$/g, ''))));
  }
  it('may not where a profile is set though the student chose the keys of the environment', () => assert.equal(wrong({}, {}), 'AWS_PROFILE'));
  it('loses what would go before the profile, and keeps the keys where there is none', () => {
    assert.match(realText({ labId: 'L7', profile: 'class', region: 'us-east-1' }), /^unset [^\n]*AWS_ACCESS_KEY_ID[^\n]*\n[^]*export AWS_PROFILE='?class'?\n/);
    assert.doesNotMatch(realText({ labId: 'L7' }), /unset/);
  });
});
