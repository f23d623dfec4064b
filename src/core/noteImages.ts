/** Where a rendered note names a picture: written by our own renderer, so the form is known. */
const source = /(<img\b[^>]*?\s)data-src="([^"]*)"/g;

/**
 * Takes away every picture of the course that may not be shown: one that is missing, or a link out of the course folder.
 * `allowed` gets the path as written; addresses elsewhere are the page's business.
 */
export async function withoutForeignImages(html: string, allowed: (written: string) => Promise<boolean>): Promise<string> {
  const written = [...new Set([...html.matchAll(source)].map(match => unescape(match[2] ?? '')))].filter(path => !/^[a-z][a-z0-9+.-]*:/i.test(path));
  const verdicts = await Promise.all(written.map(async path => [path, await allowed(path)] as const));
  const refused = new Set(verdicts.filter(([, fine]) => !fine).map(([path]) => path));
  if (refused.size === 0) return html;
  return html.replace(source, (whole, before: string, path: string) => refused.has(unescape(path)) ? `${before}data-src=""` : whole);
}

function unescape(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
