import { msg, type Message } from '../../core/message';
import { DockerFailure } from './api';

/** `left`: this daemon is no manager any more. A message: it is one, but the swarm cannot be asked. Undefined: it is no trouble of the swarm. */
export function swarmTrouble(error: unknown): Message | 'left' | undefined {
  if (error instanceof DockerFailure && error.reason === 'slow') return msg('The managers of the swarm do not answer. Perhaps too few of them are there.');
  const { statusCode, message, code } = (error ?? {}) as { statusCode?: unknown; message?: unknown; code?: unknown };
  // By way of the command there is no status, only its words.
  if (typeof statusCode !== 'number' && code !== 'command.failed') return undefined;
  const text = typeof message === 'string' ? message : '';
  if (/not a swarm manager|not part of a swarm/i.test(text)) return 'left';
  if (/does not have a leader|lost leader|no leader|too few managers/i.test(text)) return msg('The swarm has no leader: too few of its managers are there. What runs goes on running, but nothing can be changed or asked.');
  return typeof statusCode === 'number' || /rpc error|raft/i.test(text) ? msg('The swarm cannot be asked: {0}', text.slice(0, 300)) : undefined;
}
