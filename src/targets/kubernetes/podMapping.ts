import type { Health, PodResource } from '../../core/clusterResource';
import type { ClusterObject } from './object';
import { baseOf, conditionOf, imagesOf, message, numberOf } from './reading';
import { asList, asMap, asText, type Plain } from './plain';

export function podOf(object: ClusterObject): PodResource {
  const { body } = object;
  const [spec, status] = [asMap(body['spec']), asMap(body['status'])];
  const base = baseOf(object);
  const word = statusWord(body, base.ending);
  const { text, ready, restarts } = word;
  const containers = asList(spec['containers']).length + asList(spec['initContainers']).filter(staysUp).length;
  const [node, address] = [asText(spec['nodeName']), asText(status['podIP'])];
  const unplaced = conditionOf(body, 'PodScheduled')?.['reason'] === 'Unschedulable';
  const health = unplaced && text === 'Pending' ? 'failing' : healthOf(text, ready === containers);
  const why = word.message ?? (unplaced ? asText(conditionOf(body, 'PodScheduled')?.['message']) : asText(status['message']));
  return {
    ...base, kind: 'pod', status: text, health, ready, containers, restarts, images: imagesOf(spec), ...message(why),
    ...(node === undefined ? {} : { node }), ...(address === undefined ? {} : { address }),
  };
}

const working = /^(Pending|ContainerCreating|PodInitializing|Terminating|SchedulingGated|NotReady|Init:\d+\/\d+)$/;

function healthOf(text: string, allReady: boolean): Health {
  if (text === 'Running') return allReady ? 'well' : 'working';
  if (text === 'Completed' || text === 'Succeeded') return 'done';
  return working.test(text) ? 'working' : 'failing';
}

interface Word { readonly text: string; readonly ready: number; readonly restarts: number; readonly message?: string | undefined }

/** As `kubectl get pods` finds its word, so that panel and terminal say the same. */
function statusWord(body: Plain, ending: boolean): Word {
  const [spec, status] = [asMap(body['spec']), asMap(body['status'])];
  const phase = asText(status['phase']) ?? 'Unknown';
  const gated = conditionOf(body, 'PodScheduled')?.['reason'] === 'SchedulingGated';
  const first = gated ? 'SchedulingGated' : asText(status['reason']) ?? phase;
  const begun = beginning(spec, status);
  const initialized = conditionOf(body, 'Initialized')?.['status'] === 'True';
  const main = begun.text === undefined || initialized ? running(body, asList(status['containerStatuses'])) : undefined;
  const text = main?.text ?? begun.text ?? first;
  // A pod that is about to be restarted after its beginning counts those restarts alone.
  const restarts = begun.text !== undefined && !initialized ? begun.restarts : (main?.restarts ?? 0) + begun.lasting;
  const over = phase === 'Succeeded' || phase === 'Failed';
  const ended = ending && asText(status['reason']) === 'NodeLost' ? 'Unknown' : ending && !over ? 'Terminating' : text;
  return { text: ended, ready: (main?.ready ?? 0) + begun.ready, restarts, message: main?.message ?? begun.message };
}

/** A container of the beginning that is kept running beside the others. */
function staysUp(container: Plain): boolean { return container['restartPolicy'] === 'Always'; }

/** The containers that come before the others, one after the other. `lasting`: restarts of those that stay. */
function beginning(spec: Plain, status: Plain): { text?: string; ready: number; restarts: number; lasting: number; message?: string | undefined } {
  const declared = asList(spec['initContainers']);
  const counted = { ready: 0, restarts: 0, lasting: 0 };
  for (const [index, container] of asList(status['initContainerStatuses']).entries()) {
    const stays = declared.some(one => one['name'] === container['name'] && staysUp(one));
    counted.restarts += numberOf(container['restartCount']);
    if (stays) counted.lasting += numberOf(container['restartCount']);
    const { waiting, terminated } = stateOf(container);
    if (terminated && numberOf(terminated['exitCode']) === 0 && !stays) continue;
    if (stays && container['started'] === true) {
      if (container['ready'] === true) counted.ready++;
      continue;
    }
    const reason = terminated ? endWord(terminated) : asText(waiting?.['reason']);
    const text = reason === undefined || reason === 'PodInitializing' ? `Init:${index}/${declared.length}` : `Init:${reason}`;
    return { ...counted, text, message: asText((terminated ?? waiting)?.['message']) };
  }
  return counted;
}

/** The first container that has something to say has the word. */
function running(body: Plain, containers: readonly Plain[]): Omit<Word, 'text'> & { readonly text?: string } {
  let text: string | undefined;
  let said: string | undefined;
  let [ready, restarts, alive] = [0, 0, false];
  for (const container of [...containers].reverse()) {
    restarts += numberOf(container['restartCount']);
    const { waiting, terminated, running: up } = stateOf(container);
    const reason = asText(waiting?.['reason']) ?? (terminated ? endWord(terminated) : undefined);
    if (reason !== undefined) [text, said] = [reason, asText((waiting ?? terminated)?.['message'])];
    else if (container['ready'] === true && up) {
      alive = true;
      ready++;
    }
  }
  if (text === 'Completed' && alive) text = conditionOf(body, 'Ready')?.['status'] === 'True' ? 'Running' : 'NotReady';
  return { ready, restarts, ...(text === undefined ? {} : { text }), ...(said === undefined ? {} : { message: said }) };
}

function stateOf(container: Plain): { waiting?: Plain; terminated?: Plain; running?: Plain } {
  const state = asMap(container['state']);
  const [key] = Object.keys(state);
  return key === undefined ? {} : { [key]: asMap(state[key]) };
}

function endWord(terminated: Plain): string {
  const signal = numberOf(terminated['signal']);
  return asText(terminated['reason']) ?? (signal ? `Signal:${signal}` : `ExitCode:${numberOf(terminated['exitCode'])}`);
}
