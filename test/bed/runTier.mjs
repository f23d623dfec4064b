/**
 * One tier: whether it can run here, and how it went.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { whatIsMissing } from './debian.mjs';

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} notes what a person must know: failures, reasons and remedies
 */

/**
 * @param {import('./tiers.mjs').Tier} tier
 * @param {import('./prepare.mjs').Preparing} ready
 * @returns {Promise<string>} the reason and the remedy, or an empty text when it can run
 */
export async function cannotRun({ programs = {}, root, editor, cluster, aws }, ready) {
  if (Object.keys(programs).length) await ready.packages;
  const missing = await whatIsMissing(programs);
  if (missing.programs.length) return `not on this machine: ${missing.programs.join(', ')}. Remedy: ${missing.command}, or npm test -- --install`;
  if (root && process.getuid?.() !== 0) return 'needs root for a Docker daemon or a cluster of its own. Remedy: run it as root, or in a virtual machine';
  const noCluster = cluster && await ready.cluster;
  if (noCluster) return withoutCluster(noCluster);
  const noAws = aws && await ready.aws;
  if (noAws) return withoutAws(noAws);
  const noEditor = editor && await ready.editor;
  return noEditor ? `the VS Code server could not be installed: ${noEditor}. Remedy: node test/editor/install.mjs` : '';
}

/**
 * @param {import('./tiers.mjs').Tier} tier
 * @param {import('./tiers.mjs').Context} context
 * @returns {Promise<Outcome>}
 */
export async function runTier(tier, context) {
  /** @type {Outcome} */ const outcome = { name: tier.name, passed: 0, failed: 0, skipped: 0, notes: [] };
  try {
    const steps = await tier.steps(context);
    for (const step of steps) await takeStep(tier, step, { outcome, context });
  } catch (error) {
    failed(outcome, String(error)); // the other tiers still have their say
  }
  if (outcome.passed + outcome.failed + outcome.skipped === 0) failed(outcome, 'no test was found');
  return outcome;
}

/**
 * @param {import('./tiers.mjs').Tier} tier
 * @param {import('./tiers.mjs').Step} step
 * @param {{outcome: Outcome, context: import('./tiers.mjs').Context}} run
 */
async function takeStep(tier, step, { outcome, context }) {
  const noCluster = step.cluster && await context.cluster;
  const noAws = step.aws && await context.aws;
  if (noCluster) skipped(outcome, `what needs a cluster: ${withoutCluster(noCluster)}`);
  else if (noAws) skipped(outcome, `what needs AWS: ${withoutAws(noAws)}`);
  else await runStep(tier, step, { outcome, quiet: context.quiet });
}

/**
 * @param {import('./tiers.mjs').Tier} tier
 * @param {import('./tiers.mjs').Step} step
 * @param {{outcome: Outcome, quiet: Promise<unknown>}} context
 */
async function runStep(tier, step, { outcome, quiet }) {
  if (step.summary) await rm(step.summary, { force: true });
  let ended = await toEnd(step);
  if (!step.summary) return ended === '0' ? void outcome.passed++ : failed(outcome, `${step.args[0]} ended with ${ended}`);
  let summary = await summaryOf(step.summary);
  for (let again = 0; again < 2 && summary && !summary.failed && tier.fastMs && summary.ms >= tier.fastMs; again++) {
    // Other work on the machine slows it down: it counts as slow when it is so three times, the last two in quiet.
    await quiet;
    ended = await toEnd(step);
    summary = await summaryOf(step.summary);
  }
  if (summary?.failed) ({ summary, ended } = await onceMore(step, { summary, ended, outcome }));
  if (!summary) return failed(outcome, `it broke off (${ended}) before its results were written`);
  outcome.passed += summary.passed;
  outcome.failed += summary.failed;
  outcome.skipped += summary.skipped;
  outcome.notes.push(...summary.failures.map(({ title }) => `failed: ${title}`), ...summary.pending.map(title => `skipped: ${title}`));
  if (tier.fastMs && summary.ms >= tier.fastMs) failed(outcome, `took ${summary.ms} ms; ${tier.fastMs} ms are allowed`);
  else if (ended !== '0' && !summary.failed) failed(outcome, `ended with ${ended} after its tests`);
}

/** More than this is not a server's bad day. */
const mostOnceMore = 2;

/**
 * A server that a test found broken is broken for the test's second try as well: its file gets servers of its own, once,
 * and that is told loudly.
 * @param {import('./tiers.mjs').Step} step
 * @param {{summary: import('./reporter.mjs').Summary, ended: string, outcome: Outcome}} first
 * @returns {Promise<{summary: import('./reporter.mjs').Summary | undefined, ended: string}>} what holds of both runs
 */
async function onceMore(step, { summary: before, ended: endedBefore, outcome }) {
  const files = [...new Set(before.failures.map(({ file }) => file))];
  const tests = step.tests?.filter(test => files.includes(resolve(test))) ?? [];
  if (!step.summary || tests.length !== files.length || files.length > mostOnceMore) return { summary: before, ended: endedBefore };
  const say = (/** @type {string} */ line) => { console.log(line); outcome.notes.push(line); };
  for (const { title } of before.failures) say(`SECOND TRY of the whole file: ${title}`);
  await rm(step.summary, { force: true });
  const ended = await toEnd({ ...step, args: step.args.filter(word => !step.tests?.includes(word) || tests.includes(word)) });
  const again = await summaryOf(step.summary);
  if (!again) return { summary: undefined, ended };
  const stand = before.passed - files.reduce((sum, file) => sum + (before.passedIn[file] ?? 0), 0);
  return { ended, summary: { ...again, passed: stand + again.passed, skipped: before.skipped + again.skipped, pending: [...before.pending, ...again.pending] } };
}

/** @param {string} why */
const withoutCluster = why => `the Kubernetes of the tests cannot be had: ${why}`;

/** @param {string} why */
const withoutAws = why => `the emulator of AWS or an AWS CLI of the tests cannot be had: ${why}`;

/** A part of a tier. @param {Outcome} outcome @param {string} why */
function skipped(outcome, why) {
  outcome.skipped++;
  outcome.notes.push(`SKIPPED ${outcome.name}, ${why}`);
}

/** @param {Outcome} outcome @param {string} why */
function failed(outcome, why) {
  outcome.failed++;
  outcome.notes.push(`failed: ${outcome.name}: ${why}`);
}

/** @param {string} file @returns {Promise<import('./reporter.mjs').Summary | undefined>} */
async function summaryOf(file) {
  return readFile(file, 'utf8').then(JSON.parse, () => undefined);
}

/** The longest, the labs, take ten minutes, and what fails there is tried again. */
const limitMs = 30 * 60_000;

/** @param {import('./tiers.mjs').Step} step @returns {Promise<string>} exit code or signal */
function toEnd({ file, args }) {
  return new Promise(done => {
    const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: limitMs });
    child.once('error', error => done(String(error)));
    child.once('close', (code, signal) => done(String(code ?? signal)));
  });
}
