/**
 * Run inside a web view, where the click and the paint are.
 */

/**
 * Clicks Run of a block and waits until the mark of its end is painted.
 * @param {import('playwright-core').Frame} frame @param {string} id
 * @returns {Promise<number>} milliseconds
 */
export function clickToMark(frame, id) {
  return frame.evaluate(block => new Promise((done, fail) => {
    const find = (/** @type {string} */ below) => document.querySelector(`.block[data-id="${block}"] ${below}`);
    const passed = () => find('.bar .state .i-pass') !== null;
    const tooLate = setTimeout(() => { observer.disconnect(); fail(new Error(`Block ${block}: no mark within 20 s`)); }, 20_000);
    let start = 0;
    let left = !passed();
    const observer = new MutationObserver(() => {
      if (!passed()) left = true;
      else if (left) {
        observer.disconnect();
        clearTimeout(tooLate);
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
      }
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    const button = /** @type {HTMLElement} */ (find('.main'));
    button.addEventListener('click', () => { start = performance.now(); }, { once: true, capture: true });
    button.click();
  }), id);
}

/**
 * Clicks Run of a block and waits until a text of its output is painted.
 * @param {import('playwright-core').Frame} frame @param {string} id @param {string} text
 * @returns {Promise<number>} milliseconds
 */
export function clickToOutput(frame, id, text) {
  return frame.evaluate(([block, wanted]) => new Promise((done, fail) => {
    const find = (/** @type {string} */ below) => document.querySelector(`.block[data-id="${block}"] ${below}`);
    const there = () => find('pre.output')?.textContent?.includes(wanted ?? '') ?? false;
    const tooLate = setTimeout(() => { observer.disconnect(); fail(new Error(`Block ${block}: no output within 20 s`)); }, 20_000);
    let start = 0;
    let left = !there();
    const observer = new MutationObserver(() => {
      if (!there()) left = true;
      else if (left) {
        observer.disconnect();
        clearTimeout(tooLate);
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
      }
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    const button = /** @type {HTMLElement} */ (find('.main'));
    button.addEventListener('click', () => { start = performance.now(); }, { once: true, capture: true });
    button.click();
  }), [id, text]);
}

/** Waits until a block is over. @param {import('playwright-core').Frame} frame @param {string} id @param {number} timeout */
export async function blockOver(frame, id, timeout) {
  await frame.locator(`.block[data-id="${id}"] .bar .state :is(.i-pass, .i-fail, .i-stopped, .i-changed, .i-skip, .i-unknown)`).first().waitFor({ timeout });
}

/**
 * Notes when a check's word is painted: `c3 Done` to milliseconds since the epoch, the last time of each.
 * @param {import('playwright-core').Frame} frame
 */
export function watchChecks(frame) {
  return frame.evaluate(() => {
    /** @type {Record<string, number>} */ const painted = {};
    /** @type {any} */ (window).benchChecks = painted;
    const wordOf = (/** @type {Element} */ check) => `${check.getAttribute('data-check-id')} ${check.querySelector('p strong')?.textContent?.replace(/ \d.*,/, ',')}`;
    /** @type {Map<Element, string>} */ const known = new Map();
    for (const check of document.querySelectorAll('li.check')) known.set(check, wordOf(check));
    new MutationObserver(changes => {
      const checks = new Set(changes.map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('li.check')));
      for (const check of checks) {
        if (!check || known.get(check) === wordOf(check)) continue;
        known.set(check, wordOf(check));
        const word = wordOf(check);
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => { painted[word] = performance.timeOrigin + performance.now(); };
          port2.postMessage(undefined);
        });
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** @param {import('playwright-core').Frame} frame @returns {Promise<Record<string, number>>} */
export const checkTimes = frame => frame.evaluate(() => ({ .../** @type {any} */ (window).benchChecks }));

/**
 * Notes when rows of the status panel are painted: `names` maps a row's name and state to milliseconds since the epoch.
 * @param {import('playwright-core').Frame} frame
 */
export function watchRows(frame) {
  return frame.evaluate(() => {
    /** @type {Record<string, number>} */ const painted = {};
    /** @type {any} */ (window).benchRows = painted;
    /** @type {Map<Element, string>} */ const known = new Map();
    const keyOf = (/** @type {Element} */ row) => `${row.querySelector('.name')?.textContent} ${row.querySelector('.st')?.textContent?.split(' ')[0]}`;
    const look = (/** @type {Element} */ row) => {
      const key = keyOf(row);
      if (known.get(row) === key) return;
      known.set(row, key);
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { painted[`${key} ${Object.keys(painted).filter(one => one.startsWith(`${key} `)).length}`] = performance.timeOrigin + performance.now(); };
        port2.postMessage(undefined);
      });
    };
    for (const row of document.querySelectorAll('.row')) known.set(row, keyOf(row));
    new MutationObserver(changes => {
      const rows = new Set(changes.flatMap(({ target, addedNodes }) => [target, ...addedNodes]).map(node => (node instanceof Element ? node : node.parentElement)?.closest('.row')));
      for (const row of rows) if (row?.isConnected) look(row);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** @param {import('playwright-core').Frame} frame @returns {Promise<Record<string, number>>} */
export const rowTimes = frame => frame.evaluate(() => ({ .../** @type {any} */ (window).benchRows }));

/**
 * When an element next says just this word, painted: milliseconds since the epoch.
 * @param {import('playwright-core').Frame} frame @param {string} selector @param {string} word
 * @returns {Promise<number>}
 */
export function wordPainted(frame, selector, word) {
  return frame.evaluate(([where = '', wanted]) => new Promise((done, fail) => {
    const says = () => [...document.querySelectorAll(`${where}, ${where} *`)].some(one => one.textContent?.trim() === wanted);
    const tooLate = setTimeout(() => { observer.disconnect(); fail(new Error(`${where} does not say ${wanted} within 60 s`)); }, 60_000);
    const observer = new MutationObserver(() => {
      if (!says()) return;
      observer.disconnect();
      clearTimeout(tooLate);
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now())));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  }), [selector, word]);
}
