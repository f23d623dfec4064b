import MarkdownIt from 'markdown-it';
import { courseSchema } from './courseFile';
import type { Position } from './diagnostic';
import { fenceSchema } from './fenceSchema';
import { sectionSchema, splitFrontMatter } from './frontMatter';
import type { Schema } from './schema';

/** Where an author is typing something that a schema describes. */
export type AuthorArea =
  | { readonly kind: 'yaml'; readonly schema: Schema; readonly text: string; /** Line of the file at which `text` begins. */ readonly firstLine: number }
  /** The line that opens a fence; `from` is the column behind the language. */
  | { readonly kind: 'fence'; readonly schema: Schema; readonly line: string; readonly from: number };

/** Undefined in prose, in commands and in every file that is neither `course.yaml` nor Markdown. */
export function areaAt(file: string, text: string, at: Position): AuthorArea | undefined {
  if (/(?:^|\/)course\.yaml$/.test(file)) return { kind: 'yaml', schema: courseSchema, text, firstLine: 0 };
  if (!/\.(?:md|markdown)$/i.test(file)) return undefined;
  const { yaml, bodyStartLine } = splitFrontMatter(text);
  if (yaml && at.line >= yaml.startLine && at.line < bodyStartLine - 1) return { kind: 'yaml', schema: sectionSchema, text: yaml.text, firstLine: yaml.startLine };
  return at.line < bodyStartLine ? undefined : fenceArea(text, at, bodyStartLine);
}

function fenceArea(text: string, at: Position, bodyStartLine: number): AuthorArea | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const line = lines[at.line] ?? '';
  const head = /^(?:[\s>]|[-*+]\s|\d+[.)]\s)*(?:`{3,}|~{3,})\s*[^\s{`]*(?=[\s{])/.exec(line)?.[0];
  if (head === undefined || at.character <= head.length) return undefined;
  // Only the parser knows whether this line opens a fence, closes one or stands in one.
  const tokens = new MarkdownIt().parse(lines.slice(bodyStartLine, at.line + 1).join('\n'), {});
  const opens = tokens.some(token => token.type === 'fence' && token.map?.[0] === at.line - bodyStartLine);
  return opens ? { kind: 'fence', schema: fenceSchema, line, from: head.length } : undefined;
}
