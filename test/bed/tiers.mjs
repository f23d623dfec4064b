/**
 * The tiers of `npm test`, in their order: what each needs of the machine and how it is run.
 */
import { basename, join, resolve } from 'node:path';
import { bundleTests, filesUnder } from './bundle.mjs';
import { ownCluster, tierPrograms } from './prepare.mjs';

/**
 * @typedef {{node: string, file: (name: string) => string, grep?: string, quiet: Promise<unknown>, cluster: Promise<string>, aws: Promise<string>}} Context
 * `file`: path for results of that name; `quiet`: nothing of ours is busy in the background; `cluster`, `aws`: as `Preparing` has them
 */
/**
 * @typedef {{file: string, args: readonly string[], summary?: string, tests?: readonly string[], cluster?: boolean, aws?: boolean}} Step a program;
 * its counts come from `summary`, else from its exit code. `tests`: those of its words that are files of tests, where one
 * whose servers failed it may be taken once more by itself. `cluster`, `aws`: it alone needs the Kubernetes of the bed, or
 * what the AWS bed runs
 */

/**
 * @typedef {object} Tier
 * @property {string} name
 * @property {Record<string, string>} [programs] program -> Debian package, without which it cannot run
 * @property {boolean} [root] it needs root
 * @property {boolean} [editor] it needs the VS Code server
 * @property {boolean} [cluster] it needs the Kubernetes of the bed
 * @property {boolean} [aws] it needs the emulator and the AWS CLIs
 * @property {number} [fastMs] most time that Mocha may take in all
 * @property {string} [beside] it waits more than it works: it goes on from the beginning of the tier of that name
 * @property {string} [partOf] whoever wants the tier of that name wants this one too
 * @property {(context: Context) => Promise<Step[]>} steps
 */

const { shells, browser, docker, cluster, aws } = tierPrograms;
const inWindow = { programs: { ...docker, ...browser }, root: true, editor: true };

