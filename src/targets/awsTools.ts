import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Runner } from '../core/command';
import { findExecutable } from './executable';

type Env = Readonly<Record<string, string | undefined>>;

const askMs = 20_000;
const mostBytes = 256 * 1024;

/** What the tools of a lab's shell say of their versions. An answer holds until the program changes. */
export class AwsTools {
  private readonly known = new Map<string, string>();

  constructor(private readonly runner: () => Runner) {}

  /** Whole answer of `aws --version`; empty where there is none. It contacts nobody. */
  async cli(path: string, env: Env): Promise<string> {
    const key = `${path} ${await changedAt(path)}`;
    const there = this.known.get(key);
    if (there !== undefined) return there;
    // Old ones of the first version say it on the other stream.
    const { stdout, stderr } = await this.runner().run({ file: path, args: ['--version'] }, { timeoutMs: askMs, env }).catch(() => ({ stdout: '', stderr: '' }));
    const said = `${stdout}\n${stderr}`.trim().slice(0, 1000);
    if (/aws-cli\/\d/.test(said)) this.known.set(key, said);
    return said;
  }

  /** Version of the boto3 that this Python would import; undefined where it has none. `python` as the block names it. */
  async boto(python: string, cwd: string | undefined, env: Env): Promise<string | undefined> {
    const file = python.includes('/') ? (isAbsolute(python) ? python : join(cwd ?? '/', python)) : findExecutable(python, env);
    if (file === undefined) return undefined;
    const { code, stdout } = await this.runner().run({ file, args: ['-c', 'import importlib.metadata as m; print(m.version("boto3"))'] }, { timeoutMs: askMs, env }).catch(() => ({ code: 1, stdout: '' }));
    return code === 0 ? stdout.trim() : undefined;
  }

  /** Text of a program that a block runs; undefined where it is not there or too long to be read. */
  async program(file: string, folders: readonly string[]): Promise<string | undefined> {
    for (const path of isAbsolute(file) ? [file] : folders.map(folder => join(folder, file))) {
      const size = await stat(path).then(found => found.isFile() ? found.size : undefined, () => undefined);
      if (size !== undefined && size <= mostBytes) return readFile(path, 'utf8').catch(() => undefined);
    }
    return undefined;
  }
}

async function changedAt(path: string): Promise<number> { return stat(path).then(({ mtimeMs }) => mtimeMs, () => 0); }
