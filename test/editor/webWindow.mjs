// The tests of `npm run test:web`: LABBOOK_WEB is the address that @vscode/test-web serves.
import { after, before, describe } from 'mocha';
import { readsOnly } from '../e2e/readsOnly.mjs';
import { openPage, openWorkbench, startBrowser } from './browser.mjs';

describe('Labbook in VS Code for the web', () => {
  const at = /** @type {{page: import('playwright-core').Page}} */ ({});
  /** @type {import('playwright-core').Browser} */ let browser;
  /** @type {string[]} */ const asked = [];

  before(async function () {
    this.timeout(120_000);
    browser = await startBrowser();
    at.page = await openPage(browser);
    at.page.on('request', request => asked.push(belowExtension(request.url())));
    await openWorkbench(at.page, String(process.env.LABBOOK_WEB), { empty: true });
  });
  after(() => browser?.close());

  readsOnly(at, () => asked);
});

/** @param {string} url */
function belowExtension(url) { return /\/(?:static\/)?devextensions?\/(.*)$/.exec(new URL(url).pathname)?.[1] ?? ''; }