/** @type {readonly Tier[]} */
export const tiers = [
  { name: 'check', steps: async ({ node }) => [tool(node, 'typescript/bin/tsc', ['-b']), tool(node, 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']), { file: node, args: ['test/bed/l10n.mjs', '--check'] }, { file: node, args: ['test/bed/words.mjs'] }] },
  { name: 'unit', fastMs: 5_000, steps: context => mochaOver(context, 'unit', 2_000) },
  { name: 'local', steps: context => mochaOver(context, 'local', 10_000) },
  { name: 'pty', programs: shells, steps: context => mochaOver(context, 'pty', 60_000) },
  { name: 'lab', programs: docker, root: true, steps: context => mochaOver(context, 'lab', 90_000) },
  { name: 'package', steps: async ({ node }) => [{ file: node, args: ['test/bed/package.mjs'] }] },
  { name: 'integration', ...inWindow, steps: async context => [hostTests(context)] },
  { name: 'pages', programs: browser, steps: context => mochaOver(context, 'pages', 60_000) },
  { name: 'restricted', ...inWindow, steps: context => mochaOver(context, 'restricted', 60_000) },
  { name: 'labs-aws', partOf: 'labs', beside: 'pages', programs: { ...aws, ...shells }, root: true, aws: true, steps: labsOnAws },
  { name: 'aws', programs: aws, root: true, aws: true, steps: async context => (await mochaOver(context, 'aws', 60_000)).map(inAwsBed) },
  // Last, those with a Kubernetes: its first build goes on in the background until then.
  { name: 'e2e', ...inWindow, steps: throughTheWindow },
  { name: 'labs', programs: { ...docker, ...shells }, root: true, steps: labsThrough },
  ownCluster ? { name: 'kube', programs: cluster, root: true, cluster: true, steps: async context => (await mochaOver(context, 'kube', 90_000)).map(inOwnNetwork) }
    : { name: 'kube', programs: { kubectl: 'kubectl' }, steps: async context => (await mochaOver(context, 'kube', 90_000)).map(withoutBed) },
];

/** @param {Context} context @returns {Promise<Step[]>} */
async function throughTheWindow(context) {
  const needs = (/** @type {string} */ path) => basename(path).startsWith('kubernetes') ? 'cluster' : basename(path).startsWith('aws') ? 'aws' : '';
  const parts = [{ what: '', results: 'e2e' }, { what: 'aws', results: 'e2e-aws' }, { what: 'cluster', results: 'e2e-kubernetes' }];
  const steps = [];
  for (const { what, results } of parts) {
    for (const step of await mochaOver(context, 'e2e', 60_000, path => needs(path) === what, results)) steps.push({ ...step, ...what && { [what]: true } });
  }
  return steps;
}

/**
 * Over a contributor's cluster, only what is said of any; what is broken on purpose is skipped, and so is the bed itself.
 * @param {Step} step @returns {Step}
 */
function withoutBed({ args, ...rest }) {
  return { args: args.filter(word => !word.endsWith('kubeBed.test.mjs')), ...rest };
}

/**
 * Where the student of a cluster is: a network that nothing else uses, so that the test itself reaches the node and no
 * address of this machine is in the way.
 * @param {Step} step @returns {Step}
 */
function inOwnNetwork({ file, args, ...rest }) {
  return { file: 'unshare', args: ['--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', file, ...args], ...rest };
}

/**
 * With an emulator beside it; no program in that network can reach real AWS, and none may try.
 * @param {Step} step @returns {Step}
 */
function inAwsBed({ file, args, ...rest }) {
  return { file, args: ['test/bed/aws/inBed.mjs', file, ...args], ...rest };
}

/** @param {string} node @param {string} file in node_modules @param {string[]} args @returns {Step} */
function tool(node, file, args) {
  return { file: node, args: [join('node_modules', file), ...args] };
}

/**
 * @param {Context} context @param {string} name of the folder @param {number} timeoutMs
 * @param {(path: string) => boolean} [which] of its files @param {string} [results] name for them
 * @returns {Promise<Step[]>}
 */
async function mochaOver({ node, file, grep }, name, timeoutMs, which = () => true, results = name) {
  const folder = join('test', name);
  const files = [...await bundleTests(folder, join('out', name)), ...await filesUnder(folder, '.test.mjs')].filter(which);
  const summary = file(results);
  const words = ['--summary', summary, '--timeout', String(timeoutMs), ...['unit', 'local'].includes(name) ? [] : ['--retries', '1'], ...grep ? ['--grep', grep] : []];
  return files.length ? [{ file: node, args: ['test/bed/runMocha.mjs', ...words, ...files], summary, ...['unit', 'local'].includes(name) ? {} : { tests: files } }] : [];
}

/**
 * What `npm run labs` says of planted faults, then all labs of the course but those on AWS, each a test; their rows are in
 * `out/results/labs-rows.json`.
 * @param {Context} context @returns {Promise<Step[]>}
 */
async function labsThrough(context) {
  const { grep, cluster: built } = context;
  const noCluster = await built; // two builds of it would take twice the time
  const without = noCluster ? ['--no-cluster', noCluster] : [];
  // A word such as L3 names a lab, anything longer a test.
  if (grep !== undefined) return /^[A-Z]\d+(-[a-z]+)?$/.test(grep) ? [labs(context, 'labs', grep, ...without)] : mochaOver(context, 'labs', 300_000);
  return [...await mochaOver(context, 'labs', 300_000), labs(context, 'labs', '--part', 'local', ...without)];
}

/** @param {Context} context @returns {Promise<Step[]>} */
async function labsOnAws(context) { return [labs(context, 'labs-aws', '--part', 'aws')]; }

/** @param {Context} context @param {string} name of its results @param {string[]} words @returns {Step} */
function labs({ node, file }, name, ...words) {
  const summary = file(`${name}-through`);
  return { file: node, args: ['test/bed/labs.mjs', ...words, '--json', file(`${name}-rows`), '--summary', summary], summary };
}

/** @param {Context} context @returns {Step} */
function hostTests({ node, file, grep }) {
  const summary = resolve(file('integration'));
  return { file: node, args: ['test/editor/hostTests.mjs', '--summary', summary, ...grep ? ['--grep', grep] : []], summary };
}
