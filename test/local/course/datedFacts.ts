/** A fact of the notes that grows old, as notes/dated.yaml has it. */
export interface DatedFact {
  readonly in: string;
  readonly says: string;
  readonly kind: 'price' | 'version' | 'retired' | 'documented';
  /** Year and month: `2026-11`. */
  readonly 'as-of': string;
  readonly source: string;
}

/** How facts that grow old are written: prices, where and when something was read, a month of these years, a release that is asked for by its number. */
const marks = new RegExp([
  'USD', 'dollars', 'unconfirmed\\*? prices?', 'autumn 20\\d\\d', '\\bAs of\\b',
  '(?:January|February|March|April|May|June|July|August|September|October|November|December) 20(?:19|[2-9]\\d)', '\\bemr-\\d[\\d.]*', '--runtime \\S+',
].join('|'), 'g');

/** Lines of a note that hold such a fact and that none of the entries covers: `line 21: 0.54 USD …`. */
export function undated(text: string, facts: readonly Pick<DatedFact, 'says'>[]): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const covered = facts.flatMap(({ says }) => { const at = line.indexOf(says); return at < 0 ? [] : [{ from: at, to: at + says.length }]; });
    const open = [...line.matchAll(marks)].filter(({ index: at, 0: found }) => !covered.some(({ from, to }) => from <= at && at + found.length <= to));
    return open.length === 0 ? [] : [`line ${index + 1}: ${open.map(([found]) => found).join(', ')} in: ${line.trim().slice(0, 160)}`];
  });
}

/** Those that nobody has looked at for more than a year. `now`: year and month. */
export function olderThanAYear(facts: readonly DatedFact[], now: string): readonly DatedFact[] {
  return facts.filter(fact => months(now) - months(fact['as-of']) > 12);
}

function months(text: string): number {
  const [year = 0, month = 0] = text.split('-').map(Number);
  return year * 12 + month;
}
