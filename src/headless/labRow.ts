/** One lab taken through, as `--json` writes it. Counts of checks and of mutations. */
export interface LabRow {
  readonly lab: string;
  /** Blocks that the lab has a student run; those that were not run are among them. */
  readonly steps: number;
  /** Of those: run to their end as the lab wants it. */
  readonly ran: number;
  readonly checks: number;
  /** Not done on a clean start. */
  readonly failsClean: number;
  /** Done after the blocks. */
  readonly passesAfter: number;
  /** Not done after clean-up and reset. */
  readonly failsAfterCleanup: number;
  readonly mutationsTried: number;
  readonly mutationsKilled: number;
  readonly notRun: readonly NotRun[];
}
export interface NotRun { readonly block: string; readonly reason: string }

export const fewestMutations = 3;

/** What a row says against its lab, one sentence each. `allowed`: blocks that may be left out. */
export function faultsOf(row: LabRow, allowed: ReadonlySet<string>): readonly string[] {
  const missing = row.steps - row.ran - row.notRun.length;
  const forbidden = row.notRun.filter(({ block }) => !allowed.has(block));
  const all = (count: number, what: string) => (count === row.checks ? [] : [`${row.checks - count} of ${row.checks} checks ${what}`]);
  return [
    ...missing > 0 ? [`${missing} of ${row.steps} blocks did not run as they should`] : [],
    ...row.checks === 0 ? ['it has no checks'] : [],
    ...all(row.failsClean, 'hold before anything was done'),
    ...all(row.passesAfter, 'do not hold after its blocks'),
    ...all(row.failsAfterCleanup, 'still hold after its clean-up'),
    ...row.mutationsTried < fewestMutations ? [`${row.mutationsTried} mutations could be tried; ${fewestMutations} are wanted`] : [],
    ...row.mutationsKilled < row.mutationsTried ? [`${row.mutationsTried - row.mutationsKilled} of ${row.mutationsTried} mutations were not noticed`] : [],
    ...forbidden.map(({ block, reason }) => `block ${block} was not run and is not listed as such: ${reason}`),
  ];
}

/** Names of blocks, one a line; `#` begins a comment. */
export function readNotRun(text: string): ReadonlySet<string> {
  return new Set(text.split(/\r\n|\r|\n/).map(line => line.replace(/#.*/, '').trim()).filter(name => name !== ''));
}

const columns: readonly (readonly [string, (row: LabRow) => string])[] = [
  ['lab', row => row.lab],
  ['blocks run', row => `${row.ran}/${row.steps}`],
  ['checks', row => String(row.checks)],
  ['fail at first', row => `${row.failsClean}/${row.checks}`],
  ['hold after', row => `${row.passesAfter}/${row.checks}`],
  ['fail after clean-up', row => `${row.failsAfterCleanup}/${row.checks}`],
  ['mutations noticed', row => `${row.mutationsKilled}/${row.mutationsTried}`],
  ['not run', row => String(row.notRun.length)],
];

export function tableOf(rows: readonly LabRow[], allowed: ReadonlySet<string>): string {
  const lines = [[...columns.map(([title]) => title), 'result'], ...rows.map(row => [...columns.map(([, cell]) => cell(row)), faultsOf(row, allowed).length === 0 ? 'ok' : 'FAILED'])];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map(line => line[column]!.length)));
  return lines.map(line => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd()).join('\n');
}
