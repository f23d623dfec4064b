import { tools, type Verbs } from '../../commandTools';
import { msg } from '../../message';
import { nearestWord } from '../../nearestWord';
import { canRetype, isName, put } from '../fixes';
import { group, type Found, type Rule } from '../rule';
import { unsetVariable } from '../variables';

/** What people type for something else; the first is put at the prompt. */
const meant: Readonly<Record<string, string>> = { services: 'stack services', tasks: 'service ps', stacks: 'stack ls', networks: 'network ls', volumes: 'volume ls', containers: 'container ls', nodes: 'node ls', list: 'container ls' };

/** The command itself is not what docker understands. */
export const usageRules: readonly Rule[] = [
  {
    id: 'docker.unknownCommand',
    output: /(?:docker: unknown command: docker (?<words>[\w -]+)|docker: '(?<word>[^'\n]+)' is not a docker command|^Usage:\s+docker (?<group>container|image|network|volume|service|stack|swarm|node|system|context|builder) (?:\[OPTIONS\] )?COMMAND$)/m,
    say: found => unknownCommand(found),
  },
  {
    id: 'docker.unknownFlag',
    output: /(?:unknown flag: (?<flag>--[\w-]+)|unknown shorthand flag: '.' in (?<letters>-[\w-]+))/,
    say: found => {
      const flag = group(found, 'flag', 'letters');
      const long = found.groups.letters !== undefined && flag.length > 2 ? `-${flag}` : undefined;
      const changed = long && canRetype(found.failure.text) ? found.failure.text.replace(new RegExp(`(?<=\\s)${flag}(?=[\\s=]|$)`), long) : undefined;
      return {
        title: msg('docker does not know the option `{0}`', flag),
        detail: long ? msg('Options of more than one letter begin with two hyphens: `{0}`.', long) : msg('It is misspelt, it belongs to another command, or it stands behind the name of the image and so is meant for the program inside.'),
        fixes: changed !== undefined && changed !== found.failure.text ? [put('hyphens', msg('Write it with two hyphens'), changed)] : help(found),
      };
    },
  },
  {
    id: 'docker.arguments',
    output: /["'](?<command>docker[\w -]*)["'] (?:requires|accepts) (?<how>(?:exactly |at least |at most |no )?)(?<count>\d*) ?arguments?/,
    say: found => {
      const unset = unsetVariable(found);
      const command = group(found, 'command');
      return {
        title: msg('`{0}` needs something to work on', command),
        detail: unset?.detail ?? msg('It was given too few words or too many. Name what it shall act on: a container, an image, a folder.'),
        fixes: unset?.fixes ?? help(found),
      };
    },
  },
  {
    id: 'docker.composeFile',
    output: /(?:Please s|S)pecify a Compose file \(with --compose-file\)/,
    say: ({ docker, failure }) => {
      const stack = docker.find(({ verb }) => verb === 'stack deploy')?.operands[0] ?? '';
      return {
        title: msg('docker stack deploy was given no file'),
        detail: msg('A stack is described in a file: name it with --compose-file.'),
        fixes: isName(stack) && canRetype(failure.text) ? [put('file', msg('Put it in the terminal with the file'), `docker stack deploy --compose-file docker-stack.yml ${stack}`)] : [],
      };
    },
  },
  {
    id: 'docker.composeText',
    output: /(?:^yaml: (?:line \d+: )?[^\n]+|^(?<where>\S+) Additional property (?<key>\S+) is not allowed|Unsupported Compose file version|service "[^"]+" (?:refers to undefined|depends on undefined))/m,
    say: found => ({
      title: msg('The Compose file cannot be read'),
      detail: group(found, 'key') ? msg('`{0}` has a key that is not known: `{1}`.', group(found, 'where'), group(found, 'key')) : msg('The message names the line. In YAML the depth of the indentation counts, and tabs are not allowed.'),
      fixes: [],
    }),
  },
  {
    id: 'docker.scale',
    output: /invalid scale specifier '(?<name>[^'\n]+)'/i,
    say: found => {
      const name = group(found, 'name');
      return {
        title: msg('It does not say how many'),
        detail: msg('docker service scale takes NAME=NUMBER.'),
        fixes: isName(name) ? [put('number', msg('Put it in the terminal with a number'), `docker service scale ${name}=5`)] : [],
      };
    },
  },
];

function unknownCommand(found: Found) {
  const words = (group(found, 'words', 'word') || typed(found, group(found, 'group'))).trim().split(/\s+/);
  const known = tools.docker!.verbs!;
  const [first = '', second] = words;
  const inner = Object.hasOwn(known, first) ? known[first] : undefined;
  const near = typeof inner === 'object' && second !== undefined ? nearIn(inner, second, `${first} `) : nearIn(known, first, '');
  const better = meant[words.join(' ')] ?? near;
  return {
    title: msg('docker has no command `{0}`', words.join(' ')),
    detail: better ? msg('Probably docker `{0}` is meant.', better) : msg('It is misspelt, or it belongs to a part of docker that is not installed.'),
    fixes: better ? [put('better', msg('Put docker `{0}` in the terminal', better), `docker ${better} `)] : help(found),
  };
}

/** An older client only prints how the group is used. */
function typed({ failure }: Found, name: string): string {
  const words = failure.commands.find(command => command.words[0] === 'docker')?.words ?? [];
  const at = words.indexOf(name);
  return at < 0 ? name : words.slice(at, at + 2).join(' ');
}

function nearIn(verbs: Verbs, written: string, before: string): string | undefined {
  const found = nearestWord(written, Object.keys(verbs));
  return found === undefined ? undefined : `${before}${found}`;
}

function help({ docker }: Found) {
  const verb = docker.at(-1)?.verb;
  return verb !== undefined && /^[a-z -]+$/.test(verb) ? [put('help', msg('See how it is used'), `docker ${verb} --help`)] : [];
}
