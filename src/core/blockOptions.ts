import { targetIds, type TargetId } from './course';
import { readSeconds, readUsual } from './duration';
import { readFenceInfo, type RawOption } from './fenceInfo';
import { msg, type Message } from './message';
import type { BlockOptions, BlockRole } from './section';

export interface OptionProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: Message;
  readonly remedy?: Message;
}

export interface ReadOptions {
  readonly language: string;
  readonly options: BlockOptions;
  readonly role: BlockRole;
  /** Id of the block or check that the block solves, or in whose place it stands. */
  readonly solves?: string;
  /** The block's check in short form. */
  readonly check?: string;
  readonly problems: readonly OptionProblem[];
}

type Draft = { -readonly [K in keyof BlockOptions]: BlockOptions[K] } & { cleanup?: boolean; aside?: boolean; solves?: string; instead?: string; check?: string };

/** What a fence of commands may say. */
export const optionNames = ['name', 'background', 'tty', 'confirm', 'timeout', 'target', 'run', 'on-error', 'check', 'cleanup', 'solution', 'instead', 'aside', 'inside', 'pretends', 'usual'] as const;
/** Names that later versions of the format give a meaning to. */
export const reservedNames: ReadonlySet<string> = new Set(['question', 'predict', 'break', 'figure']);
/** What a block or a check may be called. */
export const blockName = /^[A-Za-z][\w.-]{0,63}$/;
/** Options of Runme that have no counterpart and change nothing here. */
const harmless = new Set(['id', 'category', 'tag', 'mimeType', 'promptEnv', 'terminalRows', 'closeTerminalOnSuccess', 'openTerminalOnSuccess', 'excludeFromRunAll', 'runme.dev/id']);
/** Options of Runme that would change what runs. */
const unsupported = new Set(['cwd', 'transform', 'skipPrompts']);

export const noOptions: BlockOptions = { background: false, tty: false, confirm: false, run: true, onError: 'stop' };

/** Reads what stands behind the backticks of a fence. Never throws: what is not understood is a problem. */
export function readBlockOptions(info: string): ReadOptions {
  const fence = readFenceInfo(info);
  const draft: Draft = { ...noOptions };
  const problems: OptionProblem[] = [];
  if (fence.unreadable !== undefined) {
    problems.push(problem('block.optionsUnreadable', 'error', msg('The options of this block cannot be read: {0}', fence.unreadable), msg('Write them as {name=web1 tty timeout=60s}.')));
  }
  const seen = new Set<string>();
  for (const option of fence.options) {
    if (seen.has(option.key)) problems.push(problem('block.optionTwice', 'warning', msg('The option {0} is given twice; the last one counts.', option.key), msg('Remove one of them.')));
    seen.add(option.key);
    const found = apply(draft, option);
    if (found) problems.push(found);
  }
  const { cleanup, aside, solves, instead, check, ...options } = draft;
  const roles: BlockRole[] = [...cleanup ? ['cleanup' as const] : [], ...solves === undefined ? [] : ['solution' as const], ...instead === undefined ? [] : ['alternative' as const], ...aside ? ['aside' as const] : []];
  const [role = 'step'] = roles;
  if (roles.length > 1) problems.push(problem('block.optionValue', 'warning', msg('A block is one of these: clean-up, solution, alternative (instead), aside.'), msg('Remove all but one of these options.')));
  const stands = role === 'solution' ? solves : role === 'alternative' ? instead : undefined;
  return { language: fence.language, options, role, ...stands !== undefined && { solves: stands }, ...check !== undefined && { check }, problems };
}

function apply(draft: Draft, option: RawOption): OptionProblem | undefined {
  const { key, value } = option;
  switch (key) {
    case 'name': return name(draft, option);
    case 'background': return flag(option, yes => { draft.background = yes; });
    case 'tty':
    case 'interactive': return flag(option, yes => { draft.tty = yes; });
    case 'confirm': return flag(option, yes => { draft.confirm = yes; });
    case 'run': return flag(option, yes => { draft.run = yes; });
    case 'timeout': return timeout(draft, value);
    case 'target':
      if (!(targetIds as readonly string[]).includes(value)) return wrongValue(key, value, targetIds.join(', '));
      draft.target = value as TargetId;
      return undefined;
    case 'on-error':
      if (value !== 'stop' && value !== 'continue') return wrongValue(key, value, 'stop, continue');
      draft.onError = value;
      return undefined;
    case 'cleanup': return flag(option, yes => { draft.cleanup = yes; });
    case 'check': return check(draft, option);
    case 'solution': return reference(option, id => { draft.solves = id; });
    case 'instead': return reference(option, id => { draft.instead = id; });
    case 'aside': return flag(option, yes => { draft.aside = yes; });
    case 'inside': return reference(option, id => { draft.inside = id; draft.run = false; });
    case 'usual': return usual(draft, value);
    case 'pretends': return pretends(draft, option);
    case 'interpreter': return interpreter(draft, value);
    default: return other(key);
  }
}

