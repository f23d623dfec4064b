import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import type { Strings } from '../core/protocol';

export interface PageParts {
  readonly webview: vscode.Webview;
  /** Folder of the built pages. */
  readonly media: vscode.Uri;
  /** `note` loads `note.js` and `note.css`. */
  readonly name: string;
  readonly title: string;
  readonly strings: Strings;
  /** Further image sources for the policy, e.g. `https:` where the student allowed it. */
  readonly images?: string;
  /** Further data attributes of the body. */
  readonly data?: Readonly<Record<string, string>>;
}

/** A page's document. Nothing runs in it but our script, by nonce; nothing is styled but by our sheet. */
export function pageHtml({ webview, media, name, title, strings, images = '', data = {} }: PageParts): string {
  const nonce = randomBytes(18).toString('base64');
  const source = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(media, file)).toString();
  const policy = [
    "default-src 'none'", `script-src 'nonce-${nonce}'`, `style-src ${webview.cspSource}`,
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
<link rel="stylesheet" href="${escape(source(`${name}.css`))}">
</head>
<body data-strings="${escape(JSON.stringify(strings))}"${attributes}>
<div id="app"></div>
<script nonce="${nonce}" src="${escape(source(`${name}.js`))}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
