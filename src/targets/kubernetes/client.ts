import { request as plain, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { StringDecoder } from 'node:string_decoder';
import type { Disposable } from '../../core/disposable';
import type { Access } from './credentials';
import { ClusterFailure, failureOf, failureOfStatus } from './failure';

export interface Asking {
  /** From the request to the last byte of the answer; of a stream, to its first. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** `cut`: more came than was read. */
export interface Page { readonly status: number; readonly body: string; readonly cut: boolean }

/**
 * Requests to the API server, each with a deadline. All end when the client does, those whose credentials are still
 * being fetched too: nothing is left open. Every rejection is a ClusterFailure.
 */
export class ClusterClient implements Disposable {
  private readonly closed = new AbortController();
  private clockSkew = 0;

  constructor(private readonly credentials: { access(): Promise<Access> }) {}

  async get(path: string, { deadlineMs, signal }: Asking): Promise<unknown> {
    const limit = new Limit(deadlineMs, [this.closed.signal, ...(signal ? [signal] : [])]);
    try {
      const answer = await this.ask(path, limit.signal);
      return parsed(await limit.race(wholeOf(answer, limit.signal)), answer);
    } catch (error) {
      throw limit.failure(error, path);
    } finally {
      limit.dispose();
    }
  }

  /** What is answered, whatever its status: of a page behind the API server, as far as `bytes` go. */
  async page(path: string, { deadlineMs, signal }: Asking, bytes: number): Promise<Page> {
    const limit = new Limit(deadlineMs, [this.closed.signal, ...(signal ? [signal] : [])]);
    try {
      const answer = await this.ask(path, limit.signal, '*/*');
      return { status: answer.statusCode ?? 0, ...await limit.race(beginningOf(answer, limit.signal, bytes)) };
    } catch (error) {
      throw limit.failure(error, path);
    } finally {
      limit.dispose();
    }
  }

  /**
   * `opened` when the server has begun to answer, `line` for each object. Resolves when the server closes the stream in
   * order.
   */
  async stream(path: string, { deadlineMs, signal }: Asking, sink: { opened(): void; line(object: unknown): void }): Promise<void> {
    const limit = new Limit(deadlineMs, [this.closed.signal, ...(signal ? [signal] : [])]);
    try {
      const answer = await this.ask(path, limit.signal);
      if (answer.statusCode !== 200) parsed(await limit.race(wholeOf(answer, limit.signal)), answer);
      limit.lift();
      answer.socket.setKeepAlive(true, 30_000);
      sink.opened();
      await linesOf(answer, limit.signal, sink.line);
    } catch (error) {
      throw limit.failure(error, path);
    } finally {
      limit.dispose();
    }
  }

  /** The server's clock minus this machine's, in milliseconds. It tells whole seconds: less than two are none. */
  get skewMs(): number { return this.clockSkew; }

  dispose(): void { this.closed.abort(); }

  private async ask(path: string, signal: AbortSignal, accept = 'application/json'): Promise<IncomingMessage> {
    const { server, options } = await raced(this.credentials.access(), signal);
    const url = new URL(server.replace(/\/+$/, '') + path);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const send = url.protocol === 'http:' ? plain : secure;
      const asked = send(url, { ...options, headers: { ...options.headers, accept }, signal }, resolve);
      asked.on('error', reject);
      asked.end();
    });
    const skew = Date.parse(answer.headers.date ?? '') - Date.now();
    if (!Number.isNaN(skew)) this.clockSkew = Math.abs(skew) < 2000 ? 0 : skew;
    return answer;
  }
}

/** Time for one request, and who may end it before. */
class Limit implements Disposable {
  private readonly late = new AbortController();
  readonly signal: AbortSignal;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly ms: number, private readonly others: readonly AbortSignal[]) {
    this.signal = AbortSignal.any([this.late.signal, ...others]);
    this.timer = setTimeout(() => this.late.abort(), ms);
  }

  lift(): void { clearTimeout(this.timer); }
  dispose(): void { this.lift(); }
  race<T>(work: Promise<T>): Promise<T> { return raced(work, this.signal); }

  failure(error: unknown, path: string): ClusterFailure {
    if (this.others.some(other => other.aborted)) return new ClusterFailure('ended', `${path}: ended by us.`);
    if (this.late.signal.aborted) return new ClusterFailure('slow', `${path}: no answer within ${this.ms} ms.`);
    return failureOf(error);
  }
}

/** A body that is cut in its middle may never settle by itself. */
async function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const cut = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, cut]);
  } finally {
    work.catch(() => undefined);
    if (stop) signal.removeEventListener('abort', stop);
  }
}

async function wholeOf(answer: IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  await read(answer, signal, chunk => { chunks.push(chunk); });
  return Buffer.concat(chunks).toString('utf8');
}

/** The rest is not read: the connection is ended. */
async function beginningOf(answer: IncomingMessage, signal: AbortSignal, bytes: number): Promise<{ readonly body: string; readonly cut: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const text = (): string => Buffer.concat(chunks).subarray(0, bytes).toString('utf8');
  const whole = read(answer, signal, chunk => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > bytes) throw new Full();
  });
  return whole.then(() => ({ body: text(), cut: false }), (error: unknown) => {
    if (error instanceof Full) return { body: text(), cut: true };
    throw error;
  });
}

class Full extends Error {}

async function linesOf(answer: IncomingMessage, signal: AbortSignal, line: (object: unknown) => void): Promise<void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  await read(answer, signal, chunk => {
    const lines = (rest + decoder.write(Buffer.from(chunk))).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) if (text.trim()) line(JSON.parse(text));
  });
}

/** Resolves at the end of a whole body; one that was cut rejects. What `take` throws ends the connection. */
function read(answer: IncomingMessage, signal: AbortSignal, take: (chunk: Uint8Array) => void): Promise<void> {
  return raced(new Promise((resolve, reject) => {
    answer.on('data', (chunk: Uint8Array) => {
      try {
        take(chunk);
      } catch (error) {
        reject(error as Error);
        answer.destroy();
      }
    });
    answer.on('error', reject);
    answer.on('end', () => { if (answer.complete) resolve(); });
    answer.on('close', () => reject(new ClusterFailure('broken', 'The connection broke off.')));
  }), signal);
}

function parsed(text: string, answer: IncomingMessage): unknown {
  const status = answer.statusCode ?? 0;
  const json = jsonOf(text);
  if (status < 200 || status >= 300) throw failureOfStatus(status, json, answer.headers['retry-after']);
  return json ?? text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
