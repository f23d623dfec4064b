/** A docker command taken apart: what it does to what. */
export interface DockerCommand {
  /** In its long form: `container rm` for `docker rm`, `image build` for `docker build`. */
  readonly verb: string;
  /** By long name; a switch has an empty list. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  /** Of `--context`; the shell's own where it is left out. */
  readonly context?: string;
}

const groups = new Set(['container', 'image', 'network', 'volume', 'service', 'stack', 'swarm', 'node', 'system', 'builder', 'buildx', 'context', 'secret', 'config', 'plugin', 'compose', 'manifest', 'trust']);
const short: Readonly<Record<string, string>> = {
  ps: 'container ls', images: 'image ls', rmi: 'image rm', build: 'image build', pull: 'image pull', push: 'image push', tag: 'image tag', history: 'image history',
  save: 'image save', load: 'image load', import: 'image import', info: 'system info', events: 'system events', 'buildx build': 'image build', 'builder build': 'image build',
};
const containerVerbs = new Set('attach commit cp create diff exec export kill logs pause port rename restart rm run start stats stop top unpause update wait'.split(' '));
const sameVerb: Readonly<Record<string, string>> = { list: 'ls', ps: 'ls', remove: 'rm', up: 'deploy', down: 'rm' };

/** Options that stand alone. What is not here takes the next word as its value. */
interface Flags { readonly letters: string; readonly words: ReadonlySet<string> }
const anyFlags = new Set(['--detach', '--interactive', '--tty', '--rm', '--init', '--privileged', '--read-only', '--publish-all', '--oom-kill-disable', '--no-healthcheck',
  '--disable-content-trust', '--quiet', '--no-resolve-image', '--with-registry-auth', '--sig-proxy', '--help']);
const runFlags: Flags = { letters: 'ditPq', words: anyFlags };
const buildFlags: Flags = { letters: 'q', words: new Set([...anyFlags, '--no-cache', '--pull', '--force-rm', '--load', '--push', '--squash', '--compress']) };
const removeFlags: Flags = { letters: 'afvl', words: new Set([...anyFlags, '--all', '--force', '--volumes', '--link', '--no-prune', '--prune']) };
const listFlags: Flags = { letters: 'aqsl', words: new Set([...anyFlags, '--all', '--no-trunc', '--latest', '--size', '--digests']) };
const stopFlags: Flags = { letters: '', words: anyFlags };
const logFlags: Flags = { letters: 'ftai', words: new Set([...anyFlags, '--follow', '--timestamps', '--details', '--attach', '--raw', '--no-trunc']) };
const longNames: Readonly<Record<string, string>> = { '-v': '--volume', '-p': '--publish', '-e': '--env', '-f': '--force', '-a': '--all', '-m': '--memory', '-d': '--detach', '-t': '--tty', '-i': '--interactive' };
const buildNames: Readonly<Record<string, string>> = { ...longNames, '-t': '--tag', '-f': '--file' };
const takingValue = /^(?:-c|-H|-l|--context|--host|--log-level|--config|--tlscacert|--tlscert|--tlskey)$/;

/** Undefined where the words are no docker command, or one without a verb. */
export function dockerCommand(words: readonly string[]): DockerCommand | undefined {
  if (words[0] !== 'docker' && !words[0]?.endsWith('/docker')) return undefined;
  let rest = words.slice(1);
  let context: string | undefined;
  while (rest[0]?.startsWith('-')) {
    const option = rest[0];
    if (option.startsWith('--context=')) context = option.slice('--context='.length);
    if (option === '--context' || option === '-c') context = rest[1];
    rest = rest.slice(takingValue.test(option) ? 2 : 1);
  }
  const grouped = rest[0] !== undefined && groups.has(rest[0]);
  const written = grouped ? rest.slice(0, 2) : rest.slice(0, 1);
  if (written.length === 0) return undefined;
  const verb = longVerb(written);
  const taken = split(rest.slice(written.length), flagsOf(verb), verb === 'image build' ? buildNames : verb === 'container rm' ? { ...longNames, '-v': '--volumes' } : longNames);
  return { verb, ...taken, ...(context === undefined ? {} : { context }) };
}

function longVerb(written: readonly string[]): string {
  const joined = written.join(' ');
  const known = short[joined] ?? (written.length === 1 && containerVerbs.has(joined) ? `container ${joined}` : joined);
  const [group = '', verb] = known.split(' ');
  const plain = verb === undefined ? undefined : group === 'stack' && verb === 'ps' ? 'ps' : group === 'service' && verb === 'ps' ? 'ps' : group === 'node' && verb === 'ps' ? 'ps' : sameVerb[verb] ?? verb;
  return plain === undefined ? group : `${group} ${plain}`;
}

function flagsOf(verb: string): Flags {
  if (verb === 'image build') return buildFlags;
  const last = verb.slice(verb.lastIndexOf(' ') + 1);
  if (/^(?:rm|prune|leave|disconnect)$/.test(last)) return removeFlags;
  if (/^(?:ls|ps)$/.test(last)) return listFlags;
  if (/^(?:stop|restart)$/.test(last)) return stopFlags;
  return /^(?:logs|start)$/.test(last) ? logFlags : runFlags;
}

function split(args: readonly string[], flags: Flags, names: Readonly<Record<string, string>>): { options: ReadonlyMap<string, readonly string[]>; operands: readonly string[] } {
  const options = new Map<string, readonly string[]>();
  const put = (written: string, ...values: readonly string[]): void => {
    const name = names[written] ?? written;
    options.set(name, [...options.get(name) ?? [], ...values]);
  };
  const operands: string[] = [];
  // After the image of `run` come the words of its own command, whatever they look like.
  const stopsAtFirst = flags === runFlags || flags === buildFlags;
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') { i++; break; }
    if (!arg.startsWith('-') || arg === '-') {
      if (stopsAtFirst) break;
      operands.push(arg);
    } else if (arg.startsWith('--')) {
      const equals = arg.indexOf('=');
      if (equals > 0) put(arg.slice(0, equals), arg.slice(equals + 1));
      else if (flags.words.has(arg) || i + 1 >= args.length) put(arg);
      else put(arg, args[++i]!);
    } else i = letters(args, i, flags, put);
  }
  return { options, operands: [...operands, ...args.slice(i)] };
}

/** `-dp 80:80`: switches, then at most one that takes what is left of the word or the next one. */
function letters(args: readonly string[], i: number, flags: Flags, put: (name: string, ...values: readonly string[]) => void): number {
  const all = [...args[i]!.slice(1)];
  for (const [at, letter] of all.entries()) {
    if (flags.letters.includes(letter)) { put(`-${letter}`); continue; }
    const joined = all.slice(at + 1).join('').replace(/^=/, '');
    if (joined === '' && i + 1 < args.length) { put(`-${letter}`, args[i + 1]!); return i + 1; }
    put(`-${letter}`, joined);
    return i;
  }
  return i;
}
