import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Runner } from '../../../core/command';
import { msg, type Message } from '../../../core/message';
import { findExecutable } from '../../executable';

type Env = Readonly<Record<string, string | undefined>>;

/** The one that the labs were tried with. */
export const motoVersion = '5.2.1';
const spec = `moto[server]==${motoVersion}`;
const image = `motoserver/moto:${motoVersion}`;

/** One way in which moto can be started here. */
export interface EmulatorWay {
  readonly id: 'motoServer' | 'module' | 'uvx' | 'pipx' | 'venv' | 'image';
  /** What it does, for the one who is asked. */
  readonly label: Message;
  /** It fetches something first: the student is asked. */
  readonly downloads: boolean;
  /** Run one after the other before the start. */
  readonly before: readonly Program[];
  start(port: number): Program;
  /** Takes away what an end by force leaves. */
  readonly afterwards?: Program;
  /** It talks to Docker itself to run. */
  readonly needsDocker: boolean;
  readonly version?: string;
}

export interface Program { readonly file: string; readonly args: readonly string[] }

export interface WayPorts {
  readonly env: Env;
  readonly runner: Runner;
  /** Folder for a Python environment of its own. */
  readonly folder: string;
  /** Names the container: one for each course. */
  readonly courseId: string;
}

const askMs = 8000;
const server = (port: number) => ['-H', '127.0.0.1', '-p', String(port)];

/** The first way that needs no download, else every way that would; empty: there is none. Starts at most a Python to ask it. */
export async function waysToStart(ports: WayPorts): Promise<readonly EmulatorWay[]> {
  const there = await installed(ports);
  return there ? [there] : toFetch(ports);
}

async function installed(ports: WayPorts): Promise<EmulatorWay | undefined> {
  const file = findExecutable('moto_server', ports.env);
  const common = { downloads: false, before: [], needsDocker: false } as const;
  if (file) {
    const version = await versionOf(file, ports);
    return { id: 'motoServer', label: msg('moto_server, which is installed here'), ...common, start: port => ({ file, args: server(port) }), ...version !== undefined && { version } };
  }
  const own = join(ports.folder, 'venv', 'bin', 'python');
  for (const python of [own, 'python3', 'python'].map(name => findExecutable(name, ports.env)).filter(found => found !== undefined)) {
    const version = await said(ports, python, ['-c', 'import moto.server, importlib.metadata as m; print(m.version("moto"))']);
    if (version !== undefined) return { id: 'module', label: msg('moto of the Python that is installed here'), ...common, start: port => ({ file: python, args: ['-m', 'moto.server', ...server(port)] }), version };
  }
  return undefined;
}

function toFetch({ env, folder, courseId }: WayPorts): EmulatorWay[] {
  const found = (name: string) => findExecutable(name, env);
  const [uvx, pipx, python, docker] = [found('uvx'), found('pipx'), found('python3') ?? found('python'), found('docker')];
  const common = { downloads: true, before: [], needsDocker: false, version: motoVersion } as const;
  const venv = join(folder, 'venv');
  const container = `labbook-moto-${courseId.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 60)}`;
  return [
    ...uvx ? [{ ...common, id: 'uvx', label: msg('with uv: fetches moto {0} from PyPI, about 60 MB', motoVersion), start: (port: number) => ({ file: uvx, args: ['--from', spec, 'moto_server', ...server(port)] }) } as const] : [],
    ...pipx ? [{ ...common, id: 'pipx', label: msg('with pipx: fetches moto {0} from PyPI, about 60 MB', motoVersion), start: (port: number) => ({ file: pipx, args: ['run', '--spec', spec, 'moto_server', ...server(port)] }) } as const] : [],
    ...python ? [{
      ...common, id: 'venv', label: msg('with Python: fetches moto {0} from PyPI, about 60 MB, into a folder of Labbook’s own', motoVersion),
      before: [{ file: python, args: ['-m', 'venv', venv] }, { file: join(venv, 'bin', 'python'), args: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', spec] }],
      start: (port: number) => ({ file: join(venv, 'bin', 'python'), args: ['-m', 'moto.server', ...server(port)] }),
    } as const] : [],
    ...docker ? [{
      ...common, id: 'image', label: msg('with Docker: fetches the image {0}', image), needsDocker: true,
      start: (port: number) => ({ file: docker, args: ['run', '--rm', '--init', '--name', container, '--label', 'labbook.emulator=true', '-p', `127.0.0.1:${port}:5000`, '-e', 'MOTO_IAM_LOAD_MANAGED_POLICIES=true', image] }),
      afterwards: { file: docker, args: ['rm', '--force', container] },
    } as const] : [],
  ];
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

async function said({ runner, env }: WayPorts, file: string, args: readonly string[]): Promise<string | undefined> {
  const { code, stdout } = await runner.run({ file, args }, { timeoutMs: askMs, env }).catch(() => ({ code: 1, stdout: '' }));
  const [version] = /^\d[\w.]{0,30}/.exec(stdout.trim()) ?? [];
  return code === 0 ? version : undefined;
}
