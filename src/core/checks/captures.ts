import type { Capture } from '../check';
import type { PodResource } from '../clusterResource';
import { hasTag, isGone } from './awsThings';
import { isInState } from './clusterThings';
import { firstMatch } from './pattern';
import { printedText } from './record';
import type { World } from './world';

/** Longer ones are no values to type into a command. */
const longest = 1000;

/** The value as it is now; undefined where it cannot be had. */
export function captureNow({ from }: Capture, world: World): string | undefined {
  const value = read(from, world)?.trim();
  return value === undefined || value === '' || value.length > longest || /[\r\n\0]/.test(value) ? undefined : value;
}

function read(from: Capture['from'], world: World): string | undefined {
  if (from.kind === 'output') {
    const output = world.block(from.block)?.run?.output;
    return output && firstMatch(printedText(output), from.matches)?.value;
  }
  if (from.kind === 'containerId' || from.kind === 'hostPort') return ofContainer(from, world);
  if (from.kind === 'aws') return ofAws(from, world);
  if (world.cluster.kind !== 'live') return undefined;
  const { things } = world.cluster;
  if (from.kind === 'podName') return firstOf((things.podsWith(from.selector) ?? []).filter(pod => isInState(pod, 'running')))?.name;
  const service = things.service(from.service);
  if (from.kind === 'clusterIp') return service?.clusterIp;
  const port = service?.ports.find(({ port: own, nodePort }) => nodePort !== undefined && (from.port === undefined || own === from.port))?.nodePort;
  return port === undefined ? undefined : String(port);
}

/** The newest: a shell keeps in a variable what the command printed, and tells nobody. */
function ofAws(from: Extract<Capture['from'], { kind: 'aws' }>, world: World): string | undefined {
  if (world.aws.kind !== 'live') return undefined;
  const { things } = world.aws;
  const found = (from.name === undefined ? things.all(from.thing) : things.named(from.thing, from.name)).filter(thing => !isGone(thing) && !thing.ending && (from.tag === undefined || hasTag(thing, from.tag)));
  const [thing] = [...found].sort((one, other) => (other.created ?? 0) - (one.created ?? 0));
  if (from.part !== undefined) return thing?.parts?.find(({ name }) => name === from.part)?.detail;
  return from.keep === 'id' || from.keep === 'name' || from.keep === 'arn' ? thing?.[from.keep] : thing?.values?.[from.keep];
}

/** The oldest: it stays the same while others come and go. */
function firstOf(pods: readonly PodResource[]): PodResource | undefined {
  return [...pods].sort((one, other) => (one.created ?? 0) - (other.created ?? 0) || (one.name < other.name ? -1 : 1))[0];
}

function ofContainer(from: Extract<Capture['from'], { kind: 'containerId' | 'hostPort' }>, world: World): string | undefined {
  if (world.docker.kind !== 'live') return undefined;
  const container = world.docker.things.container(from.container);
  if (from.kind === 'containerId') return container?.uid.slice('container:'.length);
  const port = container?.ports.find(published => published.containerPort === from.port);
  return port && String(port.hostPort);
}
