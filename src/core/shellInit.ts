import { contextNames, endpointNames, reportedTools, secretNames } from './contextReport';
import { quote } from './shellQuote';
import type { Shell } from './statement';

export const runFolderName = 'labbook-run';

/**
 * What a lab's shell sources once. It defines the recorder (`__lab_b`, `__lab_e`) and the prompt hook, and
 * changes nothing else. One text for each shell: dash refuses to parse an array.
 */
export function shellInit(shell: Shell): string {
  const parts = { bash: [clockBash, forgetBash, beginEnd(shell), reporter(shell), promptBash], zsh: [clockZsh, forgetZsh, beginEnd(shell), reporter(shell), promptZsh], sh: [clockSh, forgetSh, beginEnd(shell), reporter(shell), promptSh] }[shell];
  return `${parts.join('\n')}\n__lab_v=1; __lab_r\n`;
}

// A decimal comma stands in EPOCHREALTIME under some locales.
const clockBash = "__lab_t() { __lab_now=${EPOCHREALTIME-}; __lab_now=${__lab_now/[!0-9]/.}; [ -n \"$__lab_now\" ] || __lab_m; }\n"
  + "__lab_m() { __lab_n=$((${__lab_n-0}+1)); __lab_now=@$__lab_n; builtin : >| \"${__lab_st:-/dev/null}.$__lab_n\"; }";
const clockZsh = 'zmodload zsh/datetime 2>/dev/null\n__lab_t() { __lab_now=$EPOCHREALTIME; }';
// No clock without a fork: an empty marker file, whose time the host reads.
const clockSh = '__lab_t() { __lab_n=$((${__lab_n-0}+1)); __lab_now=@$__lab_n; [ -z "${__lab_st-}" ] || : >| "$__lab_st.$__lab_n"; }';

// Takes our own line out of the history. VS Code's integration has read it by then.
const forgetBash = `__lab_r() {
  __lab_x=$(builtin history 1)
  case $__lab_x in *' . "$LABBOOK/'*) ;; *) return 0 ;; esac
  __lab_x=\${__lab_x#"\${__lab_x%%[! ]*}"}; builtin history -d "\${__lab_x%%[!0-9]*}" 2>/dev/null; return 0; }`;
const forgetZsh = `__lab_r() { :; }
__lab_a() { [[ $1 != *' . "$LABBOOK/'* ]]; }
typeset -ga zshaddhistory_functions precmd_functions
zshaddhistory_functions+=(__lab_a)`;
const forgetSh = '__lab_r() { :; }';

function beginEnd(shell: Shell): string {
  const remember = { bash: 'builtin history -s -- "$2"', zsh: 'print -sr -- "$2"', sh: ':' }[shell];
  const builtin = shell === 'sh' ? '' : 'builtin ';
  return `__lab_b() { __lab_rc=$?; __lab_t
  ${builtin}printf '\\033[2m$ %s\\033[0m\\n' "$2" >&2
  case $- in *i*) ${remember} ;; esac
  ${builtin}printf 'b %s %s\\n' "$1" "$__lab_now" >> "$__lab_st"; return "$__lab_rc"; }
__lab_e() { __lab_t; __lab_x="e $1 $__lab_now $2"; __lab_rc=$2; shift 2
  while [ $# -gt 0 ]; do __lab_x="$__lab_x $1"; shift; done
  ${builtin}printf '%s\\n' "$__lab_x" >> "$__lab_st"; return "$__lab_rc"; }`;
}

/** A child process answers, so that what it says is what docker, kubectl and aws will see. */
function reporter(shell: Shell): string {
  const script = `for n in ${contextNames.join(' ')}; do eval "v=\\\${$n-} s=\\\${$n+=}"; printf "%s\\n" "$n$s$v"; done; `
    + `for n in ${secretNames.join(' ')}; do eval "s=\\\${$n+=set}"; printf "%s\\n" "$n$s"; done; `
    // The shell's own list: no process is started for it.
    + `case "$(set)" in *AWS_ENDPOINT_URL_[A-Z]*=*) printf "%s\\n" "${endpointNames}=set" ;; *) printf "%s\\n" "${endpointNames}" ;; esac`;
  const builtin = shell === 'sh' ? '' : 'builtin ';
  // Without a fork each: this stands between the click and the block. An alias of several lines locks Run as odd.
  const tools = reportedTools.map(tool => `${builtin}printf 'tool:${tool}='; command -v ${tool} 2>/dev/null || ${builtin}printf '\\n'`).join('; ');
  return `__lab_env() { command /bin/sh -c ${quote(script)}; ${tools}; }
__lab_w() { __lab_seen=$(__lab_env); ${shell === 'sh' ? '' : '__lab_fp; __lab_kept=$__lab_k; '}
  { ${builtin}printf '%s\\ncwd=%s\\nend\\n' "$__lab_seen" "$PWD"; } >| "$__lab_d/$__lab_id.env.new" && command mv -f "$__lab_d/$__lab_id.env.new" "$__lab_d/$__lab_id.env"; }
${sameAsReported(shell)}`;
}

/**
 * Whether nothing can have changed since the last report: the prompt hook is still in place and every variable has its
 * value and is exported as it was. Asks no process, for this stands between the click and the block; where it cannot
 * tell (sh, an old bash) it says no, and the whole comparison is made.
 */
function sameAsReported(shell: Shell): string {
  if (shell === 'sh') return '__lab_same() { return 1; }';
  const names = [...contextNames, ...secretNames];
  const flags = shell === 'bash' ? (name: string) => `\${${name}+x\${${name}@a}}` : (name: string) => `\${(t)${name}-}`;
  const print = `__lab_k="${names.map(name => `\${${name}-}/${flags(name)}`).join('|')}"`;
  const hooked = shell === 'bash' ? 'case "${PROMPT_COMMAND[*]-}" in *__lab_p*) ;; *) return 1 ;; esac' : '[[ ${precmd_functions[(r)__lab_p]-} = __lab_p ]] || return 1';
  const old = shell === 'bash' ? '[ "${BASH_VERSINFO:-0}" -ge 5 ] || { __lab_k=$RANDOM; return 0; }; ' : '';
  return `__lab_fp() { ${old}${print}; }
__lab_same() { ${hooked}; __lab_fp; [ "$__lab_k" = "\${__lab_kept-}" ]; }`;
}

// The hook comes first, so that $? is still the block's.
const hook = (builtin: string) => `__lab_p() { __lab_c=$?
  [ -z "\${__lab_st-}" ] || { __lab_t; ${builtin}printf 'prompt %s %s\\n' "$__lab_now" "$__lab_c" >> "$__lab_st"; __lab_st=; }
  __lab_w; return "$__lab_c"; }`;
const promptBash = `${hook('builtin ')}
case "$(declare -p PROMPT_COMMAND 2>/dev/null)" in
  *__lab_p*) ;;
  'declare -a'*) PROMPT_COMMAND=(__lab_p "\${PROMPT_COMMAND[@]}") ;;
  *) PROMPT_COMMAND="__lab_p\${PROMPT_COMMAND:+;$PROMPT_COMMAND}" ;;
esac`;
const promptZsh = `${hook('builtin ')}
precmd_functions=(__lab_p \${precmd_functions:#__lab_p})`;
// Runs in a subshell and cannot clear __lab_st: the host takes the first prompt line.
const promptSh = `${hook('')}
case $PS1 in *__lab_p*) ;; *) PS1='$(__lab_p)'"$PS1" ;; esac`;
