import type { DockerCommand } from '../../dockerCommand';
import { msg, type Message } from '../../message';
import type { LiveState } from '../../liveState';
import type { ContainerResource, Resource } from '../../resource';
import { quote } from '../../shellQuote';
import { namesOf, wouldRemove } from '../amounts';
import { isOwn, operandOf, rowsOf } from '../owned';
import type { RiskRule } from '../rule';

const pruned = /^(container|volume|network|image|system|builder|buildx) prune$/;
const systemNetworks = new Set(['bridge', 'host', 'none', 'ingress', 'docker_gwbridge']);

/** `prune` takes whatever is not in use, whoever made it. */
export const pruneRule: RiskRule = {
  rule: 'docker.prune',
  find: ({ docker, before }) => {
    const kind = docker && pruned.exec(docker.verb)?.[1];
    if (!docker || !kind) return undefined;
    const command = `docker ${docker.verb}`;
    if (kind === 'builder' || kind === 'buildx') {
      return { title: msg('Block {0} would empty the build cache of every project.', before.ordinal), detail: msg('`{0}` takes what is cached, whoever built it. The next builds take longer; nothing else is lost.', command), about: [docker.verb] };
    }
    // Another context is another daemon than the one that is watched.
    const live = docker.context === undefined ? before.live : undefined;
    if (!live) return { title: msg('Block {0} would remove whatever is not in use.', before.ordinal), detail: msg('`{0}` takes it all, whoever made it. What that is now cannot be seen from here.', command), about: [docker.verb] };
    const hit = hitBy(kind, docker, live, before.engine);
    const own = hit.filter(row => isOwn(before, row));
    const foreign = hit.filter(row => !own.includes(row));
    return {
      title: foreign.length > 0 ? wouldRemove(before.ordinal, foreign) : msg('Block {0} would remove whatever is not in use.', before.ordinal),
      detail: detailOf(command, foreign, own), about: [docker.verb, ...foreign.map(({ uid }) => uid)],
      ...own.length > 0 && foreign.length > 0 ? { safe: { label: msg('Remove only this lab’s {0}', own.length), command: removalOf(own) } } : {},
    };
  },
};

function detailOf(command: string, foreign: readonly Resource[], own: readonly Resource[]): Message {
  if (foreign.length === 0 && own.length === 0) return msg('`{0}` takes it all, whoever made it. Right now nothing is hit.', command);
  if (foreign.length === 0) return msg('`{0}` takes it all, whoever made it. Right now it hits {1} of this lab and nothing else.', command, own.length);
  if (own.length === 0) return msg('`{0}` takes whatever is not in use: `{1}`; nothing of this lab.', command, namesOf(foreign));
  return msg('`{0}` takes whatever is not in use: `{1}`, and {2} of this lab.', command, namesOf(foreign), own.length);
}

function hitBy(kind: string, docker: DockerCommand, live: LiveState, engine: string | undefined): Resource[] {
  const { options } = docker;
  const stopped = rowsOf(live, 'container').filter(isStopped);
  const labels = (options.get('--filter') ?? []).flatMap(filter => /^label=([^=]+)(?:=(.*))?$/.exec(filter) ?? []).length > 0 ? labelled(options.get('--filter') ?? []) : () => true;
  const take = (...kinds: readonly string[]) => [
    ...kinds.includes('container') ? stopped : [],
    ...kinds.includes('network') ? unusedNetworks(live, kinds.includes('container') ? new Set(stopped.map(({ name }) => name)) : new Set()) : [],
    ...kinds.includes('volume') ? unusedVolumes(live, options.has('--all') && kind === 'volume', engine, kinds.includes('container') ? stopped : []) : [],
    ...kinds.includes('image') ? unusedImages(live, options.has('--all'), kinds.includes('container') ? stopped : []) : [],
  ].filter(row => labels(row));
  return kind === 'system' ? take('container', 'network', 'image', ...options.has('--volumes') ? ['volume'] : []) : take(kind);
}

/** Only `label=` can be judged here; other filters make less go than is named. */
function labelled(filters: readonly string[]): (row: Resource) => boolean {
  const wanted = filters.flatMap(filter => { const found = /^label=([^=]+)(?:=(.*))?$/.exec(filter); return found ? [[found[1]!, found[2]] as const] : []; });
  return row => wanted.every(([name, value]) => value === undefined ? name in row.labels : row.labels[name] === value);
}

function isStopped({ state }: ContainerResource): boolean { return state === 'created' || state === 'exited' || state === 'dead'; }

function unusedNetworks(live: LiveState, gone: ReadonlySet<string>): Resource[] {
  const used = new Set([...rowsOf(live, 'container').filter(({ name, state }) => !gone.has(name) && state !== 'exited' && state !== 'created' && state !== 'dead').flatMap(({ networks }) => networks), ...rowsOf(live, 'service').flatMap(({ networks }) => networks)]);
  return rowsOf(live, 'network').filter(({ name }) => !systemNetworks.has(name) && !used.has(name));
}

/** From Engine 23 on only volumes without a name of their own go, unless `--all` is given. */
function unusedVolumes(live: LiveState, all: boolean, engine: string | undefined, gone: readonly ContainerResource[]): Resource[] {
  const used = new Set([...rowsOf(live, 'container').filter(row => !gone.includes(row)).flatMap(({ volumes }) => volumes), ...rowsOf(live, 'service').flatMap(({ volumes }) => volumes)]);
  const named = all || Number(engine?.split('.')[0] ?? 0) < 23;
  return rowsOf(live, 'volume').filter(({ name }) => !used.has(name) && (named || /^[0-9a-f]{64}$/.test(name)));
}

function unusedImages(live: LiveState, all: boolean, gone: readonly ContainerResource[]): Resource[] {
  const used = new Set(rowsOf(live, 'container').filter(row => !gone.includes(row)).map(({ image }) => image));
  return rowsOf(live, 'image').filter(({ tags, uid }) => tags.length === 0 || (all && !tags.some(tag => used.has(tag) || used.has(tag.replace(/:latest$/, ''))) && !used.has(uid.slice('image:'.length))));
}

function removalOf(own: readonly Resource[]): string {
  const kinds = ['container', 'network', 'volume', 'image'] as const;
  return kinds.flatMap(kind => {
    const rows = own.filter(row => row.kind === kind);
    return rows.length > 0 ? [`docker ${kind} rm ${rows.map(row => quoted(operandOf(row))).join(' ')}`] : [];
  }).join(' && ');
}

function quoted(word: string): string { return /^[\w.:-]+$/.test(word) ? word : quote(word); }
