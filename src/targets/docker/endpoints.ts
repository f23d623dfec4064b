import { lookup } from 'node:dns/promises';
import { msg } from '../../core/message';
import type { ContainerResource, PublishedPort, Resource, ServiceResource } from '../../core/resource';
import type { ProbeResult } from '../../core/statusInput';
import { PortProbes, type PortProbesDeps, type PublishedWay, type Way } from '../portProbes';
import { isForbidden, isOwnAddress } from '../probe';
import type { Endpoint } from './endpoint';
import type { DockerSource } from './source';

export type EndpointProbesDeps = PortProbesDeps;

/** Ports of running containers, and of services where the mesh publishes them. */
export class EndpointProbes extends PortProbes {
  constructor(source: DockerSource, deps: EndpointProbesDeps) {
    super(source, deps, {
      concerns: ({ kind }) => kind === 'container' || kind === 'service',
      portsOf: owner => publishes(owner) ? owner.ports.map(port => publishedWay(owner, port, source)) : [],
    });
  }
}

function publishedWay({ uid }: ContainerResource | ServiceResource, port: PublishedPort, source: DockerSource): PublishedWay {
  const { hostIp, hostPort, protocol } = port;
  const barred: ProbeResult | undefined = protocol === 'tcp' ? undefined : { kind: 'notProbed', reason: msg('{0} ports cannot be asked', protocol.toUpperCase()) };
  return {
    uid: `endpoint:${hostIp}:${hostPort}/${protocol}`, address: `${shownHost(source.endpoint)}:${hostPort}`, owner: uid, ...(barred ? { barred } : {}),
    way: () => wayTo(hostIp, hostPort, source.endpoint),
  };
}

/** What a service publishes in host mode stands with its containers already. */
function publishes(resource: Resource): resource is ContainerResource | ServiceResource {
  if (resource.kind === 'service') return resource.publishMode === 'ingress' && resource.desired > 0;
  return resource.kind === 'container' && (resource.state === 'running' || resource.state === 'paused') && resource.ports.length > 0;
}

/** Name or address of the machine that the daemon runs on; undefined: this one. */
export function remoteHost({ connect, address }: Endpoint): string | undefined {
  if (connect.kind === 'tcp') return connect.host;
  if (connect.kind === 'socket') return undefined;
  return /^[a-z]+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/i.exec(address)?.[1]?.replace(/^\[|\]$/g, '');
}

function shownHost(endpoint: Endpoint): string {
  const host = remoteHost(endpoint) ?? 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Only loopback, this machine's own addresses and the daemon's host: never an address from anywhere else. */
export async function wayTo(hostIp: string, port: number, endpoint: Endpoint): Promise<Way> {
  const host = remoteHost(endpoint);
  const shown = `${shownHost(endpoint)}:${port}`;
  const everywhere = hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::';
  if (host === undefined) {
    const ip = hostIp === '::' ? '::1' : everywhere ? '127.0.0.1' : hostIp;
    return isOwnAddress(ip) ? { ip, port, shown } : { result: { kind: 'notProbed', reason: msg('{0} is not an address of this machine', hostIp) } };
  }
  if (!everywhere && isLoopback(hostIp) && !isLoopback(host)) return { result: { kind: 'unreachable', reason: msg('published on {0} only, for programs on the daemon\'s own machine', hostIp) } };
  try {
    const { address } = await lookup(host);
    return isForbidden(address) ? { result: { kind: 'notProbed', reason: msg('{0} is a link-local address', host) } } : { ip: address, port, shown };
  } catch {
    return { result: { kind: 'unreachable', reason: msg('the name {0} is not known here', host) } };
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
