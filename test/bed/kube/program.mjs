/**
 * The program that is a whole Kubernetes (see program/main.go), built once and kept in the cache folder by its sources.
 * The first build takes ten minutes of two processors; a changed source half a minute, because Go keeps what it built.
 *
 * By hand: `node test/bed/kube/program.mjs` builds it and prints where it is.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, madeOnce } from '../cache.mjs';
import { run } from '../commands.mjs';
import { installGo } from '../go.mjs';

const sources = fileURLToPath(new URL('program/', import.meta.url));

/** Names by which the program is called; its own name is `kube`. */
const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubelet', 'kubectl'];

/**
 * @param {{log: import('../commands.mjs').Log}} options
 * @returns {Promise<string>} folder with `kube`, and a link for each component and `kubectl`
 */
export async function kubeProgram({ log }) {
  const files = (await readdir(sources)).filter(name => /\.(go|mod|sum)$/.test(name)).sort();
  const texts = await Promise.all(files.map(name => readFile(join(sources, name), 'utf8')));
  const version = /k8s\.io\/kubernetes (v\S+)/.exec(texts[files.indexOf('go.mod')] ?? '')?.[1];
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags', `-s -w ${stamps(String(version))}`];
  const key = createHash('sha256').update([...files, ...texts, ...args].join('\0')).digest('hex').slice(0, 16);
  return madeOnce(join(cacheFolder(), 'kube', `${version}-${process.arch}-${key}`), async draft => {
    const go = await installGo({ log });
    const started = Date.now();
    log(`Building Kubernetes ${version} with ${go.words}; about ten minutes at the first time`);
    await mkdir(draft, { recursive: true });
    // Behind everything else: what runs meanwhile is measured. Without C: the program then runs wherever it is copied.
    await run('nice', ['-n', '19', go.program, ...args, '-o', join(draft, 'kube'), '.'], {
      cwd: sources, env: { ...go.env, CGO_ENABLED: '0' }, timeoutMs: 60 * 60_000,
    });
    for (const name of names) await symlink('kube', join(draft, name));
    log(`Built Kubernetes in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  });
}

/** What `kubectl version` and the server say of themselves; a release build sets the same. @param {string} version */
function stamps(version) {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  const values = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  return Object.entries(values).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`).join(' ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await kubeProgram({ log: line => console.error(line) }));
}
