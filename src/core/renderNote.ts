import MarkdownIt, { type Env, type MarkdownIt as Markdown, type RendererRule, type Token } from 'markdown-it';
import { escapeHtml } from './escapeHtml';
import { readFenceInfo } from './fenceInfo';
import { highlightCode } from './highlight';

/** What the walk over the tokens leaves for the renderer. */
export interface BlockMeta { readonly blockId?: string; /** Of a block: its check in short form stands below it. */ readonly checkId?: string; readonly figureId?: string; readonly predictId?: string; /** Of a piece of text: the word of the glossary that it is. */ readonly termId?: string }

/** Markdown as in GitHub's dialect where it can be had without plug-ins; raw HTML stays, the page sanitises it. */
export function createMarkdown(): Markdown {
  const markdown = new MarkdownIt({ html: true });
  const { rules } = markdown.renderer;
  rules.fence = code;
  rules.code_block = code;
  rules.code_inline = inline;
  rules.image = image;
  rules.text = words;
  rules.html_block = rawHtml;
  rules.html_inline = rawHtml;
  // The line breaks between elements would be nodes of the page: almost as many as its elements.
  const { renderer } = markdown;
  const withBreaks = renderer.renderToken.bind(renderer);
  renderer.renderToken = (...token) => withBreaks(...token).trimEnd();
  return markdown;
}

export function metaOf(token: Token): BlockMeta {
  const meta: unknown = token.meta;
  return typeof meta === 'object' && meta !== null ? meta : {};
}

const insideTable: ReadonlySet<string> = new Set(['thead_open', 'tbody_open', 'tr_open']);

/** Gives every element that has a place in the file its line, so that page and editor scroll together. Of a table its first line will do. */
export function markLines(tokens: readonly Token[]): void {
  for (const token of tokens) {
    if (token.map && token.nesting === 1 && !insideTable.has(token.type)) token.attrSet('data-line', String(token.map[0]));
  }
}

const code: RendererRule = (tokens, index) => {
  const token = tokens[index]!;
  const line = token.map ? ` data-line="${token.map[0]}"` : '';
  const { blockId, checkId, figureId, predictId } = metaOf(token);
  if (figureId !== undefined) return `<div data-figure="${escapeHtml(figureId)}"${line}></div>`;
  if (predictId !== undefined) return `<div data-predict="${escapeHtml(predictId)}"${line}></div>`;
  const check = checkId === undefined ? '' : `<div data-check="${escapeHtml(checkId)}"${line}></div>`;
  if (blockId !== undefined) return `<div data-block="${escapeHtml(blockId)}"${line}></div>${check}`;
  if (check !== '') return check;
  const { language } = readFenceInfo(token.info);
  // Never drawn here: the page could not allow what the drawing needs. Its source is shown.
  const diagram = language === 'mermaid' ? ' class="diagram"' : '';
  const label = language === '' ? '' : ` data-language="${escapeHtml(language)}"`;
  return `<pre${diagram}${line}${label}><code class="hljs">${highlightCode(token.content, language)}</code></pre>`;
};

const inline: RendererRule = (tokens, index) => {
  const token = tokens[index]!;
  const html = `<code>${escapeHtml(token.content)}</code>`;
  const id = metaOf(token).blockId;
  return id === undefined ? html : `<span data-block="${escapeHtml(id)}">${html}</span>`;
};

const words: RendererRule = (tokens, index) => {
  const token = tokens[index]!;
  const id = metaOf(token).termId;
  return id === undefined ? escapeHtml(token.content) : `<span data-term="${escapeHtml(id)}">${escapeHtml(token.content)}</span>`;
};

const image: RendererRule = (tokens, index, options, env: Env | undefined, self) => {
  const token = tokens[index]!;
  const title = token.attrGet('title');
  const alt = self.renderInlineAsText(token.children ?? [], options, env ?? {});
  return `<img data-src="${escapeHtml(String(token.attrGet('src') ?? ''))}" alt="${escapeHtml(alt)}"${title ? ` title="${escapeHtml(String(title))}"` : ''}>`;
};

const rawHtml: RendererRule = (tokens, index) => tameHtml(tokens[index]!.content);

/**
 * Raw HTML without comments and `<meta>`; it can forge neither our blocks nor our lines, and loads no image by itself.
 * No sanitiser: that is the page's.
 */
export function tameHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<\/?(?:meta|base|link)\b[^>]*(?:>|$)/gi, '')
    .replace(/\bdata-(?=(?:block|check|figure|predict|term|line|src|language)\b)/gi, 'data-x-')
    .replace(/<img\b[^>]*>/gi, tag => tag.replace(/(\s)src(?=\s*=)/gi, '$1data-src').replace(/\ssrcset\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/gi, ''));
}
