/**
 * What `npm run labs` says at its end: section by section what is written, runs, is checked, cleans up and notices what is
 * done behind its back; then by name and with its reason each block that was not run.
 */

/** @typedef {import('../../src/headless/labRow').LabRow} LabRow */
/** @typedef {{lab: string, section: string}} Written a lab and the section in which its blocks stand */

const titles = ['section', 'lab', 'written', 'runs', 'checked', 'cleans up', 'mutations killed'];

/**
 * @param {readonly Written[]} labs in the order of the course @param {readonly LabRow[]} rows
 * @param {ReadonlyMap<string, string>} reasons of `not-run.txt` @returns {string}
 */
export function sectionTable(labs, rows, reasons) {
  const byLab = new Map(rows.map(row => [row.lab, row]));
  const lines = [titles, ...labs.map(({ lab, section }) => [section, lab, ...cellsOf(byLab.get(lab))])];
  const widths = titles.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const table = lines.map(line => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  return [...table, '', ...notRunLines(labs.flatMap(({ lab }) => byLab.get(lab) ?? []), reasons)].join('\n');
}

/** @param {LabRow | undefined} row */
function cellsOf(row) {
  if (!row) return ['-', 'not taken through', '-', '-', '-'];
  const { steps, ran, checks, passesAfter, failsAfterCleanup, mutationsKilled, mutationsTried } = row;
  return [`${steps} blocks`, `${ran}/${steps}`, `${passesAfter}/${checks}`, failsAfterCleanup === checks ? 'yes' : `no: ${checks - failsAfterCleanup} of ${checks} still hold`, `${mutationsKilled}/${mutationsTried}`];
}

/** @param {readonly LabRow[]} rows @param {ReadonlyMap<string, string>} reasons */
function notRunLines(rows, reasons) {
  const lines = rows.flatMap(({ lab, notRun }) => notRun.map(({ block, reason }) => `  ${lab}  ${block}: ${reasons.get(block) ?? `NOT LISTED; ${reason}`}`));
  if (rows.length === 0) return [];
  return lines.length > 0 ? [`Not run, ${lines.length} ${lines.length === 1 ? 'block' : 'blocks'}:`, ...lines] : ['Every block was run.'];
}

/** Block to reason, of a file with one name a line and the reason behind `#`. @param {string} text @returns {Map<string, string>} */
export function reasonsOf(text) {
  const lines = text.split(/\r\n|\r|\n/).map(line => /^\s*([^\s#]+)\s*(?:#\s*(.*))?$/.exec(line));
  return new Map(lines.flatMap(found => found?.[1] ? [[found[1], found[2]?.trim() || 'no reason given']] : []));
}
