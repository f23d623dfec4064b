/**
 * Receipts and clean-up on a real daemon, without an editor.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { row } from './rows.mjs';

/** @param {string} dir */
async function figures(dir) {
  const outfile = join(dir, 'labFigures.mjs');
  await build({
    entryPoints: ['test/bench/labFigures.ts'], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning', loader: { '.node': 'empty' },
    alias: { ssh2: './src/parts/absent.ts', '@grpc/grpc-js': './src/parts/absent.ts', '@grpc/proto-loader': './src/parts/absent.ts', protobufjs: './src/parts/absent.ts', 'tar-fs': './src/parts/absent.ts' },
    banner: { js: "import {createRequire as __r} from 'node:module'; const require = __r(import.meta.url);" },
  });
  return /** @type {typeof import('./labFigures.ts')} */ (await import(pathToFileURL(outfile).href)).labFigures;
}

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function receiptTimes({ dir }) {
  const { receipts } = await (await figures(dir))('receipt');
  return [row('receipt: end of a block to its receipt', 'ms', receipts, { goal: 'p95 <= 300', ok: ({ p95 }) => p95 <= 300 })];
}

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function cleanupTimes({ dir }) {
  const { ours, raw } = await (await figures(dir))('cleanup');
  return [row('clean-up of 20 containers', 'ms', ours, { baseline: raw, goal: '<= 1.2 x docker rm -f', ok: ({ p50, baseline }) => p50 <= 1.2 * baseline })];
}
