import { statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import { commandFailed, type Command, type CommandResult, type Runner } from '../core/command';
import { downloadSize, imageLines, inClassRegistry, portLines, type Preparation, type ToolLine, type Wanted } from '../core/preparation';
import type { Resource } from '../core/resource';
import { findExecutable } from './executable';

type Env = Readonly<Record<string, string | undefined>>;

export interface PreparerDeps {
  readonly runner: Runner;
  /** Takes a docker command to the same place as the lab's shell. */
  readonly env: Env;
  /** The daemon is on this machine: its disk can be looked at. */
  readonly local: boolean;
}

const askMs = 15_000;
const portMs = 500;
const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', armv7l: 'arm' };
/** The word that makes a tool say its version; else `--version`. */
const versionWords: Readonly<Record<string, readonly string[]>> = { kubectl: ['version', '--client'], minikube: ['version', '--short'], ip: ['-V'], ping: ['-V'] };

/** Finds out whether a class can begin, and brings its images. Every command is the docker command's own; none goes elsewhere. */
export class Preparer {
  constructor(private readonly deps: PreparerDeps) {}

  async look(wanted: Wanted, resources: ReadonlyMap<string, Resource>, signal?: AbortSignal): Promise<Preparation> {
    const about = await this.about(signal);
    const missing = imageLines(wanted.images, resources.values(), new Map()).filter(line => !line.there).map(line => line.name);
    const [sizes, free, tools, freeDisk] = await Promise.all([
      this.sizes(missing, about, signal), this.ports(wanted.ports), Promise.all(wanted.tools.map(tool => this.tool(tool, signal))), this.disk(about.root),
    ]);
    return {
      images: imageLines(wanted.images, resources.values(), sizes), ports: portLines(wanted.ports, resources.values(), free), tools,
      ...(freeDisk === undefined ? {} : { freeDisk }),
    };
  }

  /** `said` gets the lines that docker prints. From a class registry the image gets its plain name as well, and keeps only that. */
  async pull(image: string, options: { readonly registry?: string; readonly said?: (line: string) => void; readonly signal?: AbortSignal } = {}): Promise<void> {
    const source = options.registry ? inClassRegistry(options.registry, image) : image;
    await this.told(docker('image', 'pull', source), options.said, options.signal);
    if (source === image) return;
    await this.done(docker('image', 'tag', source, image));
    await this.done(docker('image', 'rm', source));
  }

  /** One file for a memory stick. */
  save(images: readonly string[], file: string, signal?: AbortSignal): Promise<void> { return this.done(docker('image', 'save', '--output', file, ...images), signal); }

  async load(file: string, signal?: AbortSignal): Promise<readonly string[]> {
    const command = docker('image', 'load', '--input', file);
    const result = await this.deps.runner.run(command, { env: this.deps.env, ...(signal ? { signal } : {}) });
    if (result.code !== 0) throw commandFailed(command, result);
    return [...result.stdout.matchAll(/^Loaded image(?: ID)?: (\S+)/gm)].map(([, name = '']) => name);
  }

  private async about(signal: AbortSignal | undefined): Promise<{ root?: string; os: string; architecture: string }> {
    const { code, stdout } = await this.ask(docker('info', '--format', '{{.DockerRootDir}}\t{{.OSType}}\t{{.Architecture}}'), signal);
    const [root, os = 'linux', architecture = ''] = code === 0 ? stdout.trim().split('\t') : [];
    return { os, architecture: architectures[architecture] ?? architecture, ...(root ? { root } : {}) };
  }

  /** A registry that does not answer leaves the size open; the list is shown all the same. */
  private async sizes(images: readonly string[], { os, architecture }: { os: string; architecture: string }, signal: AbortSignal | undefined): Promise<ReadonlyMap<string, number>> {
    const found = await Promise.all(images.map(async image => {
      const { code, stdout } = await this.ask(docker('manifest', 'inspect', '--verbose', ...plainHttp(image), image), signal);
      return [image, code === 0 ? downloadSize(stdout, os, architecture) : undefined] as const;
    }));
    return new Map(found.flatMap(([image, size]) => size === undefined ? [] : [[image, size]]));
  }

  private async ports(wanted: readonly number[]): Promise<ReadonlyMap<number, boolean>> {
    return new Map(await Promise.all(wanted.map(async port => [port, !await listens(port)] as const)));
  }

  private async tool(tool: string, signal: AbortSignal | undefined): Promise<ToolLine> {
    if (!findExecutable(tool, this.deps.env)) return { tool };
    const { stdout, stderr } = await this.ask({ file: tool, args: versionWords[tool] ?? ['--version'] }, signal);
    const [first = ''] = (stdout.trim() || stderr.trim()).split('\n');
    return { tool, version: first.slice(0, 120) };
  }

  private async disk(root: string | undefined): Promise<number | undefined> {
    if (!this.deps.local || !root) return undefined;
    const found = await statfs(root).catch(() => undefined);
    return found && found.bavail * found.bsize;
  }

  private ask(command: Command, signal: AbortSignal | undefined): Promise<CommandResult> {
    return this.deps.runner.run(command, { env: this.deps.env, timeoutMs: askMs, ...(signal ? { signal } : {}) }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      return { code: 1, stdout: '', stderr: '' };
    });
  }

  private async done(command: Command, signal?: AbortSignal): Promise<void> {
    const result = await this.deps.runner.run(command, { env: this.deps.env, ...(signal ? { signal } : {}) });
    if (result.code !== 0) throw commandFailed(command, result);
  }

  private async told(command: Command, said: ((line: string) => void) | undefined, signal: AbortSignal | undefined): Promise<void> {
    const decoder = new TextDecoder();
    const { done } = this.deps.runner.stream(command, chunk => {
      const last = decoder.decode(chunk, { stream: true }).trim().split('\n').at(-1);
      if (last) said?.(last.trim());
    }, { env: this.deps.env, ...(signal ? { signal } : {}) });
    const result = await done;
    if (result.code !== 0) throw commandFailed(command, result);
  }
}

/** The daemon speaks to a registry on loopback without TLS by itself; this command wants to be told. */
function plainHttp(image: string): readonly string[] { return /^(?:127(?:\.\d+){3}|localhost)(?::\d+)?\//.test(image) ? ['--insecure'] : []; }

function docker(...args: string[]): Command { return { file: 'docker', args }; }

/** Asked by connecting, as a browser would: to listen for a moment could itself be in somebody's way. */
function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answer: boolean): void => { socket.destroy(); resolve(answer); };
    socket.setTimeout(portMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
