import type { FigureData } from './figureData';

/** Result files of a model: comma-separated, with the columns trueLabel, bestAnswer and, for two classes, score. */

export const steps = 1000;
/** More classes than that are no picture any more. */
const mostLabels = 12;

export function scoresOf(text: string, threshold: number): FigureData | undefined {
  const no = new Array<number>(steps).fill(0);
  const yes = new Array<number>(steps).fill(0);
  const scored: { readonly label: number; readonly score: number }[] = [];
  for (const [written, value] of rows(text, ['trueLabel', 'score'])) {
    const score = Number(value);
    if ((written !== '0' && written !== '1') || value === '' || !(score >= 0 && score <= 1)) continue;
    scored.push({ label: Number(written), score });
    const bins = written === '1' ? yes : no;
    const bin = binOf(score);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const positives = scored.filter(({ label }) => label === 1).length;
  return positives === 0 || positives === scored.length ? undefined : { kind: 'scores', no, yes, auc: areaUnderCurve(scored), threshold };
}

/** The step a score falls into. Thousandths themselves belong below, since only what is greater than a threshold is above it. */
function binOf(score: number): number { return Math.max(0, Math.ceil(Math.round(score * 1e9) / 1e6) - 1); }

/** The chance that a random yes has a higher score than a random no; equal scores count half. */
function areaUnderCurve(scored: readonly { readonly label: number; readonly score: number }[]): number {
  const ranked = [...scored].sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let first = 0; first < ranked.length;) {
    let end = first;
    while (end < ranked.length && ranked[end]?.score === ranked[first]?.score) end++;
    ranks += ranked.slice(first, end).filter(({ label }) => label === 1).length * (first + end + 1) / 2;
    first = end;
  }
  const yes = ranked.filter(({ label }) => label === 1).length;
  return (ranks - yes * (yes + 1) / 2) / (yes * (ranked.length - yes));
}

export function matrixOf(text: string): FigureData | undefined {
  const pairs = [...rows(text, ['trueLabel', 'bestAnswer'])].filter(([label, best]) => label !== '' && best !== '') as [string, string][];
  const labels = [...new Set(pairs.flat())].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (pairs.length === 0 || labels.length > mostLabels) return undefined;
  const counts = labels.map(() => labels.map(() => 0));
  for (const [label, best] of pairs) {
    const row = counts[labels.indexOf(label)];
    const column = labels.indexOf(best);
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return { kind: 'matrix', labels, counts };
}

/** The wanted columns of each row, by the names in the first line. None where one of them is missing. */
function* rows(text: string, wanted: readonly string[]): Generator<readonly string[]> {
  const [head = '', ...lines] = text.split(/\r?\n/);
  const names = head.split(',').map(name => name.trim());
  const places = wanted.map(name => names.indexOf(name));
  if (places.includes(-1)) return;
  for (const line of lines) {
    if (line === '') continue;
    const cells = line.split(',');
    yield places.map(place => (cells[place] ?? '').trim());
  }
}
