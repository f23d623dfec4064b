import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emulatorMismatch } from '../../src/core/aws/shellPlace';
import { emulatorVariables, exportText } from '../../src/core/aws/shellVariables';
import { typedLine } from '../../src/core/blockScript';
import { PtyShell, until } from './ptyShell';

const address = 'http://127.0.0.1:5081';
const wants = { address, region: 'us-east-1' };
const after = exportText(emulatorVariables({ ...wants, empty: '/dev/null' }), true);
/** What a start-up file may have done before the lab's own text is read. */
const startUp = [
  'export AWS_PROFILE=work AWS_DEFAULT_PROFILE=work AWS_ENDPOINT_URL=https://sts.amazonaws.com AWS_ENDPOINT_URL_S3=https://s3.amazonaws.com', 'export AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1 AWS_ACCESS_KEY_ID=AKIAREAL AWS_SESSION_TOKEN=t',
  'export AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true AWS_CONFIG_FILE=/home/ada/.aws/config AWS_SHARED_CREDENTIALS_FILE=/home/ada/.aws/credentials HTTP_PROXY=http://proxy.example:3128 http_proxy=http://proxy.example:3128 NO_PROXY=example.com',
].join('; ');

for (const shell of ['bash', 'zsh', 'sh'] as const) describe(`a lab on the emulator in ${shell}`, function () {
  this.timeout(20_000);

  const inShell = async (rc: string, test: (lab: PtyShell) => Promise<void>) => {
    const lab = new PtyShell({ shell, rc });
    try {
      await lab.start();
      writeFileSync(join(lab.folder, 'after.sh'), after);
      await lab.type(typedLine('after.sh'), 400);
      await test(lab);
    } finally { await lab.close(); }
  };
  const values = (lab: PtyShell) => lab.report()?.values ?? {};

  it('leads there whatever the start-up files export', () => inShell(startUp, async lab => {
    await until(() => values(lab).AWS_ENDPOINT_URL === address);
    assert.equal(emulatorMismatch({ ...values(lab), 'tool:aws': '/usr/bin/aws' }, wants), undefined);
    const ran = await lab.run(['env | grep "^AWS_" | sort > out', 'grep -c "amazonaws\\|work\\|eu-west\\|AKIAREAL\\|/home/ada" out', '[ "$NO_PROXY" = "127.0.0.1,example.com" ]'], { onError: 'continue' });
    assert.deepEqual(ran.outcomes.map(outcome => 'code' in outcome ? outcome.code : undefined), [0, 1, 0], lab.screen);
  }));

  it('notices what a student exports by hand afterwards', () => inShell('true', async lab => {
    await until(() => values(lab).AWS_ENDPOINT_URL === address);
    await lab.type('export AWS_ENDPOINT_URL_STS=https://sts.amazonaws.com', 400);
    await until(() => values(lab)['AWS_ENDPOINT_URL_*'] === 'set');
    assert.equal(emulatorMismatch({ ...values(lab), 'tool:aws': '/usr/bin/aws' }, wants)?.name, 'AWS_ENDPOINT_URL_…');
    await lab.type('unset AWS_ENDPOINT_URL_STS; export AWS_PROFILE=work', 400);
    await until(() => values(lab).AWS_PROFILE === 'work');
    assert.equal(emulatorMismatch({ ...values(lab), 'tool:aws': '/usr/bin/aws' }, wants)?.name, 'AWS_PROFILE');
  }));

  it('is found to lead elsewhere where a start-up file makes a variable read-only', () => inShell('export AWS_PROFILE=work; readonly AWS_PROFILE', async lab => {
    await until(() => values(lab).HOME !== undefined);
    assert.notEqual(emulatorMismatch({ ...values(lab), 'tool:aws': '/usr/bin/aws' }, wants), undefined);
  }));
});
