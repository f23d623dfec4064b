import type { Command } from './command';
import { kubectlArgv } from './clusterCommand';
import { isOfAws } from './aws/resource';
import { isOfCluster } from './clusterResource';
import type { RowAction } from './protocol';
import type { DockerResource, Resource, ServiceResource } from './resource';
import { quote } from './shellQuote';

/** A row's action as the docker or kubectl command it stands for. */
export interface RowCommand {
  readonly argv: readonly string[];
  /** As it is typed into the lab's terminal and shown in the tooltip. */
  readonly line: string;
  /** It talks with a person or goes on until it is stopped, so it belongs into a terminal. */
  readonly interactive: boolean;
}

/** Undefined where the action is none of the tool's (open) or does not fit the thing. `namespace`: that of kubectl commands without `-n`. */
export function rowCommand(resource: Resource, action: RowAction, namespace?: string): RowCommand | undefined {
  const argv = wordsOf(resource, action, namespace);
  return argv && { argv, line: argv.map(word).join(' '), interactive: action === 'logs' || action === 'shell' };
}

function wordsOf(resource: Resource, action: RowAction, namespace: string | undefined): string[] | undefined {
  // A name that begins with a dash would be read as an option; neither Docker nor a cluster allows one.
  if (resource.name.startsWith('-')) return undefined;
  if (isOfCluster(resource)) {
    const argv = kubectlArgv(resource, action, namespace);
    return argv && ['kubectl', ...argv];
  }
  if (isOfAws(resource)) return undefined;
  const argv = argvOf(resource, action);
  return argv && ['docker', ...argv];
}

export function asCommand({ argv }: RowCommand): Command {
  const [file = '', ...args] = argv;
  return { file, args };
}

function argvOf(resource: DockerResource, action: RowAction): string[] | undefined {
  switch (resource.kind) {
    case 'container': return containerArgv(resource.name, action);
    case 'service': return serviceArgv(resource, action);
    case 'node': case 'task': return undefined;
    case 'image': return action === 'remove' ? ['image', 'rm', resource.name] : action === 'inspect' ? ['image', 'inspect', resource.name] : undefined;
    case 'network': case 'volume':
      return action === 'remove' ? [resource.kind, 'rm', resource.name] : action === 'inspect' ? [resource.kind, 'inspect', resource.name] : undefined;
  }
}

function containerArgv(name: string, action: RowAction): string[] | undefined {
  switch (action) {
    case 'logs': return ['container', 'logs', '--follow', name];
    case 'shell': return ['container', 'exec', '-it', name, 'sh'];
    case 'stop': return ['container', 'stop', name];
    case 'start': return ['container', 'start', name];
    case 'remove': return ['container', 'rm', '-f', name];
    case 'inspect': return ['container', 'inspect', name];
    default: return undefined;
  }
}

/** `scale` stands for the number there is; the student gives another. */
function serviceArgv({ name, desired }: ServiceResource, action: RowAction): string[] | undefined {
  switch (action) {
    case 'logs': return ['service', 'logs', '--follow', name];
    case 'tasks': return ['service', 'ps', '--no-trunc', name];
    case 'scale': return ['service', 'scale', `${name}=${desired}`];
    case 'rollback': return ['service', 'rollback', name];
    case 'remove': return ['service', 'rm', name];
    case 'inspect': return ['service', 'inspect', '--pretty', name];
    default: return undefined;
  }
}

function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quote(text);
}
