import { msg, type Message } from './message';
import type { RowTone } from './protocol';
import type { TaskResource } from './resource';

export interface TaskWords { readonly tone: RowTone; readonly text: Message }

/** The manager wants it gone: it was scaled away or replaced. */
export function isLeaving({ desired }: TaskResource): boolean {
  return desired === 'shutdown' || desired === 'remove';
}

/** It is at work, or on its way there. */
export function isOnTheWay(task: TaskResource): boolean {
  return !isLeaving(task) && ['new', 'pending', 'assigned', 'accepted', 'preparing', 'ready', 'starting'].includes(task.state);
}

/** A task's state as a person would say it. */
export function taskWords(task: TaskResource): TaskWords {
  switch (task.state) {
    case 'running': return isLeaving(task) ? { tone: 'running', text: msg('stopping') } : { tone: 'pass', text: msg('running') };
    case 'new': case 'pending': return { tone: 'wait', text: msg('pending') };
    case 'assigned': case 'accepted': return { tone: 'running', text: msg('assigned') };
    case 'preparing': return { tone: 'running', text: msg('preparing') };
    case 'ready': return { tone: 'running', text: msg('ready') };
    case 'starting': return { tone: 'running', text: msg('starting') };
    case 'complete': return { tone: 'idle', text: msg('complete') };
    case 'shutdown': return { tone: 'idle', text: msg('shut down') };
    case 'remove': return { tone: 'running', text: msg('being removed') };
    case 'failed': return { tone: 'fail', text: msg('failed') };
    case 'rejected': return { tone: 'fail', text: msg('rejected') };
    case 'orphaned': return { tone: 'fail', text: msg('lost with its node') };
    // A state of a newer engine is shown as the engine says it.
    default: return { tone: 'idle', text: msg('{0}', task.state) };
  }
}

/** Why it is where it is, else what the one before it in its place died of. */
export function taskReason(task: TaskResource): Message | undefined {
  if (task.error && task.state !== 'running') return msg('{0}', task.error);
  if (task.failures === 0 || isLeaving(task)) return undefined;
  const failure = task.lastFailure ?? '';
  if (task.failures === 1) return failure ? msg('failed once before: {0}', failure) : msg('failed once before');
  return failure ? msg('failed {0} times before, last: {1}', task.failures, failure) : msg('failed {0} times before', task.failures);
}
