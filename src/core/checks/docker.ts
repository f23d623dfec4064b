import type { DockerAssertion, PortClaim } from '../check';
import { msg, type Message } from '../message';
import type { ContainerResource, PublishedPort } from '../resource';
import type { Mark } from '../run';
import { asking, no, unknown, yes, type Verdict, type World } from './world';
import type { Things } from './things';

type Of<K extends DockerAssertion['kind']> = Extract<DockerAssertion, { kind: K }>;

export function judgeContainer(claim: Of<'container'>, world: World): Verdict {
  return withDocker(world, things => {
    const container = things.container(claim.name);
    if (claim.state === 'absent') return container ? no(msg('`{0}` is still there: {1}', container.name, container.state)) : yes([msg('no container is named `{0}`', claim.name)]);
    if (!container) return no(msg('no container is named `{0}`', claim.name), 'missing');
    return firstFault([
      stateOf(claim, container, world), healthOf(claim, container), portsOf(claim, container),
      claim.image === undefined ? undefined : things.isImage(container.image, claim.image)
        ? yes([msg('`{0}` is from `{1}`', container.name, claim.image)]) : no(msg('`{0}` is from `{1}`, not from `{2}`', container.name, container.image, claim.image), 'ended'),
      ...namesOf(claim, container), envOf(claim, container, world),
    ], container.standIn ? ['standIn'] : []);
  });
}

export function judgeImage(claim: Of<'image'>, world: World): Verdict {
  return withDocker(world, things => {
    const image = things.image(claim.name);
    if (claim.state === 'absent') return image ? no(msg('the image `{0}` is still there', claim.name)) : yes([msg('there is no image `{0}`', claim.name)]);
    if (!image) return no(msg('there is no image `{0}`', claim.name), 'missing');
    const marks: readonly Mark[] = image.standIn ? ['standIn'] : [];
    const { layers, layersAtLeast } = claim;
    if (layers === undefined && layersAtLeast === undefined) return yes([msg('the image `{0}` is there', claim.name)], marks);
    const seen = world.look({ kind: 'layers', image: image.uid });
    if (seen?.kind !== 'layers') return seen?.kind === 'barred' ? unknown(seen.reason) : asking;
    const fits = (layers === undefined || seen.count === layers) && (layersAtLeast === undefined || seen.count >= layersAtLeast);
    const fact = seen.count === 1 ? msg('the image `{0}` has 1 layer', claim.name) : msg('the image `{0}` has {1} layers', claim.name, seen.count);
    return fits ? yes([fact], marks) : { ...no(fact, 'ended'), marks };
  });
}

export function judgeNetwork(claim: Of<'network'>, world: World): Verdict {
  return withDocker(world, things => {
    const network = things.network(claim.name);
    if (claim.state === 'absent') return network ? no(msg('the network `{0}` is still there', claim.name)) : yes([msg('there is no network `{0}`', claim.name)]);
    if (!network) return no(msg('there is no network `{0}`', claim.name), 'missing');
    const joined = (name: string): boolean => {
      const container = things.container(name);
      return container !== undefined && (container.state === 'running' || container.state === 'paused') && container.networks.includes(network.name);
    };
    return firstFault([
      yes([msg('the network `{0}` is there', network.name)]),
      claim.driver === undefined ? undefined : same(network.driver === claim.driver, msg('`{0}` has the driver {1}', network.name, network.driver)),
      claim.scope === undefined ? undefined : same(network.scope === claim.scope, msg('`{0}` has the scope {1}', network.name, network.scope)),
      ...(claim.attached ?? []).map(name => joined(name) ? yes([msg('`{0}` is connected to `{1}`', name, network.name)]) : no(msg('`{0}` is not connected to `{1}`', name, network.name))),
      ...(claim.notAttached ?? []).map(name => joined(name) ? no(msg('`{0}` is connected to `{1}`', name, network.name)) : yes([msg('`{0}` is not connected to `{1}`', name, network.name)])),
    ], []);
  });
}

export function judgeVolume(claim: Of<'volume'>, world: World): Verdict {
  return withDocker(world, things => {
    const there = things.volume(claim.name) !== undefined;
    if (claim.state === 'absent') return there ? no(msg('the volume `{0}` is still there', claim.name)) : yes([msg('there is no volume `{0}`', claim.name)]);
    return there ? yes([msg('the volume `{0}` is there', claim.name)]) : no(msg('there is no volume `{0}`', claim.name), 'missing');
  });
}

export function withDocker(world: World, judged: (things: Things) => Verdict): Verdict {
  switch (world.docker.kind) {
    case 'live': return judged(world.docker.things);
    case 'asking': return asking;
    case 'away': return unknown(world.docker.reason);
  }
}

/** Facts of all parts, or the first part that is not so. */
export function firstFault(parts: readonly (Verdict | undefined)[], marks: readonly Mark[]): Verdict {
  const given = parts.filter(part => part !== undefined);
  const fault = given.find(part => part.is === 'false');
  if (fault) return { ...fault, marks };
  return given.find(part => part.is === 'unknown') ?? given.find(part => part.is === 'asking')
    ?? yes(given.flatMap(part => part.is === 'true' ? part.facts : []), marks);
}

