import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/errors';
import { msg } from '../../../src/core/message';
import { exitCodeOf, UsageError } from '../../../src/headless/cliCommand';
import { labsCli } from '../../../src/headless/labsCli';

describe('exit codes of the command line', () => {
  const user = (code: string): UserError => new UserError(code, msg('The file is not there.'));

  it('tell who has to do something', () => {
    assert.deepEqual([new UsageError('no'), user('course.missing'), user('docker.away'), user('aws.away'), user('cluster.away'), new TypeError('no')].map(exitCodeOf), [2, 2, 3, 3, 3, 70]);
  });

  it('are 2 for an option that a command does not know, before it begins', async () => {
    const never = (): never => assert.fail('it began');
    await assert.rejects(labsCli.run(['--colour'], { cwd: '/', env: {}, parser: never, labs: never, print: never, log: never }), error => exitCodeOf(error) === 2);
  });
});
