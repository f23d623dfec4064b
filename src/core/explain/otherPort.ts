import type { Fix } from '../explanation';
import { msg } from '../message';
import { all, idOf } from './facts';
import { canRetype, run, type Doomed } from './fixes';
import type { Found } from './rule';

/**
 * The same with another port. Where the block takes the port from a variable the variable is set anew and the block
 * runs again; else the statement alone is typed with the other number.
 */
export function otherPort({ failure, facts, docker }: Found, port: string, created: readonly Doomed[]): Fix[] {
  const free = freePort(Number(port), new Set([...all(facts, 'container'), ...all(facts, 'service')].flatMap(row => row.ports.map(({ hostPort }) => hostPort))));
  const published = docker.flatMap(({ options }) => options.get('--publish') ?? []);
  const before = created.map(({ uid }) => `docker container rm ${idOf(uid).slice(0, 12)}`);
  const variable = published.map(given => /^(?:[\d.]+:)?\$\{?([A-Za-z_]\w*)\}?:/.exec(given)?.[1]).find(name => name !== undefined);
  // A block that has done something before it failed cannot simply begin anew.
  const again = failure.index === 1;
  if (variable !== undefined) return [withRemoved(run(`port:${free}`, again ? msg('Use port {0} and run again', free) : msg('Use port {0} from now on', free), [...before, `export ${variable}=${free}`].join('\n'), again), created)];
  const places = [...failure.text.matchAll(new RegExp(`(?<![\\w.:/-])(?:(?:\\d{1,3}\\.){3}\\d{1,3}:)?${port}(?=:\\d)`, 'g'))];
  const place = places[0];
  if (!place || places.length > 1 || !canRetype(failure.text) || !published.some(given => given.includes(`${port}:`))) return [];
  const at = place.index + place[0].length - port.length;
  const changed = failure.text.slice(0, at) + String(free) + failure.text.slice(at + port.length);
  return [withRemoved(run(`port:${free}`, msg('Use port {0} for this command', free), [...before, changed].join('\n')), created)];
}

function withRemoved(fix: Fix, created: readonly Doomed[]): Fix {
  return fix.act.kind === 'run' ? { ...fix, act: { ...fix.act, removes: created.map(({ uid }) => uid) } } : fix;
}

/** Not published by a container or service that is known; another program may still hold it. */
function freePort(port: number, taken: ReadonlySet<number>): number {
  let free = port < 1024 ? 8008 + port : port + 8;
  while (taken.has(free) && free < 65_000) free += 1;
  return free;
}
