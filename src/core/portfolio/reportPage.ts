import MarkdownIt from 'markdown-it';
import { html, Markup } from './markup';
import { pageStyle } from './pageStyle';

/** A report that the student has edited, as one page to read or print: no script, no raw HTML of the text, nothing from elsewhere. */
export function reportPage(markdown: string, title: string, language: string): string {
  const body = new MarkdownIt({ html: false, linkify: false }).disable('image').render(markdown);
  return html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${title}</title><style>${pageStyle}</style></head>
<body><main class="report">${new Markup(body)}</main></body></html>
`.text;
}
