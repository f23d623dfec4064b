import type { ClusterAssertion } from '../clusterCheck';
import { msg, type Message } from '../message';
import { isFrom, isInState } from './clusterThings';
import { failingPod, imagesOf, labelsOf, lacking, podFact, saidMore, withCluster } from './clusterView';
import { firstFault } from './docker';
import type { PodResource } from '../clusterResource';
import { no, unknown, yes, type Verdict, type World } from './world';

type Of<K extends ClusterAssertion['kind']> = Extract<ClusterAssertion, { kind: K }>;

export function judgePod(claim: Of<'pod'>, world: World): Verdict {
  return withCluster(world, 'Pod', things => {
    const { name } = claim;
    const pod = things.pod(name);
    const none = msg('there is no pod `{0}`', name);
    if (claim.state === 'absent') return pod ? no(msg('the pod `{0}` is still there: {1}', name, pod.status)) : yes([none]);
    if (!pod) return no(none, 'missing');
    return firstFault([
      stateOf(claim, pod),
      claim.image === undefined ? undefined : isFrom(pod.images, claim.image)
        ? yes([msg('`{0}` is from `{1}`', name, imagesOf(pod.images))]) : no(msg('`{0}` is from `{1}`, not from `{2}`', name, imagesOf(pod.images), claim.image), 'ended'),
      labelsOf(name, pod.labels, claim.labels),
      claim.node === undefined ? undefined : pod.node === claim.node
        ? yes([msg('it runs on `{0}`', claim.node)]) : pod.node === undefined ? no(msg('`{0}` has no node yet', name)) : no(msg('`{0}` runs on `{1}`, not on `{2}`', name, pod.node, claim.node), 'ended'),
    ], []);
  });
}

function stateOf(claim: Of<'pod'>, pod: PodResource): Verdict {
  const wanted = claim.in;
  if (wanted === undefined || wanted.some(state => isInState(pod, state))) return yes([wanted?.includes('ready') ? msg('`{0}` is ready', pod.name) : msg('`{0}` is {1}', pod.name, pod.status)]);
  const over = pod.health === 'failing' || pod.health === 'done';
  const unready = wanted.includes('ready') && pod.status === 'Running';
  const fact = unready ? msg('{0} of {1} containers of `{2}` are ready', pod.ready, pod.containers, pod.name) : podFact(pod);
  return { is: 'false', facts: [fact], marks: [], ...over && !pod.ending && wanted.some(isHealthy) && { stuck: 'ended', ...saidMore(pod) } };
}

/** What a pod that is past help will not come to. */
function isHealthy(state: string): boolean { return state === 'ready' || state === 'running' || state === 'pending' || state === 'completed'; }

export function judgePods(claim: Of<'pods'>, world: World): Verdict {
  return withCluster(world, 'Pod', things => {
    const fitting = claim.selector === undefined ? things.pods : things.podsWith(claim.selector);
    if (!fitting) return unknown(msg('“{0}” is no label selector', claim.selector ?? ''));
    const found = fitting.filter(pod => claim.in === undefined || claim.in.some(state => isInState(pod, state))).length;
    const fact = countFact(claim, found);
    const wanted = claim.count ?? claim.atLeast ?? 0;
    if (claim.count === undefined ? found >= wanted : found === wanted) return yes([fact]);
    if (found > wanted) return no(fact);
    const failing = claim.in?.some(isHealthy) ? failingPod(fitting) : undefined;
    return failing ? lacking(fact, failing) : no(fact, fitting.length < wanted ? 'missing' : undefined);
  });
}

function countFact({ selector, in: states }: Of<'pods'>, found: number): Message {
  const words = states?.join(' / ') ?? '';
  if (selector === undefined && states === undefined) return found === 1 ? msg('there is 1 pod') : msg('there are {0} pods', found);
  if (selector === undefined) return found === 1 ? msg('1 pod is {0}', words) : msg('{0} pods are {1}', found, words);
  if (states === undefined) return found === 1 ? msg('1 pod has the labels `{0}`', selector) : msg('{0} pods have the labels `{1}`', found, selector);
  return found === 1 ? msg('1 pod with the labels `{0}` is {1}', selector, words) : msg('{0} pods with the labels `{1}` are {2}', found, selector, words);
}
