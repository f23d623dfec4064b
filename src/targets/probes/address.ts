import { BlockList, isIP } from 'node:net';
import { msg, type Message } from '../../core/message';
import { isOwnAddress } from '../probe';

export interface AddressPolicy {
  /** Name or address of the machine that the daemon runs on; undefined: this one. */
  readonly daemonHost?: string;
  /** Names and addresses of the machines of the lab's cluster, where it is the student's own. */
  readonly clusterHosts?: readonly string[];
  /** Whether the student allowed this course to ask that host. */
  allowed(host: string): boolean;
  resolve(name: string): Promise<string>;
}

/** Addresses to connect to, best first; or why none may be asked. `host`: the student may allow it. */
export type Address = { readonly ips: readonly string[] } | { readonly barred: Message; readonly host?: string } | { readonly nobody: true };

/** Metadata services of clouds and neighbours on the same wire: never asked, whoever allows it. */
const never = new BlockList();
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('fe80::', 10, 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addAddress('::', 'ipv6');

/** A name is looked up once, here; what it gives is what is connected to. */
export async function addressFor(written: string, policy: AddressPolicy): Promise<Address> {
  const host = written.toLowerCase().replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === 'localhost') return { ips: ['127.0.0.1', '::1'] };
  const family = isIP(host);
  if (family !== 0 && isNever(host)) return { barred: msg('`{0}` is a link-local address: it is never asked', host) };
  if (family !== 0 && isOwnAddress(host) && (policy.daemonHost === undefined || isLoopback(host))) return { ips: [host] };
  if (host !== policy.daemonHost?.toLowerCase() && !policy.clusterHosts?.includes(host) && !policy.allowed(host)) return { barred: msg('`{0}` is another machine: it is asked only if you allow it', host), host };
  if (family !== 0) return { ips: [host] };
  const ip = await policy.resolve(host).catch(() => undefined);
  if (ip === undefined) return { nobody: true };
  return isNever(ip) ? { barred: msg('`{0}` leads to a link-local address: it is never asked', host) } : { ips: [ip] };
}

export function isNever(ip: string): boolean { return never.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4'); }
function isLoopback(ip: string): boolean { return /^127\./.test(ip) || ip === '::1'; }
