// The status page with a cluster behind it.
import { build } from 'esbuild';
import { buildStatus, deliver } from './statusHarness.mjs';

const out = new URL('../../out/pages/', import.meta.url);

export async function buildCluster() {
  await buildStatus();
  await build({ bundle: true, logLevel: 'warning', outdir: out.pathname, entryPoints: ['test/pages/clusterSamples.ts'], format: 'esm', platform: 'node', outExtension: { '.js': '.mjs' } });
  return import(new URL(`clusterSamples.mjs?${Date.now()}`, out).href);
}

/** What the host sends for this input: the panel, then its picture. */
export async function showCluster(page, kit, input) {
  const status = new kit.StatusBuilder(kit.english).build(input, false);
  await deliver(page, { kind: 'status', status }, { kind: 'picture', picture: kit.clusterPicture(input, kit.english) });
}
