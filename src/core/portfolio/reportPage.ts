import MarkdownIt, { type Env } from 'markdown-it';
import { html, Markup } from './markup';
import { pageStyle } from './pageStyle';

/**
 * A report that the student has edited, as one page to read or print: no script, no raw HTML of the text, nothing from
 * elsewhere. `pictures`: data by the address that the text names; any other picture is its words.
 */
export function reportPage(markdown: string, title: string, language: string, pictures: ReadonlyMap<string, string> = new Map()): string {
  const reader = new MarkdownIt({ html: false, linkify: false });
  reader.renderer.rules.image = (tokens, index, options, env: Env | undefined, self) => {
    const token = tokens[index]!;
    const alt = self.renderInlineAsText(token.children ?? [], options, env ?? {});
    const data = pictures.get(String(token.attrGet('src') ?? ''));
    return (data === undefined ? html`<em>${alt}</em>` : html`<img src="${data}" alt="${alt}">`).text;
  };
  const body = reader.render(markdown);
  return html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><title>${title}</title><style>${pageStyle}</style></head>
<body><main class="report">${new Markup(body)}</main></body></html>
`.text;
}
