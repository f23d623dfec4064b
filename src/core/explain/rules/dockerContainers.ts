import type { Fix } from '../../explanation';
import { msg, type Message } from '../../message';
import type { ContainerResource } from '../../resource';
import { all, earlier, find, idOf, removable } from '../facts';
import { isName, isPort, put, remove, retry, run, runBlock, word, type Doomed } from '../fixes';
import { leftAlone, madeByWords } from '../makerWords';
import { otherPort } from '../otherPort';
import { group, type Found, type Rule, type Said } from '../rule';

/** Containers, networks and volumes: names, ports, states, who uses what. */
export const containerRules: readonly Rule[] = [
  {
    id: 'docker.portAllocated',
    output: /(?:Bind for \S*?:(?<port>\d+) failed: port is already allocated|listen (?:tcp|udp)[46]? \S*:(?<own>\d+): bind: (?:address already in use|Only one usage))/,
    say: found => portTaken(found, group(found, 'port', 'own')),
  },
  {
    id: 'docker.privilegedPort',
    output: /cannot expose privileged port (?<port>\d+)|listen (?:tcp|udp)[46]? \S*:(?<own>\d+): bind: permission denied/,
    say: found => {
      const port = group(found, 'port', 'own');
      if (!isPort(port)) return undefined;
      return {
        title: msg('Docker may not open port {0} here', port),
        detail: msg('This Docker runs without root: ports below 1024 are closed to it. A higher port does the same.'),
        fixes: otherPort(found, port, createdByRun(found)),
      };
    },
  },
  {
    id: 'docker.nameInUse',
    output: /The container name "\/?(?<name>[^"\n]{1,200})" is already in use by container "?(?<id>[0-9a-f]{64})/,
    say: found => nameInUse(found, group(found, 'name'), group(found, 'id')),
  },
  {
    id: 'docker.networkExists',
    output: /network with name (?<name>\S+) already exists/,
    say: found => {
      const name = group(found, 'name');
      const network = find(found.facts, 'network', name);
      const maker = network && removable(found.facts, network.uid);
      return {
        title: msg('A network named `{0}` exists already', name),
        detail: maker ? madeByWords(found.facts, maker, name) : leftAlone(found.facts, name),
        fixes: network && maker ? [remove([{ uid: network.uid, name, kind: 'network' }], true)] : isName(name) ? [put('look', msg('Look at it'), `docker network inspect ${word(name)}`)] : [],
      };
    },
  },
  {
    id: 'docker.noSuchContainer',
    output: /No such container: (?<name>[^\s,]+)/i,
    say: found => missing(found, group(found, 'name'), msg('There is no container `{0}`', group(found, 'name')), text => makes(text, '--name', group(found, 'name')), 'docker container ls --all'),
  },
  {
    id: 'docker.noSuchNetwork',
    output: /(?:No such network: (?<a>\S+)|network (?<b>\S+) not found|network "(?<c>[^"\n]+)" is declared as external, but could not be found)/i,
    without: /failed to create service|has active endpoints/,
    say: found => missing(found, group(found, 'a', 'b', 'c'), msg('There is no network `{0}`', group(found, 'a', 'b', 'c')), text => /network create/.test(text) && hasWord(text, group(found, 'a', 'b', 'c')), 'docker network ls'),
  },
  {
    id: 'docker.noSuchVolume',
    output: /(?:No such volume: (?<a>\S+)|get (?<b>[^\s:]+): no such volume)/i,
    say: found => missing(found, group(found, 'a', 'b'), msg('There is no volume `{0}`', group(found, 'a', 'b')), text => /volume create/.test(text) && hasWord(text, group(found, 'a', 'b')), 'docker volume ls'),
  },
  {
    id: 'docker.noSuchObject',
    output: /No such object: (?<name>\S+)/,
    say: found => missing(found, group(found, 'name'), msg('Docker knows nothing named `{0}`', group(found, 'name')), text => hasWord(text, group(found, 'name')), 'docker container ls --all'),
  },
  {
    id: 'docker.notRunning',
    output: /(?:Container (?<id>[\w.-]+) is not running|cannot attach to a stopped container)/i,
    say: found => notRunning(found, group(found, 'id') || found.docker.at(-1)?.operands[0] || ''),
  },
  {
    id: 'docker.paused',
    output: /Container (?<name>\S+) is paused/,
    say: found => {
      const name = group(found, 'name');
      return {
        title: msg('Container `{0}` is paused', name),
        detail: msg('Its processes are frozen and start nothing until they go on.'),
        fixes: isName(name) ? [run('unpause', msg('Let `{0}` go on', name), `docker container unpause ${word(name)}`, true)] : [],
      };
    },
  },
  {
    id: 'docker.networkInUse',
    output: /network (?<name>\S+) (?:id (?<id>\S+) )?has active endpoints/,
    say: found => {
      const name = group(found, 'name');
      const users = all(found.facts, 'container').filter(row => row.networks.includes(name));
      const known = users.length > 0 && users.every(row => removable(found.facts, row.uid)) && isName(name);
      return {
        title: msg('Network `{0}` is still in use', name),
        detail: users.length > 0
          ? msg('Connected to it: `{0}`. A network can be removed only when nothing is connected any more.', users.map(row => row.name).join(', '))
          : msg('Something is connected to it still. Tasks of a service that was just removed need some seconds to go: then run the block again.'),
        fixes: known ? [run('disconnect', msg('Disconnect them and run again'), users.map(row => `docker network disconnect ${word(name)} ${word(row.name)}`).join('\n'), true), retry] : [retry],
      };
    },
  },
  {
    id: 'docker.volumeInUse',
    output: /remove (?<name>\S+): volume is in use - \[(?<ids>[^\]\n]+)\]/,
    say: found => {
      const users = group(found, 'ids').split(/[,\s]+/).map(id => find(found.facts, 'container', id)).filter(row => row !== undefined);
      return inUse(found, msg('Volume `{0}` is still in use', group(found, 'name')), users);
    },
  },
  {
    id: 'docker.imageInUse',
    output: /conflict: unable to (?:remove repository reference|delete) "?(?<image>[^\s"]+)"? \((?:must force|must be forced|cannot be forced)\) - (?:image is being used by (?:running|stopped) container|container) (?<id>[0-9a-f]{12,64})/,
    say: found => {
      const user = find(found.facts, 'container', group(found, 'id'));
      return inUse(found, msg('Image `{0}` is still in use', group(found, 'image')), user ? [user] : []);
    },
  },
  {
    id: 'docker.removeRunning',
    output: /(?:cannot remove a running container (?<id>[0-9a-f]{12,64})|cannot remove container "\/?(?<name>[^"\n]+)": container is running)/i,
    say: found => {
      const row = find(found.facts, 'container', group(found, 'id', 'name'));
      const maker = row && removable(found.facts, row.uid);
      const name = row?.name ?? group(found, 'name', 'id').slice(0, 64);
      return {
        title: msg('Container `{0}` is still running', name),
        detail: msg('A running container has to be stopped before it can be removed.'),
        fixes: row && maker ? [remove([doomed(row)], false)] : isName(name) ? [put('stop', msg('Stop `{0}`', name), `docker container stop ${word(name)}`)] : [],
      };
    },
  },
  {
    id: 'docker.alreadyConnected',
    output: /endpoint with name (?<name>\S+) already exists in network (?<network>\S+)/,
    say: found => ({
      title: msg('`{0}` is connected to `{1}` already', group(found, 'name'), group(found, 'network').replace(/[.,]$/, '')),
      detail: msg('There is nothing to do: go on with the next line or block.'),
      fixes: [],
    }),
  },
  {
    id: 'docker.mountPath',
    output: /(?:"(?<relative>[^"\n]+)" includes invalid characters for a local volume name|bind source path does not exist: (?<absent>[^\n]+?)\.?$)/m,
    say: found => ({
      title: group(found, 'relative') ? msg('`{0}` is no name for a volume', group(found, 'relative')) : msg('There is no folder `{0}` to mount', group(found, 'absent')),
      detail: group(found, 'relative')
        ? msg('A folder of this machine has to be given as a whole path: put "$PWD/" before it. Without a slash the word is the name of a volume.')
        : msg('--mount does not make folders. Make it first, or look for a mistake in the path.'),
      fixes: [],
    }),
  },
  {
    id: 'docker.portNumber',
    output: /invalid (?:hostPort|containerPort|IP address|ip address|publish opts|port specification|port range)[^:\n]*: ?(?<given>[^\n]*)/i,
    say: () => ({
      title: msg('That is no port'),
      detail: msg('A port is given as HOST:CONTAINER, two numbers. A value is missing, or a placeholder was not filled in.'),
      fixes: [],
    }),
  },
];