function other(key: string): OptionProblem {
  if (reservedNames.has(key)) return problem('block.optionReserved', 'information', msg('The option {0} is reserved for a later version and does nothing yet.', key));
  if (harmless.has(key)) return problem('block.optionIgnored', 'information', msg('The option {0} belongs to Runme and does nothing here.', key));
  if (unsupported.has(key)) return problem('block.optionUnsupported', 'warning', msg('The option {0} belongs to Runme and is not supported here.', key), msg('Write what it does as a command in the block, for example cd.'));
  return problem('block.optionUnknown', 'warning', msg('Unknown option: {0}', key), msg('Known options are {0}.', optionNames.join(', ')));
}

function name(draft: Draft, { value, bare }: RawOption): OptionProblem | undefined {
  if (bare || !blockName.test(value)) return problem('block.nameWrong', 'warning', msg('This is no name for a block: {0}', bare ? 'name' : value), msg('Begin with a letter; use letters, digits, dots, hyphens and underscores.'));
  if (/^block-\d+$/.test(value)) return problem('block.nameWrong', 'warning', msg('Blocks without a name are called that: {0}', value), msg('Choose another name.'));
  draft.name = value;
  return undefined;
}

function flag({ key, value }: RawOption, set: (yes: boolean) => void): OptionProblem | undefined {
  if (!/^(?:true|false|yes|no|1|0)$/i.test(value)) return wrongValue(key, value, 'true, false');
  set(/^(?:true|yes|1)$/i.test(value));
  return undefined;
}

function timeout(draft: Draft, value: string): OptionProblem | undefined {
  const seconds = readSeconds(value);
  if (seconds === undefined) return wrongValue('timeout', value, '60s, 5m, 2h');
  draft.timeoutSeconds = seconds;
  return undefined;
}

function usual(draft: Draft, value: string): OptionProblem | undefined {
  const seconds = readUsual(value);
  if (seconds === undefined) return wrongValue('usual', value, '5m, 3m-5m');
  draft.usualSeconds = seconds;
  return undefined;
}

function check(draft: Draft, { value, bare }: RawOption): OptionProblem | undefined {
  if (bare || value.trim() === '') return problem('block.checkEmpty', 'warning', msg('The option check says nothing.'), msg("Write what shows that the step is done: check='container web1 running'."));
  draft.check = value;
  return undefined;
}

function pretends(draft: Draft, { value, bare }: RawOption): OptionProblem | undefined {
  if (bare || value.trim() === '') return problem('block.pretendsEmpty', 'warning', msg('The option pretends says nothing.'), msg("Write what real AWS would do: pretends='On AWS this takes 4 to 8 min.'"));
  draft.pretends = value.trim();
  return undefined;
}

function reference({ key, value, bare }: RawOption, set: (id: string) => void): OptionProblem | undefined {
  if (bare || !blockName.test(value)) return problem('block.optionValue', 'warning', msg('The option {0} does not take this value: {1}', key, bare ? key : value), msg('Write the name of a block of this file.'));
  set(value);
  return undefined;
}

function interpreter(draft: Draft, value: string): OptionProblem | undefined {
  if (/^(?:\/usr)?(?:\/bin\/)?(?:env )?(?:bash|sh|zsh)$/.test(value)) return undefined;
  draft.run = false;
  return problem('block.interpreter', 'warning', msg('This block is for {0} and is not run: blocks run in a shell.', value), msg('Call the interpreter in the block, for example python3 - <<EOF.'));
}

function wrongValue(key: string, value: string, allowed: string): OptionProblem {
  return problem('block.optionValue', 'warning', msg('The option {0} does not take this value: {1}', key, value), msg('Possible values: {0}.', allowed));
}

function problem(code: string, severity: OptionProblem['severity'], message: Message, remedy?: Message): OptionProblem {
  return { code, severity, message, remedy };
}
