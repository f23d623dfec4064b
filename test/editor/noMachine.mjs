/**
 * A window as vscode.dev opens it: the workbench of the tests' server, told of no server. Nothing has a machine there:
 * extensions come from a web address, run in a web worker and read by what a web server gives.
 */
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';

const types = /** @type {Record<string, string>} */ ({ '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.md': 'text/markdown', '.png': 'image/png', '.svg': 'image/svg+xml' });

/**
 * @param {import('playwright-core').Page} page not yet at the server
 * @param {{origin: string, extension: string}} place `origin`: of the server; `extension`: folder of a built extension
 * @returns {Promise<{asked: string[]}>} what was asked for of the extension, below its folder
 */
export async function withoutMachine(page, { origin, extension }) {
  const base = '/web-extension';
  const asked = /** @type {string[]} */ ([]);
  const mine = (/** @type {(path: string) => boolean} */ which) => (/** @type {URL} */ url) => url.origin === origin && which(url.pathname);
  await page.route(mine(path => path === '/'), async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: withExtension(await response.text(), { scheme: 'http', authority: new URL(origin).host, path: base }) });
  });
  // This server's page always takes its own address for a machine.
  await page.route(mine(path => path.endsWith('/workbench/workbench.js')), async route => {
    const response = await route.fetch();
    await route.fulfill({ response, body: once(await response.text(), 'remoteAuthority:location.host', 'remoteAuthority:void 0') });
  });
  await page.route(mine(path => path.startsWith(`${base}/`)), async route => {
    const below = decodeURIComponent(new URL(route.request().url()).pathname.slice(base.length + 1));
    asked.push(below);
    const file = resolve(extension, below);
    const body = file.startsWith(join(resolve(extension), '/')) ? await readFile(file).catch(() => undefined) : undefined;
    await route.fulfill(body ? { body, contentType: types[extname(file)] ?? 'text/plain', headers: { 'access-control-allow-origin': '*' } } : { status: 404, body: '' });
  });
  return { asked };
}

/** @param {string} html @param {object} extension */
function withExtension(html, extension) {
  const settings = /<meta id="vscode-workbench-web-configuration" data-settings="([^"]*)"/.exec(html)?.[1];
  if (settings === undefined) throw new Error('The page of VS Code’s server holds no configuration');
  const kept = { ...JSON.parse(unescape(settings)), remoteAuthority: undefined };
  return once(html, settings, escape(JSON.stringify({ ...kept, additionalBuiltinExtensions: [extension] })));
}

/** @param {string} text @param {string} part @param {string} other */
function once(text, part, other) {
  const [before, after, ...more] = text.split(part);
  if (after === undefined || more.length) throw new Error(`Not once in the page of VS Code’s server: ${part.slice(0, 80)}`);
  return before + other + after;
}

/** @param {string} text */
const unescape = text => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
/** @param {string} text */
const escape = text => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
