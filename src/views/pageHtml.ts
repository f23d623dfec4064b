import * as vscode from 'vscode';
import type { Strings } from '../core/protocol';

export interface PageText { readonly script: string; readonly style: string }

export interface PageParts {
  readonly webview: vscode.Webview;
  /** Folder of the built pages. */
  readonly media: vscode.Uri;
  /** `note` loads `note.js` and `note.css`. */
  readonly name: string;
  readonly title: string;
  readonly strings: Strings;
  /** The texts of its script and sheet where they shall not be fetched: each of them is a way to the server and back. */
  readonly inline?: PageText;
  /** Further image sources for the policy, e.g. `https:` where the student allowed it. */
  readonly images?: string;
  /** Further data attributes of the body. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A page's document. Nothing runs in it but our script, by nonce; nothing is styled but by our sheet. */
export function pageHtml({ webview, media, name, title, strings, inline, images = '', data = {} }: PageParts): string {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
  const source = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(media, file)).toString();
  const policy = [
    "default-src 'none'", `script-src 'nonce-${nonce}'`, `style-src ${webview.cspSource}${inline ? ` 'nonce-${nonce}'` : ''}`,
    `img-src ${webview.cspSource} data: ${images}`, `font-src ${webview.cspSource}`, "base-uri 'none'", "form-action 'none'",
  ].join('; ');
  const attributes = Object.entries(data).map(([key, value]) => ` data-${key}="${escape(value)}"`).join('');
  return `<!DOCTYPE html>
<html lang="${escape(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
${inline ? `<style nonce="${nonce}">${inline.style.replaceAll('</style', '<\\/style')}</style>` : `<link rel="stylesheet" href="${escape(source(`${name}.css`))}">`}
</head>
<body data-strings="${escape(JSON.stringify(strings))}"${attributes}>
<div id="app"></div>
${inline ? `<script nonce="${nonce}">${inline.script.replaceAll('</script', '<\\/script')}</script>` : `<script nonce="${nonce}" src="${escape(source(`${name}.js`))}"></script>`}
</body>
</html>`;
}

/** The built page of this name. */
export async function pageText(media: vscode.Uri, name: string): Promise<PageText> {
  const read = async (file: string) => new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(media, file)));
  const [script, style] = await Promise.all([read(`${name}.js`), read(`${name}.css`)]);
  return { script, style };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
