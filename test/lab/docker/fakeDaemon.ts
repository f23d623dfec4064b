import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

/** Answers on a Unix socket as a daemon would, except where a test makes it fail in a way that no real one can be made to. */
export class FakeDaemon {
  readonly requests: string[] = [];
  readonly handlers = new Map<string, Handler>();
  readonly streams = new Set<ServerResponse>();
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  private constructor(private readonly folder: string) {}

  static async start(): Promise<FakeDaemon> {
    const daemon = new FakeDaemon(await mkdtemp(join(tmpdir(), 'fd-')));
    await daemon.listen();
    return daemon;
  }

  get path(): string { return join(this.folder, 'd.sock'); }

  json(path: string, answer: unknown): void {
    this.handlers.set(path, (_request, response) => response.end(JSON.stringify(answer)));
  }
  usual(): void {
    this.handlers.set('/_ping', (_request, response) => response.end('OK'));
    this.json('/version', { Version: '1.0', ApiVersion: '1.52' });
    this.json('/info', { ID: 'fake', SystemTime: new Date().toISOString() });
    this.json('/containers/json', []);
    this.json('/networks', []);
    this.json('/volumes', { Volumes: null, Warnings: null });
    this.json('/images/json', []);
    this.handlers.set('/events', (_request, response) => {
      this.streams.add(response);
      response.writeHead(200).flushHeaders();
    });
  }
  tell(bytes: string | Uint8Array): void { for (const stream of this.streams) stream.write(bytes); }

  async listen(): Promise<void> {
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://d');
      this.requests.push(url.pathname);
      const handler = this.handlers.get(url.pathname);
      if (handler) handler(request, response, url);
      else response.writeHead(404).end('{"message":"page not found"}');
    });
    this.server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>(resolve => { this.server?.listen(this.path, resolve); });
  }

  /** As a crash does: all connections are reset. */
  async kill(): Promise<void> {
    const closed = new Promise<void>(resolve => { this.server?.close(() => resolve()); });
    for (const socket of this.sockets) socket.destroy();
    this.streams.clear();
    await closed;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export async function until(what: string, check: () => boolean, ms = 3000): Promise<number> {
  const begun = performance.now();
  while (!check()) {
    if (performance.now() - begun > ms) throw new Error(`Not within ${ms} ms: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  return performance.now() - begun;
}
