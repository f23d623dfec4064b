/**
 * A lab as a list of steps: each is a command as the course has it, and the state that the course promises after it. The
 * steps run one after another in one shell, so what one sets, the next one finds. Labs that leave each other alone run
 * at once, because they wait more than they work.
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
 * @property {readonly string[]} [typed] lines for the program of a step that runs in a terminal of its own
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
    converse: (/** @type {string} */ text, /** @type {readonly string[]} */ lines) => converse(bed.enter, text, lines, { cwd: folder, env }),
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
 * Runs a command in a terminal, and types each line when it shows its prompt: what is typed earlier, apt-get eats.
 * @param {readonly string[]} enter
 * @param {string} text
 * @param {readonly string[]} lines
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{code: number, output: string}>}
 */
async function converse(enter, text, lines, options) {
  const [file, ...words] = [...enter, 'script', '-qefc', text, '/dev/null'];
  const child = spawn(String(file), words, { ...options, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [...lines];
  let [output, sinceTyped] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', part => {
    output += part;
    sinceTyped += part;
    if (waiting.length === 0 || !/[#$] $/.test(sinceTyped)) return;
    sinceTyped = '';
    child.stdin?.write(`${waiting.shift()}\n`);
  });
  /** @type {number | null | undefined} */ let code;
  child.once('close', ended => { code = ended ?? 128; });
  await until(() => code !== undefined, { what: `end of ${text}`, timeoutMs: 60_000 }).finally(() => child.kill());
  return { code: code ?? 128, output };
}

/**
 * Sets a lab going.
 * @param {readonly Step[]} steps
 * @param {Student} at
 * @param {Map<string, Promise<void>>} [earlier] outcomes of a lab that must be over first
 * @returns {Map<string, Promise<void>>} by step; the steps after a failed one run all the same
 */
export function runLab(steps, at, earlier = new Map()) {
  const outcomes = new Map();
  /** @type {Promise<unknown>} */ let before = Promise.allSettled(earlier.values());
  for (const one of steps) {
    const outcome = before.then(() => take(one, at));
    outcomes.set(one.step, outcome);
    before = outcome.catch(() => undefined);
  }
  return outcomes;
}

/** @param {Step} step @param {Student} at */
async function take({ text, typed, exit = 0, holds }, at) {
  const done = !text ? { code: exit, output: '' } : typed ? await at.converse(text, typed) : await at.type(text);
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
  /** @param {string} name @returns {Promise<string>} driver and scope, or `absent` */
  network: async name => {
    const { code, stdout } = await sh(`docker network inspect --format '{{.Driver}} {{.Scope}}' ${name}`);
    return code === 0 ? stdout.trim() : 'absent';
  },
  /** @param {string} kind @param {string} name */
  present: async (kind, name) => (await sh(`docker ${kind} inspect ${name}`)).code === 0,
  /** @param {string} name @returns {Promise<string[]>} */
  layers: async name => JSON.parse(await ask(`docker image inspect --format '{{json .RootFS.Layers}}' ${name}`)),
  /** @param {string} name @returns {Promise<string>} such as `2/2` */
  replicas: async name => (await sh(`docker service ls --format '{{.Name}} {{.Replicas}}'`)).stdout.split('\n').find(line => line.startsWith(`${name} `))?.split(' ')[1] ?? 'absent',
  /** @returns {Promise<string>} such as `active true`: whether it is a manager */
  swarm: () => ask(`docker info --format '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}'`),
  /** @param {string} address @returns {Promise<string>} the answer's text; empty where nothing answers */
  http: async address => (await sh(`curl -s -m 3 ${address}`)).stdout,
});
