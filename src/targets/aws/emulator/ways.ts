import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Runner } from '../../../core/command';
import { msg, type Message } from '../../../core/message';
import { quote } from '../../../core/shellQuote';
import { findExecutable } from '../../executable';

type Env = Readonly<Record<string, string | undefined>>;

/** The one that the labs were tried with. */
export const motoVersion = '5.2.1';
const spec = `moto[server]==${motoVersion}`;
const image = `motoserver/moto:${motoVersion}`;

/** One way in which moto can be started here. */
export interface EmulatorWay {
  readonly id: 'motoServer' | 'module' | 'uv' | 'pipx' | 'venv' | 'image';
  /** Of the program that it is had with: `uv`. */
  readonly by: string;
  /** What it does, for the one who is asked. */
  readonly label: Message;
  /** It fetches something first: the student is asked. What was fetched is found the next time. */
  readonly downloads: boolean;
  /** Run one after the other before the start: what fetches it. */
  readonly before: readonly Program[];
  start(port: number): Program;
  /** Takes away what an end by force leaves. */
  readonly afterwards?: Program;
  /** It talks to Docker itself to run. */
  readonly needsDocker: boolean;
  readonly version?: string;
}

export interface Program { readonly file: string; readonly args: readonly string[]; /** Laid over the environment. */ readonly env?: Readonly<Record<string, string>> }

export interface WayPorts {
  readonly env: Env;
  readonly runner: Runner;
  /** Folder for Python environments of its own. */
  readonly folder: string;
  /** Names the container: one for each course. */
  readonly courseId: string;
}

const askMs = 8000;
const server = (port: number) => ['-H', '127.0.0.1', '-p', String(port)];

/** The first way that needs no download, else every way that would; empty: there is none. Starts at most a Python or docker, to ask it. */
export async function waysToStart(ports: WayPorts): Promise<readonly EmulatorWay[]> {
  const there = await installed(ports);
  if (there) return [there];
  const container = await inDocker(ports);
  return container && !container.downloads ? [container] : [...toFetch(ports), ...container ? [container] : []];
}

const here = { downloads: false, before: [], needsDocker: false } as const;

async function installed(ports: WayPorts): Promise<EmulatorWay | undefined> {
  const file = findExecutable('moto_server', ports.env);
  if (file) {
    const version = await versionOf(file, ports);
    return { id: 'motoServer', by: 'moto_server', label: msg('moto_server, which is installed here'), ...here, start: port => ({ file, args: server(port) }), ...version !== undefined && { version } };
  }
  const own = Object.values(pythonsUnder(ports.folder));
  for (const python of [...own, 'python3', 'python'].map(name => findExecutable(name, ports.env)).filter(found => found !== undefined)) {
    const version = await said(ports, python, ['-c', 'import moto.server, importlib.metadata as m; print(m.version("moto"))']);
    const label = own.includes(python) ? msg('moto in Labbook’s own folder') : msg('moto of the Python that is installed here');
    if (version !== undefined) return { id: 'module', by: 'python', label, ...here, start: port => module(python, port), version };
  }
  return undefined;
}

/** Environments of Labbook's own: what is fetched once is there for all courses. */
function pythonsUnder(folder: string): { readonly venv: string; readonly pipx: string } {
  return { venv: join(folder, 'venv', 'bin', 'python'), pipx: join(folder, 'pipx', 'venvs', 'moto', 'bin', 'python') };
}

/** Not the script beside it: its first line names a path that may hold a space. */
function module(python: string, port: number): Program { return { file: python, args: ['-m', 'moto.server', ...server(port)] }; }

