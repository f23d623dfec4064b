import type { DeploymentResource, PodResource } from './clusterResource';
import type { ClusterFacts } from './clusterFacts';
import { reasonsOf, shortImage, troubleOf, warningWords, type ClusterWords } from './clusterWords';
import { msg, type Message } from './message';
import type { RowTone } from './protocol';
import type { Translate } from './statusInput';

export interface DeploymentWords extends ClusterWords {
  /** What is on its way, and what it is made from. */
  readonly details: readonly Message[];
}

/** A deployment's state as a person would say it: how far its rollout is, and why it does not get on. */
export function deploymentWords(deployment: DeploymentResource, facts: ClusterFacts, translate: Translate): DeploymentWords {
  const sets = facts.setsOf(deployment.uid);
  const [newest, ...old] = sets;
  const oldPods = old.reduce((sum, set) => sum + facts.podsOf(set.uid).filter(pod => !pod.ending).length, 0);
  const failing = facts.podsUnder(deployment.uid).filter(pod => pod.health === 'failing' && !pod.ending);
  const updating = isUpdating(deployment, oldPods);
  const moving = deployment.rollout !== 'complete';
  return {
    tone: toneOf(deployment, failing), text: stateOf(deployment, updating), notes: moving || failing.length ? notesOf(deployment, failing, newest?.uid, facts, translate) : [],
    details: [
      ...updating ? [msg('{0} updated, {1} available', deployment.updated, deployment.available)] : [],
      ...updating ? [oldPods === 1 ? msg('1 old pod left') : msg('{0} old pods left', oldPods)] : [],
      ...deployment.revision === undefined ? [] : [msg('revision {0}', deployment.revision)],
      msg('{0}', deployment.images.map(shortImage).join(', ')),
    ],
  };
}

/** Old pods are being replaced: a first start or a change of their number is none. */
export function isUpdating({ rollout, desired }: DeploymentResource, oldPods: number): boolean {
  return rollout !== 'complete' && desired > 0 && oldPods > 0;
}

function stateOf({ ending, rollout, updated, available, desired }: DeploymentResource, updating: boolean): Message {
  if (ending) return msg('being deleted');
  if (rollout === 'stuck') return msg('stuck, {0} of {1} updated', updated, desired);
  if (rollout === 'paused') return msg('paused, {0} of {1} updated', updated, desired);
  if (updating) return msg('updating, {0} of {1}', updated, desired);
  return desired === 0 && available === 0 ? msg('scaled to 0') : msg('{0} of {1} available', available, desired);
}

function toneOf({ ending, rollout, desired }: DeploymentResource, failing: readonly PodResource[]): RowTone {
  if (ending) return 'idle';
  if (rollout === 'stuck') return 'fail';
  if (failing.length) return failing.every(({ status }) => status === 'Pending') ? 'wait' : 'fail';
  if (rollout === 'paused') return 'wait';
  if (rollout === 'progressing') return 'running';
  return desired === 0 ? 'idle' : 'pass';
}

function notesOf({ uid, message }: DeploymentResource, failing: readonly PodResource[], newest: string | undefined, facts: ClusterFacts, translate: Translate): readonly Message[] {
  const [warning] = [...newest === undefined ? [] : facts.warningsOf(newest), ...facts.warningsOf(uid)];
  return [...podNotes(failing, facts, translate), ...message ? [msg('{0}', message)] : [], ...warning && warning.message !== message ? [warningWords(warning)] : []];
}

/** The same trouble of several pods is said once. */
function podNotes(failing: readonly PodResource[], facts: ClusterFacts, translate: Translate): readonly Message[] {
  const alike = new Map<string, PodResource[]>();
  for (const pod of failing) {
    const pods = alike.get(troubleOf(pod));
    if (pods) pods.push(pod);
    else alike.set(troubleOf(pod), [pod]);
  }
  return [...alike.values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const why = reasonsOf(first, facts).map(translate).join(' ');
    return [rest.length ? msg('{0} and {1} more: {2}. {3}', first.name, rest.length, first.status, why) : msg('{0}: {1}. {2}', first.name, first.status, why)];
  });
}