function portTaken(found: Found, port: string): Said | undefined {
  if (!isPort(port)) return undefined;
  const { facts } = found;
  const holder = all(facts, 'container').find(row => row.state === 'running' && row.ports.some(({ hostPort }) => hostPort === Number(port)));
  const service = all(facts, 'service').find(row => row.ports.some(({ hostPort }) => hostPort === Number(port)));
  const created = createdByRun(found);
  const maker = holder && removable(facts, holder.uid);
  const removal = holder && maker ? [remove([doomed(holder), ...created], isFirst(found))] : [];
  return {
    title: msg('Port {0} on this machine is taken', port),
    detail: holder ? maker ? madeByWords(facts, maker, holder.name) : msg('Container `{0}` has published it. No lab made `{0}`, as far as Labbook knows, so Labbook will not stop it.', holder.name)
      : service ? msg('Service `{0}` of the swarm has published it.', service.name)
      : facts.known ? msg('No container has published it: another program on this machine uses it. Labbook does not end programs of yours.')
      : msg('A container or another program on this machine uses it.'),
    fixes: [...removal, ...otherPort(found, port, created), ...holder ? [] : [put('who', msg('See which program it is'), `ss -ltnp 'sport = :${port}'`)]],
  };
}

/** The container that this very run made, and which never started: it would be in the way of the next try. */
function createdByRun({ failure, facts, docker }: Found): Doomed[] {
  const id = /^([0-9a-f]{64})\s*$/m.exec(failure.output)?.[1];
  const name = docker.findLast(({ verb }) => verb === 'container run')?.options.get('--name')?.[0];
  const row = id ? facts.resources.get(`container:${id}`) : name ? find(facts, 'container', name) : undefined;
  return row?.kind === 'container' && row.state === 'created' && removable(facts, row.uid) ? [doomed(row)] : [];
}

