/**
 * What `npm test` needs and is slow to get, in the background while the quick tiers run. It imports no npm package: it
 * runs before they are installed.
 */
import { installEditor } from '../editor/install.mjs';
import { bedPrograms, ensurePackages } from './debian.mjs';
import { buildImage, images, packageVersions } from './images/index.mjs';

/** Program -> Debian package, for all tiers. */
export const tierPrograms = {
  shells: { bash: 'bash', zsh: 'zsh', dash: 'dash', script: 'bsdutils' },
  browser: { chromium: 'chromium' },
  docker: { ...bedPrograms, 'iptables-save': 'iptables' },
};
const fonts = ['fonts-dejavu', 'fonts-noto-core', 'fonts-noto-color-emoji'];

/**
 * @typedef {object} Preparing none of them rejects
 * @property {Promise<unknown>} packages
 * @property {Promise<string>} editor why the VS Code server cannot be had; empty when it is there
 * @property {Promise<unknown>} all
 */

/**
 * @param {{install: boolean, log: import('./commands.mjs').Log}} options `install`: Debian packages too, where it may
 * @returns {Preparing}
 */
export function prepare({ install, log }) {
  const wanted = [...new Set([...Object.values(tierPrograms).flatMap(Object.values), ...fonts])];
  const packages = install ? ensurePackages(wanted, { log }).catch(error => log(`Debian packages: ${error.message}`)) : Promise.resolve();
  const editor = installEditor({ log }).then(() => '', error => String(error.message).split('\n')[0]);
  const layers = packages.then(() => buildLayers(log)).catch(error => log(`Stand-in images: ${error.message}`));
  return { packages, editor, all: Promise.all([packages, editor, layers]) };
}

/** A tier that cannot go without them says so itself. @param {import('./commands.mjs').Log} log */
async function buildLayers(log) {
  if (process.getuid?.() !== 0) return;
  const known = await packageVersions(images);
  for (const image of images) await buildImage(image, { known, log });
}
