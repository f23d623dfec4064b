/** The word that was probably meant, or undefined. Case, hyphens and underscores do not count; at most a third of the letters may differ. */
export function nearestWord(written: string, words: readonly string[]): string | undefined {
  const wanted = plain(written);
  if (wanted.length === 0 || wanted.length > 60) return undefined;
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const word of words) {
    const distance = editDistance(wanted, plain(word));
    if (distance * 3 <= Math.max(3, word.length) && (best === undefined || distance < best.distance)) best = { word, distance };
  }
  return best?.word;
}

const plain = (word: string): string => word.toLowerCase().replace(/[-_ ]/g, '');

/** Letters inserted, removed, changed, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(cell(i - 1, j) + 1, (row[j - 1] ?? 0) + 1, cell(i - 1, j - 1) + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, cell(i - 2, j - 2) + 1);
      row.push(least);
    }
  }
  return cell(a.length, b.length);
}
