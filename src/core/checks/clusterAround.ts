import { readObjectName, type ClusterAssertion } from '../clusterCheck';
import type { ClusterEventResource } from '../clusterResource';
import { msg } from '../message';
import type { ClusterThings } from './clusterThings';
import { withCluster } from './clusterView';
import { firstFault } from './docker';
import type { NodeSeen, Want } from './want';
import { asking, no, unknown, yes, type Verdict, type World } from './world';

type Of<K extends ClusterAssertion['kind']> = Extract<ClusterAssertion, { kind: K }>;

// What is not followed is asked for, each time anew, and only while a check waits for it.

export function judgeNamespace(claim: Of<'namespace'>, world: World): Verdict {
  const { name } = claim;
  return withObject({ kind: 'namespace', name }, world, seen => {
    const none = msg('there is no namespace `{0}`', name);
    const ending = msg('the namespace `{0}` is being removed', name);
    if (!seen) return claim.state === 'absent' ? yes([none]) : no(none, 'missing');
    if (claim.state === 'absent') return no(seen.ending ? ending : msg('the namespace `{0}` is still there', name));
    return seen.ending ? no(ending, 'missing') : yes([msg('the namespace `{0}` is there', name)]);
  });
}

export function judgeConfigMap(claim: Of<'configmap'>, world: World): Verdict {
  const { name } = claim;
  return withObject({ kind: 'configmap', name }, world, seen => {
    const none = msg('there is no ConfigMap `{0}`', name);
    if (!seen) return claim.state === 'absent' ? yes([none]) : no(none, 'missing');
    if (claim.state === 'absent') return no(msg('the ConfigMap `{0}` is still there', name));
    return firstFault([
      yes([msg('the ConfigMap `{0}` is there', name)]),
      ...(claim.keys ?? []).map(key => seen.keys.includes(key) ? yes([msg('it has the key `{0}`', key)]) : no(msg('`{0}` has no key `{1}`', name, key), 'missing')),
    ], []);
  });
}

/** The answer, or undefined where the object is not there. */
function withObject(want: Extract<Want, { kind: 'namespace' | 'configmap' }>, world: World, judged: (seen: { readonly ending: boolean; readonly keys: readonly string[] } | undefined) => Verdict): Verdict {
  if (world.cluster.kind !== 'live') return withCluster(world, '', () => asking);
  const seen = world.look(want);
  switch (seen?.kind) {
    case 'object': return judged(seen);
    case 'none': return judged(undefined);
    case 'barred': return unknown(seen.reason);
    default: return asking;
  }
}

export function judgeNode(claim: Of<'k8s-node'>, world: World): Verdict {
  return withNodes(world, nodes => {
    const { name, state, schedulable } = claim;
    const found = name === undefined ? nodes : nodes.filter(node => node.name === name);
    const none = name === undefined ? msg('there is no node') : msg('there is no node `{0}`', name);
    if (state === 'absent') return found.length > 0 ? no(msg('the node `{0}` is still there', found[0]?.name ?? '')) : yes([none]);
    if (found.length === 0) return no(none, 'missing');
    const verdicts = found.map(node => firstFault([
      state === 'ready' || state === 'not-ready' ? readiness(node, state === 'ready') : yes([msg('the node `{0}` is there', node.name)]),
      schedulable === undefined ? undefined : placing(node, schedulable),
    ], []));
    return verdicts.find(verdict => verdict.is === 'true') ?? verdicts[0] ?? no(none, 'missing');
  });
}

function readiness({ name, ready }: NodeSeen, wanted: boolean): Verdict {
  const fact = ready ? msg('the node `{0}` is ready', name) : msg('the node `{0}` is not ready', name);
  return ready === wanted ? yes([fact]) : no(fact);
}

function placing({ name, schedulable }: NodeSeen, wanted: boolean): Verdict {
  const fact = schedulable ? msg('the node `{0}` takes new pods', name) : msg('the node `{0}` is cordoned', name);
  return schedulable === wanted ? yes([fact]) : no(fact, 'missing');
}

/** Nodes are followed where the cluster is the student's own minikube; elsewhere they are asked for. */
function withNodes(world: World, judged: (nodes: readonly NodeSeen[]) => Verdict): Verdict {
  const { cluster } = world;
  if (cluster.kind !== 'live' || cluster.kinds.has('Node')) return withCluster(world, 'Node', things => judged(things.nodes));
  const seen = world.look({ kind: 'nodes' });
  if (seen?.kind !== 'nodes') return seen?.kind === 'barred' ? unknown(seen.reason) : asking;
  return judged(seen.nodes);
}

export function judgeEvent(claim: Of<'k8s-event'>, world: World): Verdict {
  return withCluster(world, 'Event', things => {
    const about = aboutOf(claim, things);
    const found = things.events.filter(event => event.reason === claim.reason && about(event) && (claim.has === undefined || event.message.includes(claim.has)));
    const times = found.reduce((sum, { count }) => sum + count, 0);
    const [last] = [...found].sort((one, other) => (other.last ?? 0) - (one.last ?? 0));
    if (!last) return no(claim.on === undefined ? msg('there is no warning with the reason {0}', claim.reason) : msg('there is no warning with the reason {0} about `{1}`', claim.reason, claim.on));
    const fact = msg('{0}: {1}', claim.reason, last.message.slice(0, 200));
    return times >= claim.atLeast ? yes([fact]) : no(times === 1 ? msg('the warning {0} was seen once', claim.reason) : msg('the warning {0} was seen {1} times', claim.reason, times));
  });
}

/** An event outlives what it is about: then its own name tells, which begins with that of the thing. */
function aboutOf({ on }: Of<'k8s-event'>, things: ClusterThings): (event: ClusterEventResource) => boolean {
  const wanted = on === undefined ? undefined : readObjectName(on);
  if (!wanted) return () => on === undefined;
  const { uids, sets } = things.family(wanted.kind, wanted.name);
  return ({ about, name }) => {
    const [kind, thing] = [about.slice(0, about.indexOf(':')).replace(/^k8s-/, ''), name.replace(/\.[0-9a-f]+$/, '')];
    return uids.has(about) || (kind === wanted.kind && thing === wanted.name) || (kind === 'pod' && sets.some(set => thing.startsWith(`${set}-`)));
  };
}
