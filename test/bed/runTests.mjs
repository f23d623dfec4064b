/**
 * All tiers in order, then one account of them. Slow installations begin at once and run beside the quick tiers.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installEditor } from '../editor/install.mjs';
import { ensurePackages } from './debian.mjs';
import { packageExtension } from './package.mjs';
import { ensureProjectPackages } from './projectPackages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** @param {string} line */
const log = line => console.log(`    [bed] ${line}`);

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function runTests(args) {
  const { values } = parseArgs({ args, options: { only: { type: 'string' } } });
  await ensureProjectPackages(root, { log });
  const { obstacle, tiers } = await import('./tiers.mjs'); // needs esbuild, which the line above may just have brought
  const names = values.only?.split(',') ?? tiers.map(({ name }) => name);
  const unknown = names.filter(name => !tiers.some(tier => tier.name === name));
  if (unknown.length) throw new Error(`No such tier: ${unknown.join(', ')}. There are ${tiers.map(({ name }) => name).join(', ')}.`);
  const chosen = tiers.filter(({ name }) => names.includes(name));
  const slow = new SlowWork(chosen);
  /** @type {Account[]} */ const accounts = [];
  for (const tier of chosen) {
    console.log(`\n== ${tier.name}: ${tier.about}`);
    accounts.push({ tier: tier.name, ...await one(tier, slow, obstacle) });
  }
  return report(accounts);
}

/** @typedef {{result?: import('./tierRun.mjs').Result, skipped?: string}} Outcome */
/** @typedef {Outcome & {tier: string}} Account */

/**
 * @param {import('./tiers.mjs').Tier} tier
 * @param {SlowWork} slow
 * @param {(tier: import('./tiers.mjs').Tier) => Promise<string>} obstacle
 * @returns {Promise<Outcome>}
 */
async function one(tier, slow, obstacle) {
  if (tier.programs) await slow.debian;
  const skipped = await obstacle(tier) || (tier.editor ? await slow.editor : '');
  if (skipped) return { skipped };
  const context = { root, vsix: () => slow.vsix() };
  try {
    const result = await tier.run(context);
    return { result: tier.name === 'unit' ? await withinBudget(result, () => tier.run(context), slow) : result };
  } catch (error) {
    const failures = [{ title: `${tier.name} did not run`, file: '', error: error instanceof Error ? error.stack ?? error.message : String(error) }];
    return { result: { passed: 0, failed: 1, skipped: 0, ms: 0, failures, pending: [] } };
  }
}

/** What takes long and is not needed at first. None of it throws: who needs it learns the reason. */
class SlowWork {
  /** @param {readonly import('./tiers.mjs').Tier[]} chosen */
  constructor(chosen) {
    const packages = [...new Set(chosen.flatMap(({ programs = {} }) => Object.values(programs)))];
    this.debian = ensurePackages(packages, { log }).catch(error => log(`Debian packages: ${error.message}`));
    this.editor = chosen.some(({ editor }) => editor)
      ? installEditor({ log }).then(() => '', error => `VS Code's server could not be installed: ${error.message}. Remedy: let npm reach its registry`)
      : Promise.resolve('');
    /** @type {Promise<string> | undefined} */ this.packed = undefined;
  }

  /** @returns {Promise<string>} the extension as it ships; made once, when first asked for */
  vsix() {
    this.packed ??= packageExtension({ log: text => log(text.trim().split('\n').at(-1)?.trim() ?? '') });
    return this.packed;
  }
}

/**
 * The unit tests' budget. A machine that is busy with installing proves nothing, so the first measure may be repeated.
 * @param {import('./tierRun.mjs').Result} first
 * @param {() => Promise<import('./tierRun.mjs').Result>} again
 * @param {SlowWork} slow
 */
async function withinBudget(first, again, slow) {
  const { unitBudgetMs } = await import('./tiers.mjs');
  if (first.failed || first.ms < unitBudgetMs) return first;
  log(`The unit tests took ${first.ms} ms; once more when nothing else runs`);
  await Promise.all([slow.debian, slow.editor]);
  const second = await again();
  if (second.ms < unitBudgetMs) return second;
  const title = `all unit tests together take less than ${unitBudgetMs} ms`;
  return { ...second, failed: second.failed + 1, failures: [...second.failures, { title, file: 'test/unit', error: `${second.ms} ms` }] };
}

/**
 * @param {readonly Account[]} accounts
 * @returns {number} exit code
 */
function report(accounts) {
  const all = accounts.flatMap(({ result }) => result ?? []);
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => all.reduce((total, result) => total + result[key], 0);
  const skips = [
    ...accounts.flatMap(({ tier, skipped }) => skipped ? [`the whole tier ${tier}: ${skipped}`] : []),
    ...accounts.flatMap(({ tier, result }) => (result?.pending ?? []).map(title => `${tier}: ${title}`)),
  ];
  console.log('\n== Account');
  for (const { tier, result, skipped } of accounts) {
    console.log(skipped ? `${tier}: SKIPPED` : `${tier}: ${result?.passed} passed, ${result?.failed} failed, ${result?.skipped} skipped, ${result?.ms} ms`);
  }
  for (const { tier, result } of accounts) for (const { title, error } of result?.failures ?? []) console.log(`FAILED ${tier}: ${title}\n   ${error.split('\n')[0]}`);
  for (const skip of skips) console.log(`SKIPPED ${skip}`);
  const strict = process.env.LABBOOK_NO_SKIPS === '1' && skips.length > 0;
  if (strict) console.log('A skip is a failure here (LABBOOK_NO_SKIPS=1).');
  const failed = sum('failed');
  console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped') + accounts.filter(({ skipped }) => skipped).length} skipped`);
  return failed || strict ? 1 : 0;
}
