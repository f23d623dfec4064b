import { quote } from './shellQuote';

const endLine = '#end';

/** Writes the shell's exported variables, its folder among them, to a file for this user alone. */
export function exportScript(file: string): string {
  return `__lab_r; { export -p; printf '%s\\n' '${endLine}'; } >| ${quote(file)}\n`;
}

export function isWholeState(text: string): boolean { return text.endsWith(`${endLine}\n`); }

/** For a fresh shell, after its own start-up files. The values may hold secrets: the file goes at once. */
export function importScript(file: string): string {
  const path = quote(file);
  return `__lab_x=$LABBOOK_TERMINAL; . ${path}; command rm -f ${path}; export LABBOOK_TERMINAL="$__lab_x"; cd "$PWD"\n`;
}
