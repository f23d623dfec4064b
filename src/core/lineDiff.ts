export type DiffLine = readonly [sign: ' ' | '-' | '+', text: string];

/** Beyond this many lines a comparison line by line says nothing any more: what is over is left out. */
export const mostDiffLines = 400;

/** Longest common subsequence, which is what a reader expects of a few lines. */
export function lineDiff(before: string, now: string): DiffLine[] {
  const a = before.split('\n').slice(0, mostDiffLines);
  const b = now.split('\n').slice(0, mostDiffLines);
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) {
    best[i * width + j] = a[i] === b[j] ? at(best, (i + 1) * width + j + 1) + 1 : Math.max(at(best, (i + 1) * width + j), at(best, i * width + j + 1));
  }
  const rows: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) { rows.push([' ', left]); i++; j++; }
    else if (left !== undefined && (right === undefined || at(best, (i + 1) * width + j) >= at(best, i * width + j + 1))) { rows.push(['-', left]); i++; }
    else { rows.push(['+', right ?? '']); j++; }
  }
  return rows;
}

function at(table: Uint16Array, index: number): number { return table[index] ?? 0; }
