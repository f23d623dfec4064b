// The status page as a student meets it: in Chromium, under the product's content policy, in all four themes.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, before, describe, it } from 'mocha';
import { buildStatus, deliver, launch, openStatus, sent, show, themes } from './statusHarness.mjs';

const axePath = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url);

describe('status page', function () {
  this.timeout(30_000);
  let browser;
  let samples;
  let kit;
  const pages = [];
  const open = async options => {
    const page = await openStatus(browser, options);
    pages.push(page);
    return page;
  };
  /** A page with a builder behind it: `next(change)` builds from the changed input and sends the difference. */
  const live = async (input, options) => {
    const page = await open(options);
    const builder = new kit.StatusBuilder(kit.english);
    const state = { input, view: builder.build(input, false) };
    await show(page, state.view);
    return {
      page, state,
      next: async change => {
        state.input = change(state.input);
        const view = builder.build(state.input, false);
        const steps = kit.diffStatus(state.view, view);
        state.view = view;
        await deliver(page, ...steps);
        return steps;
      },
    };
  };
  const withResource = (name, over) => input => {
    const [uid, old] = [...input.resources].find(([, resource]) => resource.name === name);
    return { ...input, resources: new Map(input.resources).set(uid, { ...old, ...over }) };
  };
  const gone = input => ({ ...input, link: { ...input.link, phase: 'stale', lastGood: Date.now(), cause: kit.causes.gone } });

  before(async () => {
    kit = await buildStatus();
    samples = kit.samples;
    browser = await launch();
  });
  after(() => browser?.close());
  afterEach(async () => {
    for (const page of pages.splice(0)) {
      const problems = page.problems;
      await page.close();
      assert.deepEqual(problems, []);
    }
  });

  describe('accessibility', () => {
    for (const theme of Object.keys(themes)) {
      it(`has no violation that axe knows, ${theme}`, async () => {
        const page = await open({ theme, height: 900 });
        await page.evaluate(await readFile(axePath, 'utf8'));
        for (const [sample, width] of [['live', 1100], ['live', 260], ['others', 720], ['stale', 720], ['empty', 500], ['down-noPermission', 500]]) {
          await page.setViewportSize({ width, height: 900 });
          if (sample === 'others') await page.getByRole('button', { name: 'Not of this lab' }).click();
          await show(page, samples[sample]());
          // Buttons of a row are seen on hover and focus: scanned as they look then.
          if (sample === 'live') await page.locator('.row').first().focus();
          const { violations } = await page.evaluate(() => window.axe.run(document));
          assert.deepEqual(violations.map(found => `${sample} ${width}: ${found.id} ${found.nodes[0].html} ${found.nodes[0].failureSummary}`), []);
        }
      });
    }

    it('fits a side bar of 260 pixels and a page at twice the size without sideways scrolling', async () => {
      const page = await open();
      await show(page, samples.live());
      for (const width of [260, 320, 550]) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, String(width));
      }
    });

    it('says one sentence for what happens, and the newest of several', async () => {
      const { page, next } = await live(kit.input());
      const said = () => page.locator('[role=status]').textContent();
      await next(withResource('web1', { state: 'exited', exitCode: 1 }));
      assert.equal(await said(), 'web1: exited (1).');
      await next(withResource('web1', { state: 'running', health: undefined }));
      await next(withResource('mydb', { health: 'unhealthy' }));
      assert.equal(await said(), 'web1: exited (1).');
      await page.waitForFunction(() => document.querySelector('[role=status]').textContent === 'mydb: running, unhealthy.', undefined, { timeout: 2000 });
    });
  });

  describe('keyboard', () => {
    const focused = page => page.evaluate(() => {
      const at = document.activeElement;
      return at.closest('.row') ? [at.closest('.row').querySelector('.name').textContent, at.dataset.do].filter(Boolean).join(' ') : at.textContent;
    });
    const press = async (page, ...keys) => {
      for (const key of keys) await page.keyboard.press(key);
      return focused(page);
    };

    it('has one tab stop a group, and comes back to where it was in it', async () => {
      const page = await open();
      await show(page, samples.live());
      assert.equal(await press(page, 'Tab'), 'Clean up…');
      assert.equal(await press(page, 'Tab'), 'Containers10');
      assert.equal(await press(page, 'ArrowDown', 'ArrowDown'), 'web2');
      assert.equal(await press(page, 'Tab'), 'Endpoints2');
      assert.equal(await press(page, 'Shift+Tab'), 'web2');
      assert.equal(await press(page, 'End'), 'a-container-with-a-rather-long-name-replica-7f9c');
      assert.equal(await press(page, 'Home'), 'Containers10');
    });

    it('goes into a row and out again, and does the first action on Enter', async () => {
      const page = await open();
      await show(page, samples.live());
      assert.equal(await press(page, 'Tab', 'Tab', 'ArrowDown', 'ArrowRight'), 'web1 block');
      const label = () => page.locator('.row').first().getAttribute('aria-label');
      assert.equal(await label(), null);
      await press(page, 'ArrowLeft');
      assert.equal(await label(), 'web1, running, healthy, nginx:1.27 · 8080→80, block 1, id printed by the command, 9 min');
      assert.equal(await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight'), 'web1 shell');
      await page.keyboard.press('Enter');
      assert.equal(await press(page, 'Escape'), 'web1');
      await page.keyboard.press('Enter');
      assert.deepEqual((await sent(page, 'action')).map(message => message.action), ['shell', 'logs']);
      await press(page, 'ArrowRight', 'Enter');
      assert.deepEqual(await sent(page, 'revealBlock'), [{ kind: 'revealBlock', section: 'docker-introduction', blockId: 'web1' }]);
    });

    it('folds a group and asks for what is not of this lab', async () => {
      const page = await open();
      await show(page, samples.live());
      await press(page, 'Tab', 'Tab', 'Enter');
      assert.equal(await page.locator('[aria-label=Containers] .row').first().isVisible(), false);
      await page.getByRole('button', { name: 'Not of this lab' }).focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(await sent(page, 'others'), [{ kind: 'others', open: true }]);
      assert.deepEqual(await page.evaluate(() => window.kept), { folded: ['container'], others: true, timeline: false, sheet: undefined });
    });

    it('keeps the focus through updates, removals and the loss of the connection', async () => {
      const { page, next } = await live(kit.input());
      await press(page, 'Tab', 'Tab', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight');
      assert.equal(await focused(page), 'web2 logs');
      // Other buttons are offered now: the one that has the focus still is.
      await next(withResource('web2', { state: 'exited', exitCode: 0 }));
      assert.equal(await focused(page), 'web2 logs');
      await next(gone);
      assert.equal(await focused(page), 'web2');
      await next(input => ({ ...input, resources: new Map([...input.resources].filter(([, resource]) => resource.name !== 'web2')) }));
      assert.equal(await focused(page), 'mydb');
    });
  });

  describe('updates', () => {
    const row = (page, name) => page.locator('.row', { hasText: name }).first();

    it('patches the one row that changed and leaves all other elements alone', async () => {
      const { page, next } = await live(kit.input());
      await page.evaluate(() => { for (const each of document.querySelectorAll('.row')) each.seen = true; });
      const steps = await next(withResource('web1', { state: 'exited', exitCode: 1 }));
      assert.deepEqual(steps.map(step => step.kind), ['rows']);
      assert.equal(await row(page, 'web1').locator('.st').textContent(), 'exited (1)');
      assert.equal(await page.evaluate(() => [...document.querySelectorAll('.row')].every(each => each.seen)), true);
      assert.deepEqual((await sent(page, 'painted')).at(-1), { kind: 'painted', uid: steps[0].upserts[0].uid, state: 'exited (1)' });
    });

    it('adds a new row in its place and lets it flash once', async () => {
      const { page, next } = await live(kit.input(), { reduce: false });
      const fresh = kit.container('zebra', { created: Date.now() + 1000 });
      await next(input => ({ ...input, resources: new Map(input.resources).set(fresh.uid, fresh), made: new Map(input.made).set(fresh.uid, kit.made('web1')) }));
      assert.equal(await page.locator('[aria-label=Containers] .row').last().locator('.name').textContent(), 'zebra');
      assert.equal(await page.locator('.arrived').count(), 1);
      await page.waitForFunction(() => document.querySelectorAll('.arrived').length === 0, undefined, { timeout: 3000 });
    });

    it('turns everything stale in the frame after the message, without sending a row', async () => {
      const { page, next } = await live(kit.input());
      const steps = await next(gone);
      assert.deepEqual(steps.map(step => step.kind), ['head']);
      assert.equal(await row(page, 'web1').locator('.st').textContent(), 'was running, healthy');
      assert.match(await row(page, 'web1').locator('.age').textContent(), /old$/);
      assert.equal(await row(page, 'web1').locator('.tools').isVisible(), false);
      // Probes are made from here and go on.
      assert.equal(await row(page, 'localhost:8080').locator('.st').textContent(), 'answers, 200');
      assert.equal(await row(page, 'localhost:8080').getByRole('button', { name: /^Open/ }).isVisible(), true);
      await page.getByRole('button', { name: 'Try now' }).click();
      assert.deepEqual(await sent(page, 'remedy'), [{ kind: 'remedy', id: 'gone/1' }]);
      await next(input => ({ ...input, link: kit.live }));
      assert.equal(await row(page, 'web1').locator('.st').textContent(), 'running, healthy');
      assert.equal(await page.locator('.strip').isVisible(), false);
    });

    it('asks for everything when a message was missed', async () => {
      const { page, next } = await live(kit.input());
      await page.evaluate(() => { window.seq += 1; });
      await next(withResource('web1', { state: 'exited', exitCode: 1 }));
      assert.equal((await sent(page, 'ready')).length, 2);
      assert.equal(await row(page, 'web1').locator('.st').textContent(), 'running, healthy');
    });

    it('says again that it is there until it has been told everything, and not once more', async () => {
      const page = await open();
      await page.waitForTimeout(1300);
      assert.equal((await sent(page, 'ready')).length, 2);
      await show(page, samples.connecting());
      await page.waitForTimeout(2300);
      assert.equal((await sent(page, 'ready')).length, 2);
    });

    it('asks for nothing when it has been told before it listened', async () => {
      const page = await open({ told: new kit.StatusBuilder(kit.english).build(kit.input(), false) });
      assert.equal(await row(page, 'web1').locator('.st').textContent(), 'running, healthy');
      await page.waitForTimeout(300);
      assert.deepEqual(await sent(page, 'ready'), []);
    });

    it('says that it waits only after half a second', async () => {
      const page = await open();
      await show(page, samples.connecting());
      assert.equal(await page.getByText('Asking Docker').count(), 0);
      await page.waitForTimeout(600);
      assert.equal(await page.getByText('Asking Docker').count(), 1);
    });

    it('shows every cause with what mends it', async () => {
      const page = await open();
      for (const code of Object.keys(kit.causes)) {
        await show(page, samples[`down-${code}`]());
        assert.equal(await page.getByText(kit.english(kit.causes[code].message)).isVisible(), true, code);
        assert.equal(await page.locator('[data-do=remedy]').count(), kit.causes[code].remedies.length, code);
      }
    });

    it('opens again as it was left', async () => {
      const page = await open({ kept: { folded: ['network'], others: true } });
      assert.deepEqual(await sent(page, 'others'), [{ kind: 'others', open: true }]);
      await show(page, samples.others());
      assert.equal(await page.locator('[aria-label=Networks] > .rows').isVisible(), false);
      assert.equal(await page.getByText('someone-elses-database').isVisible(), true);
      assert.equal(await page.locator('.others .tools button').count(), 0);
    });

    it('writes names as text, whatever they hold', async () => {
      const { page, next } = await live(kit.input());
      const name = '<img src=x onerror=alert(1)>';
      await next(withResource('web1', { image: name }));
      assert.equal(await page.locator('.row img').count(), 0);
      assert.equal(await page.getByText(name).count(), 1);
    });
  });

  describe('a thousand containers', () => {
    it('shows one change within two frames of the message', async () => {
      const { page, state, next } = await live(kit.manyInput(1000, 1000));
      assert.equal(await page.locator('.row').count(), 1000);
      const names = [...state.input.resources.values()].map(resource => resource.name);
      const times = [];
      for (let turn = 0; turn < 20; turn += 1) {
        await page.evaluate(() => { window.began = 0; const post = window.deliver; window.deliver = step => { window.deliver = post; window.began = performance.now(); post(step); }; window.sent.length = 0; });
        await next(withResource(names[turn * 7], { state: 'exited', exitCode: 1 }));
        await page.waitForFunction(() => window.sent.some(message => message.kind === 'painted'));
        times.push(await page.evaluate(() => window.paintedAt - window.began));
      }
      times.sort((a, b) => a - b);
      console.log(`      message to painted row: p50 ${times[10].toFixed(1)} ms, p95 ${times[18].toFixed(1)} ms`);
      assert.ok(times[10] < 60, `p50 ${times[10]}`);
    });
  });

  it('has a translation for every sentence of its code', async () => {
    const files = (await readdir('media/status')).map(name => `media/status/${name}`);
    const code = (await Promise.all([...files, 'media/status.ts'].map(file => readFile(file, 'utf8')))).join('\n');
    const table = await readFile('src/views/statusStrings.ts', 'utf8');
    const used = new Set([...code.matchAll(/\bt\('([^']*)'/g)].map(found => found[1]));
    const listed = new Set([...table.matchAll(/^ {4}'([^']*)': t\('\1'/gm)].map(found => found[1]));
    assert.deepEqual([...used].filter(text => !listed.has(text)), []);
    assert.deepEqual([...listed].filter(text => !used.has(text)), []);
  });
});
