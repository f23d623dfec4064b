import { connect, isIP, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { ProbeResult } from '../core/statusInput';

const deadlineMs = 2000;
/** Long enough for Docker's own forwarder to find that nobody listens behind it. */
const settleMs = 150;
const headBytes = 1024;

export interface ProbeAddress {
  /** An IP address: names are resolved once, before, and what they gave is what is connected to. */
  readonly ip: string;
  readonly port: number;
  /** For the Host header. */
  readonly shown: string;
}

type Answered = Extract<ProbeResult, { kind: 'http' | 'tcp' | 'refused' | 'timeout' }>;

/**
 * Asks a port whether somebody is there: HTTP first, else plain TCP. Written on a bare socket, so that no proxy and
 * no redirect can take it elsewhere; the answer is read no further than its first line. Never rejects.
 */
export async function probe(address: ProbeAddress): Promise<Answered> {
  const begun = performance.now();
  const first = await talk(address, `GET / HTTP/1.1\r\nHost: ${address.shown}\r\nUser-Agent: Labbook\r\nAccept: */*\r\nConnection: close\r\n\r\n`, deadlineMs);
  const ms = performance.now() - begun;
  if (first.end === 'refused') return { kind: 'refused' };
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(first.head)?.[1];
  if (status) return { kind: 'http', status: Number(status), ms };
  if (!first.connected) return { kind: 'timeout', ms };
  // It said something, or listens on in silence: somebody is there.
  if (first.head || first.end === 'deadline') return { kind: 'tcp', ms };
  // Closed without a word: a server that dislikes HTTP, or Docker's forwarder with nobody behind it. The second
  // closes before it was sent anything.
  const second = await talk(address, '', settleMs);
  return second.connected && (second.end === 'deadline' || second.head) ? { kind: 'tcp', ms } : { kind: 'refused' };
}

interface Talk { readonly connected: boolean; readonly head: string; readonly end: 'refused' | 'closed' | 'deadline' | 'answered' }

function talk({ ip, port }: ProbeAddress, request: string, ms: number): Promise<Talk> {
  return new Promise(resolve => {
    const socket: Socket = connect({ host: ip, port });
    let connected = false;
    let head = '';
    const finish = (end: Talk['end']): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ connected, head, end });
    };
    const timer = setTimeout(() => finish('deadline'), ms);
    socket.on('connect', () => {
      connected = true;
      if (request) socket.write(request);
    });
    socket.on('data', chunk => {
      head += chunk.subarray(0, headBytes - head.length).toString('latin1');
      if (head.includes('\n') || head.length >= 16) finish('answered');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code === 'ECONNREFUSED' ? 'refused' : 'closed'));
    socket.on('close', () => finish('closed'));
  });
}

/** An address on this machine: loopback, or that of one of its devices. Link-local ones (metadata services) never are. */
export function isOwnAddress(ip: string): boolean {
  if (isForbidden(ip) || isIP(ip) === 0) return false;
  if (/^127\./.test(ip) || ip === '::1') return true;
  return Object.values(networkInterfaces()).some(list => list?.some(entry => entry.address === ip));
}

export function isForbidden(ip: string): boolean {
  const plain = ip.toLowerCase().replace(/^::ffff:/, '');
  return /^169\.254\./.test(plain) || /^fe[89ab]/.test(plain) || plain === 'fd00:ec2::254' || plain === '0.0.0.0' || plain === '::';
}
