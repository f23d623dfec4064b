/**
 * Programs that the bed needs from Debian packages: what is missing, and installing it where that is allowed.
 */
import { access, constants, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { attempt, run } from './commands.mjs';
import { exists } from './cache.mjs';

/** Program -> Debian package. Together they are all that the Docker beds and the labs on them start. */
export const bedPrograms = {
  dockerd: 'docker.io',
  docker: 'docker.io',
  'docker-registry': 'docker-registry',
  skopeo: 'skopeo',
  curl: 'curl',
  dnsmasq: 'dnsmasq-base',
  ip: 'iproute2',
  ping: 'iputils-ping',
  mmdebstrap: 'mmdebstrap',
  'dpkg-scanpackages': 'dpkg-dev',
};

/**
 * @typedef {object} Missing
 * @property {string[]} programs not found on PATH or in the system folders
 * @property {string[]} packages that hold them
 * @property {boolean} installable whether this process may install them: root on Debian with apt-get
 * @property {string} command that installs them, to show to a person; empty when nothing is missing
 */

/**
 * @param {Readonly<Record<string, string>>} [programs] program -> Debian package; by default what the Docker bed needs
 * @returns {Promise<Missing>}
 */
export async function whatIsMissing(programs = bedPrograms) {
  const entries = await Promise.all(Object.entries(programs).map(async entry => ({ entry, found: await findProgram(entry[0]) })));
  const missing = entries.filter(({ found }) => !found).map(({ entry }) => entry);
  return answer(missing.map(([program]) => program), [...new Set(missing.map(([, name]) => name))]);
}

/**
 * Installs the packages of `names` that are not installed, if this process may; else says what is missing.
 * @param {readonly string[]} names
 * @param {{log: import('./commands.mjs').Log}} options
 * @returns {Promise<Missing & {installed: string[]}>} `packages`: still missing; `installed`: what this call installed
 */
export async function ensurePackages(names, { log }) {
  const there = await installedOf(names);
  const missing = names.filter(name => !there.has(name));
  const before = await answer([], missing);
  if (!missing.length || !before.installable) return { ...before, installed: [] };
  log(`Installing from Debian: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=180', '-o', 'APT::Update::Error-Mode=any'];
  const updated = await attempt('apt-get', ['update', '-q', ...wait], { env });
  if (updated.code !== 0) log(`The package lists are not all up to date: ${updated.stderr.trim().split('\n').at(-1)}`);
  await withoutServices(() => run('apt-get', ['install', '--yes', '-q', '--no-install-recommends', ...wait, ...missing], {
    env, timeoutMs: 900_000,
  }));
  const now = await installedOf(missing);
  return { ...await answer([], missing.filter(name => !now.has(name))), installed: missing.filter(name => now.has(name)) };
}

/** @param {string[]} programs @param {string[]} packages @returns {Promise<Missing>} */
async function answer(programs, packages) {
  const root = process.getuid?.() === 0;
  const debian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(await readFile('/etc/os-release', 'utf8').catch(() => ''));
  const install = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  return {
    programs,
    packages,
    installable: root && debian && await findProgram('apt-get') !== undefined,
    command: packages.length ? root ? `apt-get update && ${install}` : `sudo apt-get update && sudo ${install}` : '',
  };
}

/** @param {string} name or absolute path, of what stands on no PATH @returns {Promise<string | undefined>} path */
export async function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  for (const folder of isAbsolute(name) ? [''] : folders.filter(Boolean)) {
    const path = join(folder, name);
    if (await access(path, constants.X_OK).then(() => true, () => false)) return path;
  }
  return undefined;
}

/** @param {readonly string[]} names @returns {Promise<Set<string>>} */
async function installedOf(names) {
  if (!names.length) return new Set();
  const { stdout } = await attempt('dpkg-query', ['--show', '--showformat=${Package} ${db:Status-Status}\n', ...names]);
  return new Set(stdout.split('\n').filter(line => line.endsWith(' installed')).map(line => line.split(' ')[0]));
}

/**
 * A fresh docker.io or docker-registry would start its service at once; the bed wants the programs only.
 * @param {() => Promise<unknown>} work
 */
async function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !await exists(policy);
  if (ours) await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    if (ours) await rm(policy, { force: true });
  }
}
