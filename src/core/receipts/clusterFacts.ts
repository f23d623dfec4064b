import type { ClusterResource, ClusterServiceResource } from '../clusterResource';
import { isNamed, kubectlLines, type KubectlLine } from '../kubectlNames';
import { kubectlCommand, kubectlRefs, type KubectlCommand } from '../kubectlCommand';
import { commandsIn } from '../shellCommands';
import type { ThingBefore } from './snapshot';

/** As kubectl says it: `1/1`, `Running`, `NodePort`. */
export function clusterState(resource: ClusterResource): string {
  switch (resource.kind) {
    case 'deployment': case 'replicaset': return `${resource.ready}/${resource.desired}`;
    case 'pod': return resource.status;
    case 'k8s-service': return resource.type;
    default: return '';
  }
}

/** What somebody wished of a thing, one fact each with its name: what comes and goes by itself is none of it. */
export function clusterFacts(resource: ClusterResource): readonly string[] {
  const labels = Object.entries(resource.labels).filter(([name]) => !madeByItself.test(name)).map(([name, value]) => `label ${name}=${value}`);
  switch (resource.kind) {
    case 'deployment': case 'replicaset': return [`replicas ${resource.desired}`, `image ${resource.images.map(shortImage).join(', ')}`, ...labels];
    case 'pod': return [`image ${resource.images.map(shortImage).join(', ')}`, ...labels];
    case 'k8s-service': return [`ports ${portWords(resource)}`, `selector ${pairs(resource.selector)}`, ...labels];
    default: return [];
  }
}

const madeByItself = /^(?:pod-template-hash|controller-revision-hash)$/;

function shortImage(image: string): string { return image.slice(image.lastIndexOf('/') + 1).replace(/@.*$/, ''); }

function portWords({ type, ports }: ClusterServiceResource): string {
  return [type, ...ports.map(({ port, nodePort }) => nodePort === undefined ? String(port) : `${port}:${nodePort}`)].join(' ');
}

function pairs(map: Readonly<Record<string, string>>): string { return Object.entries(map).map(([name, value]) => `${name}=${value}`).sort().join(','); }

/** `1/1` to `4/4`, `v1` to `v2`: what is another wish than before. Undefined where none is, however its state may flicker. */
export function clusterDifference(was: ThingBefore, now: ClusterResource): { readonly from: string; readonly to: string } | undefined {
  const facts = clusterFacts(now);
  const lost = was.more.filter(fact => !facts.includes(fact));
  const fresh = facts.filter(fact => !was.more.includes(fact));
  const names = [...new Set([...lost, ...fresh].map(nameOf))];
  if (names.length === 0) return undefined;
  const side = (all: readonly string[], state: string): string => names.map(name => {
    if (name === 'replicas') return state;
    const fact = all.find(one => nameOf(one) === name);
    return fact === undefined ? `${name.slice('label '.length)}=` : fact.slice(fact.indexOf(' ') + 1);
  }).join(', ');
  return { from: side(lost, was.state), to: side(fresh, clusterState(now)) };
}

/** `replicas`, `label app`: what the fact is about. */
function nameOf(fact: string): string { return fact.startsWith('label ') ? fact.slice(0, fact.indexOf('=')) : fact.slice(0, fact.indexOf(' ')); }

/** What a run said to kubectl and what that said. */
export interface KubectlTalk { readonly commands: readonly KubectlCommand[]; readonly lines: readonly KubectlLine[] }

export function kubectlTalk(text: string, output: string): KubectlTalk {
  return { commands: /kubectl/.test(text) ? commandsIn(text).flatMap(({ words }) => kubectlCommand(words) ?? []) : [], lines: kubectlLines(output) };
}

const changes = /^(?:scale|set \w+|label|annotate|patch|edit|apply|replace|rollout (?:undo|restart|pause|resume)|autoscale|taint)$/;
const didChange = /^(?:scaled|labell?ed|unlabell?ed|configured|patched|edited|replaced|restarted|rolled back|paused|resumed|autoscaled|annotated|[a-z ]*updated|serverside-applied)$/;

/** `named`: by its name in the command; `printed`: kubectl said so. */
export function saysChanged({ commands, lines }: KubectlTalk, was: ThingBefore): boolean {
  const thing = { kind: was.thing, name: was.name };
  return lines.some(({ kind, name, did }) => kind === thing.kind && name === thing.name && didChange.test(did))
    || commands.some(command => changes.test(command.verb) && kubectlRefs(command).some(ref => isNamed(ref, thing)));
}

export function saysDeleted({ commands, lines }: KubectlTalk, was: ThingBefore): 'named' | 'printed' | undefined {
  const thing = { kind: was.thing, name: was.name };
  if (commands.some(command => /^(?:delete|replace)$/.test(command.verb) && kubectlRefs(command).some(ref => isNamed(ref, thing)))) return 'named';
  return lines.some(({ kind, name, did }) => kind === thing.kind && name === thing.name && /deleted$/.test(did)) ? 'printed' : undefined;
}
