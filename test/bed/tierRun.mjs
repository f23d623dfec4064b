/**
 * One tier in a process of its own. What counts is the file that its reporter writes, not what it prints.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {import('./reporter.mjs').Summary} Result */

/** No tier takes this long unless it hangs. */
const longestMs = 15 * 60_000;

/** @returns {Result} */
export const summaryOf = () => ({ passed: 0, failed: 0, skipped: 0, ms: 0, failures: [], pending: [] });

/**
 * A script that takes `--summary FILE` and writes its results there.
 * @param {string} root
 * @param {string} name
 * @param {readonly string[]} args script and its arguments
 * @param {Record<string, string>} [env]
 * @returns {Promise<Result>}
 */
export async function nodeScript(root, name, [script, ...args], env = {}) {
  const file = join(root, 'out', 'results', `${name}.json`);
  await rm(file, { force: true });
  const code = await ended(root, process.execPath, [script, '--summary', file, ...args], env);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const result = text === undefined ? summaryOf() : /** @type {Result} */ (JSON.parse(text));
  if (text !== undefined && (code === 0) === (result.failed === 0)) return result;
  // It ended before its reporter did, or after it and badly (in a last hook, by a signal).
  const error = `the process ended with ${code}${text === undefined ? ' and left no results' : ''}`;
  return { ...result, failed: result.failed + 1, failures: [...result.failures, { title: `${name} crashed`, file: script, error }] };
}

/**
 * A program that counts as one test.
 * @param {string} root
 * @param {string} title
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<Result>}
 */
export async function program(root, title, file, args) {
  const began = Date.now();
  const code = await ended(root, file, args);
  console.log(`${code === 0 ? 'ok' : 'FAILED'} ${title}`);
  const end = { ...summaryOf(), ms: Date.now() - began };
  return code === 0 ? { ...end, passed: 1 } : { ...end, failed: 1, failures: [{ title, file, error: `ended with ${code}` }] };
}

/**
 * @param {string} root
 * @param {string} file
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} exit code; 124 when it hung, 128 after another signal
 */
function ended(root, file, args, env) {
  return new Promise(resolve => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    let hung = false;
    const patience = setTimeout(() => {
      hung = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 20_000).unref();
    }, longestMs);
    child.once('error', error => {
      console.error(String(error));
      resolve(127);
    });
    child.once('close', code => {
      clearTimeout(patience);
      resolve(hung ? 124 : code ?? 128);
    });
  });
}
