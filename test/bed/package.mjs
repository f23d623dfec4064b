/**
 * `npm run package`: production build, licences of bundled parts, labbook.vsix; then the file is opened again and held
 * to what may be in it.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installNode, withNode } from '../editor/install.mjs';
import { run } from './commands.mjs';
import { notices } from './notices.mjs';
import { zipEntries } from './zipEntries.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Bytes. `web`: the bundle that only reads, one file with its parsers, loaded whole; `awsService`: a file of one service's client, which takes its time to load by its size. */
const limits = { code: 3_000_000, mainBundle: 400_000, web: 520_000, awsService: 130_000 };

/**
 * @param {{log: import('./commands.mjs').Log}} options
 * @returns {Promise<string>} path of the .vsix
 */
export async function packageExtension({ log }) {
  const old = Number(process.versions.node.split('.')[0]) < 22; // what @vscode/vsce asks for
  const env = old ? withNode(await installNode({ log })) : process.env;
  const meta = ['host', 'pages', 'aws', 'web'].map(name => join(root, 'out', `${name}.meta.json`));
  await mkdir(join(root, 'out'), { recursive: true });
  await rm(join(root, 'dist'), { recursive: true, force: true });
  const npm = (/** @type {string[]} */ ...args) => run('npm', args, { cwd: root, env });
  await Promise.all([
    npm('run', '-s', 'build:host', '--', `--metafile=${meta[0]}`),
    npm('run', '-s', 'build:pages', '--', `--metafile=${meta[1]}`),
    npm('run', '-s', 'build:web', '--', `--metafile=${meta[3]}`),
  ]);
  await npm('run', '-s', 'build:assets');
  await writeFile(join(root, 'THIRD-PARTY-NOTICES.txt'), await notices(root, meta));
  const file = join(root, 'labbook.vsix');
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  log((await run('node', [vsce, 'package', '--no-dependencies', '--out', file], { cwd: root, env })).trim());
  log(await inspect(file));
  return file;
}

/** @param {string} file @returns {Promise<string>} its sizes in words; throws for what may not ship */
export async function inspect(file) {
  const entries = zipEntries(await readFile(file)).filter(({ name }) => name.startsWith('extension/'));
  const at = (/** @type {RegExp} */ pattern) => entries.filter(({ name }) => pattern.test(name));
  const foreign = at(/^extension\/(test|src|out|node_modules|\.)|\.map$|\.ts$|\.vsix$/);
  const main = at(/^extension\/dist\/extension\.js$/)[0];
  const web = at(/^extension\/dist\/web\.js$/)[0];
  const code = at(/^extension\/dist\//).reduce((sum, { packed }) => sum + packed, 0);
  const faults = [
    ...foreign.map(({ name }) => `${name} must not ship`),
    ...main ? [] : ['dist/extension.js is missing'],
    ...web ? [] : ['dist/web.js is missing'],
    ...web && web.size > limits.web ? [`dist/web.js has ${kb(web.size)}; at most ${kb(limits.web)}`] : [],
    ...main && main.size > limits.mainBundle ? [`dist/extension.js has ${kb(main.size)}; at most ${kb(limits.mainBundle)}`] : [],
    ...at(/^extension\/dist\/aws-(?!core)[\w-]+\.js$/).filter(({ size }) => size > limits.awsService).map(({ name, size }) => `${name} has ${kb(size)}; at most ${kb(limits.awsService)}`),
    ...at(/^extension\/dist\/aws-/).length < 20 ? ['the clients of AWS are missing'] : [],
    ...code > limits.code ? [`the code takes ${kb(code)} compressed; at most ${kb(limits.code)}`] : [],
    ...at(/^extension\/(LICENSE\.txt|LICENSE|readme\.md|changelog\.md|THIRD-PARTY-NOTICES\.txt|media\/icon\.png)$/i).length < 5
      ? ['licence, README, CHANGELOG, notices or icon is missing'] : [],
  ];
  if (faults.length) throw new Error(`labbook.vsix is not right:\n${faults.join('\n')}`);
  return `labbook.vsix: ${entries.length} files, code ${kb(code)} compressed, main bundle ${kb(main.size)}, reading bundle ${kb(web.size)}`;
}

/** @param {number} bytes */
const kb = bytes => `${Math.round(bytes / 1000)} KB`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await packageExtension({ log: line => console.log(line) }).catch(error => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
