/**
 * A real image registry (Debian's docker-registry) on loopback, filled with the stand-in images.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt, freePort, run, until } from './commands.mjs';
import { endByPidFile, startDaemonProcess } from './daemons.mjs';
import { buildImage, packageVersions } from './images/index.mjs';

/**
 * @typedef {object} Registry
 * @property {string} address `ADDRESS:PORT`
 * @property {number} pid
 * @property {(images: readonly import('./images/layers.mjs').Image[]) => Promise<void>} fill
 *   builds what is missing and puts it in, as `library/<name>:<tag>` unless the image says where; what is there stays
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} RegistryOptions
 * @property {string} dir holds the registry's data, log and pid file
 * @property {import('./commands.mjs').Log} log
 * @property {string} [address] where it is reached; a free port of 127.0.0.1 by default
 * @property {readonly string[]} [enter] words before a program that bring it into the network where it listens. With
 *   them it listens on all addresses of its port: that network is the bed's own.
 */

/**
 * @param {RegistryOptions} options
 * @returns {Promise<Registry>}
 */
export async function startRegistry({ dir, log, address: wanted, enter = [] }) {
  await mkdir(dir, { recursive: true });
  await endByPidFile(join(dir, 'registry.pid'), 'docker-registry');
  const address = wanted ?? `127.0.0.1:${await freePort()}`;
  const config = join(dir, 'registry.json'); // JSON is YAML too
  await writeFile(config, JSON.stringify({
    version: '0.1',
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(dir, 'registry') }, delete: { enabled: true } },
    http: { addr: enter.length ? `:${address.split(':')[1]}` : address },
  }));
  const env = { OTEL_TRACES_EXPORTER: 'none' }; // newer registries would look for a collector
  const [file, ...words] = [...enter, 'docker-registry', 'serve', config];
  const daemon = await startDaemonProcess(String(file), words, { dir, name: 'registry', env });
  await until(async () => {
    if (!daemon.alive()) throw new Error(`The registry ended at once; its log is ${daemon.log}`);
    return (await head(`${address}/v2/`, enter)).startsWith('HTTP/1.1 200');
  }, { what: `answer of the registry at ${address}`, timeoutMs: 15_000 });
  return {
    address,
    pid: daemon.pid,
    fill: images => fillRegistry(address, images, { log, enter }),
    stop: () => endByPidFile(daemon.pidFile, 'docker-registry'),
  };
}

/**
 * Builds what the cache has not and puts it into a registry that runs.
 * @param {string} address
 * @param {readonly import('./images/layers.mjs').Image[]} images
 * @param {{log: import('./commands.mjs').Log, enter?: readonly string[]}} options
 */
export async function fillRegistry(address, images, { log, enter = [] }) {
  const known = await packageVersions(images);
  for (const image of images) await put(address, image, { known, log, enter });
}

/**
 * @param {string} address
 * @param {import('./images/layers.mjs').Image} image
 * @param {{known: ReadonlyMap<string, string>, log: import('./commands.mjs').Log, enter: readonly string[]}} context
 */
async function put(address, image, { known, log, enter }) {
  const { layout, digest } = await buildImage(image, { known, log });
  const name = image.repository ?? `library/${image.name}`;
  if ((await head(`${address}/v2/${name}/manifests/${image.tag}`, enter)).includes(digest)) return;
  const [file, ...words] = [
    ...enter, 'skopeo', '--insecure-policy', 'copy', '--quiet', '--preserve-digests', '--dest-tls-verify=false',
    `oci:${layout}`, `docker://${address}/${name}:${image.tag}`,
  ];
  await run(String(file), words);
  log(`Stand-in image ${image.name}:${image.tag} is in the registry`);
}

/**
 * Asked by a program, because this process does not see the network of every bed.
 * @param {string} where address and path
 * @param {readonly string[]} enter
 * @returns {Promise<string>} status line and headers; empty where nothing answers
 */
async function head(where, enter) {
  const accept = 'Accept: application/vnd.oci.image.manifest.v1+json';
  const [file, ...words] = [...enter, 'curl', '--silent', '--head', '--noproxy', '*', '--max-time', '5', '--header', accept, `http://${where}`];
  return (await attempt(String(file), words)).stdout;
}
