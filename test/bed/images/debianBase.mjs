import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../commands.mjs';

/** Packages beyond Debian's essential ones; their versions decide, with some essential ones, when to build again. */
const extra = ['apt', 'hostname', 'procps'];
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** @param {string} root */
async function fill(root) {
  // mmdebstrap wants to make the folder itself and hand it over with the owner and mode of a root folder.
  const hidden = ['doc', 'man', 'info', 'locale', 'lintian', 'bug', 'zoneinfo'];
  await run('mmdebstrap', [
    '--quiet', '--mode=root', '--variant=apt', `--include=${extra.join(',')}`, '--aptopt=APT::Install-Recommends "false"',
    // What a power cut would break is made again anyway; waiting for the disk is most of the time.
    '--dpkgopt=force-unsafe-io',
    ...hidden.map(folder => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
    '', root, '-',
  ], { input: await sources(), env: { ...process.env, SOURCE_DATE_EPOCH: '1735689600' } });
  for (const path of ['etc/apt/sources.list', 'etc/apt/sources.list.d', 'etc/hostname', 'etc/resolv.conf', 'var/log']) {
    await rm(join(root, path), { recursive: true, force: true });
  }
  await mkdir(join(root, 'var/log'));
  await writeFile(join(root, 'etc/issue'), 'Ubuntu (Labbook stand-in, built from Debian packages) \\n \\l\n\n');
}

/** @returns {Promise<string>} the Debian sources of this machine, as apt itself reads them */
async function sources() {
  const text = await run('apt-get', [
    'indextargets', '--format', '$(REPO_URI) $(CODENAME) $(COMPONENT)', 'Created-By: Packages', 'Origin: Debian',
  ]);
  const signed = await stat(keyring).then(() => `[signed-by=${keyring}] `, () => '');
  return [...new Set(text.trim().split('\n'))].map(line => `deb ${signed}${line}\n`).join('');
}

/** A small Debian system that calls itself Ubuntu where a student looks: the ground of the larger stand-ins. */
export const debianBase = {
  name: 'debian-base', source: import.meta.url, packages: [...extra, 'base-files', 'bash', 'libc6', 'perl-base'], fill,
};
