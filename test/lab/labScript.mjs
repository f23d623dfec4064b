/**
 * A lab as a list of steps: each is a command as the course has it, and the state that the course promises after it. The
 * steps run one after another in one shell, so what one sets, the next one finds.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { until } from '../bed/commands.mjs';
import { endProcess } from '../bed/daemons.mjs';
import { shellFor } from './clients.mjs';

/**
 * @typedef {object} Step
 * @property {string} step its number in the course, and what it is about
 * @property {string} [text] command; none for what the test does itself
 * @property {number} [exit] expected exit code, 0 by default
 * @property {(done: Done) => unknown} [holds] throws if the promised state does not come about
 *
 * @typedef {{output: string, at: Student}} Done
 * @typedef {Awaited<ReturnType<typeof enterLab>>} Student
 */

/**
 * The student in a new lab folder.
 * @param {import('../bed/dockerBed.mjs').DockerBed} bed
 * @param {string} folder
 * @param {Record<string, string>} [more] variables
 */
export async function enterLab(bed, folder, more = {}) {
  await mkdir(folder);
  const shell = shellFor(bed, more);
  const env = { ...process.env, DOCKER_CONFIG: '/nonexistent', ...bed.env, ...more };
  const [file, ...words] = [...bed.enter, 'bash', '--noprofile', '--norc'];
  const bash = spawn(String(file), words, { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  bash.stdout.setEncoding('utf8').on('data', part => { said += part; });
  bash.stdin.on('error', () => undefined); // the end of the bed ends it
  const script = `${folder}.step`;
  /** @param {string} text @returns {Promise<{code: number, output: string}>} */
  const type = async text => {
    await writeFile(script, text);
    said = '';
    bash.stdin.write(`. '${script}' </dev/null 2>&1; printf '\\036%d\\036' $?\n`);
    const [, output, code] = await until(() => {
      if (bash.exitCode !== null) throw new Error(`the shell ended: ${said}`);
      return /^([^]*)\x1e(\d+)\x1e$/.exec(said);
    }, { what: text, timeoutMs: 120_000, everyMs: 10 });
    return { output: String(output), code: Number(code) };
  };
  return {
    bed,
    folder,
    type,
    /** Standard output of a command beside the lab; throws if it fails. @param {string} text */
    ask: async text => {
      const { code, stdout, output } = await shell.sh(text, { cwd: folder });
      assert.equal(code, 0, `${text}\n${output}`);
      return stdout.trim();
    },
    sh: (/** @type {string} */ text) => shell.sh(text, { cwd: folder }),
    leave: () => endProcess(Number(bash.pid)),
  };
}

/**
 * Sets a lab going.
 * @param {readonly Step[]} steps
 * @param {Student} at
 * @returns {Map<string, Promise<void>>} by step; the steps after a failed one run all the same
 */
export function runLab(steps, at) {
  const outcomes = new Map();
  /** @type {Promise<unknown>} */ let before = Promise.resolve();
  for (const one of steps) {
    const outcome = before.then(() => take(one, at));
    outcomes.set(one.step, outcome);
    before = outcome.catch(() => undefined);
  }
  return outcomes;
}

/** @param {Step} step @param {Student} at */
async function take({ text, exit = 0, holds }, at) {
  const done = text ? await at.type(text) : { code: exit, output: '' };
  assert.equal(done.code, exit, `${text}\n${done.output}`);
  await holds?.({ output: done.output, at });
}

/** Polls, because no state comes at once. @param {() => Promise<unknown>} ask @param {string} what @param {number} [seconds] */
export const soon = (ask, what, seconds = 60) => until(ask, { what, timeoutMs: seconds * 1000, everyMs: 200 });

/** What a check reads of the live state. @param {Student} at */
export const live = ({ sh, ask }) => ({
  /** @param {string} name @returns {Promise<string>} such as `running`, `exited(0)`, `absent` */
  container: async name => {
    const { code, stdout } = await sh(`docker container inspect --format '{{.State.Status}} {{.State.ExitCode}}' ${name}`);
    const [status, exit] = code === 0 ? stdout.trim().split(' ') : ['absent'];
    return status === 'exited' ? `exited(${exit})` : String(status);
  },
  /** @param {string} name @returns {Promise<string>} such as `2/2` */
  replicas: async name => (await sh(`docker service ls --format '{{.Name}} {{.Replicas}}'`)).stdout.split('\n').find(line => line.startsWith(`${name} `))?.split(' ')[1] ?? 'absent',
  /** @returns {Promise<string>} such as `active true`: whether it is a manager */
  swarm: () => ask(`docker info --format '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}'`),
});
