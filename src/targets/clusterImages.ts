import { commandFailed, type Command, type Runner } from '../core/command';
import { inClassRegistry } from '../core/preparation';
import { asList, asMap, asText } from './kubernetes/plain';

export interface ClusterImagesDeps {
  readonly runner: Runner;
  /** Takes a command to the same cluster as the lab's shell. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Profile, where minikube made the cluster. */
  readonly profile?: string;
  /** One GET of the API server. */
  ask(path: string): Promise<unknown>;
}

const askMs = 15_000;

/** Images on the nodes of a cluster. They come there by minikube's own command; elsewhere the nodes fetch them when a pod wants them. */
export class ClusterImages {
  constructor(private readonly deps: ClusterImagesDeps) {}

  /** Whether there is a way to bring images before a pod wants them. */
  get brings(): boolean { return this.deps.profile !== undefined; }

  /** Names as the nodes have them. Rejects where the cluster gives no answer. */
  async look(signal?: AbortSignal): Promise<ReadonlySet<string>> {
    if (this.brings) return new Set((await this.run(this.minikube('ls', '--format', 'short'), signal, askMs)).split(/\s+/).filter(Boolean));
    const nodes = asList(asMap(await this.deps.ask('/api/v1/nodes?limit=500'))['items']);
    const names = nodes.flatMap(node => asList(asMap(node['status'])['images'])).flatMap(image => (Array.isArray(image['names']) ? image['names'] : []));
    return new Set(names.flatMap(name => asText(name) ?? []));
  }

  /** From the Docker daemon of this machine where that has it, else from its registry. From a class registry it gets its plain name as well. */
  async bring(image: string, { registry, signal }: { readonly registry?: string; readonly signal?: AbortSignal } = {}): Promise<void> {
    if (!registry) return void await this.run(this.minikube('load', image), signal);
    const source = inClassRegistry(registry, image);
    await this.run(this.minikube('pull', source), signal);
    await this.run(this.minikube('tag', source, image), signal);
  }

  /** What `docker image save` has written. */
  async load(file: string, signal?: AbortSignal): Promise<void> { await this.run(this.minikube('load', file), signal); }

  private minikube(...args: string[]): Command { return { file: 'minikube', args: ['image', ...args, '--profile', this.deps.profile ?? 'minikube'] }; }

  private async run(command: Command, signal: AbortSignal | undefined, timeoutMs?: number): Promise<string> {
    const result = await this.deps.runner.run(command, { env: this.deps.env, ...timeoutMs === undefined ? {} : { timeoutMs }, ...signal ? { signal } : {} });
    if (result.code !== 0) throw commandFailed(command, result);
    return result.stdout;
  }
}
