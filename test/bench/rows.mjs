/**
 * Figures: one row each, as a table and as JSON.
 */

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} unit
 * @property {number | null} p50
 * @property {number | null} p95
 * @property {number | null} baseline median of the raw way in the same run, in the same unit
 * @property {string} goal
 * @property {boolean | null} ok null: nothing is asked of this figure
 */

/** @param {readonly number[]} values @param {number} part 0 to 1 */
export function share(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

/** @param {readonly number[]} values */
export const median = values => share(values, 0.5);

/**
 * @param {string} name
 * @param {string} unit
 * @param {readonly number[]} values
 * @param {{baseline?: readonly number[] | number, goal?: string, ok?: (figures: {p50: number, p95: number, baseline: number}) => boolean}} [how]
 * @returns {Row}
 */
export function row(name, unit, values, { baseline, goal = '', ok } = {}) {
  const base = baseline === undefined ? NaN : typeof baseline === 'number' ? baseline : median(baseline);
  const [p50, p95] = [median(values), share(values, 0.95)];
  const valid = Number.isFinite(p50);
  return { name, unit, p50: known(p50), p95: known(p95), baseline: known(base), goal, ok: ok ? valid && ok({ p50, p95, baseline: base }) : null };
}

/** A figure that could not be taken counts as missed, and says why. @param {string} name @param {unknown} error @returns {Row} */
export function failedRow(name, error) {
  const words = error instanceof Error ? error.message : String(error);
  return { name: `${name}: ${words.split('\n')[0]?.slice(0, 100)}`, unit: '', p50: null, p95: null, baseline: null, goal: 'measured', ok: false };
}

/** @param {number} value */
const known = value => Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null;

/** @param {readonly Row[]} rows @returns {string} */
export function table(rows) {
  const cells = rows.map(({ name, unit, p50, p95, baseline, goal, ok }) => [name, unit, short(p50), short(p95), short(baseline), goal, ok === null ? '' : ok ? 'yes' : 'NO']);
  const all = [['name', 'unit', 'p50', 'p95', 'baseline', 'goal', 'ok'], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map(line => line[column]?.length ?? 0))) ?? [];
  const isNumber = (/** @type {number} */ column) => column >= 2 && column <= 4;
  return all.map(line => line.map((cell, column) => isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** @param {number | null} value */
function short(value) {
  if (value === null) return '-';
  return Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(Math.abs(value) < 1 ? 2 : 1);
}
