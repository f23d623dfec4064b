/** A word of a text, ready to be compared. Offsets in UTF-16 units. */
export interface Word { readonly folded: string; readonly start: number; readonly end: number }

const pattern = /[\p{L}\p{N}]+/gu;
const ascii = /^[\0-\x7f]*$/;
const plainPattern = /[a-zA-Z0-9]+/g;

/** Runs of letters and digits: "t2.micro" is two words, and so is "docker-compose". */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  // The pattern for all languages takes ten times as long as the plain one.
  const search = ascii.test(text) ? plainPattern : pattern;
  search.lastIndex = 0;
  for (let found = search.exec(text); found; found = search.exec(text)) words.push({ folded: fold(found[0]), start: found.index, end: found.index + found[0].length });
  return words;
}

/** Lower case, no accents, no plural s: "Volumes" is "volume". "AWS", "class" and "DNS" keep theirs. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  const plain = ascii.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
  return plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain;
}