function same(is: boolean, fact: Message): Verdict { return is ? yes([fact]) : no(fact, 'ended'); }

/** Without a claimed state, a claim of health or ports means a container that runs. */
function stateOf(claim: Of<'container'>, container: ContainerResource, world: World): Verdict {
  const { name, state, exitCode } = container;
  const wanted = claim.state ?? (claim.exitCode !== undefined ? 'exited' : claim.health || claim.ports || claim.noPorts ? 'running' : undefined);
  if (wanted === undefined) return yes([msg('`{0}` is {1}', name, state)]);
  if (wanted === 'running') return runs(container, world);
  if (wanted !== 'exited') return state === wanted ? yes([msg('`{0}` is {1}', name, state)]) : no(msg('`{0}` is {1}, not {2}', name, state, wanted));
  if (state !== 'exited') return no(msg('`{0}` is still {1}', name, state));
  const code = exitCode ?? 0;
  const claimed = claim.exitCode;
  return claimed === undefined || claimed === code
    ? yes([msg('`{0}` has exited with code {1}', name, code)])
    : no(msg('`{0}` has exited with code {1}, not {2}', name, code, claimed), 'ended', container.uid);
}

function runs(container: ContainerResource, world: World): Verdict {
  const { uid, name, state } = container;
  const code = container.exitCode ?? 0;
  if (container.restartLoop) return no(msg('`{0}` dies and starts again and again, last with code {1}', name, code), undefined, uid);
  switch (state) {
    case 'running': return yes([msg('`{0}` is running', name)]);
    case 'created': return no(msg('`{0}` is created, not running', name), 'missing');
    case 'exited': case 'dead': {
      const fact = container.oomKilled ? msg('`{0}` was killed: its memory ran out', name) : msg('`{0}` has exited with code {1}', name, code);
      const detail = world.look({ kind: 'detail', container: uid });
      const comesBack = detail?.kind !== 'detail' || detail.restartPolicy === 'always' || (detail.restartPolicy === 'on-failure' && code !== 0);
      return no(fact, comesBack ? undefined : 'ended', uid);
    }
    default: return no(msg('`{0}` is {1}, not running', name, state));
  }
}

function healthOf(claim: Of<'container'>, { name, health }: ContainerResource): Verdict | undefined {
  if (claim.health === undefined) return undefined;
  if (health === undefined) return no(msg('`{0}` has no health check', name), 'ended');
  return health === claim.health ? yes([msg('its health is {0}', health)]) : no(msg('the health of `{0}` is {1}, not {2}', name, health, claim.health));
}

function portsOf(claim: Of<'container'>, { name, ports }: ContainerResource): Verdict | undefined {
  if (claim.noPorts && ports.length > 0) return no(msg('`{0}` publishes port {1}', name, ports[0]?.hostPort ?? 0), 'ended');
  const missed = claim.ports?.find(port => !ports.some(published => isPort(published, port)));
  if (missed) {
    const other = ports.find(port => port.containerPort === missed.containerPort && port.protocol === missed.protocol);
    return other
      ? no(msg('port {0} of `{1}` is published as {2}, not as {3}', missed.containerPort, name, other.hostPort, missed.hostPort ?? ''), 'ended')
      : no(msg('port {0} of `{1}` is not published', missed.containerPort, name), 'ended');
  }
  if (claim.noPorts) return yes([msg('it publishes no port')]);
  const facts = claim.ports?.map(port => {
    const published = ports.find(one => isPort(one, port));
    return msg('port {0} leads to its port {1}', published?.hostPort ?? 0, port.containerPort);
  });
  return facts && yes(facts);
}

export function isPort(published: PublishedPort, claim: PortClaim): boolean {
  return published.containerPort === claim.containerPort && published.protocol === claim.protocol && (claim.hostPort === undefined || String(published.hostPort) === claim.hostPort);
}

function namesOf(claim: Of<'container'>, { name, networks, volumes }: ContainerResource): Verdict[] {
  return [
    ...(claim.networks ?? []).map(network => networks.includes(network) ? yes([msg('it is in the network `{0}`', network)]) : no(msg('`{0}` is not in the network `{1}`', name, network))),
    ...(claim.volumes ?? []).map(volume => volumes.includes(volume) ? yes([msg('it uses the volume `{0}`', volume)]) : no(msg('`{0}` does not use the volume `{1}`', name, volume), 'ended')),
  ];
}

function envOf(claim: Of<'container'>, { uid, name }: ContainerResource, world: World): Verdict | undefined {
  if (!claim.env?.length) return undefined;
  const seen = world.look({ kind: 'detail', container: uid });
  if (seen?.kind !== 'detail') return seen?.kind === 'barred' ? unknown(seen.reason) : asking;
  const missed = claim.env.find(variable => !seen.envNames.includes(variable));
  return missed === undefined ? yes([msg('it has the variable `{0}`', claim.env.join(', '))]) : no(msg('`{0}` has no variable `{1}`', name, missed), 'ended');
}
