import type { ClusterServiceResource } from './clusterResource';
import type { ClusterFacts } from './clusterFacts';
import { warningWords, type ClusterWords } from './clusterWords';
import { msg, type Message } from './message';

export interface ExposeWords extends ClusterWords { readonly details: readonly Message[] }

/** How a service of a cluster is reached, and where it leads to. */
export function exposeWords(service: ClusterServiceResource, facts: ClusterFacts): ExposeWords {
  const { ready, waiting } = facts.reachOf(service);
  const selects = Object.keys(service.selector).length > 0;
  const lost = selects && ready === 0 && !service.ending;
  const [warning] = facts.warningsOf(service.uid);
  return {
    tone: lost || isUnmet(service) ? 'wait' : 'idle', text: service.ending ? msg('being deleted') : typeWords(service),
    details: [...addressWords(service), ...selects ? [reachWords(ready, waiting)] : []],
    notes: [
      ...lost ? [waiting === 0 ? msg('No pod has the labels that it looks for: {0}.', selectorText(service.selector)) : msg('None of its pods is ready, so it leads nowhere.')] : [],
      ...isUnmet(service) ? [msg('Nobody has given it an address outside yet. On minikube, `minikube tunnel` does.')] : [], ...warning ? [warningWords(warning)] : [],
    ],
  };
}

function isUnmet({ type, external, ending }: ClusterServiceResource): boolean { return type === 'LoadBalancer' && external === undefined && !ending; }

function typeWords({ type, ports, external }: ClusterServiceResource): Message {
  const [nodePort, ...more] = ports.flatMap(port => port.nodePort ?? []);
  switch (type) {
    case 'NodePort': return nodePort === undefined ? msg('NodePort') : msg('NodePort {0}', [nodePort, ...more].join(', '));
    case 'LoadBalancer': return external === undefined ? msg('LoadBalancer, pending') : msg('LoadBalancer {0}', external);
    case 'ExternalName': return msg('ExternalName {0}', external ?? '');
    case 'ClusterIP': return msg('ClusterIP');
  }
}

function addressWords({ clusterIp, ports }: ClusterServiceResource): readonly Message[] {
  if (ports.length === 0) return clusterIp === undefined ? [] : [msg('{0}', clusterIp)];
  const leads = ports.map(({ port, target, protocol }) => `${port}→${target}${protocol === 'TCP' ? '' : `/${protocol.toLowerCase()}`}`).join(', ');
  return [msg('{0}', clusterIp === undefined ? leads : `${clusterIp} ${leads}`)];
}

/** The line of its endpoint slices. */
export function reachWords(ready: number, waiting: number): Message {
  return waiting === 0 ? msg('{0} ready', ready) : msg('{0} ready, {1} not', ready, waiting);
}

/** As `-l` takes it. */
export function selectorText(selector: Readonly<Record<string, string>>): string {
  return Object.entries(selector).map(([key, value]) => `${key}=${value}`).join(',');
}
