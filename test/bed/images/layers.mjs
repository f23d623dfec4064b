/**
 * Layers and images as files, without a daemon: a gzipped tar per layer, an OCI layout per image.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { copyFile, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { arch } from 'node:process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, madeOnce } from '../cache.mjs';
import { run } from '../commands.mjs';
import { versions } from './packages.mjs';

/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {string} source `import.meta.url` of the file that defines it: a change makes a new layer
 * @property {readonly string[]} packages Debian packages inside
 * @property {Layer} [parent] layer below
 * @property {(root: string, below: string | undefined) => Promise<void>} fill
 *   puts the files into `root`; `below` is a folder with the parent layer's `status`, `passwd` and `group`
 *
 * @typedef {object} Image
 * @property {string} name as in `docker pull <name>`
 * @property {string} tag
 * @property {string} [repository] where it is in the registry; `library/<name>` by default, where Docker Hub has it
 * @property {Layer} layer top layer
 * @property {{Cmd: string[], Entrypoint?: string[], Env?: string[], ExposedPorts?: Record<string, {}>,
 *   Volumes?: Record<string, {}>, StopSignal?: string, WorkingDir?: string}} config
 *
 * @typedef {{folder: string, key: string, digest: string, diffId: string, size: number}} BuiltLayer
 */

/** What a layer above needs to know of the layer below. */
const kept = ['var/lib/dpkg/status', 'etc/passwd', 'etc/group'];
/** All files carry this date, so that the same input gives the same digest. */
const date = '2025-01-01T00:00:00Z';
const builders = ['./layers.mjs', './packages.mjs'].map(name => readFileSync(new URL(name, import.meta.url), 'utf8'));

/** @param {string | Buffer} data */
const sha256 = data => createHash('sha256').update(data).digest('hex');

/** @param {Layer} layer @param {ReadonlyMap<string, string>} known package -> version @returns {Promise<string>} */
async function keyOf(layer, known) {
  const parts = [...builders, await readFile(fileURLToPath(layer.source), 'utf8'), layer.name, arch];
  parts.push(...layer.packages.map(name => `${name} ${known.get(name)}`));
  if (layer.parent) parts.push(await keyOf(layer.parent, known));
  return sha256(parts.join('\0')).slice(0, 16);
}

/**
 * @param {Layer} layer
 * @param {{known: ReadonlyMap<string, string>, log: import('../commands.mjs').Log}} context
 * @returns {Promise<BuiltLayer[]>} bottom first
 */
async function buildLayers(layer, { known, log }) {
  const below = layer.parent ? await buildLayers(layer.parent, { known, log }) : [];
  const key = await keyOf(layer, known);
  const folder = await madeOnce(join(cacheFolder(), 'layers', `${layer.name}-${key}`), async draft => {
    const started = Date.now();
    log(`Building the layer ${layer.name} from Debian packages`);
    const root = join(draft, 'root');
    await mkdir(root);
    await layer.fill(root, below.at(-1)?.folder);
    await pack(root, draft);
    await rm(root, { recursive: true });
    log(`Built ${layer.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });
  const facts = JSON.parse(await readFile(join(folder, 'layer.json'), 'utf8'));
  return [...below, { folder, key, ...facts }];
}

/** @param {string} root @param {string} folder */
async function pack(root, folder) {
  const tar = join(folder, 'layer.tar');
  await run('tar', [
    '--create', '--file', tar, '--directory', root, '--sort=name', '--numeric-owner', '--format=gnu', `--mtime=${date}`, '.',
  ]);
  for (const path of kept) {
    await copyFile(join(root, path), join(folder, basename(path))).catch(() => undefined); // only a whole system has them
  }
  const diffId = await digestOf(tar);
  await run('gzip', ['--no-name', '--fast', tar]);
  const packed = `${tar}.gz`;
  const facts = { diffId, digest: await digestOf(packed), size: (await stat(packed)).size };
  await writeFile(join(folder, 'layer.json'), JSON.stringify(facts));
}

/** @param {string} path @returns {Promise<string>} */
async function digestOf(path) {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

/** @param {Layer | undefined} layer @returns {string[]} */
const packagesOf = layer => layer ? [...layer.packages, ...packagesOf(layer.parent)] : [];

/**
 * @param {readonly Image[]} images
 * @returns {Promise<Map<string, string>>} the versions of their packages; asked once, because apt is slow to say
 */
export async function packageVersions(images) {
  const names = [...new Set(images.flatMap(image => packagesOf(image.layer)))];
  return names.length ? versions(names) : new Map();
}

/**
 * Builds an image if the cache has it not.
 * @param {Image} image
 * @param {{known: ReadonlyMap<string, string>, log: import('../commands.mjs').Log}} context `known`: see `packageVersions`
 * @returns {Promise<{layout: string, digest: string}>} folder of an OCI layout with one image, its manifest's digest
 */
export async function buildImage(image, context) {
  const layers = await buildLayers(image.layer, context);
  const config = Buffer.from(JSON.stringify({
    architecture: { x64: 'amd64', arm64: 'arm64' }[/** @type {string} */ (arch)] ?? arch,
    os: 'linux',
    created: date,
    config: { ...image.config, Labels: { 'labbook.stand-in': 'true' } },
    rootfs: { type: 'layers', diff_ids: layers.map(layer => layer.diffId) },
    history: layers.map(() => ({ created: date, created_by: 'labbook stand-in, from Debian packages' })),
  }));
  const type = 'application/vnd.oci.image';
  const manifest = Buffer.from(JSON.stringify({
    schemaVersion: 2,
    mediaType: `${type}.manifest.v1+json`,
    config: { mediaType: `${type}.config.v1+json`, digest: `sha256:${sha256(config)}`, size: config.length },
    layers: layers.map(({ digest, size }) => ({ mediaType: `${type}.layer.v1.tar+gzip`, digest, size })),
  }));
  const digest = `sha256:${sha256(manifest)}`;
  const path = join(cacheFolder(), 'images', `${image.name}-${image.tag}-${sha256(manifest).slice(0, 16)}`);
  await madeOnce(path, folder => writeLayout(folder, { layers, config, manifest }));
  return { layout: path, digest };
}

/** @param {string} folder @param {{layers: BuiltLayer[], config: Buffer, manifest: Buffer}} parts */
async function writeLayout(folder, { layers, config, manifest }) {
  const blobs = join(folder, 'blobs/sha256');
  await mkdir(blobs, { recursive: true });
  for (const { folder: of, digest } of layers) await link(join(of, 'layer.tar.gz'), join(blobs, digest.slice(7)));
  for (const blob of [config, manifest]) await writeFile(join(blobs, sha256(blob)), blob);
  await writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeFile(join(folder, 'index.json'), JSON.stringify({
    schemaVersion: 2,
    manifests: [{
      mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: `sha256:${sha256(manifest)}`, size: manifest.length,
    }],
  }));
}
