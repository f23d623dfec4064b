/**
 * A real image registry (Debian's docker-registry) on loopback, filled with the stand-in images.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { freePort, run, until } from './commands.mjs';
import { endByPidFile, startDaemonProcess } from './daemons.mjs';
import { buildImage, packageVersions } from './images/index.mjs';

/**
 * @typedef {object} Registry
 * @property {string} address `127.0.0.1:PORT`
 * @property {number} pid
 * @property {(images: readonly import('./images/layers.mjs').Image[]) => Promise<void>} fill
 *   builds what is missing and puts it in as `library/<name>:<tag>`; what is there already stays
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{dir: string, log: import('./commands.mjs').Log}} options `dir` holds the registry's data, log and pid file
 * @returns {Promise<Registry>}
 */
export async function startRegistry({ dir, log }) {
  await mkdir(dir, { recursive: true });
  await endByPidFile(join(dir, 'registry.pid'), 'docker-registry');
  const address = `127.0.0.1:${await freePort()}`;
  const config = join(dir, 'registry.json'); // JSON is YAML too
  await writeFile(config, JSON.stringify({
    version: '0.1',
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(dir, 'registry') }, delete: { enabled: true } },
    http: { addr: address },
  }));
  const env = { OTEL_TRACES_EXPORTER: 'none' }; // newer registries would look for a collector
  const daemon = await startDaemonProcess('docker-registry', ['serve', config], { dir, name: 'registry', env });
  await until(async () => {
    if (!daemon.alive()) throw new Error(`The registry ended at once; its log is ${daemon.log}`);
    return await status(address, '/v2/') === 200;
  }, { what: `answer of the registry at ${address}`, timeoutMs: 15_000 });
  return {
    address,
    pid: daemon.pid,
    fill: images => fillRegistry(address, images, log),
    stop: () => endByPidFile(daemon.pidFile, 'docker-registry'),
  };
}

/**
 * Builds what the cache has not and puts it into a registry that runs.
 * @param {string} address
 * @param {readonly import('./images/layers.mjs').Image[]} images
 * @param {import('./commands.mjs').Log} log
 */
export async function fillRegistry(address, images, log) {
  const known = await packageVersions(images);
  for (const image of images) await put(address, image, { known, log });
}

/**
 * @param {string} address
 * @param {import('./images/layers.mjs').Image} image
 * @param {{known: ReadonlyMap<string, string>, log: import('./commands.mjs').Log}} context
 */
async function put(address, image, { known, log }) {
  const { layout, digest } = await buildImage(image, { known, log });
  const name = `library/${image.name}`;
  if (await digestThere(address, name, image.tag) === digest) return;
  await run('skopeo', [
    '--insecure-policy', 'copy', '--quiet', '--preserve-digests', '--dest-tls-verify=false',
    `oci:${layout}`, `docker://${address}/${name}:${image.tag}`,
  ]);
  log(`Stand-in image ${image.name}:${image.tag} is in the registry`);
}

/** @param {string} address @param {string} name @param {string} tag @returns {Promise<string | undefined>} */
async function digestThere(address, name, tag) {
  const { headers } = await head(address, `/v2/${name}/manifests/${tag}`);
  return /** @type {string | undefined} */ (headers['docker-content-digest']);
}

/** @param {string} address @param {string} path */
const status = async (address, path) => (await head(address, path).catch(() => ({ code: 0 }))).code;

/**
 * @param {string} address
 * @param {string} path
 * @returns {Promise<{code: number, headers: import('node:http').IncomingHttpHeaders}>}
 */
function head(address, path) {
  return new Promise((resolve, reject) => {
    const accept = 'application/vnd.oci.image.manifest.v1+json';
    const asked = request(`http://${address}${path}`, { method: 'HEAD', headers: { accept }, timeout: 5_000 }, answer => {
      answer.resume();
      resolve({ code: answer.statusCode ?? 0, headers: answer.headers });
    });
    asked.once('timeout', () => asked.destroy(new Error(`${address} does not answer`)));
    asked.once('error', reject);
    asked.end();
  });
}
