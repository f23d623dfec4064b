import { msg, type Message } from './message';
import type { RowTone } from './protocol';
import type { ServiceResource, TaskResource } from './resource';
import type { Translate } from './statusInput';
import { isLeaving, taskReason, taskWords } from './taskWords';

export interface ServiceWords {
  readonly tone: RowTone;
  /** "3 of 5 running". */
  readonly state: Message;
  /** What is missing: "1 starting, 1 pending", or what the update is doing. */
  readonly progress: readonly Message[];
  /** Why it is not at full strength, a sentence each. */
  readonly reasons: readonly Message[];
}

/** A service's state as a person would say it. `tasks` are the newest of its slots. */
export function serviceWords(service: ServiceResource, tasks: readonly TaskResource[], translate: Translate): ServiceWords {
  const missing = tasks.filter(task => !isLeaving(task) && task.state !== 'running' && task.state !== 'complete');
  const full = service.running >= service.desired;
  const update = updateWords(service);
  return {
    tone: toneOf(service, full, missing, update?.tone),
    state: service.mode === 'job' ? msg('{0} of {1} complete', service.running, service.desired) : msg('{0} of {1} running', service.running, service.desired),
    progress: [...(update ? [update.text] : []), ...(full ? [] : counted(missing, translate))],
    reasons: [...reasonsOf(missing.length ? missing : tasks, translate), ...(update?.reason ? [update.reason] : []), ...(service.stuck && !full ? [msg('Not at full strength after 5 minutes: Labbook now waits for news from Docker.')] : [])],
  };
}

function toneOf(service: ServiceResource, full: boolean, missing: readonly TaskResource[], update: RowTone | undefined): RowTone {
  if (update === 'fail') return update;
  if (!full) return missing.some(task => taskWords(task).tone === 'fail' || task.failures > 0) ? 'fail' : service.stuck ? 'wait' : 'running';
  if (update) return update;
  return service.desired === 0 ? 'idle' : 'pass';
}

/** What goes on or went wrong; an update that is through is no news. */
function updateWords({ update, updateMessage }: ServiceResource): { readonly tone: RowTone; readonly text: Message; readonly reason?: Message } | undefined {
  const reason = updateMessage ? msg('{0}', updateMessage) : undefined;
  switch (update) {
    case 'updating': return { tone: 'running', text: msg('updating') };
    case 'paused': return { tone: 'fail', text: msg('update paused'), reason };
    case 'rollback_started': return { tone: 'running', text: msg('rolling back'), reason };
    case 'rollback_paused': return { tone: 'fail', text: msg('roll-back paused'), reason };
    default: return undefined;
  }
}

function counted(missing: readonly TaskResource[], translate: Translate): Message[] {
  const counts = new Map<string, number>();
  for (const task of missing) {
    const word = translate(taskWords(task).text);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => msg('{0} {1}', count, word));
}

/** The same reason of several tasks is said once. */
function reasonsOf(tasks: readonly TaskResource[], translate: Translate): Message[] {
  const byReason = new Map<string, TaskResource[]>();
  for (const task of tasks) {
    const reason = taskReason(task);
    if (!reason) continue;
    const key = `${translate(taskWords(task).text)}: ${translate(reason)}`;
    byReason.set(key, [...byReason.get(key) ?? [], task]);
  }
  return [...byReason].map(([words, [first, ...rest]]) => rest.length ? msg('{0} and {1} more {2}.', first?.name ?? '', rest.length, words) : msg('{0} {1}.', first?.name ?? '', words));
}
