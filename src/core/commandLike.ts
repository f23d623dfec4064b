import { awsServices, knownFiles, sentenceWords, tools, type Tool, type Verbs } from './commandTools';
import { segmentsOf, wordsOf } from './shellLines';
import { At, scanShell } from './shellScan';

/** `block`: text that the author set apart as code. `inline`: code within a sentence, where names of commands stand too. */
export type Place = 'block' | 'inline';

const assignment = /^[A-Za-z_]\w*\+?=/;
const httpMethods = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
const filters = new Set(['grep', 'wc', 'sort', 'head', 'tail', 'uniq', 'less', 'more', 'sh', 'bash', 'tee', 'xargs', 'jq', 'cut', 'tr', 'awk', 'sed', 'base64', 'column']);

/**
 * Whether one complete command (with its continuations and here-documents) is clearly a command. Conservative: a
 * sentence must never pass, a rare command may fail. Decides by a list of tools and by shape alone; that text parses
 * as shell says nothing, for prose parses too.
 */
export function looksLikeCommand(text: string, place: Place): boolean {
  if (text.length > 20_000 || readsAsProse(text, place)) return false;
  const segments = segmentsOf(text).filter(segment => segment.text !== '');
  const clear = segments.map((segment, index) => {
    const before = segments[index - 1]?.op;
    return simpleCommand(segment.text, place, before === '|' || before === '|&');
  });
  return clear.includes(true) && segments.every((segment, index) => clear[index] || (place === 'block' && shellSyntax(segment.text)));
}

