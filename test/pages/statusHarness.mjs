// Opens the status page in Chromium under the content policy of the product, with VS Code's part played by a stub.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

export const themes = {
  light: 'vscode-light',
  dark: 'vscode-dark',
  contrast: 'vscode-high-contrast',
  contrastLight: 'vscode-high-contrast vscode-high-contrast-light',
};
const origin = 'http://page.invalid';
const policy = `default-src 'none'; style-src ${origin}; script-src 'nonce-page'; img-src data:`;
const out = new URL('../../out/pages/', import.meta.url);

export async function buildStatus() {
  const common = { bundle: true, logLevel: 'warning', outdir: out.pathname };
  await build({ ...common, entryPoints: ['media/status.ts', 'media/status.css'], format: 'iife', target: 'es2022', minify: true });
  await build({ ...common, entryPoints: ['test/pages/statusSamples.ts'], format: 'esm', platform: 'node', outExtension: { '.js': '.mjs' } });
  return import(new URL(`statusSamples.mjs?${Date.now()}`, out).href);
}

export function launch() {
  const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: process.env.LABBOOK_CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

/** The page, ready for messages. `kept` is what it stored when it was hidden, `told` a status that has waited for it. */
export async function openStatus(browser, { theme = 'light', width = 1100, height = 700, strings = {}, kept, told, reduce = true } = {}) {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: reduce ? 'reduce' : 'no-preference' });
  page.problems = [];
  page.on('console', message => { if (message.type() === 'error') page.problems.push(message.text()); });
  page.on('pageerror', error => page.problems.push(String(error)));
  await page.addInitScript(stub, kept);
  if (told) await page.addInitScript(status => window.addEventListener('load', () => window.deliver({ kind: 'status', status })), told);
  await page.route(`${origin}/**`, route => answer(route, theme, strings));
  await page.goto(`${origin}/`);
  if (!told) await page.waitForFunction(() => window.sent.some(message => message.kind === 'ready'));
  return page;
}

async function answer(route, theme, strings) {
  const name = new URL(route.request().url()).pathname.slice(1);
  const file = { 'status.js': new URL('status.js', out), 'status.css': new URL('status.css', out), 'themes.css': new URL('themes.css', import.meta.url) }[name];
  if (file) return route.fulfill({ body: await readFile(file), contentType: name.endsWith('.js') ? 'text/javascript' : 'text/css' });
  if (name !== '') return route.fulfill({ status: 404 });
  const data = JSON.stringify(strings).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return route.fulfill({
    contentType: 'text/html', headers: { 'content-security-policy': policy },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lab status</title><link rel="stylesheet" href="themes.css"><link rel="stylesheet" href="status.css"></head>
<body class="${themes[theme]}" data-strings="${data}"><script nonce="page" src="status.js"></script></body></html>`,
  });
}

function stub(kept) {
  window.sent = [];
  window.kept = kept;
  window.seq = 0;
  window.acquireVsCodeApi = () => ({ postMessage: message => { window.sent.push(message); if (message.kind === 'painted') window.paintedAt = performance.now(); }, getState: () => window.kept, setState: state => { window.kept = state; } });
  window.deliver = step => window.postMessage({ ...step, seq: window.seq++ }, '*');
}

/** Delivers messages as the host would and waits for the frame that shows them. */
export async function deliver(page, ...steps) {
  await page.evaluate(all => new Promise(done => {
    for (const step of all) window.deliver(step);
    setTimeout(() => requestAnimationFrame(() => setTimeout(done)));
  }), steps);
}

export const show = (page, status) => deliver(page, { kind: 'status', status });
export const sent = (page, kind) => page.evaluate(wanted => window.sent.filter(message => message.kind === wanted), kind);
