import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => void;
interface Item { readonly metadata: { readonly name: string; readonly uid: string; resourceVersion: string } & Record<string, unknown>; readonly [key: string]: unknown }

export const pods = '/api/v1/namespaces/lab/pods';

/** Lists, watches and changes as an API server does, except where a test makes it fail in a way that no real one can be made to. */
export class FakeApi {
  /** Path with query of each request, in order. */
  readonly requests: string[] = [];
  readonly tokens: (string | undefined)[] = [];
  readonly sockets = new Set<Socket>();
  readonly watches = new Set<{ readonly path: string; readonly response: ServerResponse }>();
  /** By path; a watch is `watch PATH`. They go before what it does by itself. */
  readonly handlers = new Map<string, Handler>();
  private readonly lists = new Map<string, Map<string, Item>>();
  private version = 100;
  private server: Server | undefined;
  private port = 0;

  static async start(): Promise<FakeApi> {
    const api = new FakeApi();
    await api.listen();
    return api;
  }

  get url(): string { return `http://127.0.0.1:${this.port}`; }
  get now(): number { return this.version; }

  /** Nobody sees how it came. */
  put(path: string, name: string, more: Record<string, unknown> = {}): Item {
    const item: Item = { ...more, metadata: { name, namespace: 'lab', uid: `uid-${name}`, resourceVersion: String(++this.version), ...more['metadata'] as object } };
    this.list(path).set(name, item);
    return item;
  }
  add(path: string, name: string, more?: Record<string, unknown>): void { this.tell(path, this.list(path).has(name) ? 'MODIFIED' : 'ADDED', this.put(path, name, more)); }
  drop(path: string, name: string): void {
    const item = this.list(path).get(name);
    this.list(path).delete(name);
    if (item) this.tell(path, 'DELETED', { ...item, metadata: { ...item.metadata, resourceVersion: String(++this.version) } });
  }
  tell(path: string, type: string, object: unknown): void {
    for (const watch of this.watches) if (watch.path === path) watch.response.write(`${JSON.stringify({ type, object })}\n`);
  }
  bookmark(path: string): void { this.tell(path, 'BOOKMARK', { metadata: { resourceVersion: String(this.version) } }); }

  reset(): void { for (const socket of this.sockets) socket.resetAndDestroy(); }
  closeWatches(): void { for (const { response } of this.watches) response.end(); }

  refuse(path: string, status: number, headers: Record<string, string> = {}, message = `${status} of the test`): void {
    this.handlers.set(path, (_request, response) => void response.writeHead(status, headers).end(JSON.stringify({ kind: 'Status', code: status, message })));
  }

  async listen(): Promise<void> {
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>(resolve => this.server?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.server?.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private list(path: string): Map<string, Item> {
    const list = this.lists.get(path) ?? new Map<string, Item>();
    this.lists.set(path, list);
    return list;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.url);
    this.requests.push(request.url ?? '');
    this.tokens.push(request.headers.authorization);
    const watching = url.searchParams.get('watch') === 'true';
    const handler = this.handlers.get(watching ? `watch ${url.pathname}` : url.pathname);
    if (handler) return handler(request, response, url);
    if (url.pathname === '/readyz') return void response.end('ok');
    if (watching) return this.watch(response, url);
    this.page(response, url);
  }

  private watch(response: ServerResponse, url: URL): void {
    const watch = { path: url.pathname, response };
    this.watches.add(watch);
    response.on('close', () => this.watches.delete(watch));
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    const from = Number(url.searchParams.get('resourceVersion'));
    for (const item of this.list(url.pathname).values()) if (Number(item.metadata.resourceVersion) > from) this.tell(url.pathname, 'ADDED', item);
  }

  private page(response: ServerResponse, url: URL): void {
    const all = [...this.list(url.pathname).values()];
    const from = Number(url.searchParams.get('continue') ?? 0);
    const to = from + Number(url.searchParams.get('limit') ?? all.length);
    response.end(JSON.stringify({
      kind: 'List', metadata: { resourceVersion: String(this.version), ...(to < all.length ? { continue: String(to) } : {}) }, items: all.slice(from, to),
    }));
  }
}

/** Waits for what comes by itself. */
export async function until(what: () => boolean, ms = 3000): Promise<void> {
  const end = Date.now() + ms;
  while (!what()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what.toString()}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
