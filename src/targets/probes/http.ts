import { request, type IncomingMessage } from 'node:http';
import type { Seen } from '../../core/checks/want';
import { msg } from '../../core/message';
import { addressFor, type AddressPolicy } from './address';

const bodyBytes = 256 * 1024;
const redirects = 3;

type Answer = { readonly status: number; readonly location?: string; readonly body: string; readonly cut: boolean } | 'refused' | 'silent';

/**
 * Asks a page as a browser would that knows no proxy, keeps nothing and goes nowhere else: GET alone, to the address
 * that the host's name gave, redirects only to the same host and port. Never rejects.
 */
export async function httpProbe(written: string, policy: AddressPolicy, deadlineMs: number): Promise<Seen> {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.protocol !== 'http:') return { kind: 'barred', reason: msg('`{0}` is no address that begins with http://', written) };
  if (url.username || url.password) return { kind: 'barred', reason: msg('an address that holds a name or a password is not asked') };
  const address = await addressFor(url.hostname, policy);
  if ('barred' in address) return { kind: 'barred', reason: address.barred, ...(address.host === undefined ? {} : { host: address.host }) };
  if ('nobody' in address) return { kind: 'refused' };
  const until = performance.now() + deadlineMs;
  for (const ip of address.ips) {
    const seen = await follow(ip, url, until, deadlineMs);
    if (seen.kind !== 'refused') return seen;
  }
  return { kind: 'refused' };
}

async function follow(ip: string, first: URL, until: number, deadlineMs: number): Promise<Seen> {
  let url = first;
  for (let left = redirects; ; left--) {
    const answer = await ask(ip, url, until - performance.now());
    if (answer === 'refused') return { kind: 'refused' };
    if (answer === 'silent') return { kind: 'silent', seconds: Math.round(deadlineMs / 1000) };
    const { status, body, cut } = answer;
    const next = answer.location !== undefined && URL.canParse(answer.location, url.href) ? new URL(answer.location, url.href) : undefined;
    if (!next) return { kind: 'http', status, body, cut };
    if (next.protocol !== first.protocol || next.host !== first.host) return { kind: 'http', status, body, cut, leads: next.protocol === 'http:' ? next.host : `${next.protocol}//${next.host}` };
    if (left === 0) return { kind: 'http', status, body, cut };
    url = next;
  }
}

function ask(ip: string, url: URL, ms: number): Promise<Answer> {
  return new Promise(resolve => {
    const asked = request({
      host: ip, port: url.port || 80, method: 'GET', path: `${url.pathname}${url.search}`, agent: false, setHost: false,
      headers: { 'Host': url.host, 'User-Agent': 'Labbook', 'Accept': '*/*', 'Accept-Encoding': 'identity', 'Connection': 'close' },
    });
    const finish = (answer: Answer): void => {
      clearTimeout(timer);
      asked.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => finish('silent'), Math.max(1, ms));
    asked.on('response', answer => {
      clearTimeout(timer);
      void read(answer, Math.max(1, ms)).then(finish);
    });
    asked.on('error', () => finish('refused'));
    asked.end();
  });
}

/** What came within the time, up to the limit. */
function read(answer: IncomingMessage, ms: number): Promise<Answer> {
  return new Promise(resolve => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (cut: boolean): void => {
      clearTimeout(timer);
      const status = answer.statusCode ?? 0;
      const moved = status >= 300 && status < 400 && status !== 304;
      resolve({ status, body: Buffer.concat(chunks).subarray(0, bodyBytes).toString('utf8'), cut, ...(moved && answer.headers.location ? { location: answer.headers.location } : {}) });
    };
    const timer = setTimeout(() => finish(true), ms);
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > bodyBytes) finish(true);
    });
    answer.on('end', () => finish(false));
    answer.on('aborted', () => finish(true));
    answer.on('error', () => finish(true));
  });
}
