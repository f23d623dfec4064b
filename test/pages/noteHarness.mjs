// Opens the note page in Chromium under the content policy of the product, with VS Code's part played by a stub.
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { deliver, launch, sent, themes } from './statusHarness.mjs';

export { deliver, launch, sent, themes };
export const origin = 'http://page.invalid';
const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; style-src ${origin}; script-src 'nonce-page'; img-src ${origin} data:; font-src ${origin}`;
const out = new URL('../../out/pages/', import.meta.url);

export async function buildNote() {
  const common = { bundle: true, logLevel: 'warning', outdir: out.pathname };
  await build({ ...common, entryPoints: ['media/note.ts', 'media/stepper.ts', 'media/note.css'], format: 'iife', target: 'es2022', minify: true });
  await build({ ...common, entryPoints: ['test/pages/noteSamples.ts'], format: 'esm', platform: 'node', outExtension: { '.js': '.mjs' }, banner: { js: 'import {createRequire as __r} from "node:module"; const require = __r(import.meta.url);' } });
  return import(new URL(`noteSamples.mjs?${Date.now()}`, out).href);
}

/** The page, ready for messages. `kept` is what it stored before it was hidden or reloaded. */
export async function openNote(browser, { theme = 'light', width = 1040, height = 900, strings = {}, kept, reduce = true, scale = 1, remoteImages = false } = {}) {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: reduce ? 'reduce' : 'no-preference', deviceScaleFactor: scale });
  page.problems = [];
  page.requests = [];
  page.on('console', message => { if (message.type() === 'error') page.problems.push(message.text()); });
  page.on('pageerror', error => page.problems.push(String(error)));
  page.on('request', request => page.requests.push(request.url()));
  await page.addInitScript(stub, kept);
  await page.route('**/*', route => answer(route, theme, strings, remoteImages));
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => window.sent.some(message => message.kind === 'ready'));
  return page;
}

async function answer(route, theme, strings, remoteImages) {
  const url = new URL(route.request().url());
  if (url.origin !== origin) return route.abort();
  const name = url.pathname.slice(1);
  const file = { 'note.js': new URL('note.js', out), 'stepper.js': new URL('stepper.js', out), 'note.css': new URL('note.css', out), 'themes.css': new URL('themes.css', import.meta.url), 'ansi.css': new URL('ansi.css', import.meta.url) }[name];
  if (file) return route.fulfill({ body: await readFile(file), contentType: name.endsWith('.js') ? 'text/javascript' : 'text/css' });
  if (name.startsWith('course/')) {
    const body = await readFile(new URL(`../../notes/${name.slice(7)}`, import.meta.url)).catch(() => undefined);
    return body ? route.fulfill({ body, contentType: name.endsWith('.svg') ? 'image/svg+xml' : 'image/png' }) : route.fulfill({ status: 404 });
  }
  if (name !== '') return route.fulfill({ status: 404 });
  const data = JSON.stringify(strings).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return route.fulfill({
    contentType: 'text/html', headers: { 'content-security-policy': policy },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Note</title><link rel="stylesheet" href="themes.css"><link rel="stylesheet" href="ansi.css"><link rel="stylesheet" href="note.css"></head>
<body class="${themes[theme]}" data-strings="${data}" data-remote-images="${remoteImages}"><div id="app"></div><script nonce="page" src="note.js"></script></body></html>`,
  });
}

function stub(kept) {
  window.sent = [];
  window.kept = kept;
  window.seq = 0;
  window.acquireVsCodeApi = () => ({ postMessage: message => window.sent.push(message), getState: () => window.kept, setState: state => { window.kept = state; } });
  window.deliver = step => window.postMessage({ ...step, seq: window.seq++ }, '*');
}

export const show = (page, note) => deliver(page, { kind: 'note', note });

/**
 * Hooks of a suite that looks at notes: the page is built once, `page` is the one that a test has opened, and none of them
 * may leave an error behind.
 */
export function notePages() {
  const at = { browser: undefined, made: undefined, page: undefined, open: async options => { at.page = await openNote(at.browser, options); return at.page; } };
  before(async () => { at.made = await buildNote(); at.browser = await launch(); });
  after(() => at.browser?.close());
  afterEach(async () => {
    const problems = at.page?.problems ?? [];
    await at.page?.close();
    assert.deepEqual(problems, []);
  });
  return at;
}
