/**
 * What `npm test` needs and is slow to get, in the background while the quick tiers run. It imports no npm package: it
 * runs before they are installed.
 */
import { installEditor } from '../editor/install.mjs';
import { awsPrograms } from './aws/programs.mjs';
import { bedPrograms, ensurePackages, whatIsMissing } from './debian.mjs';
import { bootcamps } from './images/bootcamp.mjs';
import { buildImage, images, packageVersions } from './images/index.mjs';
import { pause } from './images/pause.mjs';
import { kubeProgram } from './kube/program.mjs';

/** Program -> Debian package, for all tiers. */
export const tierPrograms = {
  shells: { bash: 'bash', zsh: 'zsh', dash: 'dash', script: 'bsdutils' },
  browser: { chromium: 'chromium' },
  docker: { ...bedPrograms, 'iptables-save': 'iptables' },
  /** Python's module for environments is a package of its own, and stands on no PATH: python.mjs says whether it is there. */
  aws: { ...bedPrograms, python3: 'python3-venv', ip: 'iproute2', curl: 'curl' },
  cluster: { ...bedPrograms, containerd: 'containerd', runc: 'runc', iptables: 'iptables', '/usr/lib/cni/ptp': 'containernetworking-plugins' },
};
/** Else the tests use the context that is named there. */
export const ownCluster = !process.env.LABBOOK_TEST_CONTEXT;

const fonts = ['fonts-dejavu', 'fonts-noto-core', 'fonts-noto-color-emoji'];

/**
 * @typedef {object} Preparing none of them rejects
 * @property {Promise<unknown>} packages
 * @property {Promise<string>} editor why the VS Code server cannot be had; empty when it is there
 * @property {Promise<string>} cluster why the Kubernetes of the tests cannot be had; not part of `all`, because its first
 *   build takes ten minutes
 * @property {Promise<string>} aws why the emulator or the AWS CLIs of the tests cannot be had
 * @property {Promise<unknown>} all
 */

/**
 * @param {{install: boolean, cluster: boolean, aws: boolean, log: import('./commands.mjs').Log}} options `install`: Debian packages too,
 *   where it may; `cluster`: begin to build the Kubernetes at once; `aws`: fetch what its tests
 *   run
 * @returns {Preparing}
 */
export function prepare({ install, cluster, aws, log }) {
  const wanted = [...new Set([...Object.values(tierPrograms).flatMap(Object.values), ...fonts])];
  const packages = install ? ensurePackages(wanted, { log }).catch(error => log(`Debian packages: ${error.message}`)) : Promise.resolve();
  const why = (/** @type {Error} */ error) => String(error.message).split('\n')[0] ?? '';
  const editor = installEditor({ log }).then(() => '', why);
  // After the packages, because it may need apt, which one program uses at a time.
  const built = cluster ? packages.then(() => clusterProgram(log)).then(() => '', why) : Promise.resolve('');
  const fetched = aws ? packages.then(() => awsPrograms({ log })).then(() => '', why) : Promise.resolve('');
  const layers = packages.then(() => buildLayers(log)).catch(error => log(`Stand-in images: ${error.message}`));
  return { packages, editor, cluster: built, aws: fetched, all: Promise.all([packages, editor, layers, fetched]) };
}

/** @param {import('./commands.mjs').Log} log */
async function clusterProgram(log) {
  const { programs, command } = await whatIsMissing(tierPrograms.cluster);
  if (programs.length) throw new Error(`not on this machine: ${programs.join(', ')}. Remedy: ${command}, or npm test -- --install`);
  await kubeProgram({ log });
}

/** A tier that cannot go without them says so itself. @param {import('./commands.mjs').Log} log */
async function buildLayers(log) {
  if (process.getuid?.() !== 0) return;
  const all = [...images, pause, ...bootcamps];
  const known = await packageVersions(all);
  for (const image of all) await buildImage(image, { known, log });
}
