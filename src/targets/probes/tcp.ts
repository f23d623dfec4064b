import { connect } from 'node:net';
import type { Seen } from '../../core/checks/want';
import { addressFor, type AddressPolicy } from './address';

/** Whether a connection is accepted. Nothing is sent. Never rejects. */
export async function tcpProbe(host: string, port: number, policy: AddressPolicy, deadlineMs: number): Promise<Seen> {
  const address = await addressFor(host, policy);
  if ('barred' in address) return { kind: 'barred', reason: address.barred, ...(address.host === undefined ? {} : { host: address.host }) };
  if ('nobody' in address) return { kind: 'refused' };
  for (const ip of address.ips) {
    const seen = await knock(ip, port, deadlineMs);
    if (seen.kind !== 'refused') return seen;
  }
  return { kind: 'refused' };
}

function knock(host: string, port: number, deadlineMs: number): Promise<Seen> {
  return new Promise(resolve => {
    const socket = connect({ host, port });
    const finish = (seen: Seen): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(seen);
    };
    const timer = setTimeout(() => finish({ kind: 'silent', seconds: Math.round(deadlineMs / 1000) }), deadlineMs);
    socket.on('connect', () => finish({ kind: 'open' }));
    socket.on('error', () => finish({ kind: 'refused' }));
  });
}
