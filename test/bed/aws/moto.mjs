/**
 * The emulator moto, started by a test itself.
 */
import { readFile } from 'node:fs/promises';
import { attempt, until } from '../commands.mjs';
import { endProcess, startDaemonProcess } from '../daemons.mjs';

/**
 * @typedef {object} Moto
 * @property {string} address `http://127.0.0.1:PORT`
 * @property {Record<string, string>} env what leads the AWS CLI and boto3 there, with keys that open nothing
 * @property {() => Promise<string[]>} requests its log since the start: one line a request, `POST / HTTP/1.1" 200`
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{dir: string, program: readonly string[], enter: readonly string[], port?: number}} options `program`: whose path is in `dir`, so that it is ended with the bed; `port`: the network is the bed's own
 * @returns {Promise<Moto>} which answers
 */
export async function startMoto({ dir, program, enter, port = 5001 }) {
  const [file, ...words] = [...enter, ...program, '-H', '127.0.0.1', '-p', String(port)];
  const env = { DOCKER_HOST: `unix://${dir}/no-docker.sock`, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', AWS_EC2_METADATA_DISABLED: 'true' };
  const daemon = await startDaemonProcess(String(file), words, { dir, name: 'moto', env });
  const address = `http://127.0.0.1:${port}`;
  const [curl, ...rest] = [...enter, 'curl', '--silent', '--fail', '--output', '/dev/null', '--noproxy', '*', '--max-time', '5', `${address}/moto-api/data.json`];
  await until(async () => {
    if (!daemon.alive()) throw new Error(`moto ended at once: ${await readFile(daemon.log, 'utf8')}`);
    return (await attempt(String(curl), rest)).code === 0;
  }, { what: `moto at ${address}`, timeoutMs: 60_000, everyMs: 200 });
  return {
    address,
    env: {
      AWS_ENDPOINT_URL: address, AWS_ACCESS_KEY_ID: 'emulated', AWS_SECRET_ACCESS_KEY: 'emulated', AWS_DEFAULT_REGION: 'us-east-1', AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_PAGER: '',
    },
    requests: async () => (await readFile(daemon.log, 'utf8')).split('\n').filter(line => / HTTP\/1\.\d" \d+ /.test(line) && !line.includes('/moto-api/')),
    stop: () => endProcess(daemon.pid),
  };
}
