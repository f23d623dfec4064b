import type { ClusterResource, ClusterServiceResource } from './clusterResource';
import type { RowAction } from './protocol';

/** The words after `kubectl`; undefined where the action does not fit the thing. `namespace`: that of commands without `-n`. */
export function kubectlArgv(resource: ClusterResource, action: RowAction, namespace: string | undefined): string[] | undefined {
  const argv = argvOf(resource, action);
  return argv && [...elsewhere(resource, namespace), ...argv];
}

function elsewhere({ namespace: own }: ClusterResource, namespace: string | undefined): string[] {
  return own === '' || namespace === undefined || own === namespace ? [] : ['-n', own];
}

function argvOf(resource: ClusterResource, action: RowAction): string[] | undefined {
  const { name } = resource;
  switch (resource.kind) {
    case 'deployment': return deploymentArgv(resource, action);
    case 'pod': return podArgv(name, action);
    case 'k8s-service': return action === 'forward' ? forwardArgv(resource) : plainArgv('service', name, action);
    case 'k8s-node': return action === 'remove' ? undefined : plainArgv('node', name, action);
    case 'replicaset': case 'endpoints': case 'k8s-event': return undefined;
  }
}

function plainArgv(kind: string, name: string, action: RowAction): string[] | undefined {
  switch (action) {
    case 'describe': return ['describe', kind, name];
    case 'yaml': return ['get', kind, name, '-o', 'yaml'];
    case 'remove': return ['delete', kind, name];
    default: return undefined;
  }
}

function podArgv(name: string, action: RowAction): string[] | undefined {
  switch (action) {
    case 'logs': return ['logs', '-f', name];
    case 'previous': return ['logs', '--previous', name];
    case 'shell': return ['exec', '-it', name, '--', 'sh'];
    default: return plainArgv('pod', name, action);
  }
}

/** `scale` stands for the number there is; the student gives another. */
function deploymentArgv({ name, desired }: { readonly name: string; readonly desired: number }, action: RowAction): string[] | undefined {
  switch (action) {
    case 'logs': return ['logs', '-f', `deployment/${name}`];
    case 'scale': return ['scale', `deployment/${name}`, `--replicas=${desired}`];
    case 'rollback': return ['rollout', 'undo', `deployment/${name}`];
    default: return plainArgv('deployment', name, action);
  }
}

/** On this side the same number, where a student may take it: those up to 1023 belong to the system. */
function forwardArgv({ name, ports }: ClusterServiceResource): string[] | undefined {
  const [first] = ports.filter(({ protocol }) => protocol === 'TCP');
  return first && ['port-forward', `service/${name}`, `${first.port < 1024 ? first.port + 8000 : first.port}:${first.port}`];
}
