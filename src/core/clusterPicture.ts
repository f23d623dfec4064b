import { clusterFactsIn, selects, type ClusterFacts } from './clusterFacts';
import type { ClusterNodeResource, ClusterServiceResource, DeploymentResource, PodResource, ReplicaSetResource } from './clusterResource';
import { podWords, shortImage, troubleOf } from './clusterWords';
import { deploymentWords, isUpdating } from './deploymentWords';
import { selectorText } from './exposeWords';
import type { ClusterPictureView, PodPictureView, PodSetView, RolloutView } from './labViews';
import { msg, type Message } from './message';
import type { Resource } from './resource';
import { isStaleNow } from './statusHead';
import type { StatusInput, Translate } from './statusInput';

/** More than these are counted, not drawn. */
const drawnPods = 24;
const drawnRollouts = 8;
/** ReplicaSets without pods: they are there for the way back. */
const drawnEmpty = 2;

interface Scene {
  readonly facts: ClusterFacts;
  readonly input: StatusInput;
  readonly stale: boolean;
  readonly deployments: readonly DeploymentResource[];
  /** Pods of the lab that no ReplicaSet has made. */
  readonly bare: readonly PodResource[];
  readonly pods: readonly PodResource[];
  readonly services: readonly ClusterServiceResource[];
  readonly nodes: readonly ClusterNodeResource[];
  /** Uids of pods that a service of the lab leads to. */
  readonly reached: ReadonlySet<string>;
  readonly translate: Translate;
}

/** The lab's deployments down to their pods, and what its services lead to. Undefined while there is nothing of that. */
export function clusterPicture(input: StatusInput, translate: Translate): ClusterPictureView | undefined {
  if (!input.lab?.cluster) return undefined;
  const scene = sceneOf(input, translate);
  const rollouts = [...scene.deployments.map(deployment => rolloutView(deployment, scene)), ...scene.bare.length ? [bareView(scene)] : []];
  if (rollouts.length === 0 && scene.services.length === 0) return undefined;
  const rest = rollouts.length - drawnRollouts;
  const note = nodeNote(scene.nodes);
  return {
    kind: 'cluster', title: translate(msg('Deployments and pods')), summary: nodeSummary(scene), stale: scene.stale, rollouts: rollouts.slice(0, drawnRollouts), services: scene.services.map(service => serviceView(service, scene)),
    ...note ? { note: translate(note) } : {}, ...rest > 0 ? { more: translate(rest === 1 ? msg('and 1 more deployment') : msg('and {0} more deployments', rest)) } : {},
  };
}

function sceneOf(input: StatusInput, translate: Translate): Scene {
  const all = [...input.resources.values()];
  const own = ({ uid }: Resource): boolean => input.made.get(uid)?.labId === input.lab?.id;
  const facts = clusterFactsIn(input.resources);
  const sets = new Set(all.flatMap(row => row.kind === 'replicaset' ? [row.uid] : []));
  const pods = all.flatMap(row => row.kind === 'pod' ? [row] : []);
  const services = all.flatMap(row => row.kind === 'k8s-service' && own(row) ? [row] : []).sort(byAge);
  const nodes = all.flatMap(row => row.kind === 'k8s-node' ? [row] : []);
  return {
    facts, input, translate, pods, services, nodes, stale: isStaleNow(input),
    deployments: all.flatMap(row => row.kind === 'deployment' && own(row) ? [row] : []).sort(byAge),
    bare: pods.filter(pod => own(pod) && (pod.owner === undefined || !sets.has(pod.owner))).sort(byAge),
    reached: new Set(services.flatMap(service => [...facts.reachOf(service).readyPods])),
  };
}

function byAge(a: Resource, b: Resource): number { return (a.created ?? 0) - (b.created ?? 0) || (a.name < b.name ? -1 : 1); }

function rolloutView(deployment: DeploymentResource, scene: Scene): RolloutView {
  const { facts, translate, stale } = scene;
  const { desired, updated, available } = deployment;
  const words = deploymentWords(deployment, facts, translate);
  const sets = facts.setsOf(deployment.uid);
  const live = sets.filter((set, index) => index === 0 || set.desired > 0 || facts.podsOf(set.uid).length > 0);
  const empty = sets.filter(set => !live.includes(set));
  const updating = isUpdating(deployment, live.slice(1).reduce((sum, set) => sum + facts.podsOf(set.uid).filter(pod => !pod.ending).length, 0));
  const bar = (label: Message, on: number) => ({ label: translate(label), on: Math.min(on, desired), of: desired, text: translate(msg('{0} of {1}', on, desired)) });
  return {
    uid: deployment.uid, name: deployment.name, what: translate(msg('deployment')), ...said(translate(words.text), words.tone, scene),
    bars: desired === 0 || stale ? [] : [bar(msg('updated'), updated), bar(msg('available'), available)],
    sets: [...live, ...empty.slice(0, drawnEmpty)].sort((a, b) => (b.revision ?? 0) - (a.revision ?? 0)).map(set => setView(set, setWord(set, updating, sets[0] === set), deployment, scene)),
    ...empty.length > drawnEmpty ? { more: translate(msg('and {0} more kept for undo', empty.length - drawnEmpty)) } : {},
  };
}

function said(state: string, tone: RolloutView['tone'], { stale, translate }: Scene): Pick<RolloutView, 'state' | 'tone'> {
  return stale ? { state: translate(msg('was {0}', state)), tone: 'stale' } : { state, tone };
}

function setWord({ revision, images }: ReplicaSetResource, updating: boolean, newest: boolean): Message {
  const from = images.map(shortImage).join(', ');
  if (!updating) return msg('ReplicaSet, revision {0}, {1}', revision ?? '?', from);
  return newest ? msg('new ReplicaSet, revision {0}, {1}', revision ?? '?', from) : msg('old ReplicaSet, revision {0}, {1}', revision ?? '?', from);
}

