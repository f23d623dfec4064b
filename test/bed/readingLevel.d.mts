export function readingLevel(paragraphs: readonly string[]): { readonly words: number; readonly sentences: number; readonly perSentence: number; readonly grade: number };
export function syllablesOf(word: string): number;
