import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClusterTarget, writeLabKubeconfig } from '../../src/targets/kubernetes';
import { createRunner } from '../../src/targets/process';

interface Component {
  readonly place: { readonly enter: readonly string[] };
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
}

/** A cluster that tests may use: in the namespace of `env`, whatever they like. */
export interface TestCluster {
  readonly env: Record<string, string>;
  readonly folder: string;
  /** Standard output of a kubectl command; throws with its stderr. */
  kubectl(...args: string[]): Promise<string>;
  /** Undefined where it is a contributor's: nothing in it is broken on purpose, and nothing outside the namespace touched. */
  readonly own: OwnCluster | undefined;
  takeDown(): Promise<void>;
}

/** The bed's: the student is in this process's network, with all rights. */
export interface OwnCluster {
  readonly components: Readonly<Record<'kube-apiserver' | 'kubelet' | 'kube-scheduler', Component>>;
  /** A merge patch by the admin, without the time that kubectl takes to start. */
  patch(path: string, body: object): Promise<string>;
  /** Runs a program on the node. */
  onNode(...words: string[]): Promise<string>;
}

/** The bed's cluster, for which this process must be in a network of its own; else that of LABBOOK_TEST_CONTEXT. */
export function testCluster(): Promise<TestCluster> {
  const { LABBOOK_TEST_CONTEXT: context } = process.env;
  return context ? theirs(context) : bedCluster();
}

async function theirs(context: string): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'lb-'));
  const namespace = `labbook-test-${folder.slice(-6).toLowerCase()}`;
  const path = join(folder, 'kubeconfig');
  const target = createClusterTarget({ runner: createRunner(process.env) });
  if (!await writeLabKubeconfig(path, target.context(process.env, { context, namespace }))) throw new Error(`LABBOOK_TEST_CONTEXT names a context that is not there: ${context}`);
  const env = { ...process.env as Record<string, string>, KUBECONFIG: path };
  const kubectl = (...args: string[]) => outputOf('kubectl', args, env);
  await kubectl('create', 'namespace', namespace);
  return {
    env, folder, kubectl, own: undefined,
    takeDown: async () => {
      await kubectl('delete', 'namespace', namespace);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bedCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'lb-'));
  // The bed is plain JavaScript that finds its files beside itself, so it is not bundled.
  const { startKubeBed } = await import(pathToFileURL(resolve('test/bed/kubeBed.mjs')).href) as { startKubeBed(options: object): Promise<Pick<TestCluster, 'env'> & Pick<OwnCluster, 'components'> & { stop(): Promise<void> }> };
  const bed = await startKubeBed({ dir: join(folder, 'bed'), log: () => undefined, here: true });
  const env = { ...process.env as Record<string, string>, ...bed.env };
  const pki = Object.entries({ cacert: 'ca.crt', cert: 'admin.crt', key: 'admin.key' }).flatMap(([option, file]) => [`--${option}`, join(folder, 'bed/pki', file)]);
  const [enter = '', ...words] = bed.components.kubelet.place.enter;
  return {
    env, folder,
    kubectl: (...args) => outputOf('kubectl', args, env),
    own: {
      components: bed.components,
      patch: (path, body) => outputOf('curl', ['--silent', '--fail', '--request', 'PATCH', '--header', 'Content-Type: application/merge-patch+json', '--data', JSON.stringify(body), ...pki, `https://192.168.49.2:8443${path}`], env),
      onNode: (...more) => outputOf(enter, [...words, ...more], env),
    },
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
