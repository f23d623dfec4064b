import { msg, type Message } from './message';
import type { RowKind } from './rowKinds';
import type { RowTone } from './protocol';
import type { ContainerResource } from './resource';

export interface Words {
  readonly tone: RowTone;
  readonly text: Message;
  /** What lies behind a bad state, and where to look. */
  readonly note?: Message;
}

/** A container's state as a person would say it, and how it should look. */
export function containerWords(container: ContainerResource): Words {
  if (container.restartLoop) {
    return { tone: 'fail', text: msg('in a restart loop'), note: msg('It starts, ends with code {0} and starts again, three times a minute or more. Its logs say why.', container.exitCode ?? '?') };
  }
  switch (container.state) {
    case 'created': return { tone: 'idle', text: msg('created, never started') };
    case 'running': return runningWords(container);
    case 'paused': return { tone: 'wait', text: msg('paused') };
    case 'restarting': return { tone: 'running', text: msg('restarting after exit ({0})', container.exitCode ?? '?') };
    case 'removing': return { tone: 'running', text: msg('being removed') };
    case 'exited': return exitedWords(container);
    case 'dead': return { tone: 'fail', text: msg('dead'), note: msg('Docker could not remove it completely. Removing it once more usually helps.') };
  }
}

function runningWords({ health }: ContainerResource): Words {
  switch (health) {
    case 'healthy': return { tone: 'pass', text: msg('running, healthy') };
    case 'unhealthy': return { tone: 'fail', text: msg('running, unhealthy'), note: msg('It runs, but its own health check fails. Inspect shows what the check printed.') };
    case 'starting': return { tone: 'running', text: msg('running, starting up') };
    case undefined: return { tone: 'pass', text: msg('running') };
  }
}

function exitedWords({ exitCode, oomKilled }: ContainerResource): Words {
  if (oomKilled) return { tone: 'fail', text: msg('killed: out of memory'), note: msg('It asked for more memory than it may have, so the kernel ended it.') };
  switch (exitCode) {
    case undefined: return { tone: 'idle', text: msg('exited') };
    case 0: return { tone: 'idle', text: msg('exited (0), done') };
    case 126: return { tone: 'fail', text: msg('exited ({0})', exitCode), note: msg('Code 126: its command is there but cannot be executed.') };
    case 127: return { tone: 'fail', text: msg('exited ({0})', exitCode), note: msg('Code 127: its command was not found in the image.') };
    // `docker stop` and Ctrl+C end a container this way: that is no failure.
    case 130: return { tone: 'idle', text: msg('exited ({0}), interrupted', exitCode) };
    case 137: return { tone: 'idle', text: msg('exited ({0}), killed', exitCode) };
    case 143: return { tone: 'idle', text: msg('exited ({0}), stopped', exitCode) };
    default: return { tone: 'fail', text: msg('exited ({0})', exitCode) };
  }
}

/** Decimal units, as the docker command prints them. */
export function sizeWords(bytes: number): Message {
  if (bytes >= 1e9) return msg('{0} GB', (bytes / 1e9).toFixed(2));
  if (bytes >= 1e6) return msg('{0} MB', bytes >= 1e8 ? Math.round(bytes / 1e6) : (bytes / 1e6).toFixed(1));
  return msg('{0} kB', Math.max(1, Math.round(bytes / 1e3)));
}

export function countWords(kind: RowKind, count: number): Message {
  switch (kind) {
    case 'service': return count === 1 ? msg('1 service') : msg('{0} services', count);
    case 'container': return count === 1 ? msg('1 container') : msg('{0} containers', count);
    case 'network': return count === 1 ? msg('1 network') : msg('{0} networks', count);
    case 'volume': return count === 1 ? msg('1 volume') : msg('{0} volumes', count);
    case 'image': return count === 1 ? msg('1 image') : msg('{0} images', count);
    case 'deployment': return count === 1 ? msg('1 deployment') : msg('{0} deployments', count);
    case 'pod': return count === 1 ? msg('1 pod') : msg('{0} pods', count);
    case 'k8s-service': return count === 1 ? msg('1 service') : msg('{0} services', count);
    case 'k8s-node': return count === 1 ? msg('1 node') : msg('{0} nodes', count);
  }
}
