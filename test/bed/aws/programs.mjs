/**
 * What the tests of AWS run, had from PyPI and Debian and kept in the cache folder: the emulator and three AWS CLIs.
 */
import { debianCli } from './debianCli.mjs';
import { awsPython } from './python.mjs';
import { awsWheels } from './wheels.mjs';

/**
 * @typedef {object} AwsPrograms folders to put first on PATH
 * @property {string} python `moto_server`, `aws` v1 (1.45.11), and a `python3` with boto3
 * @property {import('./wheels.mjs').Wheels} wheels what the emulator is fetched with and from
 * @property {string} v2 `aws` 2.17.3
 * @property {string} tooOld `aws` 2.9.19, which does not heed AWS_ENDPOINT_URL
 */

/**
 * @param {{log: import('../commands.mjs').Log}} options
 * @returns {Promise<AwsPrograms>}
 */
export async function awsPrograms({ log }) {
  const python = awsPython({ log });
  const wheels = python.then(folder => awsWheels({ log, python: folder }));
  wheels.catch(() => undefined); // told below
  const tooOld = await debianCli('bookworm', { log });
  const v2 = await debianCli('bookworm-backports', { log });
  return { python: await python, wheels: await wheels, v2, tooOld };
}
