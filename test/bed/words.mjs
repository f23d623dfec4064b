/**
 * `npm run words`: the spelling of every note (a Hunspell dictionary and the list `words.txt` beside this file) and how hard
 * each is to read. Exit code 1 for a word that neither knows, and for a note above the grade that the course allows itself.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { paragraphsOf } from './noteText.mjs';
import { readingLevel } from './readingLevel.mjs';

/** By a name that is not looked up while types are checked: it has none. */
const dictionary = 'dictionary-en-gb';
/** Plain words of a subject have many syllables; above this the sentences are too long. */
const highest = 8;

/** @returns {Promise<{correct(word: string): boolean, suggest(word: string): string[], personal(list: string): unknown}>} */
async function speller() {
  const { aff, dic } = (await import(dictionary)).default;
  const made = createRequire(import.meta.url)('nspell')({ aff: Buffer.from(aff), dic: Buffer.from(dic) });
  return made.personal((await readFile(new URL('words.txt', import.meta.url), 'utf8')).replace(/#.*/g, '').split(/\s+/).filter(Boolean).join('\n'));
}

/** Names of files, programs and things in capitals are no words. @param {string} text */
function wordsIn(text) {
  const prose = text.replace(/\b(?:https?:\/\/|www\.)\S+/g, ' ').replace(/\S*[_/\\@=~$]\S*|\S*\w\.\w\S*/g, ' ');
  return (prose.match(/[\p{L}\d][\p{L}\d'’]*/gu) ?? []).map(word => word.replace(/’/g, "'").replace(/'s?$/, '')).filter(word => word.length > 1 && !/\d/.test(word) && !/^\p{Lu}+s?$/u.test(word) && !/\p{Ll}\p{Lu}/u.test(word));
}

const notes = (await readdir('notes')).filter(name => name.endsWith('.md')).map(name => join('notes', name));
const spell = await speller();
const known = new Map();
const faults = [];
const rows = [];
for (const file of notes) {
  const paragraphs = paragraphsOf(await readFile(file, 'utf8'));
  for (const { text, line } of paragraphs) for (const word of wordsIn(text)) {
    if (!known.has(word)) known.set(word, spell.correct(word));
    if (!known.get(word)) faults.push(`${file}:${line}: ${word}${process.argv.includes('--suggest') ? ` (${spell.suggest(word).slice(0, 3).join(', ')})` : ''}`);
  }
  rows.push({ file, ...readingLevel(paragraphs.map(({ text }) => text)) });
}
console.log(`${'note'.padEnd(40)}  words  words a sentence  grade`);
for (const { file, words, perSentence, grade } of rows.toSorted((a, b) => b.grade - a.grade)) console.log(`${file.padEnd(40)}  ${String(words).padStart(5)}  ${perSentence.toFixed(1).padStart(16)}  ${grade.toFixed(1).padStart(5)}`);
const hard = rows.filter(({ file, grade }) => grade > highest && !/FORMAT|HAND-IN/.test(file));
for (const fault of faults) console.error(`Unknown word: ${fault}`);
for (const { file, grade } of hard) console.error(`${file} is hard to read: grade ${grade.toFixed(1)}, at most ${highest}`);
console.log(`${notes.length} notes, ${known.size} different words, ${faults.length} unknown.`);
process.exitCode = faults.length + hard.length > 0 ? 1 : 0;
