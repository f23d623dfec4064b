import type { Token } from 'markdown-it';
import { createMarkdown } from '../renderNote';
import { splitFrontMatter } from '../frontMatter';

/** Where a note points: a link or a picture, in Markdown or in HTML. */
export interface NoteTarget {
  readonly kind: 'link' | 'picture';
  /** As it was written, as far as it is found again in the text. */
  readonly target: string;
  /** Of a picture in HTML; a picture in Markdown is judged where it is read. */
  readonly alt?: string | undefined;
  readonly html: boolean;
  readonly line: number;
  readonly character: number;
}

/** What looks like a link but is none for a reader of Markdown. */
export interface BrokenLink { readonly text: string; readonly why: 'scheme' | 'reference'; readonly line: number; readonly character: number }

export interface NoteTargets { readonly targets: readonly NoteTarget[]; readonly broken: readonly BrokenLink[] }

const markdown = createMarkdown();
const htmlTag = /<(a|img)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;

/** Links and pictures of a note with their places. `lines`: of the whole file. */
export function noteTargets(text: string, lines: readonly string[]): NoteTargets {
  const { bodyStartLine } = splitFrontMatter(text);
  const found = new Finder(lines);
  let map: [number, number] = [0, 1];
  for (const token of markdown.parse(lines.map((line, i) => (i < bodyStartLine ? '' : line)).join('\n'), {})) {
    map = token.map ?? map;
    if (token.type === 'inline') found.inline(token, map);
    else if (token.type === 'html_block') found.html(token.content, map);
  }
  return found;
}

class Finder implements NoteTargets {
  readonly targets: NoteTarget[] = [];
  readonly broken: BrokenLink[] = [];
  /** The search goes on behind what was found last: the same address may stand twice in a paragraph. */
  private from = { line: 0, character: 0 };

  constructor(private readonly lines: readonly string[]) {}

  inline(token: Token, map: readonly [number, number]): void {
    for (const child of token.children ?? []) {
      if (child.type === 'link_open') this.add('link', String(child.attrGet('href') ?? ''), map, false);
      else if (child.type === 'image') this.add('picture', String(child.attrGet('src') ?? ''), map, false);
      else if (child.type === 'html_inline') this.html(child.content, map);
      else if (child.type === 'text') this.text(child.content, map);
    }
  }

  html(content: string, map: readonly [number, number]): void {
    for (const [, name = '', attributes = ''] of content.matchAll(htmlTag)) {
      const picture = name.toLowerCase() === 'img';
      const target = attribute(attributes, picture ? 'src' : 'href');
      if (target !== undefined) this.add(picture ? 'picture' : 'link', target, map, true, picture ? attribute(attributes, 'alt') ?? '' : undefined);
    }
  }

  private text(content: string, map: readonly [number, number]): void {
    const scheme = /\]\(\s*((?:javascript|vbscript|file|data):[^)\s]*)/i.exec(content)?.[1];
    if (scheme !== undefined) this.broken.push({ text: scheme, why: 'scheme', ...this.place(scheme, map) });
    const reference = /\[[^\][]{2,}\]\[([^\][]+)\]/.exec(content)?.[0];
    if (reference !== undefined) this.broken.push({ text: reference, why: 'reference', ...this.place(reference, map) });
  }

  private add(kind: NoteTarget['kind'], target: string, map: readonly [number, number], html: boolean, alt?: string): void {
    this.targets.push({ kind, target, html, ...alt !== undefined && { alt }, ...this.place(target, map) });
  }

  /** The parser gives lines only for whole paragraphs, and addresses with their odd characters encoded. */
  private place(target: string, [first, end]: readonly [number, number]): { line: number; character: number } {
    if (this.from.line < first || this.from.line >= end) this.from = { line: first, character: 0 };
    for (const written of new Set([target, decoded(target)])) {
      for (let line = this.from.line; written !== '' && line < end; line++) {
        const character = (this.lines[line] ?? '').indexOf(written, line === this.from.line ? this.from.character : 0);
        if (character < 0) continue;
        this.from = { line, character: character + written.length };
        return { line, character };
      }
    }
    return { line: first, character: 0 };
  }
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes);
  return found ? found[1] ?? found[2] ?? found[3] : undefined;
}

function decoded(target: string): string {
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
}
