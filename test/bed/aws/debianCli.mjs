/**
 * The AWS CLIs of Debian 12, unpacked into the cache folder beside whatever this machine has: 2.9.19, which is too old to
 * heed AWS_ENDPOINT_URL, and 2.17.3 from its backports. Each comes with all it needs, down to the C library, so it runs
 * wherever apt-get and dpkg are. apt reads sources of our own and keeps its lists in a folder of our own: the machine's
 * sources, lists and packages stay as they are.
 *
 * By hand: `node test/bed/aws/debianCli.mjs` makes both and prints the folders of their programs.
 */
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, madeOnce } from '../cache.mjs';
import { attempt, run } from '../commands.mjs';
import { findProgram } from '../debian.mjs';

/** Release -> the version that its `awscli` must have. */
export const debianCliVersions = { bookworm: '2.9.19', 'bookworm-backports': '2.17.3' };

/**
 * @param {keyof typeof debianCliVersions} release
 * @param {{log: import('../commands.mjs').Log}} options
 * @returns {Promise<string>} folder with `aws`
 */
export async function debianCli(release, { log }) {
  const version = debianCliVersions[release];
  const path = await madeOnce(join(cacheFolder(), 'aws', `debian-cli-${version}-${process.arch}`), async draft => {
    for (const program of ['apt-get', 'dpkg']) if (!await findProgram(program)) throw new Error(`the AWS CLI ${version} is unpacked from Debian's packages, and there is no ${program} here`);
    log(`Fetching the AWS CLI ${version} from Debian`);
    const packages = join(draft, 'apt');
    await fetchPackages(release, packages);
    for (const deb of await debsIn(packages)) await run('dpkg', ['-x', deb, join(draft, 'root')]);
    await rm(packages, { recursive: true });
    for (const folder of ['doc', 'man', 'locale', 'zoneinfo']) await rm(join(draft, 'root/usr/share', folder), { recursive: true, force: true });
    await mkdir(join(draft, 'bin'));
    await writeFile(join(draft, 'bin/aws'), await starter(join(draft, 'root')), { mode: 0o755 });
    const said = await run(join(draft, 'bin/aws'), ['--version']); // also compiles what each start needs
    if (!said.startsWith(`aws-cli/${version} `)) throw new Error(`Debian's ${release} has another AWS CLI than the tests want (${version}): ${said.trim()}`);
  });
  return join(path, 'bin');
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** With no package known as installed, apt fetches all that is needed. @param {string} release @param {string} folder */
async function fetchPackages(release, folder) {
  for (const name of ['lists/partial', 'archives/partial']) await mkdir(join(folder, name), { recursive: true });
  const signed = await stat(keyring).then(() => `[signed-by=${keyring}] `, () => '');
  const releases = [...new Set(['bookworm', release])];
  const where = await mirror();
  await writeFile(join(folder, 'sources.list'), releases.map(name => `deb ${signed}${where} ${name} main\n`).join(''));
  await writeFile(join(folder, 'status'), '');
  await writeFile(join(folder, 'apt.conf'), await configuration(folder));
  const env = { ...process.env, APT_CONFIG: join(folder, 'apt.conf') };
  await run('apt-get', ['-q', 'update'], { env });
  await run('apt-get', ['-q', 'install', '--yes', '--download-only', '--no-install-recommends', '-t', release, 'awscli'], { env, timeoutMs: 20 * 60_000 });
}

/** Of this machine's configuration only how it reaches a mirror. @param {string} folder @returns {Promise<string>} */
async function configuration(folder) {
  const { stdout } = await attempt('apt-config', ['dump', 'Acquire']);
  const lines = stdout.split('\n').filter(line => /^Acquire::(https?|Check-)/.test(line));
  const own = {
    'Dir::Etc::parts': '/dev/null', 'Dir::Etc::main': '/dev/null', 'Dir::Etc::preferences': '/dev/null', 'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::Etc::sourcelist': join(folder, 'sources.list'), 'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(folder, 'lists'), 'Dir::State::status': join(folder, 'status'), 'Dir::State::extended_states': join(folder, 'extended_states'),
    'Dir::Cache': folder, 'Dir::Cache::archives': join(folder, 'archives'),
    'Acquire::Languages': 'none', 'Acquire::Retries': '3', 'APT::Sandbox::User': 'root', 'APT::Update::Error-Mode': 'any',
  };
  return [...lines, ...Object.entries(own).map(([name, value]) => `${name} "${value}";`), ''].join('\n');
}

/** Where this machine has its Debian from, so that a mirror near it is used. */
async function mirror() {
  const { stdout } = await attempt('apt-get', ['indextargets', '--format', '$(RELEASE) $(REPO_URI)', 'Created-By: Packages']);
  const found = /^bookworm (\S+)$/m.exec(stdout)?.[1];
  if (found === undefined) throw new Error('apt has no source of Debian bookworm. Remedy: name one in /etc/apt/sources.list');
  return found;
}

/** @param {string} folder @returns {Promise<string[]>} */
async function debsIn(folder) {
  const names = await readdir(join(folder, 'archives'));
  return names.filter(name => name.endsWith('.deb')).map(name => join(folder, 'archives', name));
}

/** With the loader and the libraries that came along. @param {string} root @returns {Promise<string>} a shell script beside it */
async function starter(root) {
  const [folder = '', loader = ''] = await loaderIn(root);
  const libraries = (await readdir(join(root, 'usr/lib'))).find(name => name.endsWith('-linux-gnu'));
  return [
    '#!/bin/sh',
    'root=$(dirname "$(dirname "$(readlink -f "$0")")")/root',
    `exec "$root/${folder}/${loader}" --library-path "$root/lib/${libraries}:$root/usr/lib/${libraries}" "$root/usr/bin/python3.11" -E -s "$root/usr/bin/aws" "$@"`,
    '',
  ].join('\n');
}

/** @param {string} root @returns {Promise<string[]>} */
async function loaderIn(root) {
  for (const folder of ['lib64', 'lib']) {
    const loader = (await readdir(join(root, folder)).catch(() => [])).find(name => /^ld-linux-.*\.so\.\d+$/.test(name));
    if (loader) return [folder, loader];
  }
  throw new Error(`no loader among Debian's packages in ${root}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const release of /** @type {const} */ (['bookworm', 'bookworm-backports'])) console.log(await debianCli(release, { log: line => console.error(line) }));
}
