import { segmentsOf, wordsOf } from './shellLines';

/** A name that a docker command gives to something it makes or asks for. */
export interface NamedThing {
  readonly kind: 'container' | 'network' | 'volume' | 'image' | 'service' | 'stack';
  /** Without quotes; `$NAME` stands as it was written. */
  readonly name: string;
  /** `implied`: an image that `docker run` fetches only if it is not there yet. */
  readonly how: 'made' | 'pulled' | 'implied';
}
export interface DockerNames {
  readonly things: readonly NamedThing[];
  /** New name to old name, of `docker rename`. */
  readonly renamed: readonly (readonly [string, string])[];
  /** There was a docker command at all. */
  readonly any: boolean;
}

const leading = new Set(['do', 'then', 'else', '{', '(', '!', 'time', 'sudo', 'exec', 'command', 'nohup', 'if', 'while', 'until']);
const flagWords = new Set([
  '--detach', '--interactive', '--tty', '--rm', '--init', '--privileged', '--read-only', '--publish-all', '--oom-kill-disable', '--no-healthcheck',
  '--disable-content-trust', '--quiet', '--no-resolve-image', '--with-registry-auth', '--sig-proxy',
]);

/** What the docker commands in a statement name. It guesses nothing: what it cannot read it leaves out. */
export function dockerNames(text: string): DockerNames {
  const found: Found = { things: [], renamed: [], any: false };
  read(text, found, 0);
  return found;
}

interface Found { readonly things: NamedThing[]; readonly renamed: (readonly [string, string])[]; any: boolean }

function read(text: string, found: Found, depth: number): void {
  if (depth > 3 || !/docker/.test(text)) return;
  for (const segment of segmentsOf(text)) {
    const words = wordsOf(segment.text);
    for (const [, inner = ''] of segment.text.matchAll(/\$\(([^()]*)\)/g)) read(inner, found, depth + 1);
    readCommand(commandWords(words), found);
  }
}

function commandWords(words: readonly string[]): string[] {
  const begin = words.findIndex(word => !leading.has(word) && !/^[A-Za-z_]\w*=/.test(word));
  const end = words.findIndex((word, index) => index > begin && /^\d?(?:>|<|&>)/.test(word));
  return (begin < 0 ? [] : words.slice(begin, end < 0 ? undefined : end)).map(unquoted);
}

function unquoted(word: string): string {
  return word.replace(/^"(.*)"$|^'(.*)'$/s, '$1$2').replace(/["']/g, '');
}

function readCommand(words: readonly string[], found: Found): void {
  if (words[0] !== 'docker' && !words[0]?.endsWith('/docker')) return;
  found.any = true;
  let rest = words.slice(1);
  while (rest[0]?.startsWith('-')) rest = rest.slice(/^(?:-c|-H|-l|--context|--host|--log-level|--config)$/.test(rest[0]) ? 2 : 1);
  const [first = '', second = ''] = rest;
  const grouped = ['container', 'image', 'network', 'volume', 'service', 'stack', 'buildx', 'builder'].includes(first);
  const verb = grouped ? (first === 'container' || first === 'image' || first === 'buildx' || first === 'builder' ? second : `${first} ${second}`) : first;
  const args = rest.slice(grouped ? 2 : 1);
  const last = args.filter(arg => !arg.startsWith('-')).at(-1);
  const add = (kind: NamedThing['kind'], name: string | undefined, how: NamedThing['how'] = 'made'): void => {
    if (name) found.things.push({ kind, name, how });
  };
  switch (verb) {
    case 'run': case 'create': return readRun(args, add);
    case 'service create': {
      const { options, operands } = split(args);
      add('service', options.get('--name')?.[0]);
      return add('image', operands[0], 'implied');
    }
    case 'stack deploy': case 'stack up': return add('stack', last);
    case 'build': return void split(args, buildFlags).options.get('--tag')?.forEach(tag => add('image', tag));
    case 'pull': return add('image', last, 'pulled');
    case 'tag': case 'import': return add('image', args.length > 1 ? last : undefined);
    case 'commit': return add('image', split(args).operands[1]);
    case 'network create': return add('network', last);
    case 'volume create': return add('volume', last);
    case 'rename': return void (args[0] && args[1] && found.renamed.push([args[1], args[0]]));
  }
}

function readRun(args: readonly string[], add: (kind: NamedThing['kind'], name: string | undefined, how?: NamedThing['how']) => void): void {
  const { options, operands } = split(args);
  add('container', options.get('--name')?.[0]);
  add('image', operands[0], 'implied');
  for (const volume of options.get('--volume') ?? []) if (/^[\w$][^:/]*:/.test(volume)) add('volume', volume.slice(0, volume.indexOf(':')));
  for (const mount of options.get('--mount') ?? []) {
    const parts = Object.fromEntries(mount.split(',').map(part => part.split('=') as [string, string | undefined]));
    if ((parts['type'] ?? 'volume') === 'volume') add('volume', parts['source'] ?? parts['src']);
  }
}

interface Flags { readonly letters: ReadonlySet<string>; readonly words: ReadonlySet<string> }
const otherFlags: Flags = { letters: new Set('ditPq'), words: flagWords };
/** For builds `-t` is the tag, elsewhere the terminal. */
const buildFlags: Flags = { letters: new Set('q'), words: new Set(['--quiet', '--no-cache', '--pull', '--rm', '--force-rm', '--load', '--push', '--squash', '--compress', '--disable-content-trust']) };
const longNames: Readonly<Record<string, string>> = { '-v': '--volume', '-t': '--tag' };

/** Options with their values, and what stands after them. */
function split(args: readonly string[], flags = otherFlags): { readonly options: ReadonlyMap<string, readonly string[]>; readonly operands: readonly string[] } {
  const options = new Map<string, string[]>();
  const put = (name: string, value: string | undefined): void => {
    if (value === undefined) return;
    const key = longNames[name] ?? name;
    options.set(key, [...(options.get(key) ?? []), value]);
  };
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('-') || arg === '-') break;
    if (arg.startsWith('--')) {
      const at = arg.indexOf('=');
      if (at > 0) put(arg.slice(0, at), arg.slice(at + 1));
      else if (!flags.words.has(arg)) put(arg, args[++i]);
      continue;
    }
    const letters = [...arg.slice(1)];
    const takes = letters.findIndex(letter => !flags.letters.has(letter));
    if (takes >= 0) put(`-${letters[takes]}`, letters.slice(takes + 1).join('') || args[++i]);
  }
  return { options, operands: args.slice(i) };
}
