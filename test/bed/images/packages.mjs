/**
 * Debian packages as files: which version, what else is needed, unpacked into a folder. Nothing is installed here.
 */
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile, lstat, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt, run } from '../commands.mjs';

/**
 * @param {readonly string[]} names
 * @returns {Promise<Map<string, string>>} package -> version that would be downloaded now
 */
export async function versions(names) {
  const { stdout } = await attempt('apt-cache', ['policy', ...names]);
  const found = [...stdout.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (\S+)/gm)];
  const missing = names.filter(name => !found.some(([, of, version]) => of === name && version !== '(none)'));
  if (missing.length) throw new Error(`No Debian package to download for: ${missing.join(', ')}. Run: apt-get update`);
  return new Map(found.map(([, name, version]) => [name, version]));
}

/**
 * Downloads packages and all they need beyond what `status` says is there.
 * @param {readonly string[]} names
 * @param {{into: string, status?: string}} options `status`: a dpkg status file; without it, nothing is there
 * @returns {Promise<string[]>} paths of the .deb files
 */
export async function download(names, { into, status }) {
  await mkdir(join(into, 'partial'), { recursive: true });
  const empty = join(into, 'partial', 'no-status');
  await writeFile(empty, '');
  await run('apt-get', [
    'install', '--download-only', '--yes', '--no-install-recommends',
    '-o', `Dir::State::status=${status ?? empty}`,
    '-o', `Dir::Cache::archives=${into}`,
    // Nothing is installed, so neither dpkg's lock nor the download user is needed.
    '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User=root',
    ...names,
  ]);
  await rm(join(into, 'partial'), { recursive: true });
  await rm(join(into, 'lock'), { force: true });
  return (await readdir(into)).filter(name => name.endsWith('.deb')).sort().map(name => join(into, name));
}

/**
 * Unpacks packages and what they need into `root`, without documentation.
 * @param {readonly string[]} names
 * @param {{root: string, status?: string}} options
 */
export async function unpack(names, { root, status }) {
  const into = await mkdtemp(join(tmpdir(), 'labbook-debs-'));
  try {
    for (const deb of await download(names, { into, status })) await run('dpkg', ['-x', deb, root]);
  } finally {
    await rm(into, { recursive: true, force: true });
  }
  await mergeUsr(root);
  for (const folder of ['doc', 'man', 'info', 'locale', 'lintian', 'bug']) {
    await rm(join(root, 'usr/share', folder), { recursive: true, force: true });
  }
}

/** A folder `/lib` in an upper layer would hide the link `/lib -> usr/lib` of the layer below. @param {string} root */
async function mergeUsr(root) {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    const from = join(root, name);
    if (!await lstat(from).then(entry => entry.isDirectory(), () => false)) continue;
    const to = join(root, 'usr', name);
    if (await stat(to).catch(() => undefined)) {
      await cp(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
      await rm(from, { recursive: true });
    } else {
      await mkdir(join(root, 'usr'), { recursive: true });
      await rename(from, to);
    }
  }
}
