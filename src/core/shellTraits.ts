import type { ShellTrait } from './statement';
import { segmentsOf, wordsOf } from './shellLines';
import { At, scanShell } from './shellScan';

const contextName = /^(?:DOCKER_[A-Z_]+|KUBECONFIG|AWS_[A-Z0-9_]+|MINIKUBE_[A-Z_]+)(?:=|$)/;
const contextCommand = /^(?:docker context (?:use|rm|update)|kubectl config (?:use-context|set|set-context|set-cluster|set-credentials|delete-context|unset|rename-context)|kubectx|kubens|minikube (?:start|delete|profile|update-context|stop)|kind (?:create|delete) cluster|aws (?:configure|eks update-kubeconfig|sso login)|eksctl (?:create|delete) cluster)\b/;
const bashWords = new Set(['[[', 'function', 'source', 'pushd', 'popd', 'shopt', 'declare', 'typeset', 'let', 'mapfile', 'readarray', 'select', 'coproc', 'complete', 'dirs', 'disown', 'enable']);
/** Parses as plain sh too, but means something else there. Looked for outside single quotes. */
const bashSigns = /\$\{\w+(?:\/|:[-+]?\d|\^|,|@|\[)|\$\{!|\{(?:-?\d+|[a-z])\.\.(?:-?\d+|[a-z])\}|&>|<<<|[<>]\(|\$'|\|&|\w\+=|\w=\(|==|\bRANDOM\b|\bBASH_|\bPIPESTATUS\b|\becho\s+-[neE]/;

/** Whether it is worth asking the parser if plain sh takes this text. */
export function mayBeBashOnly(text: string): boolean {
  return /[([{<&$|+^]/.test(text);
}

/** `posixRefuses`: what the parser says of the text as plain sh. */
export function shellTraits(statements: readonly string[], posixRefuses: boolean): ShellTrait[] {
  const traits = new Set<ShellTrait>();
  if (posixRefuses) traits.add('bashOnly');
  for (const statement of statements) {
    if (bashSigns.test(withoutLiterals(statement))) traits.add('bashOnly');
    for (const segment of segmentsOf(statement)) {
      const words = commandWords(segment.text);
      for (const trait of traitsOf(words)) {
        // In a pipeline or in the background `exit` ends a subshell only.
        if (trait !== 'endsShell' || (segment.op !== '|' && segment.op !== '&')) traits.add(trait);
      }
    }
  }
  return [...traits];
}

function commandWords(command: string): string[] {
  const words = wordsOf(command);
  while (words.length > 1 && /^(?:do|then|else|if|elif|while|until|!|\{|time|builtin|command|sudo)$/.test(words[0]!)) words.shift();
  return words;
}

function traitsOf(words: readonly string[]): ShellTrait[] {
  const [name = '', ...rest] = words;
  const traits: ShellTrait[] = [];
  if (name === 'exit' || name === 'logout' || (name === 'exec' && replacesShell(rest)) || sets(name, rest, 'e', 'errexit')) traits.push('endsShell');
  if (sets(name, rest, 'x', 'xtrace') || sets(name, rest, 'v', 'verbose')) traits.push('traces');
  if (bashWords.has(name)) traits.push('bashOnly');
  if (changesContext(name, rest, words)) traits.push('changesContext');
  return traits;
}

/** `exec 3>&1` only moves descriptors. */
function replacesShell(rest: readonly string[]): boolean {
  return rest.some((word, i) => !/^\d*[<>]/.test(word) && !/^\d*[<>]{1,2}&?$/.test(rest[i - 1] ?? ''));
}

function sets(name: string, rest: readonly string[], letter: string, option: string): boolean {
  return name === 'set' && rest.some((word, i) => new RegExp(`^-[a-zA-Z]*${letter}`).test(word) || (word === option && /^-[a-zA-Z]*o$/.test(rest[i - 1] ?? '')));
}

function changesContext(name: string, rest: readonly string[], words: readonly string[]): boolean {
  if (name === 'source' || name === '.') return true;
  if (name === 'eval') return true;
  if (['export', 'unset', 'declare', 'typeset', 'readonly'].includes(name)) return rest.some(word => contextName.test(word));
  // An assignment alone stays; before a command it is for that command only.
  if (words.every(word => /^[A-Za-z_]\w*=/.test(word))) return words.some(word => contextName.test(word));
  return contextCommand.test(words.filter(word => !word.startsWith('-')).join(' '));
}

function withoutLiterals(statement: string): string {
  const { at } = scanShell(statement);
  let text = '';
  for (let i = 0; i < statement.length; i++) {
    if (at[i] === At.plain || at[i] === At.complex || at[i] === At.double || (at[i] === At.ansi && statement[i - 1] === '$')) text += statement[i];
  }
  return text;
}