function toFetch({ env, folder }: WayPorts): EmulatorWay[] {
  const found = (name: string) => findExecutable(name, env);
  const [uv, pipx, python] = [found('uv'), found('pipx'), found('python3') ?? found('python')];
  const own = pythonsUnder(folder);
  const venv = join(folder, 'venv'), pipxHome = join(folder, 'pipx');
  const common = { downloads: true, needsDocker: false, version: motoVersion } as const;
  return [
    ...uv ? [{
      ...common, id: 'uv', by: 'uv', label: msg('with uv: fetches moto {0} from PyPI, about 60 MB, into a folder of Labbook’s own', motoVersion),
      before: [{ file: uv, args: ['venv', '--quiet', '--allow-existing', venv] }, { file: uv, args: ['pip', 'install', '--quiet', '--python', own.venv, spec] }], start: (port: number) => module(own.venv, port),
    } as const] : [],
    ...pipx ? [{
      ...common, id: 'pipx', by: 'pipx', label: msg('with pipx: fetches moto {0} from PyPI, about 60 MB, into a folder of Labbook’s own', motoVersion),
      before: [{ file: pipx, args: ['install', '--force', spec], env: { PIPX_HOME: pipxHome, PIPX_BIN_DIR: join(pipxHome, 'bin'), PIPX_MAN_DIR: join(pipxHome, 'man') } }], start: (port: number) => module(own.pipx, port),
    } as const] : [],
    ...python ? [{
      ...common, id: 'venv', by: 'python', label: msg('with Python: fetches moto {0} from PyPI, about 60 MB, into a folder of Labbook’s own', motoVersion),
      before: [{ file: python, args: ['-m', 'venv', venv] }, { file: own.venv, args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', spec] }], start: (port: number) => module(own.venv, port),
    } as const] : [],
  ];
}

/** By its image, on a Docker of this machine: a port of 127.0.0.1 elsewhere is out of reach. Undefined without one. */
async function inDocker(ports: WayPorts): Promise<EmulatorWay | undefined> {
  const docker = findExecutable('docker', ports.env);
  if (!docker) return undefined;
  const { code, stdout } = await asked(ports, docker, ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  if (code !== 0 || !/^(?:unix|npipe):/.test(stdout.trim())) return undefined;
  const there = (await asked(ports, docker, ['image', 'inspect', '--format', '{{.Id}}', image])).code === 0;
  const container = `labbook-moto-${ports.courseId.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 60)}`;
  return {
    id: 'image', by: 'docker', needsDocker: true, version: motoVersion, downloads: !there, before: there ? [] : [{ file: docker, args: ['image', 'pull', '--quiet', image] }],
    label: there ? msg('the image {0} on Docker', image) : msg('with Docker: fetches the image {0}', image),
    start: port => ({ file: docker, args: ['run', '--rm', '--init', '--name', container, '--label', 'labbook.emulator=true', '-p', `127.0.0.1:${port}:5000`, '-e', 'MOTO_IAM_LOAD_MANAGED_POLICIES=true', image] }),
    afterwards: { file: docker, args: ['rm', '--force', container] },
  };
}

/** As it would be typed. */
export function textOf({ file, args, env = {} }: Program): string {
  const word = (text: string) => /^[\w@%+=:,./-]+$/.test(text) ? text : quote(text);
  return [...Object.entries(env).map(([name, value]) => `${name}=${word(value)}`), ...[file, ...args].map(word)].join(' ');
}

/** moto_server does not tell: the Python that runs it does. */
async function versionOf(file: string, ports: WayPorts): Promise<string | undefined> {
  for (const python of pythonsOf(file)) {
    const version = await said(ports, python, ['-c', 'import importlib.metadata as m; print(m.version("moto"))']);
    if (version !== undefined) return version;
  }
  return undefined;
}

function pythonsOf(file: string): string[] {
  try {
    const real = realpathSync(file);
    const first = /^#!\s*(\S*python[\d.]*)\s*$/m.exec(readFileSync(real, 'latin1').slice(0, 400))?.[1];
    return [...first === undefined ? [] : [first], ...[dirname(real), dirname(file)].flatMap(folder => [join(folder, 'python3'), join(folder, 'python')])];
  } catch { return []; }
}

async function said(ports: WayPorts, file: string, args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await asked(ports, file, args);
  const [version] = /^\d[\w.]{0,30}/.exec(stdout.trim()) ?? [];
  return code === 0 ? version : undefined;
}

function asked({ runner, env }: WayPorts, file: string, args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string }> {
  return runner.run({ file, args }, { timeoutMs: askMs, env }).catch(() => ({ code: 1, stdout: '' }));
}
