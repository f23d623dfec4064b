import { readFenceInfo } from '../fenceInfo';
import { isYaml } from '../fenceText';
import { splitFrontMatter } from '../frontMatter';
import { plainText } from './plainText';

export type PassageKind = 'heading' | 'prose' | 'command';

/** A piece of a note that is found as one: a heading, a paragraph, an item, a row, a line of code. */
export interface Passage {
  readonly kind: PassageKind;
  /** 0-based, of the file. */
  readonly line: number;
  /** Without Markdown's marks. */
  readonly text: string;
  /** Of a heading: 1 to 6. */
  readonly level?: number;
}

const heading = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$/;
const fence = /^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}|~{3,})(.*)$/;
/** A line that begins something new, so that the paragraph before it is over. */
const begins = /^[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|\||>|<)/;
/** What is found of a block of data: what the page shows of it. */
const shown = /^(?:claim|title|hint):[ \t]*(.+)$/;

/**
 * What can be found in a note, in its order. Read line by line and not with the Markdown parser: a course of thousands
 * of notes would keep the window waiting. Hidden solutions are left out.
 */
export function passagesOf(text: string): Passage[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const { bodyStartLine } = splitFrontMatter(text);
  const reader = new PassageReader();
  for (let line = bodyStartLine; line < lines.length; line++) reader.take(lines[line] ?? '', line);
  reader.end();
  return reader.found;
}

class PassageReader {
  readonly found: Passage[] = [];
  private paragraph: { readonly line: number; readonly parts: string[] } | undefined;
  private inFence: { readonly mark: string; readonly kind: 'hidden' | 'data' | 'code' } | undefined;
  private inComment = false;

  take(text: string, line: number): void {
    if (this.inFence) return this.fenced(text, line, this.inFence);
    if (this.inComment || /^\s*<!--/.test(text)) {
      this.end();
      this.inComment = !text.includes('-->');
      return;
    }
    const opened = fence.exec(text);
    if (opened?.[1] !== undefined && !(opened[1].startsWith('`') && opened[2]?.includes('`'))) {
      this.end();
      this.inFence = { mark: opened[1], kind: kindOf(opened[2] ?? '') };
      return;
    }
    const title = heading.exec(text);
    if (title) return this.heading(title[2] ?? '', line, title[1]?.length ?? 1);
    const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(text)?.[1];
    if (underline !== undefined && this.paragraph?.parts.length === 1) return this.underlined(underline.startsWith('=') ? 1 : 2);
    if (text.trim() === '' || underline !== undefined) return this.end();
    if (begins.test(text)) this.end();
    this.paragraph ??= { line, parts: [] };
    this.paragraph.parts.push(text);
  }

  end(): void {
    const { paragraph } = this;
    this.paragraph = undefined;
    if (paragraph) this.add('prose', paragraph.line, plainText(paragraph.parts.join(' ')));
  }

  private fenced(text: string, line: number, { mark, kind }: NonNullable<PassageReader['inFence']>): void {
    if (text.trim().startsWith(mark) && /^(`+|~+)$/.test(text.trim())) { this.inFence = undefined; return; }
    if (kind === 'code') this.add('command', line, text.trim());
    const said = kind === 'data' ? shown.exec(text.trim())?.[1] : undefined;
    if (said !== undefined) this.add('prose', line, said.replace(/^(['"])(.*)\1$/, '$2'));
  }

  private heading(text: string, line: number, level: number): void {
    this.end();
    this.add('heading', line, plainText(text), level);
  }

  private underlined(level: number): void {
    const { paragraph } = this;
    this.paragraph = undefined;
    if (paragraph) this.add('heading', paragraph.line, plainText(paragraph.parts[0] ?? ''), level);
  }

  private add(kind: PassageKind, line: number, text: string, level?: number): void {
    if (text !== '') this.found.push({ kind, line, text, ...level !== undefined && { level } });
  }
}

function kindOf(info: string): 'hidden' | 'data' | 'code' {
  const { language, options } = readFenceInfo(info);
  if (options.some(({ key }) => key === 'solution')) return 'hidden';
  return isYaml(language) && options.some(({ key }) => ['check', 'figure', 'predict'].includes(key)) ? 'data' : 'code';
}
