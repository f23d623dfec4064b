import { nodeStates, objectName, podStates, readObjectName, rolloutStates, serviceTypes, type ClusterAssertion, type PodState } from './clusterCheck';
import { Wrong, type Words } from './checkWords';
import { readSelector } from './labelSelector';
import { msg } from './message';
import { nearestWord } from './nearestWord';

export const clusterThings = ['deployment', 'replicaset', 'pod', 'pods', 'k8s-service', 'endpoints', 'k8s-node', 'namespace', 'configmap', 'k8s-event', 'rollout'] as const satisfies readonly ClusterAssertion['kind'][];

/** What stands behind the word for a cluster's thing. */
export function readClusterShort(kind: typeof clusterThings[number], words: Words): ClusterAssertion {
  switch (kind) {
    case 'deployment': return deployment(words);
    case 'replicaset': return replicaset(words);
    case 'pod': return pod(words);
    case 'pods': return pods(words);
    case 'k8s-service': return service(words);
    case 'endpoints': return endpoints(words);
    case 'k8s-node': return node(words);
    case 'namespace': return { kind, name: nameOf(words), state: words.one(['present', 'absent']) };
    case 'configmap': return configmap(words);
    case 'k8s-event': return event(words);
    case 'rollout': return rollout(words);
  }
}

type Of<K extends ClusterAssertion['kind']> = Extract<ClusterAssertion, { kind: K }>;

/** What can be said of everything that makes pods: `2/2`, `absent`, `image web:1`. Undefined where something else follows. */
function ofPodMaker(words: Words): Pick<Of<'deployment'>, 'ready' | 'desired' | 'state' | 'image'> | undefined {
  const counts = words.ofCount();
  if (counts) return counts;
  const presence = words.presence();
  if (presence.state) return presence;
  return words.takes('image') ? { image: words.name() } : undefined;
}

function deployment(words: Words): Of<'deployment'> {
  let claim: Of<'deployment'> = { kind: 'deployment', name: nameOf(words) };
  for (;;) {
    const more = ofPodMaker(words);
    if (more) claim = { ...claim, ...more };
    else if (words.takes('label')) claim = { ...claim, labels: selectorOf(words) };
    else return claim;
  }
}

function replicaset(words: Words): Of<'replicaset'> {
  let claim: Of<'replicaset'> = { kind: 'replicaset', ...words.takes('of') ? { deployment: nameOf(words) } : { name: nameOf(words) } };
  for (;;) {
    const more = ofPodMaker(words);
    if (more) claim = { ...claim, ...more };
    else if (claim.deployment !== undefined && words.takes('revision')) claim = { ...claim, revision: words.equals() };
    else return claim;
  }
}

function pod(words: Words): Of<'pod'> {
  const name = nameOf(words);
  const { next } = words;
  const states = { ...words.presence() };
  let claim: Of<'pod'> = { kind: 'pod', name, ...states, ...!states.state && next && !isPodClause(next.text) && { in: statesOf(words) } };
  for (;;) {
    if (words.takes('image')) claim = { ...claim, image: words.name() };
    else if (words.takes('label')) claim = { ...claim, labels: selectorOf(words) };
    else if (words.takes('node')) claim = { ...claim, node: nameOf(words) };
    else return claim;
  }
}

function isPodClause(word: string): boolean { return [';', 'image', 'label', 'node'].includes(word); }

function pods(words: Words): Of<'pods'> {
  const first = words.next?.text ?? '';
  const selector = first === '=' || first === '>=' || isState(first) ? undefined : selectorOf(words);
  const next = words.next?.text ?? '=';
  const states = next === '=' || next === '>=' ? undefined : statesOf(words);
  const count = words.exactOrMore();
  return {
    kind: 'pods', ...selector !== undefined && { selector }, ...states && { in: states },
    ...'exact' in count ? { count: count.exact } : { atLeast: count.more },
  };
}

function service(words: Words): Of<'k8s-service'> {
  let claim: Of<'k8s-service'> = { kind: 'k8s-service', name: nameOf(words), ...words.presence() };
  for (;;) {
    if (words.takes('type')) claim = { ...claim, type: words.one(serviceTypes) };
    else if (words.takes('port')) claim = { ...claim, port: words.number() };
    else if (words.takes('node-port')) claim = { ...claim, nodePort: words.number() };
    else return claim;
  }
}

