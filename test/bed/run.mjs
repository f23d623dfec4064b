/**
 * `npm test`: every tier, and one line of counts at the end.
 *
 * `npm test -- --only unit,pty` runs some; `--grep TEXT` picks tests by title; `--install` installs missing Debian
 * packages, as root. With LABBOOK_NO_SKIPS=1 a skip is a failure.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { run } from './commands.mjs';
import { modernNode } from './modernNode.mjs';
import { ownCluster, prepare } from './prepare.mjs';
import { ensureProjectPackages } from './projectPackages.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const log = (/** @type {string} */ line) => console.log(`[test] ${line}`);

/** @param {import('./runTier.mjs').Outcome[]} outcomes @returns {boolean} whether all is well */
function sumUp(outcomes) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log('');
  for (const { name, passed, failed, skipped } of outcomes) log(`${name.padEnd(12)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
  for (const note of outcomes.flatMap(({ notes }) => notes)) log(note);
  const strict = process.env.LABBOOK_NO_SKIPS === '1';
  if (strict && sum('skipped')) log('Skips count as failures here (LABBOOK_NO_SKIPS=1).');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0 && !(strict && sum('skipped'));
}

/** @param {{only?: string, grep?: string, install?: boolean}} choice */
async function main({ only, grep, install = false }) {
  process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
  const wants = (/** @type {string} */ name) => !only || only.split(',').includes(name);
  const node = await modernNode({ log });
  const heavy = ['lab', 'labs', 'integration', 'pages', 'e2e', 'restricted', 'kube', 'aws', 'labs-aws'].some(wants);
  const all = !grep && ['e2e', 'labs'].some(wants);
  const ready = heavy || install ? prepare({ install, cluster: ownCluster && (wants('kube') || all), aws: wants('aws') || wants('labs-aws') || all, log }) : nothingToPrepare;
  await ensureProjectPackages(process.cwd(), { log });
  const { tiers } = await import('./tiers.mjs'); // needs the packages of the project
  const { runTier, cannotRun } = await import('./runTier.mjs');
  if (!wants('package') && heavy) await run('npm', ['run', '-s', 'build']);
  const context = { node, grep, quiet: ready.all, cluster: ready.cluster, aws: ready.aws, file: (/** @type {string} */ name) => join('out', 'results', `${name}.json`) };
  const take = async (/** @type {import('./tiers.mjs').Tier} */ tier) => {
    const started = Date.now();
    const reason = await cannotRun(tier, ready);
    log(`${tier.name}${reason ? ` SKIPPED: ${reason}` : ''}`);
    const outcome = reason ? skippedTier(tier.name, reason) : await runTier(tier, context);
    log(`${tier.name} took ${((Date.now() - started) / 1000).toFixed(1)} s`);
    return outcome;
  };
  const chosen = tiers.filter(({ name, partOf }) => wants(name) || (partOf !== undefined && !grep && wants(partOf)));
  const outcomes = [];
  /** @type {Map<string, Promise<import('./runTier.mjs').Outcome>>} */ const begun = new Map();
  for (const tier of chosen) {
    for (const other of chosen.filter(({ beside }) => beside === tier.name)) begun.set(other.name, take(other));
    const outcome = await (begun.get(tier.name) ?? take(tier));
    outcomes.push(outcome);
    // From here on, what a student installs is what is tested.
    if (tier.name === 'package' && !outcome.failed) process.env.LABBOOK_EXTENSION = 'labbook.vsix';
  }
  process.exit(sumUp(outcomes) ? 0 : 1);
}

const nothingToPrepare = { packages: Promise.resolve(), editor: Promise.resolve(''), cluster: Promise.resolve(''), aws: Promise.resolve(''), all: Promise.resolve() };

/** @param {string} name @param {string} reason @returns {import('./runTier.mjs').Outcome} */
function skippedTier(name, reason) {
  return { name, passed: 0, failed: 0, skipped: 1, notes: [`SKIPPED ${name}: ${reason}`] };
}

await main(parseArgs({ options: { only: text, grep: text, install: { type: 'boolean' } } }).values);