/** The block as a whole can run again only where nothing before the failure has left a thing that is in its way. */
function isFirst({ failure }: Found): boolean { return failure.index === 1; }

function doomed(row: ContainerResource): Doomed { return { uid: row.uid, name: row.name, kind: 'container' }; }

function nameInUse(found: Found, name: string, id: string): Said {
  const { facts } = found;
  const row = find(facts, 'container', id) ?? find(facts, 'container', name);
  const maker = removable(facts, `container:${id}`);
  const start = row && row.state !== 'running' && isName(name) ? [put('start', msg('Start `{0}` as it is', name), `docker container start ${word(name)}`)] : [];
  return {
    title: msg('A container named `{0}` exists already', name),
    detail: maker ? madeByWords(facts, maker, name)
      : facts.known ? msg('No lab made `{0}`, as far as Labbook knows: it may be your own, so Labbook will not remove it. Give it another name, or remove it yourself if you do not need it.', name)
      : leftAlone(facts, name),
    fixes: maker
      ? [remove([{ uid: `container:${id}`, name, kind: 'container' }], isFirst(found)), ...start]
      : isName(name) ? [put('rename', msg('Give the other one another name'), `docker container rename ${word(name)} ${word(`${name}-old`)}`), put('look', msg('Look at it'), `docker container ls --all --filter ${word(`id=${id.slice(0, 12)}`)}`)] : [],
  };
}

function missing(found: Found, name: string, title: Message, does: (text: string) => boolean, list: string): Said {
  const block = name === '' ? undefined : earlier(found.facts, does);
  const looksLikeId = /^[0-9a-f]{6,64}$/.test(name);
  return {
    title,
    detail: looksLikeId ? msg('Ids are new each time: one from the text or of a thing that is gone does not work. Use the name, or the id that your own command printed.')
      : block ? msg('Block {0} makes it. It has not run, or what it made is gone.', block.ordinal)
      : msg('It was not made yet, it is gone, or its name is written in another way.'),
    fixes: [...block ? [runBlock(block)] : [], put('list', msg('See what there is'), list)],
  };
}

function notRunning({ facts }: Found, idOrName: string): Said {
  const row = find(facts, 'container', idOrName);
  const name = row?.name ?? idOrName;
  const start: Fix[] = isName(name) ? [run('start', msg('Start `{0}` and run again', name), `docker container start ${word(name)}`, true)] : [];
  const logs: Fix[] = isName(name) ? [run('logs', msg('See its last words'), `docker container logs --tail 20 ${word(name)}`)] : [];
  const failed = row?.exitCode !== undefined && row.exitCode !== 0 && row.exitCode !== 137;
  return {
    title: msg('Container `{0}` is not running', name.length > 60 ? idOf(`container:${name}`).slice(0, 12) : name),
    detail: row?.oomKilled ? msg('It was ended because it ran out of memory.')
      : failed ? msg('Its program ended with code {0}. What it printed last says why; starting it again would end the same way.', row.exitCode ?? 0)
      : msg('A command can be run in a running container only.'),
    fixes: failed ? [...logs, ...start] : [...start, ...logs],
  };
}

function inUse({ facts }: Found, title: Message, users: readonly ContainerResource[]): Said {
  const ours = users.length > 0 && users.every(row => removable(facts, row.uid));
  return {
    title,
    detail: users.length === 0 ? msg('A container uses it, even if it is stopped. Remove that container first.')
      : ours ? msg('Container `{0}` uses it. A lab made that container, so it can go first.', users.map(({ name }) => name).join(', '))
      : msg('Container `{0}` uses it. No lab made that container, as far as Labbook knows, so it stays, and what it uses with it.', users.map(({ name }) => name).join(', ')),
    fixes: ours ? [remove(users.map(doomed), true)] : [],
  };
}

/** `--name web` in a block's text, however it is written. */
function makes(text: string, option: string, name: string): boolean {
  return isName(name) && new RegExp(`${option}[= ]["']?${name.replace(/[.]/g, '\\.')}(?![\\w.-])`).test(text);
}

function hasWord(text: string, name: string): boolean {
  return isName(name) && new RegExp(`(?<![\\w.-])${name.replace(/[.]/g, '\\.')}(?![\\w.-])`).test(text);
}
