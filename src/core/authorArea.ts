import MarkdownIt, { type Token } from 'markdown-it';
import { checkBodySchema } from './checkFormat';
import { courseSchema } from './courseFile';
import type { Position } from './diagnostic';
import { readFenceInfo } from './fenceInfo';
import { checkFenceSchema, fenceSchema } from './fenceSchema';
import { alignedText, isYaml } from './fenceText';
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
  if (at.line < bodyStartLine) return undefined;
  const lines = text.split(/\r\n|\r|\n/);
  return fenceArea(lines, at, bodyStartLine) ?? checkArea(lines, at, bodyStartLine);
}

/** The body of a yaml fence that holds a check. */
function checkArea(lines: readonly string[], at: Position, bodyStartLine: number): AuthorArea | undefined {
  // Checks are short: most of a note is not parsed for this.
  const before = lines.slice(Math.max(bodyStartLine, at.line - 200), at.line);
  if (!before.some(line => /[`~]{3}\s*ya?ml\b.*\bcheck\b/i.test(line))) return undefined;
  const token = parse(lines.slice(bodyStartLine)).find(({ type, map }) => type === 'fence' && map && map[0] + bodyStartLine < at.line && at.line < map[1] + bodyStartLine);
  const open = token?.map?.[0];
  if (token === undefined || open === undefined) return undefined;
  const { language, options } = readFenceInfo(token.info);
  if (!isYaml(language) || !options.some(({ key }) => key === 'check')) return undefined;
  return { kind: 'yaml', schema: checkBodySchema, text: alignedText(token, lines.slice(bodyStartLine)), firstLine: open + bodyStartLine + 1 };
}

function parse(lines: readonly string[]): Token[] {
  return new MarkdownIt().parse(lines.join('\n'), {});
}

function fenceArea(lines: readonly string[], at: Position, bodyStartLine: number): AuthorArea | undefined {
  const line = lines[at.line] ?? '';
  const head = /^(?:[\s>]|[-*+]\s|\d+[.)]\s)*(?:`{3,}|~{3,})\s*[^\s{`]*(?=[\s{])/.exec(line)?.[0];
  if (head === undefined || at.character <= head.length) return undefined;
  // Only the parser knows whether this line opens a fence, closes one or stands in one.
  const opens = parse(lines.slice(bodyStartLine, at.line + 1)).some(token => token.type === 'fence' && token.map?.[0] === at.line - bodyStartLine);
  const language = head.replace(/^.*[`~]\s*/, '').toLowerCase();
  return opens ? { kind: 'fence', schema: isYaml(language) ? checkFenceSchema : fenceSchema, line, from: head.length } : undefined;
}
