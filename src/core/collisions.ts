import { dockerCommand } from './dockerCommand';
import { kubectlNames } from './kubectlNames';
import { dockerNames } from './dockerNames';
import { namespaceOf } from './followed';
import type { LabRef, Ledger, LedgerThing } from './ledger';
import { isThere, type LiveState } from './liveState';
import type { Resource } from './resource';
import { commandsIn } from './shellCommands';

/** What a block needs and another lab's left-over holds. */
export interface Collision {
  readonly what: { readonly kind: 'name'; readonly name: string } | { readonly kind: 'port'; readonly port: number; readonly protocol: string };
  readonly uid: string;
  /** Name of the thing that holds it. */
  readonly name: string;
  /** Whose clean-up frees it. */
  readonly lab: LabRef;
}

/** Names and published ports that a block's text asks for, held by what other labs left on this daemon. Values of variables are not known here. */
export function collisionsOf(text: string, lab: LabRef, ledger: Ledger, live: LiveState): Collision[] {
  const others = ledger.things().filter(({ made }) => !(made.courseId === lab.courseId && made.labId === lab.labId) && isThere(made, live) === true);
  if (others.length === 0) return [];
  const inCluster = kubectlNames(text).things.filter(({ namespace }) => namespace === undefined || namespace === namespaceOf(live.daemon));
  const names = new Set([...inCluster, ...dockerNames(text).things.filter(({ kind, how }) => how === 'made' && kind !== 'image' && kind !== 'volume')].map(({ kind, name }) => `${kind}:${name}`));
  const ports = new Set(publishedPorts(text).map(({ port, protocol }) => `${port}/${protocol}`));
  return others.flatMap(thing => {
    const resource = live.resources.get(thing.made.uid);
    return resource ? [...nameOf(resource, thing, names), ...portsOf(resource, thing, ports)] : [];
  });
}

function base({ made }: LedgerThing) { return { uid: made.uid, name: made.name, lab: { courseId: made.courseId, labId: made.labId } }; }

function nameOf(resource: Resource, thing: LedgerThing, names: ReadonlySet<string>): Collision[] {
  return names.has(`${resource.kind}:${resource.name}`) ? [{ ...base(thing), what: { kind: 'name', name: resource.name } }] : [];
}

function portsOf(resource: Resource, thing: LedgerThing, ports: ReadonlySet<string>): Collision[] {
  if (resource.kind !== 'container' && resource.kind !== 'service') return [];
  return resource.ports.filter(({ hostPort, protocol }) => ports.has(`${hostPort}/${protocol}`)).map(({ hostPort, protocol }) => ({ ...base(thing), what: { kind: 'port', port: hostPort, protocol } }));
}

/** `-p 8080:80`, `-p 127.0.0.1:8080:80/udp`, `--publish published=8080,target=80`; one without a host port takes none that matters. */
export function publishedPorts(text: string): { port: number; protocol: string }[] {
  return commandsIn(text).flatMap(({ words }) => {
    const command = dockerCommand(words);
    // Another context is another daemon.
    return command?.context === undefined && /^(?:container (?:run|create)|service create)$/.test(command?.verb ?? '') ? command!.options.get('--publish')?.flatMap(portOf) ?? [] : [];
  });
}

function portOf(written: string): { port: number; protocol: string }[] {
  const long = Object.fromEntries(written.split(',').map(part => part.split('=') as [string, string | undefined]));
  const [, short, shortProtocol = 'tcp'] = /^(?:[^:]*:|\[[^\]]*\]:)?(\d+):\d+(?:\/(\w+))?$/.exec(written) ?? [];
  const port = Number(long['published'] ?? short);
  return Number.isInteger(port) && port > 0 ? [{ port, protocol: long['protocol'] ?? shortProtocol }] : [];
}