function endpoints(words: Words): Of<'endpoints'> {
  const name = nameOf(words);
  if (!words.takes('ready')) throw words.wrong(msg('How many are ready is missing.'), msg('Go on with ready = and a number, or ready >= and a number.'));
  const count = words.exactOrMore();
  return { kind: 'endpoints', name, ...'exact' in count ? { ready: count.exact } : { readyAtLeast: count.more } };
}

function node(words: Words): Of<'k8s-node'> {
  const says = (word: string): boolean => nodeStates.some(state => state === word) || word === 'schedulable' || word === 'cordoned';
  const name = says(words.next?.text ?? '') ? {} : { name: nameOf(words) };
  let claim: Of<'k8s-node'> = { kind: 'k8s-node', ...name };
  if (!says(words.next?.text ?? '')) throw words.wrong(msg('A state is missing here.'), msg('Use one of: {0}.', [...nodeStates, 'schedulable', 'cordoned'].join(', ')));
  for (let word = words.next?.text ?? ''; says(word); word = words.next?.text ?? '') {
    if (words.takes('schedulable')) claim = { ...claim, schedulable: true };
    else if (words.takes('cordoned')) claim = { ...claim, schedulable: false };
    else claim = { ...claim, state: words.one(nodeStates) };
  }
  return claim;
}

function configmap(words: Words): Of<'configmap'> {
  const claim: Of<'configmap'> = { kind: 'configmap', name: nameOf(words), ...words.presence() };
  const keys: string[] = [];
  while (words.takes('key')) keys.push(words.name());
  return keys.length > 0 ? { ...claim, keys } : claim;
}

function event(words: Words): Of<'k8s-event'> {
  if (!words.takes('reason') || !words.takes('=')) throw words.wrong(msg('The reason of the event is missing.'), msg('Write for example: k8s-event reason=FailedScheduling.'));
  let claim: Of<'k8s-event'> = { kind: 'k8s-event', reason: words.word(msg('The reason of the event is missing.')), atLeast: 1 };
  for (;;) {
    if (words.takes('on')) claim = { ...claim, on: objectOf(words) };
    else if (words.takes('contains')) claim = { ...claim, has: words.text() };
    else if (words.next?.text === '>=') claim = { ...claim, atLeast: words.atLeast() };
    else return claim;
  }
}

function rollout(words: Words): Of<'rollout'> {
  const claim: Of<'rollout'> = { kind: 'rollout', name: nameOf(words), state: words.one(rolloutStates) };
  if (!words.takes('revision')) return claim;
  const count = words.exactOrMore();
  return { ...claim, ...'exact' in count ? { revision: count.exact } : { revisionAtLeast: count.more } };
}

function nameOf(words: Words): string {
  const word = words.take('word', msg('A name is missing.'));
  if (!objectName.test(word.text)) throw new Wrong(word, msg('This is no name of a thing in a cluster: {0}', word.text), msg('Write it as kubectl shows it: small letters, digits, - and dots, without the kind before it.'));
  return word.text;
}

function objectOf(words: Words): string {
  const word = words.take('word', msg('What the event is about is missing.'));
  if (!readObjectName(word.text)) throw new Wrong(word, msg('This names nothing in a cluster: {0}', word.text), msg('Write its kind and its name, such as deployment/web or pod/web-1.'));
  return word.text;
}

function selectorOf(words: Words): string {
  const whole = words.joined(msg('A label selector is missing, such as app=web.'));
  if (!readSelector(whole.text)) throw new Wrong(whole, msg('This is no label selector: {0}', whole.text), msg('Write it as behind kubectl -l, without spaces or in double quotes: app=web,version!=v1.'));
  return whole.text;
}

function isState(text: string): boolean { return podStates.some(state => state === text); }

/** `ImagePullBackOff or ErrImagePull` */
function statesOf(words: Words): readonly PodState[] {
  const states = [stateOf(words)];
  while (words.takes('or')) states.push(stateOf(words));
  return states;
}

function stateOf(words: Words): PodState {
  const word = words.take('word', msg('A state is missing here.'));
  const state = podStates.find(one => one === word.text);
  if (state !== undefined) return state;
  const near = nearestWord(word.text, podStates);
  throw new Wrong(word, msg('No pod has this state: {0}', word.text), near === undefined ? msg('Use one of: {0}.', podStates.join(', ')) : msg('Did you mean "{0}"?', near));
}
