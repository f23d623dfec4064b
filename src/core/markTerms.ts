import type { Token } from 'markdown-it';
import type { Term } from './glossary';

/** Elements in which no term is marked: what can be pressed already, and what is not prose. */
const closed = /^<(\/?)(a|button|code|kbd|pre|samp|summary)\b/i;
/** More marks than that are no help to a reader. */
const mostMarks = 40;

/**
 * Marks the first use of each term in a note for the renderer: in text alone, never in code, links or headings.
 * Gives the terms that were marked, in the order of the text.
 */
export function markTerms(tokens: readonly Token[], glossary: readonly Term[], place: { readonly file: string; readonly targets: readonly string[] }): readonly Term[] {
  const terms = termsFor(glossary, place);
  if (terms.size === 0) return [];
  const marker = new Marker(terms);
  tokens.forEach((token, i) => {
    const before = tokens[i - 1]?.type;
    if (token.type === 'inline' && token.children && before !== 'heading_open' && before !== 'th_open') token.children = marker.mark(token.children);
  });
  return marker.marked;
}

/** By form. What is said for this section goes before what is said for all. */
function termsFor(glossary: readonly Term[], { file, targets }: { readonly file: string; readonly targets: readonly string[] }): ReadonlyMap<string, Term> {
  const fits = glossary.filter(term => term.in?.some(where => where === file || targets.includes(where)) ?? true);
  const forms = new Map<string, Term>();
  for (const term of [...fits.filter(one => one.in), ...fits.filter(one => !one.in)]) for (const form of term.forms) if (!forms.has(form)) forms.set(form, term);
  return forms;
}

class Marker {
  readonly marked: Term[] = [];
  private readonly pattern: RegExp;

  constructor(private readonly terms: ReadonlyMap<string, Term>) {
    // The longest first: "task definition" before "task".
    const forms = [...terms.keys()].sort((a, b) => b.length - a.length).map(form => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+'));
    this.pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${forms.join('|')})(?![\\p{L}\\p{N}_]|-\\p{L})`, 'giu');
  }

  mark(children: readonly Token[]): Token[] {
    let depth = 0;
    return children.flatMap(child => {
      if (child.type === 'link_open') depth++;
      else if (child.type === 'link_close') depth--;
      const html = child.type === 'html_inline' ? closed.exec(child.content) : null;
      if (html) depth += html[1] === '/' ? -1 : 1;
      return child.type === 'text' && depth <= 0 ? this.split(child) : [child];
    });
  }

  private split(token: Token): Token[] {
    const parts: Token[] = [];
    let from = 0;
    for (const { 0: word, index } of token.content.matchAll(this.pattern)) {
      const term = this.termOf(word);
      if (!term || this.marked.length >= mostMarks || this.marked.includes(term)) continue;
      this.marked.push(term);
      parts.push(partOf(token, token.content.slice(from, index)), partOf(token, word, term.id));
      from = index + word.length;
    }
    return parts.length === 0 ? [token] : [...parts, partOf(token, token.content.slice(from))];
  }

  /** As written; at the beginning of a sentence also with a capital letter. */
  private termOf(word: string): Term | undefined {
    const written = word.replace(/\s+/g, ' ');
    return this.terms.get(written) ?? this.terms.get(written.charAt(0).toLowerCase() + written.slice(1));
  }
}

function partOf(token: Token, content: string, termId?: string): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(token) as object) as Token, token, { content, meta: termId === undefined ? undefined : { termId } });
}
