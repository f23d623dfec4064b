import { commandFailed, runParsed, type ParsedCommand, type Runner, type RunOptions } from '../../core/command';
import type { Disposable } from '../../core/disposable';
import type { DockerApi, EventHandlers } from './api';
import {
  containersCommand, eventsCommand, imagesCommand, infoCommand, inspectCommand, layersCommand, logsCommand, namesCommand, networksCommand, versionCommand, volumesCommand,
} from './cliCommands';
import { cliNodes, cliServices, cliTasks, type Ask } from './cliSwarm';
import type { Endpoint } from './endpoint';
import { JsonLines } from './jsonLines';
import { toEvent } from './mapping';

/** Each call starts a command and, for a remote context, a connection of its own. */
const callMs = 15_000;

/** The same daemon by way of the docker command, for places that only the command can reach. */
export function createCliApi(runner: Runner, endpoint: Endpoint, base: Readonly<Record<string, string | undefined>>): DockerApi {
  // A context is named on the command line, so that what stands in the variables cannot win over it.
  const where = endpoint.context ? ['--context', endpoint.context] : [];
  const own = endpoint.context ? { ...endpoint.env, DOCKER_HOST: undefined, DOCKER_CONTEXT: undefined } : endpoint.env;
  return new CliApi(runner, where, { ...base, ...own });
}

class CliApi implements DockerApi {
  readonly costly = true;
  private readonly closing = new AbortController();

  constructor(private readonly runner: Runner, private readonly where: readonly string[], private readonly env: Readonly<Record<string, string | undefined>>) {}

  async ping(): Promise<void> { await this.version(); }
  version() { return this.run(versionCommand(this.where)); }
  info() { return this.run(infoCommand(this.where)); }
  containers(ids?: readonly string[]) { return this.run(containersCommand(this.where, ids)); }
  inspect(id: string) { return this.run(inspectCommand(this.where, id)); }
  imageLayers(id: string) { return this.run(layersCommand(this.where, id)); }
  networks() { return this.described('network', networksCommand); }
  volumes() { return this.described('volume', volumesCommand); }
  images() { return this.described('image', imagesCommand); }
  services(ids?: readonly string[]) { return cliServices(this.ask, this.where, ids); }
  tasks(services?: readonly string[]) { return cliTasks(this.ask, this.where, services); }
  nodes() { return cliNodes(this.ask, this.where); }

  async logs(id: string, lines: number): Promise<string> {
    const command = logsCommand(this.where, id, lines);
    const result = await this.runner.run(command, this.options());
    if (result.code !== 0) throw commandFailed(command, result);
    return result.stdout + result.stderr;
  }

  async events(since: number, handlers: EventHandlers): Promise<Disposable> {
    const lines = new JsonLines(value => {
      const event = toEvent(value);
      if (event) handlers.onEvent(event);
    });
    const command = eventsCommand(this.where, since);
    // No sign says that the command is connected; `since` brings what happens until it is.
    const running = this.runner.stream(command, chunk => lines.push(chunk), { env: this.env, signal: this.closing.signal });
    let disposed = false;
    const close = (error?: Error): void => { if (!disposed && !this.closing.signal.aborted) handlers.onClose(error); };
    running.done.then(result => close(result.code === 0 ? undefined : commandFailed(command, result)), (error: Error) => close(error));
    return { dispose: () => { disposed = true; running.kill(); } };
  }

  dispose(): void { this.closing.abort(); }

  private options(): RunOptions { return { env: this.env, signal: this.closing.signal, timeoutMs: callMs }; }
  private run<T>(command: ParsedCommand<T>): Promise<T> { return runParsed(this.runner, command, this.options()); }

  private readonly ask: Ask = async (command, lenient) => {
    const result = await this.runner.run(command, this.options());
    if (result.code !== 0 && !(lenient && /no such|not found/i.test(result.stderr))) throw commandFailed(command, result);
    return command.parse(result.stdout);
  };

  /** The list for the ids, then everything about them. What went in between is missing from the answer, and no error. */
  private async described<T>(kind: 'network' | 'volume' | 'image', describe: (where: readonly string[], ids: readonly string[]) => ParsedCommand<T[]>): Promise<T[]> {
    const ids = await this.run(namesCommand(this.where, kind));
    if (ids.length === 0) return [];
    return this.ask(describe(this.where, ids), true);
  }
}
