import { msg, type Message } from '../../message';
import { earlier, find, removable, type Facts, type Maker } from '../facts';
import { isName, put, remove, retry, runBlock, word } from '../fixes';
import { leftAlone, madeByWords } from '../makerWords';
import { group, type Found, type Rule, type Said } from '../rule';

const leave = 'docker swarm leave --force';

/** Swarm: membership, managers, services. */
export const swarmRules: readonly Rule[] = [
  {
    id: 'swarm.notInitialised',
    output: /This node is not a swarm manager\. Use "docker swarm init"/,
    say: ({ facts }) => {
      const block = earlier(facts, text => /docker swarm init/.test(text));
      return {
        title: msg('This Docker is in no swarm yet'),
        detail: block ? msg('Services, stacks and nodes exist in a swarm only. Block {0} makes one.', block.ordinal) : msg('Services, stacks and nodes exist in a swarm only.'),
        fixes: block ? [runBlock(block)] : [put('init', msg('Make one of this machine alone'), 'docker swarm init --advertise-addr 127.0.0.1')],
      };
    },
  },
  {
    id: 'swarm.notManager',
    output: /(?:This node is not a swarm manager\. Worker nodes can't be used|only be (?:run|performed|executed) on a (?:swarm )?manager)/,
    say: () => ({
      title: msg('This node is a worker'),
      detail: msg('A worker runs tasks; only a manager takes orders. Run the block on a manager, for example with docker --context NAME, or promote this node there.'),
      fixes: [{ id: 'pickContext', label: msg('Choose a context'), act: { kind: 'remedy', id: 'pickContext' } }],
    }),
  },
  {
    id: 'swarm.already',
    output: /This node is already part of a swarm/,
    say: ({ facts }) => {
      const maker = facts.swarm === undefined ? undefined : removable(facts, facts.swarm);
      return {
        title: msg('This Docker is part of a swarm already'),
        detail: maker ? swarmMadeBy(maker, facts) : facts.known ? msg('No lab made that swarm, as far as Labbook knows, so Labbook will not leave it. If it is yours to use, skip this line and go on.') : msg('If it is yours to use, skip this line and go on.'),
        fixes: facts.swarm !== undefined && maker
          ? [{ id: 'leave', label: msg('Leave it and run again'), act: { kind: 'run', command: leave, removes: [facts.swarm], again: true } }, put('look', msg('See its nodes'), 'docker node ls')]
          : [put('look', msg('See its nodes'), 'docker node ls')],
      };
    },
  },
  {
    id: 'swarm.managerLeaves',
    output: /You are attempting to leave the swarm on a node that is participating as a manager/,
    say: ({ facts }) => {
      const maker = facts.swarm === undefined ? undefined : removable(facts, facts.swarm);
      return {
        title: msg('A manager leaves only by force'),
        detail: maker ? msg('With the last manager the swarm ends, and all its services with it. A lab made this swarm, so it can go.') : msg('With the last manager the swarm ends, and all its services with it.'),
        fixes: facts.swarm !== undefined && maker ? [{ id: 'leave', label: msg('Leave by force'), act: { kind: 'run', command: leave, removes: [facts.swarm], again: false } }] : [],
      };
    },
  },
  {
    id: 'swarm.notPart',
    output: /This node is not part of a swarm/,
    say: () => ({ title: msg('This Docker is in no swarm'), detail: msg('There is nothing to leave: go on with the next line or block.'), fixes: [] }),
  },
  {
    id: 'swarm.noLeader',
    output: /(?:The swarm does not have a leader|node lost leader status|too few managers are online)/,
    say: () => ({
      title: msg('The swarm has no leader'),
      detail: msg('More than half of the managers must be reachable, and they are not. Running tasks go on, but nothing can be changed. Start a manager again: the swarm answers some seconds later.'),
      fixes: [retry],
    }),
  },
  {
    id: 'swarm.address',
    output: /(?:must specify a listening address because the address to advertise is not recognized|could not (?:choose|find) an? (?:IP address|suitable)[^\n]*|advertise address must be a non-zero IP)/,
    say: () => ({
      title: msg('The swarm does not know under which address it is reached'),
      detail: msg('This machine has several addresses, or the given one is not its own. For a swarm of this machine alone 127.0.0.1 does; others can then not join it.'),
      fixes: [put('local', msg('Advertise 127.0.0.1'), 'docker swarm init --advertise-addr 127.0.0.1')],
    }),
  },
  {
    id: 'swarm.joinToken',
    output: /invalid join token|Incorrect (?:join )?token|remote CA does not match fingerprint/i,
    say: () => ({
      title: msg('This token does not let the node in'),
      detail: msg('Tokens are new with each swarm: one from the text or of an earlier swarm does not work. Ask the manager for the present one.'),
      fixes: [put('token', msg('Ask for the token'), 'docker swarm join-token worker')],
    }),
  },
  {
    id: 'swarm.joinUnreachable',
    docker: /^swarm join$/,
    output: /(?:Timeout was reached before node joined|context deadline exceeded|connect: (?:connection refused|no route to host)|connection error: desc)/,
    say: () => ({
      title: msg('The manager cannot be reached'),
      detail: msg('Nothing answers at the given address and port 2377. If the manager advertised 127.0.0.1, only its own machine can join: make the swarm anew with an address that the others reach.'),
      fixes: [retry],
    }),
  },
  {
    id: 'swarm.portTaken',
    output: /port '(?<port>\d+)' is already in use by service '(?<name>[^'\n]+)' \((?<id>[a-z0-9]+)\)/,
    say: found => {
      const [port, name, uid] = [group(found, 'port'), group(found, 'name'), `service:${group(found, 'id')}`];
      const maker = removable(found.facts, uid);
      return {
        title: msg('Port {0} of the swarm is taken', port),
        detail: maker ? madeByWords(found.facts, maker, name) : msg('Service `{0}` has published it.', name),
        fixes: maker ? [remove([{ uid, name, kind: 'service' }], found.failure.index === 1)] : isName(name) ? [put('look', msg('Look at it'), `docker service ps ${word(name)}`)] : [],
      };
    },
  },
  {
    id: 'swarm.serviceExists',
    output: /name conflicts with an existing object: (?<kind>\w+) (?<name>\S+) already exists/,
    say: found => serviceExists(found),
  },
  {
    id: 'swarm.noSuchService',
    output: /(?:No such service: (?<a>[^\s,]+)|service (?<b>\S+) not found)/i,
    without: /failed to create service/,
    say: found => {
      const name = group(found, 'a', 'b');
      const block = isName(name) ? earlier(found.facts, text => /(?:service create|stack (?:deploy|up))/.test(text) && (text.includes(name) || stackOf(text, name))) : undefined;
      return {
        title: msg('There is no service `{0}`', name),
        detail: block ? msg('Block {0} makes it. It has not run, or what it made is gone.', block.ordinal) : msg('It was not made yet, it is gone, or its name is written in another way. Services of a stack carry its name before their own: STACK_SERVICE.'),
        fixes: [...block ? [runBlock(block)] : [], put('list', msg('See what there is'), 'docker service ls')],
      };
    },
  },
  {
    id: 'swarm.noSuchNode',
    output: /(?:No such node: (?<a>[^\s,]+)|node (?<b>\S+) not found)/i,
    say: found => ({
      title: msg('There is no node `{0}`', group(found, 'a', 'b')),
      detail: msg('Nodes are named by their host name or id.'),
      fixes: [put('list', msg('See the nodes'), 'docker node ls')],
    }),
  },
  {
    id: 'swarm.networkGoing',
    output: /failed to create service \S+: [^\n]*network \S+ not found/,
    say: () => ({
      title: msg('The networks of the last stack are still going'),
      detail: msg('Removing a stack takes some seconds longer than the command. Then deploying works again.'),
      fixes: [retry],
    }),
  },
  {
    id: 'swarm.networkInUse',
    output: /network \S+ is in use by (?<kind>service|task) (?<id>\S+)/,
    say: found => {
      const service = found.groups.kind === 'service' ? found.facts.resources.get(`service:${group(found, 'id')}`) : undefined;
      return {
        title: msg('The network is still in use'),
        detail: service ? msg('Service `{0}` is connected to it. Remove that first; its tasks need some seconds to go.', service.name) : msg('A service or its last tasks are connected to it. They need some seconds to go: then run the block again.'),
        fixes: [retry],
      };
    },
  },
  {
    id: 'swarm.notAttachable',
    output: /network (?<name>\S+) not manually attachable/,
    say: found => ({
      title: msg('`{0}` is for services only', group(found, 'name')),
      detail: msg('A single container may join an overlay network only if the network was made with --attachable. A service may always.'),
      fixes: [],
    }),
  },
];

