/**
 * `npm test`: every tier, and one line of counts at the end.
 *
 * `npm test -- --only unit,pty` runs some; `--grep TEXT` picks tests by title. With LABBOOK_NO_SKIPS=1 a skip is a failure.
 */
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installEditor, installNode } from '../editor/install.mjs';
import { run } from './commands.mjs';
import { ensureProjectPackages } from './projectPackages.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const log = (/** @type {string} */ line) => console.log(`[test] ${line}`);

/** @returns {Promise<string>} a Node that all tools accept, also first on the PATH of what is started from here */
async function modernNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return process.execPath;
  const node = await installNode({ log });
  process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
  return node;
}

/** @param {import('./runTier.mjs').Outcome[]} outcomes @returns {boolean} whether all is well */
function sumUp(outcomes) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log('');
  for (const { name, passed, failed, skipped } of outcomes) log(`${name.padEnd(12)} ${passed} passed, ${failed} failed, ${skipped} skipped`);
  for (const { notes } of outcomes) for (const note of notes) log(note);
  const strict = process.env.LABBOOK_NO_SKIPS === '1';
  if (strict && sum('skipped')) log('Skips count as failures here (LABBOOK_NO_SKIPS=1).');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0 && !(strict && sum('skipped'));
}

/** @param {{only?: string, grep?: string}} choice */
async function main({ only, grep }) {
  process.chdir(resolve(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '../..'));
  const node = await modernNode();
  await ensureProjectPackages(process.cwd(), { log });
  const { tiers } = await import('./tiers.mjs'); // needs the packages of the project
  const { cannotRun, runTier } = await import('./runTier.mjs');
  const chosen = tiers.filter(({ name }) => !only || only.split(',').includes(name));
  const editor = chosen.some(tier => tier.editor) ? installEditor({ log }) : Promise.resolve();
  editor.catch(() => undefined); // told where a tier needs it
  if (chosen.some(tier => tier.editor || tier.name === 'pages')) await run('npm', ['run', '-s', 'build']);
  const context = { node, grep, file: (/** @type {string} */ name) => join('out', 'results', `${name}.json`) };
  const outcomes = [];
  for (const tier of chosen) {
    const started = Date.now();
    const reason = await cannotRun(tier, { editor });
    log(`${tier.name}${reason ? ` SKIPPED: ${reason}` : ''}`);
    outcomes.push(reason
      ? { name: tier.name, passed: 0, failed: 0, skipped: 1, notes: [`SKIPPED ${tier.name}: ${reason}`] }
      : await runTier(tier, context));
    log(`${tier.name} took ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  process.exit(sumUp(outcomes) ? 0 : 1);
}

await main(parseArgs({ options: { only: text, grep: text } }).values);
