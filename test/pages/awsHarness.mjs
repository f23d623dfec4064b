// The status page with AWS, or an emulator of it, behind it.
import { build } from 'esbuild';
import { buildStatus, deliver } from './statusHarness.mjs';

const out = new URL('../../out/pages/', import.meta.url);

export async function buildAws() {
  await buildStatus();
  await build({ bundle: true, logLevel: 'warning', outdir: out.pathname, entryPoints: ['test/pages/awsSamples.ts'], format: 'esm', platform: 'node', outExtension: { '.js': '.mjs' } });
  return import(new URL(`awsSamples.mjs?${Date.now()}`, out).href);
}

/** What the host sends for this input: the panel, then its picture. */
export async function showAws(page, kit, input) {
  await deliver(page, { kind: 'status', status: kit.awsView(input) }, { kind: 'picture', picture: kit.awsPanel.awsPicture?.(input, kit.english) });
}
