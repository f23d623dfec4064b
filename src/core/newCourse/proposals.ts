import { dockerCommand, type DockerCommand } from '../dockerCommand';
import { commandsIn, isLiteral, type ShellCommand } from '../shellCommands';
import { kubectlCommand } from '../kubectlCommand';

/** One thing that a block makes, as far as its commands tell. */
export interface MadeThing {
  readonly kind: 'container' | 'network' | 'volume' | 'image' | 'service' | 'deployment' | 'file';
  readonly name: string;
  /** It goes on running: a container with -d. */
  readonly runs: boolean;
}

const name = /^[A-Za-z0-9][\w./:-]*$/;

/** Containers, networks, images, files … with a name of their own. What has none cannot be found again, so it is left out. */
export function madeBy(text: string): readonly MadeThing[] {
  const things = commandsIn(text).flatMap(command => [...ofDocker(command), ...ofCluster(command), ...ofShell(command)]);
  return [...new Map(things.filter(thing => isLiteral(thing.name) && name.test(thing.name)).map(thing => [`${thing.kind} ${thing.name}`, thing])).values()];
}

function ofDocker({ words }: ShellCommand): MadeThing[] {
  const docker = dockerCommand(words);
  if (!docker) return [];
  const made = (kind: MadeThing['kind'], names: readonly string[], runs = false): MadeThing[] => names.map(one => ({ kind, name: one, runs }));
  switch (docker.verb) {
    case 'container run': return docker.options.has('--rm') ? [] : made('container', option(docker, '--name'), docker.options.has('--detach'));
    case 'container create': return made('container', option(docker, '--name'));
    case 'service create': return made('service', option(docker, '--name'));
    case 'network create': return made('network', docker.operands.slice(-1));
    case 'volume create': return made('volume', [...docker.operands.slice(0, 1), ...option(docker, '--name')]);
    case 'image build': return made('image', option(docker, '--tag'));
    case 'image tag':
    case 'container commit': return made('image', docker.operands.slice(1, 2));
    default: return [];
  }
}

function option({ options }: DockerCommand, key: string): readonly string[] { return options.get(key) ?? []; }

function ofCluster({ words }: ShellCommand): MadeThing[] {
  const kubectl = kubectlCommand(words);
  return kubectl?.verb === 'create deployment' ? kubectl.operands.slice(0, 1).map(one => ({ kind: 'deployment', name: one, runs: true })) : [];
}

/** Files in the lab's own folder alone. */
function ofShell({ words: [program, ...rest], writes }: ShellCommand): MadeThing[] {
  const plain = rest.filter(word => !word.startsWith('-'));
  const files = [...writes, ...program === 'touch' || program === 'mkdir' || program === 'tee' ? plain : []];
  return files.filter(file => !file.startsWith('/') && !file.startsWith('..')).map(file => ({ kind: 'file', name: file.replace(/^\.\//, ''), runs: false }));
}

/** What is true once the thing is there, as a check in YAML; undefined where nothing can be looked at. */
export function checkFor({ kind, name: of, runs }: MadeThing): { readonly claim: string; readonly assertion: string } {
  switch (kind) {
    case 'container': return { claim: runs ? `The container ${of} runs` : `The container ${of} is there`, assertion: `container: { name: ${of}${runs ? ', state: running' : ''} }` };
    case 'network': return { claim: `The network ${of} is there`, assertion: `network: { name: ${of} }` };
    case 'volume': return { claim: `The volume ${of} is there`, assertion: `volume: { name: ${of} }` };
    case 'image': return { claim: `The image ${of} is there`, assertion: `image: { name: "${of}" }` };
    case 'service': return { claim: `The service ${of} is there`, assertion: `service: { name: ${of} }` };
    case 'deployment': return { claim: `The deployment ${of} is there`, assertion: `deployment: { name: ${of} }` };
    case 'file': return { claim: `The file ${of} is there`, assertion: `file: { path: ${of}, state: present }` };
  }
}

const removal: readonly (readonly [kind: MadeThing['kind'], command: string])[] = [
  ['deployment', 'kubectl delete deployment'], ['service', 'docker service rm'], ['container', 'docker container rm -f'], ['network', 'docker network rm'],
  ['volume', 'docker volume rm'], ['image', 'docker image rm'], ['file', 'rm -rf'],
];

/** Lines that take the things away, each by its name; what stands on others first. */
export function removalOf(things: readonly MadeThing[]): readonly string[] {
  return removal.flatMap(([kind, command]) => {
    const names = [...new Set(things.filter(thing => thing.kind === kind).map(({ name: of }) => of))];
    return names.length === 0 ? [] : [`${command} ${names.join(' ')}`];
  });
}

/** Ports of the machine that are published with a number. */
export function portsOf(text: string): readonly number[] {
  return [...new Set(commandsIn(text).flatMap(({ words }) => (dockerCommand(words)?.options.get('--publish') ?? []).flatMap(given => {
    const port = Number(/^(?:[\d.]+:)?(\d+):\d+/.exec(given)?.[1]);
    return port > 0 && port < 65_536 ? [port] : [];
  })))];
}

const tools = new Set(['docker', 'kubectl', 'minikube', 'helm', 'aws', 'curl', 'git', 'python3', 'node', 'jq', 'make']);

export function toolsOf(text: string): readonly string[] {
  return [...new Set(commandsIn(text).flatMap(({ words: [program = ''] }) => (tools.has(program) ? [program] : [])))];
}

const starting = /^(?:container (?:run|create)|service create|image pull)$/;

export function imagesOf(text: string): readonly string[] {
  return [...new Set(commandsIn(text).flatMap(({ words }) => {
    const docker = dockerCommand(words);
    return docker && starting.test(docker.verb) ? docker.operands.slice(0, 1) : [];
  }).filter(image => isLiteral(image) && /^[a-z0-9][\w./:@-]*$/.test(image)))];
}
