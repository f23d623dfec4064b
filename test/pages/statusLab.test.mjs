// Clean-up, time axis, strips and reveal on the status page. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'mocha';
import { buildStatus, deliver, launch, openStatus, sent, show, themes } from './statusHarness.mjs';

const axe = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

describe('status page of a lab', function () {
  this.timeout(30_000);
  let browser;
  let kit;
  let page;
  before(async () => { kit = await buildStatus(); browser = await launch(); });
  after(() => browser?.close());
  afterEach(async () => {
    const problems = page?.problems ?? [];
    await page?.close();
    assert.deepEqual(problems, []);
  });
  const open = async options => { page = await openStatus(browser, options); await show(page, kit.samples.live()); return page; };
  const sheet = view => deliver(page, { kind: 'sheet', sheet: view });
  const items = list => deliver(page, { kind: 'timeline', items: list });
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.do || document.activeElement.tagName);
  const said = () => page.textContent('[role=status]');
  const box = name => page.getByRole('checkbox', { name });
  const acts = async () => (await sent(page, 'sheet')).map(({ action, selected }) => `${action} ${selected.length}`);

  for (const theme of Object.keys(themes)) {
    it(`has no violation that axe can find in ${theme}, in each phase and with the axis open, wide and narrow`, async () => {
      await open({ theme });
      await page.evaluate(axe);
      const scan = async name => {
        for (const width of [900, 280]) {
          await page.setViewportSize({ width, height: 900 });
          const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
          assert.deepEqual(violations.map(({ id, nodes }) => `${name} ${width} ${id}: ${nodes[0].html} ${nodes[0].failureSummary}`), []);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${name} ${width}`);
        }
      };
      for (const [name, view] of Object.entries(kit.sheets)) {
        await sheet(view());
        if (name === 'before') await page.click('[data-do=commands]');
        await scan(name);
      }
      await sheet(undefined);
      await show(page, { ...kit.samples.live(), strips: kit.strips });
      await page.click('[data-do=timeline]');
      await items(kit.timeline());
      await scan('axis');
    });
  }

  describe('clean-up sheet', () => {
    it('takes the focus on its heading when the student opened it, and gives it back', async () => {
      await open();
      await page.getByRole('button', { name: 'Clean up…' }).click();
      assert.deepEqual(await sent(page, 'cleanUp'), [{ kind: 'cleanUp' }]);
      await sheet(kit.sheets.before());
      assert.equal(await focused(), 'sheet-title');
      assert.equal(await page.locator('.row').first().isVisible(), false);
      assert.equal(await page.getByRole('button', { name: 'Clean up…' }).count(), 0);
      await page.keyboard.press('Escape');
      assert.deepEqual(await acts(), ['close 6']);
      await sheet(undefined);
      assert.equal(await focused(), 'cleanUp');
      assert.equal(await page.locator('.row').first().isVisible(), true);
    });

    it('counts on the button what is ticked, and says so to the extension', async () => {
      await open();
      await sheet(kit.sheets.before());
      const main = page.locator('.sheet .primary');
      assert.equal(await main.textContent(), 'Remove 6 things');
      assert.equal(await page.textContent('#sheet-go'), 'Will go 6 things, frees 236 MB');
      assert.equal(await page.textContent('#sheet-stay'), 'Stays 4 things');
      await box('mysql:latest').check();
      assert.equal(await main.textContent(), 'Remove 7 things');
      assert.equal(await page.textContent('#sheet-go'), 'Will go 7 things, frees 1.2 GB');
      assert.equal(await page.textContent('#sheet-stay'), 'Stays 3 things');
      const boxes = page.locator('.sheet input:checked');
      while (await boxes.count() > 1) await boxes.first().uncheck();
      assert.equal(await main.textContent(), 'Remove 1 thing');
      await boxes.first().uncheck();
      assert.equal(await main.getAttribute('aria-disabled'), 'true');
      const before = (await acts()).length;
      await main.click({ force: true });
      assert.equal((await acts()).length, before, 'with nothing ticked there is nothing to remove');
      await box('mydb').check();
      await main.click();
      assert.deepEqual((await sent(page, 'sheet')).at(-1), { kind: 'sheet', id: 'cleanup-L1', action: 'remove', selected: ['container:mydb'] });
      assert.deepEqual([...new Set((await acts()).map(act => act.split(' ')[0]))], ['select', 'remove']);
    });

    it('lets nothing be ticked that the lab did not make, and preselects no guess', async () => {
      await open();
      await sheet(kit.sheets.before());
      assert.equal(await page.locator('.sheet li', { hasText: 'blog' }).last().locator('input').count(), 0);
      assert.equal(await box('nginx:latest').isChecked(), false);
      await sheet(kit.sheets.before({ id: 'evil', go: [{ ...kit.sheets.before().go[1], selectable: false }], stay: [] }));
      await page.keyboard.press('Escape');
      assert.deepEqual((await sent(page, 'sheet')).at(-1).selected, [], 'selected by mistake, yet it may not be');
    });

    it('keeps the ticks and the focus while the extension sends it again', async () => {
      await open();
      await sheet(kit.sheets.before());
      await box('mydb').focus();
      await page.keyboard.press('Space');
      await sheet(kit.sheets.before({ commands: 'docker rm --force 1' }));
      assert.equal(await box('mydb').isChecked(), false);
      assert.equal(await page.locator('.sheet .primary').textContent(), 'Remove 5 things');
      assert.equal(await page.evaluate(() => document.activeElement.dataset.uid), 'container:mydb');
      await page.click('[data-do=commands]');
      assert.equal(await page.textContent('#sheet-commands'), 'docker rm --force 1');
    });

    it('shows each thing as it goes, keeps the focus in the sheet, and reads one sentence', async () => {
      await open();
      await sheet(kit.sheets.before());
      await page.click('.sheet .primary');
      await sheet(kit.sheets.during(3));
      assert.equal(await focused(), 'sheet-title');
      assert.equal(await page.getAttribute('progress.going', 'value'), '3');
      assert.deepEqual(await page.locator('.sheet .st').allTextContents(), ['gone, 0.4 s', 'gone, 0.4 s', 'gone, 0.4 s', 'stopping, 3 s', 'waits for mydb', 'waiting']);
      assert.match(await said(), /^Cleaning up Docker introduction\. 3 of 6 gone\./);
      await page.evaluate(() => { for (const row of document.querySelectorAll('.sheet li')) row.seen = true; });
      await sheet(kit.sheets.during(4));
      assert.equal(await page.evaluate(() => [...document.querySelectorAll('.sheet li')].every(row => row.seen)), true);
      await page.waitForFunction(() => document.querySelector('[role=status]').textContent.startsWith('4 of 6 gone.'), undefined, { timeout: 3000 });
      await page.focus('[data-action=stop]');
      await page.keyboard.press('Escape');
      assert.equal((await acts()).includes('close 6'), false, 'Escape does not walk away from what is going');
      await page.keyboard.press('Enter');
      assert.equal((await acts()).at(-1), 'stop 6');
    });

    it('says first what stayed and why, then what is gone, and what was kept', async () => {
      await open();
      await sheet(kit.sheets.after());
      assert.deepEqual(await page.locator('.sheet h3').allTextContents(), ['Stayed 1 thing', 'Gone 5 things, 212 MB freed', 'Also checked', 'Kept 4 things']);
      assert.equal(await page.locator('.sheet li').first().locator('.why').textContent(), 'Container demo2 uses it. This lab did not make demo2.');
      await page.getByRole('button', { name: 'Reset progress too' }).click();
      assert.equal((await acts()).at(-1).split(' ')[0], 'reset');
    });

    it('shows an author’s block in full, with what is left out struck through and named', async () => {
      await open();
      await sheet(kit.sheets.block());
      assert.equal(await page.textContent('.whole-block .runs'), 'docker container rm --force mydb linux_tweet_app left out: web2\ndocker volume rm c07e91ab52f4');
      assert.equal(await page.textContent('.whole-block .left-out'), 'web2: made 3 days ago, outside Labbook');
    });

    it('takes no focus when the page is drawn anew, and does when it is opened again', async () => {
      await open({ kept: { folded: [], others: false, sheet: 'cleanup-L1' } });
      await sheet(kit.sheets.before());
      assert.equal(await focused(), 'BODY');
      await sheet(undefined);
      await sheet(kit.sheets.before());
      assert.equal(await focused(), 'sheet-title');
    });

    it('writes names as text, whatever they hold', async () => {
      await open();
      await sheet(kit.sheets.before({ title: '<img src=x>', go: [{ ...kit.sheets.before().go[1], name: '<img src=x onerror=alert(1)>', reason: '<b>x</b>' }] }));
      assert.equal(await page.locator('.sheet :is(img, b)').count(), 0);
    });
  });

  describe('time axis', () => {
    it('is folded until asked for, and opens again as it was left', async () => {
      await open();
      assert.equal(await page.locator('.times').isVisible(), false);
      await page.getByRole('button', { name: 'Timeline' }).focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(await sent(page, 'timeline'), [{ kind: 'timeline', open: true }]);
      assert.equal(await page.getByText('Nothing has happened in this lab yet.').isVisible(), true);
      await page.close();
      await open({ kept: { folded: [], others: false, timeline: true } });
      assert.deepEqual(await sent(page, 'timeline'), [{ kind: 'timeline', open: true }]);
    });

    it('lists runs, checks and events in their order, each with its time', async () => {
      await open();
      await page.click('[data-do=timeline]');
      await items(kit.timeline());
      const rows = await page.evaluate(() => [...document.querySelectorAll('.moment .label')].map(label => label.textContent));
      assert.deepEqual(rows.slice(0, 6), ['Runs: Block 9 passed', 'Runs: Block 5 passed', 'Events: image mysql:latest pulled', 'Events: container mydb started', 'Checks: Container mydb is running done', 'Runs: Block 10 failed at line 1; exit 125']);
      assert.deepEqual((await page.locator('.moment .took').allTextContents()).filter(Boolean), ['9.0 s', '41.4 s', '0.6 s']);
      assert.equal(await page.locator('.axis .spot').count(), 9);
      assert.deepEqual(await page.locator('.axis .who').allTextContents(), ['Runs', 'Checks', 'Events', 'You', '']);
      await page.locator('.moment', { hasText: 'Block 10' }).getByRole('button').click();
      assert.deepEqual(await sent(page, 'revealBlock'), [{ kind: 'revealBlock', section: 'docker-introduction', blockId: 'publish' }]);
    });

    it('is walked through by arrows as one stop', async () => {
      await open();
      await page.click('[data-do=timeline]');
      await items(kit.timeline());
      await page.focus('[data-do=timeline]');
      const label = () => page.evaluate(() => document.activeElement.querySelector('.label')?.textContent);
      await page.keyboard.press('ArrowDown');
      assert.equal(await label(), 'Runs: Block 9 passed');
      await page.keyboard.press('End');
      assert.equal(await label(), 'Runs: Block 6 running');
      await page.keyboard.press('Enter');
      assert.deepEqual((await sent(page, 'revealBlock')).map(({ blockId }) => blockId), ['follow']);
    });

    it('grows live: what is new comes last and flashes once, what was there stays', async () => {
      await open({ reduce: false });
      await page.click('[data-do=timeline]');
      const list = kit.timeline();
      await items(list);
      assert.equal(await page.locator('.arrived').count(), 0);
      await page.evaluate(() => { for (const row of document.querySelectorAll('.moment')) row.seen = true; });
      await items([...list.slice(0, -1), { ...list.at(-1), end: Date.now(), tone: 'pass', detail: 'passed' }, { id: 'new', lane: 'check', at: Date.now(), tone: 'pass', label: 'MySQL accepts connections' }]);
      assert.equal(await page.locator('.arrived').count(), 1);
      assert.equal(await page.evaluate(() => [...document.querySelectorAll('.moment')].filter(row => row.seen).length), list.length);
      assert.equal(await page.locator('.moment').last().locator('.label').textContent(), 'Checks: MySQL accepts connections');
      assert.equal(await page.locator('.moment').nth(-2).locator('.label').textContent(), 'Runs: Block 6 passed');
    });

    it('opens when the note asked for it, and stays folded when items come late', async () => {
      await open();
      await items(kit.timeline());
      assert.equal(await page.locator('.times').isVisible(), true);
      assert.equal(await focused(), 'timeline');
      await page.click('[data-do=timeline]');
      await items(kit.timeline());
      assert.equal(await page.locator('.times').isVisible(), false);
    });

    it('stays quick with 500 things on it', async () => {
      await open();
      await page.click('[data-do=timeline]');
      const start = Date.now() - 3_600_000;
      const many = Array.from({ length: 500 }, (_, i) => ({ id: `e${i}`, lane: 'event', at: start + i * 7000, tone: 'idle', label: `container \`c${i}\` started` }));
      const times = await page.evaluate(async list => {
        window.deliver({ kind: 'timeline', items: list.slice(0, 480) });
        await new Promise(done => setTimeout(done, 100));
        const took = [];
        for (let i = 481; i <= 500; i++) {
          const before = performance.now();
          window.deliver({ kind: 'timeline', items: list.slice(0, i) });
          await new Promise(done => setTimeout(done));
          document.body.getBoundingClientRect();
          took.push(performance.now() - before);
        }
        return took.sort((a, b) => a - b);
      }, many);
      assert.ok(times[10] < 80, `p50 ${times[10]} ms`);
    });
  });

  describe('reveal', () => {
    it('unfolds the group, scrolls to the row, lets it flash and gives it the focus', async () => {
      await open({ height: 300, reduce: false, kept: { folded: ['image'], others: false } });
      const uid = await page.locator('[aria-label=Images] .row').first().getAttribute('data-uid');
      await deliver(page, { kind: 'revealRow', uid });
      const row = page.locator(`.row[data-uid="${uid}"]`);
      assert.equal(await row.isVisible(), true);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.uid), uid);
      assert.equal(await page.locator('.arrived').count(), 1);
      const box = await row.boundingBox();
      assert.ok(box.y >= 0 && box.y < 300, String(box.y));
    });

    it('waits a moment for a row that is not there yet', async () => {
      page = await openStatus(browser);
      await show(page, kit.samples.empty());
      const uid = kit.samples.live().groups.find(group => group.rows.length > 0).rows[0].uid;
      await deliver(page, { kind: 'revealRow', uid });
      await show(page, kit.samples.live());
      assert.equal(await page.evaluate(() => document.activeElement.dataset.uid), uid);
    });
  });

  describe('strips', () => {
    it('say what needs a decision, two at most, below what is wrong with the link', async () => {
      await open();
      await show(page, { ...kit.samples.live(), strips: kit.strips });
      assert.equal(await page.locator('.strip:visible').count(), 2);
      assert.equal(await said(), '3 things are left from Docker networking, yesterday.');
      assert.equal(await focused(), 'BODY');
      await page.getByRole('button', { name: 'Keep them' }).click();
      assert.deepEqual(await sent(page, 'strip'), [{ kind: 'strip', id: 'leftOvers', action: 'keep' }]);
      await show(page, { ...kit.samples.stale(), strips: kit.strips });
      assert.deepEqual(await page.locator('.strip:visible strong').allTextContents(), ['Docker stopped answering.', '3 things are left from Docker networking, yesterday.']);
      assert.equal(await page.getByRole('button', { name: 'Clean up…', exact: true }).count(), 1, 'only the strip’s own: nothing can be removed while nobody answers');
    });
  });
});
