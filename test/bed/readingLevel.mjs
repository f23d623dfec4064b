/**
 * How hard a text is to read: the Flesch-Kincaid grade, years of school in the United States. Syllables are counted by a
 * rule of thumb, so it compares texts; it does not measure a reader.
 */

/** Shorter is a label or a cell of a table, no sentence. */
const fewestWords = 4;

/** @param {readonly string[]} paragraphs plain text, without code @returns {{words: number, sentences: number, perSentence: number, grade: number}} */
export function readingLevel(paragraphs) {
  const sentences = paragraphs.flatMap(text => text.split(/(?<=[.!?])\s+/)).map(wordsOf).filter(words => words.length >= fewestWords);
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const perSentence = words.length / Math.max(1, sentences.length);
  const grade = words.length === 0 ? 0 : 0.39 * perSentence + 11.8 * syllables / words.length - 15.59;
  return { words: words.length, sentences: sentences.length, perSentence, grade: Math.max(0, grade) };
}

/** @param {string} text @returns {string[]} */
function wordsOf(text) { return text.match(/\p{L}[\p{L}'’-]*/gu) ?? []; }

/** Groups of vowels; a silent e at the end is none. @param {string} word @returns {number} */
export function syllablesOf(word) {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '').replace(/(?<=[^aeiouyl])es?$|(?<=[aeiouy][^aeiouytd])ed$/, '');
  return Math.max(1, plain.match(/[aeiouy]+/g)?.length ?? 1);
}
