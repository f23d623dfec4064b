import { execFile } from 'node:child_process';

/** Address of the moto that all tests of this tier share: `http://127.0.0.1:PORT`. */
export const emulator = given('LABBOOK_TEST_EMULATOR');

/** A PATH with that AWS CLI first. */
export const cliPaths = { v1: given('PATH'), v2: given('LABBOOK_TEST_CLI_V2'), tooOld: given('LABBOOK_TEST_CLI_TOO_OLD') };

/** What the emulator is fetched with and from: see wheels.mjs of the bed. */
export const wheels = JSON.parse(given('LABBOOK_TEST_WHEELS')) as { readonly folder: string; readonly modules: string; readonly bin: { readonly python: string; readonly uv: string; readonly pipx: string } };

/** What leads the AWS CLI, boto3 and the SDK to the emulator, with keys that open nothing. */
export const emulatorEnv: Record<string, string> = {
  PATH: cliPaths.v1,
  AWS_ENDPOINT_URL: emulator, AWS_ACCESS_KEY_ID: 'emulated', AWS_SECRET_ACCESS_KEY: 'emulated', AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_PAGER: '',
};

/** Standard output of an `aws` command on the emulator; throws with its stderr. */
export function aws(...args: string[]): Promise<string> { return awsWith(emulatorEnv, ...args); }

export function awsWith(env: Record<string, string>, ...args: string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile('aws', args, { env }, (error, stdout, stderr) => { if (error) fail(new Error(stderr || error.message)); else done(stdout.trim()); });
  });
}

/** Takes everything away that is on the emulator. */
export async function resetEmulator(): Promise<void> {
  const answer = await fetch(`${emulator}/moto-api/reset`, { method: 'POST' });
  if (!answer.ok) throw new Error(`moto cannot be reset: ${answer.status}`);
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run these tests by npm test -- --only aws, or with test/bed/aws/inBed.mjs before them`);
  return value;
}
