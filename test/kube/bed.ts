import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Component {
  readonly place: { readonly enter: readonly string[] };
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

/** The bed's cluster, as far as these tests use it. */
export interface RealCluster {
  /** Of the student's shell, who is in this process's network. */
  readonly env: Record<string, string>;
  readonly folder: string;
  readonly components: Readonly<Record<'kube-apiserver' | 'kubelet' | 'kube-scheduler', Component>>;
  /** Standard output of a kubectl command; throws with its stderr. */
  kubectl(...args: string[]): Promise<string>;
  /** A merge patch by the admin, without the time that kubectl takes to start. */
  patch(path: string, body: object): Promise<string>;
  /** Runs a program on the node. */
  onNode(...words: string[]): Promise<string>;
  takeDown(): Promise<void>;
}

/** A cluster of the tests' own with the images of the labs in its registry. This process must be in a network of its own. */
export async function realCluster(): Promise<RealCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'lb-'));
  // The bed is plain JavaScript that finds its files beside itself, so it is not bundled.
  const { startKubeBed } = await import(pathToFileURL(resolve('test/bed/kubeBed.mjs')).href) as { startKubeBed(options: object): Promise<RealCluster & { stop(): Promise<void> }> };
  const bed = await startKubeBed({ dir: join(folder, 'bed'), log: () => undefined, here: true });
  const env = { ...process.env as Record<string, string>, ...bed.env };
  return {
    env, folder, components: bed.components,
    patch: (path, body) => outputOf('curl', [
      '--silent', '--fail', '--request', 'PATCH', '--header', 'Content-Type: application/merge-patch+json', '--data', JSON.stringify(body),
      ...Object.entries({ cacert: 'ca.crt', cert: 'admin.crt', key: 'admin.key' }).flatMap(([option, file]) => [`--${option}`, join(folder, 'bed/pki', file)]), `https://192.168.49.2:8443${path}`,
    ], env),
    kubectl: (...args) => outputOf('kubectl', args, env),
    onNode: (...words) => outputOf(bed.components.kubelet.place.enter[0] ?? '', [...bed.components.kubelet.place.enter.slice(1), ...words], env),
    takeDown: async () => {
      await bed.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function outputOf(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((done, fail) => {
    execFile(file, args, { env }, (error, stdout, stderr) => { if (error) fail(new Error(stderr || error.message)); else done(stdout.trim()); });
  });
}
