import { msg } from '../../message';
import { expanded, valueOf, type IsolationInput, type LockRule } from './rule';

/** The host of an image registry of AWS, written out or with variables in it. */
const host = /(?:[\w]|\$\{?\w+\}?)+\.dkr\.ecr(?:-fips)?\.(?:[\w-]|\$\{?\w+\}?)+\.amazonaws\.com(?:\.cn)?/g;
const made = new RegExp(host.source);
const contacts = /^(?:login|logout|push|pull)$/;

/** What a block says to a registry that the emulator made up, said to the one on this machine. The words around it stay as they are. */
export function toLocalRegistry(text: string, { registry, track }: Pick<IsolationInput, 'registry' | 'track'>): string {
  if (track !== 'emulator' || registry === undefined) return text;
  return text.split('\n').map(line => /\b(?:docker|podman)\b/.test(line) ? line.replace(host, registry) : line).join('\n');
}

/** Image commands that would reach a registry that the emulator made up: such a host belongs to real AWS. */
export const registryLocks: readonly LockRule[] = [
  {
    rule: 'aws.registry', kind: 'locked', find: ({ name, command: { words }, values, input }) => {
      if (name !== 'docker' && name !== 'podman') return undefined;
      const rest = words.slice(1).filter(word => !word.startsWith('-'));
      const verb = rest[0] === 'image' || rest[0] === 'buildx' ? rest[1] : rest[0];
      const remedy = input.registry === undefined
        ? msg('Start a registry on this machine and put its address into the setting labbook.aws.localRegistry; the block then goes there.')
        : msg('Name the local registry, {0}, in place of the one that the emulator made up.', input.registry);
      const literal = rest.map(word => expanded(word, values)).find(word => made.test(word));
      if (literal !== undefined) return { title: msg('docker {0} would go to {1}, a host of real AWS that the emulator made up.', verb ?? '', literal), remedy };
      const open = verb !== undefined && contacts.test(verb) ? rest.slice(1).find(word => /^\$\{?(?!REG\b)\w+/.test(word) && valueOf(word, values) === undefined) : undefined;
      return open === undefined ? undefined : { title: msg('docker {0} goes where {1} says, which may be a host that the emulator made up.', verb ?? '', open), remedy };
    },
  },
];
