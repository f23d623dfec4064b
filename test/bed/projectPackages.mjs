/**
 * The project's own npm packages: whether what is installed is what the lock file says, and installing it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './commands.mjs';

/**
 * @param {string} root
 * @param {{log: import('./commands.mjs').Log}} options
 */
export async function ensureProjectPackages(root, { log }) {
  if (await areInstalled(root)) return;
  log('Installing the packages that Labbook is built from (npm ci)');
  // No package's own script is needed, and none runs.
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, timeoutMs: 900_000 });
}

/** @param {string} root @returns {Promise<boolean>} every package there, in the version that the lock file names */
export async function areInstalled(root) {
  const [wanted, there] = await Promise.all([
    packagesOf(join(root, 'package-lock.json')),
    packagesOf(join(root, 'node_modules', '.package-lock.json')), // npm's own record of what it installed
  ]);
  return wanted !== undefined && there !== undefined && Object.entries(wanted)
    .every(([path, { version, optional }]) => path === '' || optional || there[path]?.version === version);
}

/**
 * @param {string} path of a lock file
 * @returns {Promise<Record<string, {version: string, optional?: boolean}> | undefined>}
 */
async function packagesOf(path) {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text).packages;
}
