import { msg } from '../../message';
import type { ShellCommand } from '../../shellCommands';
import { absolute, isInLab } from '../paths';
import type { RiskRule } from '../rule';

const shells = /^(?:.*\/)?(?:sh|bash|zsh|dash|ash|ksh|python3?|perl|ruby|node)$/;
const fetchers = /^(?:.*\/)?(?:curl|wget)$/;
const fetches = /(?:^|[\s(`<])(?:curl|wget)\s/;

/** What reaches beyond Docker and beyond the lab's folder. */
export const machineRules: readonly RiskRule[] = [
  {
    rule: 'shell.piped',
    find: ({ command, before }) => {
      const url = fetchedBy(command);
      return url === undefined ? undefined : {
        title: msg('Block {0} runs a program that it fetches from the internet.', before.ordinal), about: [url],
        detail: msg('What `{0}` answers is run at once, unseen, with your rights. Fetch it into a file and read it first.', url),
      };
    },
  },
  {
    rule: 'shell.sudo',
    find: ({ command, before }) => command.sudo ? {
      title: msg('Block {0} runs a command as root.', before.ordinal), about: [command.words.join(' ')],
      detail: msg('sudo `{0}`: it may change anything on this machine. The terminal may ask for your password; Labbook never sees it.', command.words.join(' ').slice(0, 200)),
    } : undefined,
  },
  {
    rule: 'shell.deletes',
    find: seen => {
      const outside = deletedBy(seen.command).filter(word => {
        const path = absolute(word, seen);
        return path === undefined || !isInLab(path, seen);
      });
      return outside.length === 0 ? undefined : {
        title: msg('Block {0} would delete files outside the lab’s folder.', seen.before.ordinal), about: outside,
        detail: msg('`{0}`: a folder and all that is in it goes for good, without a question and without a bin.', outside.map(word => absolute(word, seen) ?? word).join(', ')),
      };
    },
  },
  {
    rule: 'shell.openToAll',
    find: ({ command, before }) => {
      const [name, ...rest] = command.words;
      const mode = name === 'chmod' ? rest.find(word => !/^-[A-Za-z]/.test(word)) : undefined;
      return mode === undefined || !/^[0-7]?[0-7]{2}[2367]$|(?:^|,)(?:a|[ugo]*o[ugo]*)?[+=][rx]*w/.test(mode) ? undefined : {
        title: msg('Block {0} lets every user of this machine change files.', before.ordinal), about: [command.words.join(' ')],
        detail: msg('chmod `{0}` gives everybody the right to write. A narrower mode, such as u+x, nearly always does.', mode),
      };
    },
  },
  {
    rule: 'shell.writesOutside',
    find: seen => {
      const outside = [...seen.command.writes, ...placedBy(seen.command)].filter(word => {
        const path = absolute(word, seen);
        return path !== undefined && !isInLab(path, seen) && !/^\/(?:dev|tmp|proc\/self)\//.test(path) && (/^(?:\/|~|\$\{?HOME)/.test(word) || word.includes('..'));
      });
      return outside.length === 0 ? undefined : {
        title: msg('Block {0} would write outside the lab’s folder.', seen.before.ordinal), about: outside,
        detail: msg('`{0}`: a file that is there already may be overwritten.', outside.join(', ')),
      };
    },
  },
  {
    rule: 'shell.machine',
    find: ({ command, before }) => {
      const [name = '', ...rest] = command.words;
      const disk = name === 'dd' ? rest.find(word => /^of=\/dev\/(?!null|zero|stdout|stderr)/.test(word)) : undefined;
      return disk === undefined && !/^(?:mkfs(?:\.\w+)?|wipefs|fdisk|parted|shutdown|reboot|halt|poweroff|userdel|iptables|nft)$/.test(name) ? undefined : {
        title: msg('Block {0} changes this machine itself.', before.ordinal), about: [command.words.join(' ')],
        detail: msg('`{0}` is not undone by a clean-up.', command.words.join(' ').slice(0, 200)),
      };
    },
  },
];

/** `curl … | sh`, `sh -c "$(curl …)"`, `bash <(curl …)`, `eval "$(curl …)"`: the address, or the program where there is none. */
function fetchedBy(command: ShellCommand): string | undefined {
  const [name = '', ...rest] = command.words;
  if (!shells.test(name) && name !== 'eval' && name !== 'source' && name !== '.') return undefined;
  // With a file of its own to run, what comes through the pipe is data.
  const readsPipe = !rest.some(word => !word.startsWith('-')) || rest.includes('-s') || rest.includes('-');
  for (let from = readsPipe && shells.test(name) ? command.from : undefined; from; from = from.from) if (fetchers.test(from.words[0] ?? '')) return urlIn(from.words.join(' '));
  const given = rest.filter(word => /\$\(|`|<\(/.test(word)).join(' ');
  return fetches.test(given) ? urlIn(given) : undefined;
}

function urlIn(text: string): string { return /https?:\/\/[^\s'")]+/.exec(text)?.[0].slice(0, 200) ?? 'curl'; }

/** Operands of `rm -r`, of `find … -delete`, of `shred`. */
function deletedBy(command: ShellCommand): readonly string[] {
  const [name, ...rest] = command.words;
  const operands = rest.filter((word, i) => !word.startsWith('-') || rest.indexOf('--') >= 0 && i > rest.indexOf('--')).filter(word => word !== '--');
  if (name === 'rm') return rest.some(word => /^-[A-Za-z]*[rR]|^--recursive$/.test(word)) ? [...operands, ...command.open ? ['$…'] : []] : [];
  if (name === 'find') return rest.includes('-delete') || rest.some((word, i) => word === '-exec' && /(?:^|\/)rm$/.test(rest[i + 1] ?? '')) ? rest.slice(0, Math.max(1, rest.findIndex(word => word.startsWith('-')))) : [];
  return name === 'shred' ? operands : [];
}

/** Files that `tee`, `cp`, `mv`, `ln`, `install` and `curl -o` put somewhere. */
function placedBy(command: ShellCommand): readonly string[] {
  const [name, ...rest] = command.words;
  const operands = rest.filter(word => !word.startsWith('-'));
  if (name === 'tee' || name === 'truncate') return operands;
  if (name === 'cp' || name === 'mv' || name === 'ln' || name === 'install') return operands.length > 1 ? operands.slice(-1) : [];
  if (name === 'curl' || name === 'wget') return rest.flatMap((word, i) => /^-[oO]$|^--output(?:-document)?$/.test(word) && rest[i + 1] !== undefined ? [rest[i + 1]!] : []);
  return [];
}

