/**
 * TypeScript tests, bundled for Node the way the unit tests are.
 */
import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

const requireForModules = "import {createRequire as __r} from 'node:module'; const require = __r(import.meta.url);";

/** What dockerode could load and Labbook never uses, as in the build of the extension: one of them asks for a compiler. */
const withoutRemotes = Object.fromEntries(['ssh2', '@grpc/grpc-js', '@grpc/proto-loader'].map(name => [name, './src/parts/absent.ts']));
const alias = { ...withoutRemotes, 'node-fetch': './src/parts/fetch.ts' };

/**
 * @param {string} from folder with `*.test.ts` files
 * @param {string} to output folder, made anew
 * @returns {Promise<string[]>} the bundled test files
 */
export async function bundleTests(from, to) {
  await rm(to, { recursive: true, force: true });
  const files = await filesUnder(from, '.test.ts');
  if (!files.length) return [];
  await build({
    entryPoints: files, outbase: from, outdir: to, bundle: true, splitting: true, platform: 'node', format: 'esm',
    sourcemap: true, outExtension: { '.js': '.mjs' }, external: ['esbuild', 'mocha'], banner: { js: requireForModules },
    logLevel: 'warning',
    alias,
  });
  return files.map(file => join(to, relative(from, file).replace(/\.ts$/, '.mjs')));
}

/**
 * Tests for the extension host: CommonJS, one file each, with `vscode` from outside.
 * @param {string} from folder with `*.test.ts` files and `index.ts`
 * @param {string} to output folder, made anew
 * @returns {Promise<string>} the entry file, which exports `run()`
 */
export async function bundleHostTests(from, to) {
  await rm(to, { recursive: true, force: true });
  const files = await filesUnder(from, '.test.ts');
  await build({
    entryPoints: [join(from, 'index.ts'), ...files], outbase: from, outdir: to, bundle: true, platform: 'node', format: 'cjs',
    sourcemap: true, external: ['vscode', 'mocha'], logLevel: 'warning',
  });
  return join(to, 'index.js');
}

/**
 * @param {string} folder
 * @param {string} ending
 * @returns {Promise<string[]>} paths, in order; none when the folder is not there
 */
export async function filesUnder(folder, ending) {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const nested = await Promise.all(names.map(async entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path, ending);
    return entry.name.endsWith(ending) ? [path] : [];
  }));
  return nested.flat().sort();
}
