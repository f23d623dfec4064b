import type { Env, Token } from 'markdown-it';
import type { SectionEntry, SectionMeta } from './course';
import type { Diagnostic, Span } from './diagnostic';
import { readFrontMatter, splitFrontMatter } from './frontMatter';
import { escapeHtml } from './escapeHtml';
import { msg } from './message';
import type { Term } from './glossary';
import { markTerms } from './markTerms';
import { createMarkdown, markLines } from './renderNote';
import type { Block, Section } from './section';
import { hashOf } from './sectionBlocks';
import { SectionReader } from './sectionReader';

const markdown = createMarkdown();
/** Far beyond any note; keeps a file opened by mistake from blocking the window. UTF-16 units. */
const limit = 4_000_000;

/**
 * Headings, blocks and HTML of one Markdown file. `entry`: what `course.yaml` says of it; without it the file is any
 * Markdown file and front matter is not judged. `glossary`: words that are marked where they first stand. Never throws: what is wrong is in the diagnostics.
 */
export function parseSection(text: string, file: string, entry?: SectionEntry, glossary: readonly Term[] = []): Section {
  const id = entry?.id ?? file.replace(/^.*\//, '').replace(/\.md$/i, '');
  const front = readFrontMatter(text, file);
  const base = { id, file, meta: entry?.meta ?? front.meta, hash: hashOf(text) };
  const judged = entry ? front.diagnostics : [];
  if (text.length > limit) return plain(base, text.slice(0, 100_000), [...judged, problem(file, 'note.tooLarge')]);
  try {
    return read(base, text, judged, glossary);
  } catch (error) {
    // Nesting that no person writes can still exhaust the stack; the note is then shown as it is.
    if (!(error instanceof RangeError)) throw error;
    return plain(base, text, [...judged, problem(file, 'note.unreadable')]);
  }
}

type Base = Pick<Section, 'id' | 'file' | 'hash'> & { readonly meta: SectionMeta };

function read(base: Base, text: string, judged: readonly Diagnostic[], glossary: readonly Term[]): Section {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  // Front matter becomes empty lines, so that the tokens' lines are the file's lines.
  const { bodyStartLine } = splitFrontMatter(text);
  const body = lines.map((line, i) => (i < bodyStartLine ? '' : line)).join('\n');
  const env = {};
  const tokens = markdown.parse(body, env);
  const reader = new SectionReader(base.file, lines);
  reader.read(tokens);
  const checks = reader.checks.all();
  const predictions = reader.predictions.all(reader.found.blocks, checks);
  const meta = withTargets(base.meta, reader.found.blocks);
  const terms = markTerms(tokens, glossary, { file: base.file, targets: meta.targets });
  return {
    ...base,
    meta,
    ...terms.length > 0 && { terms },
    headings: reader.headings,
    blocks: reader.found.blocks,
    checks,
    figures: reader.figures,
    ...reader.steppers.length > 0 && { steppers: reader.steppers },
    ...reader.overview && { overview: reader.overview },
    ...predictions.length > 0 && { predictions },
    diagnostics: [...judged, ...reader.found.diagnostics, ...reader.checks.diagnostics, ...reader.predictions.diagnostics],
    html: render(tokens, env),
  };
}

/** Where the author does not say what a section is for, its blocks do: a note needs no front matter. */
function withTargets(meta: SectionMeta, blocks: readonly Block[]): SectionMeta {
  return meta.targets.length > 0 ? meta : { ...meta, targets: [...new Set(blocks.filter(({ options }) => options.run).map(({ target }) => target))] };
}

function render(tokens: Token[], env: Env): string {
  markLines(tokens);
  return markdown.renderer.render(tokens, markdown.options, env);
}

function plain(base: Base, text: string, diagnostics: readonly Diagnostic[]): Section {
  return { ...base, headings: [], blocks: [], checks: [], figures: [], diagnostics, html: `<pre data-line="0"><code>${escapeHtml(text)}</code></pre>` };
}

function problem(file: string, code: 'note.tooLarge' | 'note.unreadable'): Diagnostic {
  const span: Span = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const message = code === 'note.tooLarge' ? msg('This file is too large for a note; only its beginning is shown.') : msg('This file cannot be read as Markdown; it is shown as plain text.');
  return { code, severity: 'error', file, span, message, remedy: msg('Split it into smaller files.') };
}
