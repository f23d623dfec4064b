/**
 * A contributor's own cluster in the place of the bed's: a kubeconfig of this run that knows its context alone, with a
 * namespace of its own, which goes at the end. Nothing else in the cluster is touched, and nothing is broken on purpose.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { run } from '../commands.mjs';

/** @typedef {Pick<import('../kubeBed.mjs').KubeBed, 'kubeconfig' | 'env' | 'enter' | 'clear' | 'stop'>} ContextBed */

/**
 * @param {{dir: string, context: string, log: import('../commands.mjs').Log}} options
 * @returns {Promise<ContextBed>}
 */
export async function startContextBed({ dir, context, log }) {
  await mkdir(dir, { recursive: true });
  const kubeconfig = join(dir, 'kubeconfig');
  const namespace = `labbook-test-${basename(dirname(dir)).replaceAll(/\W/g, '').toLowerCase()}`;
  const text = await run('kubectl', ['--context', context, 'config', 'view', '--minify', '--flatten', '--raw']);
  const kubectl = (/** @type {string[]} */ ...words) => run('kubectl', ['--kubeconfig', kubeconfig, ...words], { timeoutMs: 120_000 });
  const asNew = async () => {
    await writeFile(kubeconfig, text, { mode: 0o600 });
    await kubectl('config', 'set-context', context, '--namespace', namespace);
    await kubectl('create', 'namespace', namespace);
  };
  const forget = () => kubectl('delete', 'namespace', namespace);
  await asNew();
  log(`The cluster is that of the context ${context}, in the namespace ${namespace}`);
  return {
    kubeconfig, env: { KUBECONFIG: kubeconfig }, enter: [],
    clear: async () => {
      await forget();
      await asNew();
    },
    stop: async () => void await forget(),
  };
}
