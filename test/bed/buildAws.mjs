/**
 * The files of the AWS target, built beside `build:host`: what all SDK clients share in one file, and one file a service with
 * nothing but the calls that Labbook makes. Each is loaded at first use. A plug-in is needed for it, which esbuild's
 * command line does not take.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const services = join(root, 'src', 'targets', 'aws', 'services');
const coreFile = './aws-core.js';

/** What clients have in common … */
const shared = /^(@smithy|@aws-sdk)\//;
/** … without the parts that one file alone needs: they stay with it. */
const own = /^@aws-sdk\/(client-|nested-clients|checksums|middleware-sdk-|dynamodb-codec|endpoint-cache|middleware-endpoint-discovery|signature-v4-multi-region|credential-provider|token-providers)|^@smithy\/credential-provider-imds/;

/** @returns {Promise<string>} path of the metafile of all that was built */
export async function buildAws() {
  const files = (await readdir(services)).filter(file => file.endsWith('.ts')).map(file => basename(file, '.ts'));
  /** @type {Set<string>} */
  const used = new Set();
  const common = /** @type {const} */ ({
    absWorkingDir: root, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'node22', outdir: 'dist',
    mainFields: ['module', 'main'], metafile: true, logLevel: 'warning',
  });
  const clients = await build({
    ...common, entryPoints: Object.fromEntries(files.map(file => [`aws-${file}`, join(services, `${file}.ts`)])), plugins: [toCore(used), plainKeys],
  });
  const names = [...used].sort();
  const contents = [...names.map((name, index) => `import * as p${index} from ${JSON.stringify(name)};`), `export const parts = { ${names.map((name, index) => `${JSON.stringify(name)}: p${index}`).join(', ')} };`].join('\n');
  const core = await build({ ...common, entryPoints: undefined, outdir: undefined, outfile: 'dist/aws-core.js', stdin: { contents, resolveDir: root, sourcefile: 'aws-core.ts' } });
  const file = join(root, 'out', 'aws.meta.json');
  await mkdir(join(root, 'out'), { recursive: true });
  await writeFile(file, JSON.stringify({ inputs: { ...clients.metafile.inputs, ...core.metafile.inputs }, outputs: { ...clients.metafile.outputs, ...core.metafile.outputs } }));
  return file;
}

/**
 * A client's schemas name some keys by a constant, `{ [_x]: 1 }`. The bundler takes that for something that acts, and keeps
 * every schema: EC2's file is seven times as large, and takes longer to load than it may.
 * @type {import('esbuild').Plugin}
 */
const plainKeys = {
  name: 'plain-keys',
  setup(build) {
    build.onLoad({ filter: /client-[a-z0-9-]+[/\\]dist-es[/\\]schemas[/\\]schemas_\d+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const values = new Map([...text.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, value]) => [name, value]));
      return { contents: text.replace(/\[(_\w+)\]:/g, (key, name) => values.has(name) ? `${values.get(name)}:` : key), loader: 'js' };
    });
  },
};

/** @param {Set<string>} used collects what the file of the core has to hold @returns {import('esbuild').Plugin} */
function toCore(used) {
  return {
    name: 'aws-core',
    setup(build) {
      // Every client is given its credentials: the chain that looks for some is in the file `credentials` alone.
      build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ importer }) => importer.includes('credential-providers') ? undefined : { path: join(root, 'src', 'targets', 'aws', 'noChain.ts') });
      build.onResolve({ filter: shared }, ({ path }) => {
        if (own.test(path)) return undefined;
        used.add(path);
        return { path, namespace: 'aws-core' };
      });
      build.onResolve({ filter: /^\.\/aws-core\.js$/, namespace: 'aws-core' }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /.*/, namespace: 'aws-core' }, ({ path }) => ({ contents: `module.exports = require(${JSON.stringify(coreFile)}).parts[${JSON.stringify(path)}];`, loader: 'js' }));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAws();
