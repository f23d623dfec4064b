import { maskSecrets } from '../secrets';

/** Words that would say on which machine, by whom and where something was done. */
export interface Personal {
  /** Folders, longest first by nature: home, labs folder. */
  readonly folders: readonly string[];
  /** Names that the user goes by on this machine. */
  readonly users: readonly string[];
  readonly hosts: readonly string[];
}

/** Names that thousands of machines share say nothing of anybody, and are words of the course besides. */
const common: ReadonlySet<string> = new Set(['root', 'user', 'admin', 'student', 'ubuntu', 'debian', 'docker', 'vagrant', 'node', 'codespace', 'vscode', 'runner', 'test', 'guest', 'localhost', 'home', 'server', 'host', 'main', 'localdomain', 'local', 'minikube']);

/** Accounts that emulators make up. */
const madeUp: ReadonlySet<string> = new Set(['000000000000', '123456789012']);

/** Whatever the machine, these forms name somebody. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/\/(?:home|Users)\/[^/\s'":;,)]+/g, '~'],
  [/\b[A-Za-z]:[\\/]+Users[\\/]+[^\\/\s'":;,)]+/g, '~'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b/g, '‹e-mail›'],
  [/(arn:aws[\w-]*:(?:iam|sts)::\d{12}:(?:user|assumed-role)\/)[^\s"',]+/g, '$1‹user›'],
];

/** Makes what may leave the machine of a text: without secrets, and without names of the machine, its user, its folders and accounts. */
export function masker({ folders, users, hosts }: Personal): (text: string) => string {
  const paths = [...new Set(folders.flatMap(folder => [folder, folder.replaceAll('\\', '/'), folder.replaceAll('\\', '\\\\')]))].filter(path => path.length > 2).sort((a, b) => b.length - a.length);
  const names = [...wordsOf(users, '‹user›'), ...wordsOf(hosts.flatMap(host => [host, host.split('.')[0] ?? '']), '‹host›')];
  return text => {
    // Colours say nothing on paper, and stand before a word as if they were part of it.
    let masked = maskSecrets(text.replace(/\x1b\[[0-9;]*m/g, ''));
    for (const path of paths) masked = masked.replaceAll(path, '~');
    for (const [form, word] of forms) masked = masked.replace(form, word);
    for (const [name, word] of names) masked = masked.replace(name, word);
    return masked.replace(/(?<!\d)\d{12}(?!\d)/g, number => madeUp.has(number) ? number : '‹account›');
  };
}

function wordsOf(names: readonly string[], word: string): (readonly [RegExp, string])[] {
  const worth = [...new Set(names)].filter(name => name.length > 2 && !common.has(name.toLowerCase())).sort((a, b) => b.length - a.length);
  return worth.map(name => [new RegExp(`(?<![A-Za-z0-9])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`, 'gi'), word] as const);
}
