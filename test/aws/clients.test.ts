import { deepEqual, match } from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { aws, awsWith, cliPaths, emulatorEnv, resetEmulator } from './bed';

describe('the emulator beside the tests', () => {
  afterEach(resetEmulator);

  it('keeps what one AWS CLI makes for the other', async () => {
    await aws('kinesis', 'create-stream', '--stream-name', 'rides', '--shard-count', '1');
    const listed = await awsWith({ ...emulatorEnv, PATH: cliPaths.v2 }, 'kinesis', 'list-streams', '--query', 'StreamNames', '--output', 'json');
    deepEqual(JSON.parse(listed), ['rides']);
  });

  it('is empty again after a reset', async () => {
    await aws('s3', 'mb', 's3://labbook-notes');
    match(await aws('s3', 'ls'), /labbook-notes/);
    await resetEmulator();
    deepEqual(await aws('s3', 'ls'), '');
  });
});
