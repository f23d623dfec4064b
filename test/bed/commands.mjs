/**
 * Programs of the bed: started with an argument list, never through a shell.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {(line: string) => void} Log */
/** @typedef {{cwd?: string, env?: NodeJS.ProcessEnv, input?: string, timeoutMs?: number}} RunOptions */
/** @typedef {{code: number, stdout: string, stderr: string}} Ended */

/**
 * Runs a program to its end and never throws for its exit code; 127 when it is not there.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Ended>}
 */
export function attempt(file, args, { cwd, env, input = '', timeoutMs = 300_000 } = {}) {
  return new Promise(resolve => {
    const child = spawn(file, args, { cwd, env: env ?? process.env, timeout: timeoutMs });
    /** @type {Buffer[]} */ const out = [];
    /** @type {Buffer[]} */ const err = [];
    child.stdout.on('data', part => out.push(part));
    child.stderr.on('data', part => err.push(part));
    child.once('error', error => resolve({ code: 127, stdout: '', stderr: String(error) }));
    child.once('close', (code, signal) => resolve({
      code: code ?? 128,
      stdout: Buffer.concat(out).toString(),
      stderr: Buffer.concat(err).toString() + (signal ? `\nended by ${signal}` : ''),
    }));
    child.stdin.on('error', () => undefined); // a program may end without reading its input
    child.stdin.end(input);
  });
}

/**
 * As `attempt`, but a non-zero exit code throws with the program's own words.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} standard output
 */
export async function run(file, args, options) {
  const { code, stdout, stderr } = await attempt(file, args, options);
  if (code === 0) return stdout;
  const words = (stderr.trim() || stdout.trim()).split('\n').slice(-12).join('\n');
  throw new Error(`${file} ${args.slice(0, 4).join(' ')} ended with ${code}: ${words}`);
}

/**
 * Asks until the answer is truthy.
 * @template T
 * @param {() => Promise<T> | T} ask
 * @param {{what: string, timeoutMs: number, everyMs?: number}} options
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(ask, { what, timeoutMs, everyMs = 50 }) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await delay(everyMs);
  }
}

/** @returns {Promise<number>} a TCP port of 127.0.0.1 that nothing listens on now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
