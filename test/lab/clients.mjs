/**
 * What the lab tests drive a daemon with: the docker command, its API, a shell, a terminal.
 */
import { request } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt } from '../bed/commands.mjs';

/** A folder whose path is short enough for sockets inside. @returns {Promise<string>} */
export const shortFolder = () => mkdtemp(join(tmpdir(), 'lb-'));

/** @param {string} dir */
export const removeFolder = dir => rm(dir, { recursive: true, force: true });

/**
 * A student's shell: one bash per call, with the bed's address and an empty docker configuration, in the bed's network.
 * @param {{env: Record<string, string>, enter?: readonly string[]}} bed
 * @param {Record<string, string>} [more] further variables
 */
export function shellFor(bed, more = {}) {
  const env = { ...process.env, DOCKER_CONFIG: '/nonexistent', ...bed.env, ...more };
  const within = (/** @type {string[]} */ words, /** @type {import('../bed/commands.mjs').RunOptions} */ options) => {
    const [file, ...rest] = [...bed.enter ?? [], ...words];
    return attempt(String(file), rest, { env, ...options });
  };
  return {
    /** @param {string} text @param {{cwd?: string}} [options] */
    sh: async (text, { cwd } = {}) => {
      const { code, stdout, stderr } = await within(['bash', '-o', 'pipefail', '-c', text], { cwd });
      return { code, stdout, output: stdout + stderr };
    },
    /**
     * The same in a terminal of its own; `typed` goes to its keyboard.
     * @param {string} text @param {string} typed @param {{cwd?: string}} [options]
     */
    tty: async (text, typed, { cwd } = {}) => {
      const { code, stdout } = await within(['script', '-qefc', text, '/dev/null'], { input: typed, timeoutMs: 60_000, cwd });
      return { code, output: stdout };
    },
  };
}

/**
 * @param {string} socketPath
 * @param {string} method
 * @param {string} path
 * @returns {Promise<{code: number, lines: any[]}>} `lines`: the answer, parsed line by line
 */
export function api(socketPath, method, path) {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path }, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', part => { text += part; });
      answer.once('end', () => resolve({
        code: answer.statusCode ?? 0,
        lines: text.split('\n').filter(line => line.trim()).map(line => JSON.parse(line)),
      }));
      answer.once('error', reject);
    });
    asked.once('error', reject);
    asked.end();
  });
}
