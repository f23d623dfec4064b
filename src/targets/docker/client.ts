import type { Disposable } from '../../core/disposable';
import { DockerFailure, eventTypes, type DockerApi, type EventHandlers, type ListedTask } from './api';
import { withDeadline } from './deadline';
import { JsonLines } from './jsonLines';
import { sinceSeconds, toContainers, toDetail, toEvent, toImages, toInfo, toLayers, toNetworks, toVersion, toVolumes } from './mapping';
import { dial, type Dial, type Dialled } from './modem';
import { toNodes, toServices, toTasks } from './swarmMapping';

const defaultMs = 5000;

/** Over dockerode, with what it lacks: deadlines, a retry after a pooled connection went stale, lines that are whole. */
export function createClient(connect: Dialled, callMs = defaultMs): DockerApi {
  return new Client(dial(connect, true), dial(connect, false), callMs);
}

class Client implements DockerApi {
  readonly costly = false;
  private readonly closing = new AbortController();

  /** Two sets of connections: an event stream lives for hours, a request must not. */
  constructor(private readonly requests: Dial, private readonly streams: Dial, private readonly callMs: number) {}

  async ping(deadlineMs: number): Promise<void> {
    const answer: unknown = await this.get('ping', abortSignal => this.requests.docker.ping({ abortSignal }), deadlineMs);
    if (String(answer) !== 'OK') throw new DockerFailure('notDocker', 'The answer to a ping is not OK.');
  }
  async version() { return toVersion(await this.get('version', abortSignal => this.requests.docker.version({ abortSignal }))); }
  async info() { return toInfo(await this.get('info', abortSignal => this.requests.docker.info({ abortSignal }))); }
  async containers(ids?: readonly string[]) {
    const filters = ids ? { filters: { id: [...ids] } } : {};
    return toContainers(await this.get('containers', abortSignal => this.requests.docker.listContainers({ all: true, ...filters, abortSignal })));
  }
  async networks() { return toNetworks(await this.get('networks', abortSignal => this.requests.docker.listNetworks({ abortSignal }))); }
  async volumes() { return toVolumes(await this.get('volumes', abortSignal => this.requests.docker.listVolumes({ abortSignal }))); }
  async images() { return toImages(await this.get('images', abortSignal => this.requests.docker.listImages({ abortSignal }))); }
  async services(ids?: readonly string[]) {
    const options = { status: true, ...(ids ? { filters: { id: [...ids] } } : {}) };
    return toServices(await this.get('services', abortSignal => this.requests.docker.listServices({ ...options, abortSignal })));
  }
  async tasks(services?: readonly string[]): Promise<ListedTask[]> {
    const options = services ? { filters: { service: [...services] } } : {};
    try {
      return toTasks(await this.get('tasks', abortSignal => this.requests.docker.listTasks({ ...options, abortSignal })));
    } catch (error) {
      // One service that went meanwhile, and the daemon says nothing of the others either.
      if (!services || (error as { statusCode?: unknown }).statusCode !== 404) throw error;
      const wanted = new Set(services.map(id => `service:${id}`));
      return (await this.tasks()).filter(({ task }) => wanted.has(task.service));
    }
  }
  async nodes() { return toNodes(await this.get('nodes', abortSignal => this.requests.docker.listNodes({ abortSignal }))); }
  async inspect(id: string) { return toDetail(await this.get('inspect', abortSignal => this.requests.docker.getContainer(id).inspect({ abortSignal }))); }
  async imageLayers(id: string) { return toLayers(await this.get('image', () => this.requests.docker.getImage(id).inspect())); }

  async logs(id: string, lines: number): Promise<string> {
    const options = { stdout: true, stderr: true, follow: false as const, tail: lines };
    const answer: unknown = await this.get('logs', abortSignal => this.requests.docker.getContainer(id).logs({ ...options, abortSignal }));
    return Buffer.isBuffer(answer) ? withoutFrames(answer) : String(answer);
  }

  async events(since: number, handlers: EventHandlers): Promise<Disposable> {
    const options = { since: sinceSeconds(since), filters: { type: [...eventTypes] } };
    // The deadline is for the headers alone; after them silence is no fault.
    const stream = await withDeadline(this.callMs, this.closing.signal, 'events', abortSignal => this.streams.docker.getEvents({ ...options, abortSignal } as object));
    const lines = new JsonLines(value => {
      const event = toEvent(value);
      if (event) handlers.onEvent(event);
    });
    let failure: Error | undefined;
    let over = false;
    const finish = (): void => {
      if (over) return;
      over = true;
      handlers.onClose(failure);
    };
    stream.on('data', (chunk: Uint8Array) => { if (!over) lines.push(chunk); });
    stream.on('error', error => { failure = error; });
    // A clean stop says `end` and `close`, a killed daemon `aborted`, `error` and `close`.
    stream.on('close', finish);
    return { dispose: () => { over = true; destroy(stream); } };
  }

  dispose(): void {
    this.closing.abort();
    this.requests.close();
    this.streams.close();
  }

  /** All of these only read, so that one more try does no harm where the daemon closed a connection that we kept. */
  private async get<T>(what: string, call: (signal: AbortSignal) => Promise<T>, ms = this.callMs): Promise<T> {
    try {
      return await withDeadline(ms, this.closing.signal, what, call);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== 'EPIPE' && code !== 'ECONNRESET') throw error;
      return withDeadline(ms, this.closing.signal, what, call);
    }
  }
}

function destroy(stream: NodeJS.ReadableStream): void {
  if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
}

/** Without a terminal the log is cut into frames: one byte for the stream, three empty ones, four of length. */
function withoutFrames(bytes: Buffer): string {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 8 <= bytes.length && (bytes[at] ?? 9) <= 2 && bytes.readUIntBE(at + 1, 3) === 0) {
    const length = bytes.readUInt32BE(at + 4);
    parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts.length ? parts : [bytes]).toString('utf8');
}