function swarmMadeBy(maker: Maker, { courseId, labId }: Facts): Message {
  return maker.courseId === courseId && maker.labId === labId ? msg('This lab made that swarm. It can go.') : msg('Lab {0} made that swarm and left it behind. It can go.', maker.labId);
}

function serviceExists(found: Found): Said {
  const name = group(found, 'name');
  const kind = group(found, 'kind');
  const row = kind === 'service' ? find(found.facts, 'service', name) : kind === 'network' ? find(found.facts, 'network', name) : undefined;
  const maker = row && removable(found.facts, row.uid);
  return {
    title: kind === 'service' ? msg('A service named `{0}` exists already', name) : msg('`{0}` exists already', name),
    detail: maker ? madeByWords(found.facts, maker, name) : leftAlone(found.facts, name),
    fixes: row && maker ? [remove([{ uid: row.uid, name, kind: row.kind }], found.failure.index === 1)] : kind === 'service' && isName(name) ? [put('look', msg('Look at it'), `docker service ps ${word(name)}`)] : [],
  };
}

/** `voting_stack_vote` comes from `stack deploy … voting_stack`. */
function stackOf(text: string, service: string): boolean {
  return [...text.matchAll(/stack (?:deploy|up)[^\n;&|]*?\s([A-Za-z0-9][\w-]*)\s*(?:$|[\n;&|])/g)].some(([, stack]) => service.startsWith(`${stack}_`));
}
