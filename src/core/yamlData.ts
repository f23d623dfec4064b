import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser, type Document, type ParsedNode, type YAMLParseError } from 'yaml';
import type { Span } from './diagnostic';
import { msg, type Message } from './message';
import { TextPosition } from './textPosition';

/**
 * A YAML value with its place in the file. Maps are lists of entries, not objects: whatever an author
 * calls a key (`__proto__`), nothing is looked up on a prototype.
 */
export type YamlValue =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; /** As written, without quotes. */ readonly source: string; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly YamlValue[]; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: readonly YamlEntry[]; readonly span: Span };
export type YamlMap = Extract<YamlValue, { kind: 'map' }>;
export interface YamlEntry { readonly key: string; readonly keySpan: Span; readonly value: YamlValue }

export interface YamlProblem {
  readonly code: 'yaml.tooLarge' | 'yaml.tooDeep' | 'yaml.syntax' | 'yaml.alias' | 'yaml.tag' | 'yaml.duplicateKey' | 'yaml.key' | 'yaml.documents';
  readonly span: Span;
  readonly message: Message;
  readonly remedy: Message;
}

export interface YamlData {
  /** Undefined for an empty text and where nothing could be understood. */
  readonly value?: YamlValue;
  readonly problems: readonly YamlProblem[];
}

export const yamlLimits = { characters: 1024 * 1024, depth: 40, problems: 20 } as const;

/** Reads one YAML document as plain data: no aliases, no tags. `firstLine`: line of the file at which `text` begins. Never throws. */
export function readYaml(text: string, firstLine = 0): YamlData {
  if (text.length > yamlLimits.characters) return { problems: [tooLarge(firstLine)] };
  const lines = new TextPosition(text, firstLine);
  const tokens = tokensOf(text);
  if (!tokens.ok) return { problems: [tooDeep(lines, tokens.offset)] };
  // Duplicate keys are found while converting: the library compares every key with every other.
  const documents = [...new Composer({ uniqueKeys: false, resolveKnownTags: false }).compose(tokens.tokens, true, text.length)];
  const [document] = documents;
  if (document === undefined) return { problems: [] };
  const reader = new TreeReader(lines);
  const value = reader.read(document);
  if (documents.length > 1) reader.second(documents[1]?.range[0] ?? text.length);
  return { value, problems: reader.problems };
}

type Tokens = { readonly ok: true; readonly tokens: Parameters<Composer['next']>[0][] } | { readonly ok: false; readonly offset: number };

/** The parser keeps one stack entry per open collection, so depth is known before anything recursive sees the text. */
function tokensOf(text: string): Tokens {
  const parser = new Parser();
  const tokens: Parameters<Composer['next']>[0][] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > yamlLimits.depth) return { ok: false, offset: parser.offset };
  }
  tokens.push(...parser.end());
  return { ok: true, tokens };
}

class TreeReader {
  readonly problems: YamlProblem[] = [];

  constructor(private readonly lines: TextPosition) {}

  read(document: Document.Parsed): YamlValue | undefined {
    for (const error of [...document.errors, ...document.warnings]) this.syntax(error);
    return document.contents === null ? undefined : this.convert(document.contents);
  }

  second(offset: number): void {
    this.problem('yaml.documents', this.lines.span(offset, offset), msg('A second YAML document begins here; it is not read.'), msg('Remove the line "---" and what follows it.'));
  }

  private convert(node: ParsedNode | null): YamlValue {
    if (node === null) return { kind: 'scalar', value: null, source: '', span: this.lines.span(0, 0) };
    const span = this.lines.span(node.range[0], node.range[1]);
    if (isAlias(node)) return this.alias(span);
    if (isMap(node)) return { kind: 'map', entries: this.entries(node.items), span };
    if (isSeq(node)) return { kind: 'list', items: node.items.map(item => this.convert(item as ParsedNode | null)), span };
    const value: unknown = isScalar(node) ? node.value : null;
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { kind: 'scalar', value: plain, source: node.source ?? '', span };
  }

  private entries(pairs: readonly { readonly key: unknown; readonly value: unknown }[]): YamlEntry[] {
    const seen = new Set<string>();
    const entries: YamlEntry[] = [];
    for (const pair of pairs) {
      const key = this.convert(pair.key as ParsedNode | null);
      const value = pair.value ? this.convert(pair.value as ParsedNode) : { kind: 'scalar' as const, value: null, source: '', span: { start: key.span.end, end: key.span.end } };
      if (key.kind !== 'scalar' || key.value === null) {
        this.problem('yaml.key', key.span, msg('A key must be a word.'), msg('Write it as "key: value"; put quotes around a value that begins with "{", "[" or "?".'));
        continue;
      }
      const name = String(key.value);
      if (seen.has(name)) {
        this.problem('yaml.duplicateKey', key.span, msg('"{0}" is given twice; the first one counts.', name), msg('Remove one of the two.'));
        continue;
      }
      seen.add(name);
      entries.push({ key: name, keySpan: key.span, value });
    }
    return entries;
  }

  private alias(span: Span): YamlValue {
    this.problem('yaml.alias', span, msg('YAML aliases ("*name") are not read.'), msg('Write the value out where it is needed.'), true);
    return { kind: 'scalar', value: null, source: '', span };
  }

  private syntax(error: Pick<YAMLParseError, 'code' | 'message' | 'pos'>): void {
    const span = this.lines.span(error.pos[0], error.pos[1]);
    if (error.code === 'TAG_RESOLVE_FAILED') this.problem('yaml.tag', span, msg('YAML tags ("!name") are not read.'), msg('Remove the tag; put quotes around a text that begins with "!".'));
    else if (error.code === 'BAD_ALIAS') this.alias(span);
    else this.problem('yaml.syntax', span, msg('This is not valid YAML: {0}', error.message.split('\n', 1)[0] ?? ''), msg('Check indentation (spaces, no tabs), colons and quotes on this line and the one above.'));
  }

  private problem(code: YamlProblem['code'], span: Span, message: Message, remedy: Message, once = false): void {
    if (this.problems.length >= yamlLimits.problems) return;
    if (once && this.problems.some(other => other.code === code)) return;
    this.problems.push({ code, span, message, remedy });
  }
}

function tooLarge(line: number): YamlProblem {
  const start = { line, character: 0 };
  return { code: 'yaml.tooLarge', span: { start, end: start }, message: msg('This YAML text is longer than 1 MB; it is not read.'), remedy: msg('Make it shorter.') };
}

function tooDeep(lines: TextPosition, offset: number): YamlProblem {
  return {
    code: 'yaml.tooDeep',
    span: lines.span(offset, offset + 1),
    message: msg('Values are nested more than {0} levels deep here; the text is not read.', yamlLimits.depth),
    remedy: msg('Remove the nesting: no part of the format needs more than five levels.'),
  };
}
