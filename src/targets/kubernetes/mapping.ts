import type { ClusterEventResource, ClusterNodeResource, ClusterResource, ClusterServiceResource, DeploymentResource, EndpointsResource, ReplicaSetResource } from '../../core/clusterResource';
import type { ClusterObject } from './object';
import { podOf } from './podMapping';
import { baseOf, conditionOf, imagesOf, message, numberOf, resourceUid, revisionOf, textsOf, timeOf } from './reading';
import { asList, asMap, asText } from './plain';

/** Undefined for a kind that the panel does not know. */
export function resourceOf(object: ClusterObject): ClusterResource | undefined {
  switch (object.kind) {
    case 'Pod': return podOf(object);
    case 'Deployment': return deploymentOf(object);
    case 'ReplicaSet': return replicaSetOf(object);
    case 'Service': return serviceOf(object);
    case 'EndpointSlice': return endpointsOf(object);
    case 'Node': return nodeOf(object);
    case 'Event': return eventOf(object);
    default: return undefined;
  }
}

function deploymentOf(object: ClusterObject): DeploymentResource {
  const { body } = object;
  const [spec, status, metadata] = [asMap(body['spec']), asMap(body['status']), asMap(body['metadata'])];
  const counts = {
    desired: typeof spec['replicas'] === 'number' ? spec['replicas'] : 1,
    ready: numberOf(status['readyReplicas']), updated: numberOf(status['updatedReplicas']), available: numberOf(status['availableReplicas']),
  };
  const progressing = conditionOf(body, 'Progressing');
  const seen = numberOf(status['observedGeneration']) >= numberOf(metadata['generation']);
  // In the order of `kubectl rollout status`.
  const done = seen && counts.updated >= counts.desired && numberOf(status['replicas']) <= counts.updated && counts.available >= counts.updated;
  const stuck = seen && progressing?.['reason'] === 'ProgressDeadlineExceeded';
  const rollout = stuck ? 'stuck' : spec['paused'] === true && !done ? 'paused' : done ? 'complete' : 'progressing';
  const failed = conditionOf(body, 'ReplicaFailure');
  const why = asText(failed?.['message']) ?? (stuck ? asText(progressing?.['message']) : undefined);
  return {
    ...baseOf(object), kind: 'deployment', ...counts, rollout, images: imagesOf(asMap(spec['template'])['spec']), ...revisionOf(body), ...message(why),
    selector: textsOf(asMap(spec['selector'])['matchLabels']),
  };
}

function replicaSetOf(object: ClusterObject): ReplicaSetResource {
  const { body } = object;
  const spec = asMap(body['spec']);
  return {
    ...baseOf(object), kind: 'replicaset', desired: numberOf(spec['replicas']), ready: numberOf(asMap(body['status'])['readyReplicas']),
    images: imagesOf(asMap(spec['template'])['spec']), ...revisionOf(body),
  };
}

const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;

function serviceOf(object: ClusterObject): ClusterServiceResource {
  const spec = asMap(object.body['spec']);
  const clusterIp = asText(spec['clusterIP']);
  const [ingress] = asList(asMap(asMap(object.body['status'])['loadBalancer'])['ingress']);
  const external = asText(ingress?.['ip']) ?? asText(ingress?.['hostname']) ?? asText(spec['externalName']);
  return {
    ...baseOf(object), kind: 'k8s-service', type: serviceTypes.find(type => type === spec['type']) ?? 'ClusterIP', selector: textsOf(spec['selector']),
    ports: asList(spec['ports']).map(port => {
      const [name, nodePort, target] = [asText(port['name']), numberOf(port['nodePort']), port['targetPort']];
      return {
        port: numberOf(port['port']), target: typeof target === 'number' || typeof target === 'string' ? target : numberOf(port['port']), protocol: asText(port['protocol']) ?? 'TCP',
        ...(name === undefined ? {} : { name }), ...(nodePort ? { nodePort } : {}),
      };
    }),
    ...(clusterIp === undefined || clusterIp === 'None' ? {} : { clusterIp }), ...(external === undefined ? {} : { external }),
  };
}

function endpointsOf(object: ClusterObject): EndpointsResource {
  return {
    ...baseOf(object), kind: 'endpoints', service: baseOf(object).labels['kubernetes.io/service-name'] ?? '',
    targets: asList(object.body['endpoints']).map(endpoint => {
      const target = asMap(endpoint['targetRef']);
      const pod = target['kind'] === 'Pod' ? asText(target['uid']) : undefined;
      const addresses = Array.isArray(endpoint['addresses']) ? endpoint['addresses'].map(String) : [];
      // Where nothing is said, it counts as ready.
      return { addresses, ready: asMap(endpoint['conditions'])['ready'] !== false, ...(pod === undefined ? {} : { pod: resourceUid('Pod', pod) }) };
    }),
  };
}

const roleLabel = 'node-role.kubernetes.io/';

function nodeOf(object: ClusterObject): ClusterNodeResource {
  const { body } = object;
  const [base, status, ready] = [baseOf(object), asMap(body['status']), conditionOf(body, 'Ready')];
  const address = asText(asList(status['addresses']).find(({ type }) => type === 'InternalIP')?.['address']);
  const well = ready?.['status'] === 'True';
  return {
    ...base, kind: 'k8s-node', ready: well, schedulable: asMap(body['spec'])['unschedulable'] !== true,
    roles: Object.keys(base.labels).filter(label => label.startsWith(roleLabel)).map(label => label.slice(roleLabel.length)).sort(),
    version: asText(asMap(status['nodeInfo'])['kubeletVersion']) ?? '', ...(address === undefined ? {} : { address }), ...message(well ? undefined : asText(ready?.['message'])),
  };
}

function eventOf(object: ClusterObject): ClusterEventResource {
  const { body } = object;
  const [series, about] = [asMap(body['series']), asMap(body['involvedObject'])];
  const last = timeOf(series['lastObservedTime']) ?? timeOf(body['lastTimestamp']) ?? timeOf(body['eventTime']);
  return {
    ...baseOf(object), kind: 'k8s-event', about: resourceUid(asText(about['kind']) ?? '', asText(about['uid']) ?? ''), reason: asText(body['reason']) ?? '', message: asText(body['message']) ?? '',
    count: Math.max(1, numberOf(series['count']), numberOf(body['count'])), ...(last === undefined ? {} : { last }),
  };
}