/** Shell that is no evidence by itself, but may stand between commands: assignments, keywords, brackets. */
export function shellSyntax(text: string): boolean {
  return assignment.test(text)
    || /^(?:for\s+\w+\s+in\b|for\s*\(\(|while\s+\S|until\s+\S|if\s+[[(!\w]|case\s+\S+\s+in\b|do|done|then|else|elif\s|fi|esac|\{|\}|\(|\[\[?\s|:|set\s+[-+]|trap\s|wait$|exit(?:\s+\d+)?$|return(?:\s+\d+)?$|true$|false$|function\s+\w+|[\w-]+\s*\(\s*\))(?:\s|;|$|[\w"$(!{[])/.test(text);
}

function simpleCommand(command: string, place: Place, piped: boolean): boolean {
  const words = wordsOf(command.replace(/^(?:(?:do|then|else|if|while|until|!|\{|\()\s+)+/, ''));
  while (words[0] !== undefined && (assignment.test(words[0]) || /^(?:sudo|time|nohup|command|builtin|-[EHn]|!)$/.test(words[0])) && words.length > 1) words.shift();
  const [name, ...rest] = words;
  if (name === undefined) return false;
  if (name === 'aws') return aws(rest);
  if (name === 'export') return /^[A-Za-z_]\w*=/.test(rest[0] ?? '') || (place === 'block' && /^[A-Z_]+$/.test(rest[0] ?? ''));
  if (name === '.' && rest.length === 1) return /^[\w./~-]+$/.test(rest[0]!);
  if (/^(?:\.{1,2}|~)?\/[\w./+-]+$/.test(name)) return ownProgram(name, rest, place);
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (piped && filters.has(name)) return true;
  return tool !== undefined && fits(tool, rest, place);
}

function ownProgram(name: string, rest: readonly string[], place: Place): boolean {
  if (name.startsWith('/') && !/\/s?bin\//.test(name)) return false;
  return place === 'block' || rest.length > 0;
}

function aws(rest: readonly string[]): boolean {
  const words = rest.filter(word => !word.startsWith('-'));
  if (rest[0] === 'configure') return rest.length === 1 || /^(?:set|get|list|sso|import|list-profiles|--\w.*)$/.test(rest[1]!);
  if (rest[0] === '--version') return true;
  const service = words.findIndex(word => awsServices.has(word));
  return service >= 0 && service <= 2 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(words[service + 1] ?? '');
}

function fits(tool: Tool, rest: readonly string[], place: Place): boolean {
  if (tool.verbs) return verbFits(tool.verbs, rest, place);
  if (rest.length === 0) return tool.alone === true && place === 'block';
  if (tool.freeText && place === 'block') return true;
  if (rest.every(word => /^-?-?[A-Za-z]+$/.test(word) && !word.startsWith('-')) && tool.word) return rest.length === 1 && knownFiles.has(rest[0]!);
  return !tool.word || rest.some(strong);
}

/** Flags, paths, numbers, variables, quoted text: what a sentence does not hold. */
function strong(word: string): boolean {
  return /^--?[A-Za-z]/.test(word) || /[/~$*="'\d<>@_\\]/.test(word) || /\w\.\w/.test(word) || word === '.' || word === '..' || knownFiles.has(word);
}

function verbFits(verbs: Verbs, rest: readonly string[], place: Place): boolean {
  let words = rest;
  // Flags of the tool itself: `docker -H …`, `kubectl -n web`, `npm --version`.
  while (words[0]?.startsWith('-')) {
    if (/^(?:--version|-v|-V|--help)$/.test(words[0])) return true;
    words = words[0].includes('=') || words.length < 3 ? words.slice(1) : words.slice(Object.hasOwn(verbs, words[1]!) ? 1 : 2);
  }
  const verb = words[0];
  if (verb === undefined || !Object.hasOwn(verbs, verb)) return false;
  const known = verbs[verb];
  const operands = words.slice(1);
  if (typeof known === 'object') return verbFits(known, operands, place) || operands[0] === '--help';
  if (place === 'inline' && operands.some((word, i) => /^[A-Z]{2,}$/.test(word) && !httpMethods.has(word) && !/^-/.test(operands[i - 1] ?? ''))) return false;
  return operands.length > 0 || known === true;
}

/** Signs of a sentence, a synopsis or a heading. Quoted text is not looked at. */
function readsAsProse(text: string, place: Place): boolean {
  const bare = unquoted(text);
  if (/^[-*•+]\s|^\d+[.)]\s/.test(text)) return true;
  if (/[‘’“”…→⇒]|\s(?:->|=>|--)\s+[A-Za-z]+\s+[A-Za-z]+/.test(bare)) return true;
  if (/(?:^|\s)\.\.\.(?:\s|$)|\[[A-Z][A-Za-z]*(?:\.\.\.)?\]|\.\.\.\]/.test(bare)) return true;
  if (/[A-Za-z]{2},\s+[A-Za-z]/.test(bare)) return true;
  if (/[A-Za-z]{2}[!?]$|[A-Za-z]{2}[,:]$|\w:\s+[A-Z]/.test(bare)) return true;
  if (place === 'inline' && (/[A-Za-z]\.$/.test(bare) || /[A-Za-z]\(/.test(bare) || /\w:\s/.test(bare))) return true;
  // What is echoed may be a sentence.
  const [, ...words] = (place === 'block' ? bare.replace(/(^|\s)(?:echo|printf|figlet)\s.*$/s, '$1echo') : bare).split(/\s+/);
  const compound = /^(?:for|while|until|if)\s/.test(bare) && /(?:^|[\s;])(?:done|fi)(?:$|[\s;|&>])/.test(bare);
  return words.some(word => !(compound && /^(?:do|then|if|for)$/.test(word)) && sentenceWords.has(word.replace(/[,.;:]$/, '')));
}

/** The text with quoted parts, comments and here-documents blanked out. */
function unquoted(text: string): string {
  const { at } = scanShell(text);
  let bare = '';
  for (let i = 0; i < text.length; i++) bare += at[i] === At.plain || at[i] === At.complex ? text[i] : text[i] === '\n' ? '\n' : at[i] === At.comment ? '' : '_';
  return bare.trim();
}
