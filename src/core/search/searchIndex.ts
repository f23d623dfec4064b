import { passagesOf, type PassageKind } from './passages';
import { fold, wordsOf } from './words';

export interface SectionToFind { readonly courseId: string; readonly sectionId: string; readonly title: string; /** The whole Markdown file. */ readonly text: string }

/** A place in a note that a search leads to. */
export interface Hit {
  readonly courseId: string;
  readonly sectionId: string;
  readonly title: string;
  /** The heading above it; none above the first of the section. */
  readonly heading?: string;
  readonly kind: PassageKind;
  /** 0-based, of the file: where the passage begins. */
  readonly line: number;
  /** The passage that fits best. */
  readonly text: string;
  /** Parts of it that were looked for, in order. UTF-16 units. */
  readonly matches: readonly { readonly start: number; readonly end: number }[];
}

interface Place { readonly section: number; readonly heading?: string }
interface Found { readonly score: number; readonly passage: number }

const weights = { heading: 6, command: 1.5, prose: 1 } as const;
/** A word that begins so is worth less than the word itself. */
const begun = 0.5;
/** What stands in the section's title counts a little for each place in it. */
const inherited = 0.4;
/** Words that begin alike; more are no help to anybody. */
const mostWords = 200;
const mostTerms = 8;

/** Words of all notes and where they stand. Notes are added in the course's order, then it is asked; nothing is removed. */
export class SearchIndex {
  private readonly sections: Omit<SectionToFind, 'text'>[] = [];
  private readonly places: Place[] = [];
  private readonly passages: { readonly place: number; readonly kind: PassageKind; readonly line: number; readonly text: string }[] = [];
  private readonly postings = new Map<string, number[]>();
  private readonly titles: (readonly string[])[] = [];
  private sorted: readonly string[] | undefined;

  get size(): { readonly sections: number; readonly passages: number; readonly words: number } { return { sections: this.sections.length, passages: this.passages.length, words: this.postings.size }; }

  add({ text, ...section }: SectionToFind): void {
    this.sorted = undefined;
    const index = this.sections.push(section) - 1;
    this.titles.push(wordsOf(section.title).map(({ folded }) => folded));
    let place = this.places.push({ section: index }) - 1;
    this.passage(place, 'heading', 0, section.title);
    for (const { kind, line, text: words, level } of passagesOf(text)) {
      if (kind === 'heading' && level === 1 && words === section.title) continue;
      if (kind === 'heading') place = this.places.push({ section: index, heading: words }) - 1;
      this.passage(place, kind, line, words);
    }
  }

  /** Best first, one for each heading. Where no place has all of the words, those that have the most. */
  find(query: string, most: number): Hit[] {
    const terms = [...new Set(query.split(/\s+/).flatMap(part => wordsOf(part)).map(({ folded }) => folded))].slice(0, mostTerms);
    if (terms.length === 0) return [];
    const found = terms.map(term => this.standing(term));
    const scored = [...new Set(found.flatMap(places => [...places.keys()]))].map(place => this.score(place, terms, found));
    const best = scored.reduce((top, { words }) => Math.max(top, words), 0);
    return scored.filter(({ words }) => words === best).sort((a, b) => b.score - a.score || a.place - b.place).slice(0, most)
      .map(({ place }) => this.hit(place, terms, found));
  }

  private passage(place: number, kind: PassageKind, line: number, text: string): void {
    const id = this.passages.push({ place, kind, line, text }) - 1;
    for (const { folded } of wordsOf(text)) {
      const there = this.postings.get(folded);
      if (!there) this.postings.set(folded, [id]);
      else if (there.at(-1) !== id) there.push(id);
    }
  }

  /** For each place that has the word, or one that begins so: the passage where it counts most. */
  private standing(term: string): ReadonlyMap<number, Found> {
    const places = new Map<number, Found>();
    const words = this.wordsFrom(term);
    for (const word of words) {
      for (const passage of this.postings.get(word) ?? []) {
        const { place, kind } = this.passages[passage]!;
        const score = weights[kind] * (word === term ? 1 : begun);
        if (score > (places.get(place)?.score ?? 0)) places.set(place, { score, passage });
      }
    }
    const rarity = Math.log(1 + this.places.length / (1 + places.size));
    for (const [place, { score, passage }] of places) places.set(place, { score: score * (0.2 + rarity), passage });
    return places;
  }

  private score(place: number, terms: readonly string[], found: readonly ReadonlyMap<number, Found>[]): { readonly place: number; readonly words: number; readonly score: number } {
    const title = this.titles[this.places[place]!.section] ?? [];
    let [words, score] = [0, 0];
    const where = new Set<number>();
    found.forEach((places, i) => {
      const own = places.get(place);
      const above = !own && title.some(word => word.startsWith(terms[i] ?? ''));
      if (own || above) words++;
      score += own ? own.score : above ? inherited : 0;
      if (own) where.add(own.passage);
    });
    // All of it in one passage is what was meant.
    return { place, words, score: where.size === 1 && terms.length > 1 ? score * 1.5 : score };
  }

  private hit(place: number, terms: readonly string[], found: readonly ReadonlyMap<number, Found>[]): Hit {
    const own = found.flatMap(places => places.get(place) ?? []);
    const best = own.map(({ passage, score }) => ({ passage, score, words: this.matches(passage, terms) }))
      .reduce((top, one) => one.words.length > top.words.length || (one.words.length === top.words.length && one.score > top.score) ? one : top);
    const { section, heading } = this.places[place]!;
    const { kind, line, text } = this.passages[best.passage]!;
    return { ...this.sections[section]!, ...heading !== undefined && { heading }, kind, line, text, matches: best.words };
  }

  private matches(passage: number, terms: readonly string[]): readonly { readonly start: number; readonly end: number }[] {
    return wordsOf(this.passages[passage]?.text ?? '').filter(({ folded }) => terms.some(term => folded.startsWith(term))).map(({ start, end }) => ({ start, end }));
  }

  private wordsFrom(term: string): readonly string[] {
    // One letter begins half of all words.
    if (term.length < 2) return [term];
    const sorted = this.sorted ??= [...this.postings.keys()].sort();
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? '') < term) low = middle + 1;
      else high = middle;
    }
    const words: string[] = [];
    for (let at = low; words.length < mostWords && sorted[at]?.startsWith(term); at++) words.push(sorted[at] ?? '');
    return words;
  }
}

/** A piece of a long passage around its first match, on one line. */
export function snippetOf({ text, matches }: Pick<Hit, 'text' | 'matches'>, length = 140): string {
  const from = matches[0]?.start ?? 0;
  if (text.length <= length) return text;
  // A third of it before the match; never within a word.
  const wanted = Math.max(0, Math.min(from - length / 3, text.length - length));
  const start = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1 || Math.floor(wanted);
  const cut = text.lastIndexOf(' ', start + length);
  const end = start + length >= text.length ? text.length : cut > start ? cut : start + length;
  return `${start > 0 ? '…' : ''}${text.slice(Math.min(start, from), end)}${end < text.length ? '…' : ''}`;
}

/** The words that were found, as they are written, each once: what the page shows. */
export function writtenOf({ text, matches }: Pick<Hit, 'text' | 'matches'>): readonly string[] {
  return [...new Map(matches.map(({ start, end }) => text.slice(start, end)).map(word => [fold(word), word])).values()];
}
