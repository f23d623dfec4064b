import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ClusterServiceResource, ServicePort } from '../../core/clusterResource';
import { namespaceOfCommands, type KubeContext } from '../../core/kubeContext';
import { msg, type Message } from '../../core/message';
import { rowCommand } from '../../core/rowCommand';
import { quote } from '../../core/shellQuote';
import type { ProbeResult } from '../../core/statusInput';
import type { PortBook, PublishedWay, Way } from '../portProbes';
import { isForbidden } from '../probe';
import { isLoopback, serverHost } from './context';

/** Where the ports of nodes answer, as far as the kubeconfig tells; or why they are not asked. */
type NodeHost = { readonly host: string; readonly via: Message } | { readonly barred: ProbeResult };

/** The ports that services of a cluster have on its nodes, and those of a load balancer. Nothing but a cluster on this machine is asked. */
export function nodePorts(context: () => KubeContext | undefined): PortBook {
  return {
    concerns: ({ kind }) => kind === 'k8s-service',
    portsOf: resource => {
      const place = context();
      return place && resource.kind === 'k8s-service' && !resource.ending && resource.type !== 'ExternalName' ? portsOf(resource, place) : [];
    },
  };
}

function portsOf(service: ClusterServiceResource, context: KubeContext): readonly PublishedWay[] {
  const node = nodeHost(context);
  const { external } = service;
  return service.ports.flatMap(port => [
    ...port.nodePort === undefined ? [] : [wayTo(service, port, port.nodePort, node, context)],
    ...external === undefined || service.type !== 'LoadBalancer' ? [] : [wayTo(service, port, port.port, balancerHost(external, context), context)],
  ]);
}

/** With one node, or many of them: each has the port. */
export function nodeHost({ local, minikube, server, cluster }: KubeContext): NodeHost {
  if (!local) return { barred: { kind: 'notProbed', reason: msg('the cluster is not on this machine') } };
  const host = serverHost(server);
  if (minikube !== undefined && !isLoopback(host)) return { host, via: msg('at the address of minikube') };
  if (minikube !== undefined) return { barred: { kind: 'unreachable', reason: msg('with minikube’s Docker driver on this system, ports of a node usually cannot be reached') } };
  if (cluster === 'docker-desktop') return { host: '127.0.0.1', via: msg('on this machine') };
  return { barred: { kind: 'unreachable', reason: msg('a cluster in containers usually does not publish the ports of its nodes') } };
}

function balancerHost(external: string, { local }: KubeContext): NodeHost {
  return local ? { host: external, via: msg('at the address of the load balancer') } : { barred: { kind: 'notProbed', reason: msg('the cluster is not on this machine') } };
}

function wayTo(service: ClusterServiceResource, port: ServicePort, number: number, node: NodeHost, context: KubeContext): PublishedWay {
  const host = 'host' in node ? node.host : service.name;
  const udp: ProbeResult | undefined = port.protocol === 'TCP' ? undefined : { kind: 'notProbed', reason: msg('{0} ports cannot be asked', port.protocol) };
  const barred = udp ?? ('barred' in node ? node.barred : undefined);
  const instead = udp ? undefined : insteadOf(service, context);
  return {
    uid: `endpoint:${service.uid}:${host}:${number}/${port.protocol}`, address: `${shown(host)}:${number}`, owner: service.uid,
    ...(barred ? { barred } : {}), ...('via' in node ? { via: node.via } : {}), ...(instead === undefined ? {} : { instead }),
    way: () => resolved(host, number),
  };
}

/** What leads there where the port does not. minikube's own command knows its driver. */
function insteadOf(service: ClusterServiceResource, context: KubeContext): string | undefined {
  const { minikube } = context;
  if (minikube === undefined || !isLoopback(serverHost(context.server))) return rowCommand(service, 'forward', namespaceOfCommands(context))?.line;
  const profile = minikube === 'minikube' ? '' : `-p ${quote(minikube)} `;
  return `minikube ${profile}service ${service.name}${service.namespace === 'default' ? '' : ` -n ${service.namespace}`} --url`;
}

function shown(host: string): string { return host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host; }

async function resolved(host: string, port: number): Promise<Way> {
  try {
    const ip = isIP(host) ? host : (await lookup(host)).address;
    return isForbidden(ip) ? { result: { kind: 'notProbed', reason: msg('{0} is a link-local address', host) } } : { ip, port, shown: `${shown(host)}:${port}` };
  } catch {
    return { result: { kind: 'unreachable', reason: msg('the name {0} is not known here', host) } };
  }
}
