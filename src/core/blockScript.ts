import { comparable } from './contextReport';
import { quote } from './shellQuote';
import type { Shell, Statement } from './statement';

export interface BlockScriptInput {
  readonly shell: Shell;
  readonly runId: string;
  /** Absolute path of the run folder, as the shell sees it. */
  readonly folder: string;
  /** Id of the terminal whose prompt report is kept in `<folder>/<terminalId>.env`. */
  readonly terminalId: string;
  /** With placeholders filled. `masked` is what the terminal and the history show. */
  readonly statements: readonly (Statement & { readonly masked: string })[];
  readonly onError: 'stop' | 'continue';
  /** The shell's last report (contextReport.ts); undefined: nothing is known, so nothing is compared. */
  readonly expected?: string;
  /** The block would end the shell (exit, exec, set -e): it runs in a child, `cd` and `export` do not carry over. */
  readonly child: boolean;
}

export interface BlockScript { readonly wrapper: string; readonly body: string }

/** Exit code of a wrapper that did not run its block because the shell points elsewhere. */
export const contextCode = 95;

export function wrapperPath(folder: string, runId: string): string { return `${folder}/${wrapperName(runId)}`; }
export function bodyPath(folder: string, runId: string): string { return `${folder}/${runId}.body.sh`; }
export function statusPath(folder: string, runId: string): string { return `${folder}/${runId}.st`; }
export function reportPath(folder: string, terminalId: string): string { return `${folder}/${terminalId}.env`; }
export function initPath(folder: string, shell: Shell): string { return `${folder}/init.${shell}`; }

/** Set in every lab terminal to the run folder, so that the typed line stays short. */
export const folderVariable = 'LABBOOK';

/** The one line that is typed, for a file of the run folder. The space keeps it out of histories that ignore such lines. */
export function typedLine(file: string): string { return ` . "$${folderVariable}/${file}"`; }

export function wrapperName(runId: string): string { return `${runId}.sh`; }

/** Two files: with one, a `return` inside the block would hide the end of the run. */
export function compileBlock(input: BlockScriptInput): BlockScript {
  return { wrapper: wrapper(input), body: body(input) };
}

/** Loads the recorder into a fresh shell and tells it which terminal it is. */
export function initLine(folder: string, shell: Shell, terminalId: string): string {
  return [identity(folder, terminalId), `. ${quote(initPath(folder, shell))}`].join('\n') + '\n';
}

function identity(folder: string, terminalId: string): string {
  return `__lab_d=${quote(folder)}; __lab_id=${quote(terminalId)}`;
}

function wrapper(input: BlockScriptInput): string {
  const { folder, runId, shell } = input;
  const status = quote(statusPath(folder, runId));
  const keep = (flag: string) => `case $__lab_o in *${flag}*) set -${flag} ;; *) set +${flag} ;; esac`;
  return [
    `[ "\${__lab_v-}" = 1 ] || { ${identity(folder, input.terminalId)}; . ${quote(initPath(folder, shell))}; }`,
    '__lab_r',
    `__lab_st=${status}; __lab_o=$-`,
    `printf 'pid %s\\n' "$$" >> ${status}`,
    ...compare(input),
    ...(input.child ? [...remember(input), `${shell} ${quote(bodyPath(folder, runId))}`] : [`. ${quote(bodyPath(folder, runId))}`]),
    '__lab_rc=$?; __lab_t',
    `printf 'end %s %s\\n' "$__lab_now" "$__lab_rc" >> ${status}`,
    `${keep('e')}; ${keep('u')}`,
    'return "$__lab_rc"',
    '',
  ].join('\n');
}

function compare(input: BlockScriptInput): string[] {
  if (input.expected === undefined) return [];
  const status = quote(statusPath(input.folder, input.runId));
  return [
    `__lab_x=${quote(comparable(input.expected))}`,
    'if [ "${__lab_seen-}" != "$__lab_x" ] || ! __lab_same; then',
    '  __lab_seen=$(__lab_env)',
    `  if [ "$__lab_seen" != "$__lab_x" ]; then printf 'ctx\\n' >> ${status}; __lab_w; return ${contextCode}; fi`,
    'fi',
  ];
}

/** A child shell is not interactive and writes no history, so the lab's shell does it. */
function remember(input: BlockScriptInput): string[] {
  const add = { bash: 'builtin history -s --', zsh: 'print -sr --', sh: ':' }[input.shell];
  return input.statements.map(statement => `${add} ${quote(statement.masked)}`);
}

function body(input: BlockScriptInput): string {
  const head = input.child
    ? [`${identity(input.folder, input.terminalId)}; . ${quote(initPath(input.folder, input.shell))}`, `__lab_st=${quote(statusPath(input.folder, input.runId))}`]
    : [];
  return [...head, ...input.statements.flatMap(statement => lines(statement, input)), ''].join('\n');
}

/** `&& :` hands a code on without ending a shell under `set -e`; `"$?"` and the array are expanded together, so neither spoils the other. */
function lines(statement: Statement & { readonly masked: string }, input: BlockScriptInput): string[] {
  const pipeline = { bash: ' "${PIPESTATUS[@]}"', zsh: ' "${pipestatus[@]}"', sh: '' }[input.shell];
  const after = input.onError === 'stop' ? '|| { set +e; return "$__lab_rc" 2>/dev/null || exit "$__lab_rc"; }' : '&& :';
  return [
    `__lab_b ${statement.index} ${quote(statement.masked)} && :`,
    statement.text,
    `__lab_e ${statement.index} "$?"${pipeline} ${after}`,
  ];
}
