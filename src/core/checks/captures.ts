import type { Capture } from '../check';
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
  if (world.docker.kind !== 'live') return undefined;
  const container = world.docker.things.container(from.container);
  if (from.kind === 'containerId') return container?.uid.slice('container:'.length);
  const port = container?.ports.find(published => published.containerPort === from.port);
  return port && String(port.hostPort);
}