function setView(set: ReplicaSetResource, detail: Message, deployment: DeploymentResource, scene: Scene): PodSetView {
  const { facts, translate } = scene;
  const pods = facts.podsOf(set.uid);
  const state = set.desired === 0 && pods.length === 0 ? msg('kept for undo, no pods') : msg('{0} of {1} ready', set.ready, set.desired);
  return { uid: set.uid, name: without(set.name, `${deployment.name}-`), detail: translate(detail), state: translate(state), ...podViews(pods, `${set.name}-`, scene) };
}

function bareView(scene: Scene): RolloutView {
  const { bare, translate } = scene;
  const well = bare.filter(({ health }) => health === 'well').length;
  return {
    uid: 'pods:', name: translate(msg('Pods without a deployment')), what: '', ...said(translate(msg('{0} of {1} ready', well, bare.length)), 'idle', scene), bars: [],
    sets: [{ uid: 'pods:', name: '', detail: '', state: '', ...podViews(bare, '', scene) }],
  };
}

/** Those in trouble first, where not all have room. */
function podViews(pods: readonly PodResource[], prefix: string, scene: Scene): Pick<PodSetView, 'pods' | 'more'> {
  const ordered = pods.length > drawnPods ? [...pods].sort((a, b) => Number(b.health === 'failing') - Number(a.health === 'failing')) : pods;
  const rest = ordered.slice(drawnPods);
  return { pods: ordered.slice(0, drawnPods).map((pod, index) => podView(pod, ordered[index - 1], prefix, scene)), ...rest.length ? { more: restWords(rest, scene.translate) } : {} };
}

function restWords(rest: readonly PodResource[], translate: Translate): string {
  const counts = new Map<string, number>();
  for (const { status } of rest) counts.set(status, (counts.get(status) ?? 0) + 1);
  return translate(msg('and {0} more: {1}', rest.length, [...counts].map(([status, count]) => `${count} ${status}`).join(', ')));
}

/** Two pods that suffer from the same need it said once, below the first. */
function podView(pod: PodResource, before: PodResource | undefined, prefix: string, scene: Scene): PodPictureView {
  const { facts, input, stale, translate } = scene;
  const words = podWords(pod, facts, input.lastLines?.get(pod.uid));
  const state = facts.severalNodes() && pod.node !== undefined ? msg('{0} on {1}', translate(words.text), pod.node) : words.text;
  return {
    uid: pod.uid, name: without(pod.name, prefix), ...said(translate(state), words.tone, scene),
    ...stale ? {} : trafficOf(pod, scene), ...words.notes.length && !stale && !(before && sameTrouble(before, pod)) ? { note: words.notes.map(translate).join(' ') } : {},
  };
}

function trafficOf(pod: PodResource, { services, reached, translate }: Scene): Pick<PodPictureView, 'traffic'> {
  if (!services.some(service => looksFor(service, pod))) return {};
  const on = reached.has(pod.uid);
  return { traffic: { on, text: translate(on ? msg('gets traffic') : msg('no traffic')) } };
}

function looksFor({ selector, namespace }: ClusterServiceResource, pod: PodResource): boolean { return namespace === pod.namespace && selects(selector, pod.labels); }

function sameTrouble(a: PodResource, b: PodResource): boolean { return a.health === 'failing' && b.health === 'failing' && troubleOf(a) === troubleOf(b); }

function without(name: string, prefix: string): string { return name.startsWith(prefix) ? name.slice(prefix.length) : name; }

function serviceView(service: ClusterServiceResource, { facts, pods, stale, translate }: Scene): ClusterPictureView['services'][number] {
  const { ready } = facts.reachOf(service);
  const matched = pods.filter(pod => !pod.ending && looksFor(service, pod)).length;
  const selector = selectorText(service.selector);
  const ports = service.ports.map(({ port, target, nodePort }) => nodePort === undefined ? `${port} → ${target}` : `NodePort ${nodePort} → ${target}`).join(', ');
  const leads = selector === '' ? [] : [matchWords(selector, matched, ready)];
  return { uid: service.uid, name: service.name, bad: !stale && selector !== '' && ready === 0, detail: [...leads.map(translate), ports === '' ? '' : `${ports}.`].filter(Boolean).join(' ') };
}

function matchWords(selector: string, matched: number, ready: number): Message {
  if (matched !== 1) return matched === 0 ? msg('{0} matches no pod.', selector) : msg('{0} matches {1} pods; {2} of them get traffic.', selector, matched, ready);
  return ready > 0 ? msg('{0} matches 1 pod, which gets traffic.', selector) : msg('{0} matches 1 pod, which gets no traffic.', selector);
}

function nodeSummary({ nodes, stale, translate }: Scene): string {
  const [first] = nodes;
  if (!first) return '';
  if (nodes.length > 1) return translate(msg('{0} of {1} nodes ready', nodes.filter(({ ready }) => ready).length, nodes.length));
  const state = first.ready ? 'Ready' : 'NotReady';
  return translate(msg('node {0}, {1}', first.name, stale ? translate(msg('was {0}', state)) : state));
}

function nodeNote(nodes: readonly ClusterNodeResource[]): Message | undefined {
  const lost = nodes.find(({ ready }) => !ready);
  if (lost) return msg('Node {0} is not ready: {1}', lost.name, lost.message ?? '');
  const closed = nodes.find(({ schedulable }) => !schedulable);
  return closed && msg('Node {0} is cordoned: no new pod is placed on it.', closed.name);
}
