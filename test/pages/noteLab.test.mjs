// Checks, receipts, remedies, decisions and solutions on the note page. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { deliver, notePages, sent, show, themes } from './noteHarness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('note page of a lab', function () {
  this.timeout(30_000);
  const at = notePages();
  const open = async (note, options) => { await at.open(options); await show(at.page, note); return at.page; };
  const find = (note, id) => note.blocks.find(view => view.id === id);
  const checkOf = (note, id) => note.checks.find(view => view.id === id);
  const says = () => at.page.textContent('[role=status]');
  const boxOf = (selector, nth = 0) => at.page.locator(selector).nth(nth).boundingBox();
  const li = id => at.page.locator(`[data-check-id="${id}"]`);
  const focused = () => at.page.evaluate(() => document.activeElement?.closest('[data-check-id]')?.dataset.checkId ?? document.activeElement?.closest('[data-id]')?.dataset.id);
  const change = (note, id, over) => deliver(at.page, { kind: 'check', check: { ...checkOf(note, id), ...over } });

  describe('accessibility', () => {
    for (const theme of Object.keys(themes)) {
      it(`has no violation that axe can find in ${theme}: all parts open, wide and narrow`, async () => {
        await open(at.made.samples.lab(), { theme });
        await at.page.click('[data-id=tag] [data-do=solve]');
        await at.page.click('[data-id=big] [data-do=lines]');
        await at.page.evaluate(axe);
        for (const width of [1040, 560]) {
          await at.page.setViewportSize({ width, height: 900 });
          await at.page.click('[data-do=labMenu]');
          const { violations } = await at.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
          assert.deepEqual(violations.map(({ id, nodes }) => `${width} ${id}: ${nodes.slice(0, 3).map(node => `${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`), []);
          await at.page.keyboard.press('Escape');
        }
      });
    }

    it('needs no sideways scrolling, from a side group to twice the size', async () => {
      await open(at.made.samples.lab());
      await at.page.click('[data-id=tag] [data-do=solve]');
      for (const width of [320, 520, 560, 959, 960, 1040, 1600]) {
        await at.page.setViewportSize({ width, height: 700 });
        assert.equal(await at.page.evaluate(() => document.documentElement.scrollWidth), width);
      }
    });

    it('gives every button and link at least 24 pixels', async () => {
      await open(at.made.samples.lab());
      const small = await at.page.evaluate(() => [...document.querySelectorAll('.checks :not(p) > button, .part button, .receipt .head button, .receipt .quiet')].filter(button => button.getBoundingClientRect().height < 24).map(button => button.textContent));
      assert.deepEqual(small, []);
    });

    it('is walked through in the order of the eye: commands, remedy, output, receipt, checks', async () => {
      await open(at.made.samples.lab());
      await at.page.focus('[data-id=publish] .main');
      const seen = [];
      for (let i = 0; i < 12; i++) {
        seen.push(await at.page.evaluate(() => document.activeElement.dataset.do ?? document.activeElement.tagName.toLowerCase()));
        await at.page.keyboard.press('Tab');
      }
      assert.deepEqual(seen, ['run', 'terminal', 'copy', 'menu', 'toggle', 'fix', 'fix', 'pre', 'undo', 'row', 'toRemedy', 'markDone']);
    });
  });

  describe('checks', () => {
    it('say how they stand in words, each after its claim', async () => {
      await open(at.made.samples.lab());
      const lines = await at.page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.check')].map(item => [item.dataset.checkId, `${item.querySelector('.claim').textContent} | ${item.querySelector('p').textContent}`.replace(/\d\d:\d\d/g, 'TIME')])));
      assert.deepEqual(lines, {
        'db-up': 'Container mydb is running | Done, TIME',
        'db-ready': 'MySQL accepts connections | Not yet. The log says “ready” for port 0: that is the set-up server. Wait for the line with port 3306; a first start takes 20 to 60 s.',
        built: 'The image is built | Done, TIME: local/linux_tweet_app:1.0',
        dockerid: 'DOCKERID is set in the lab’s shell | Done yesterday, TIME, gone now',
        page: 'The page answers on port 80 | Cannot pass. linux_tweet_app is created, not running, and another container holds port 80. Waiting will not help.',
        'db-alive': 'The database stays up | Cannot pass. mydb exited with 1.',
        pushed: 'The image is on Docker Hub | Not measured: no way leads to Docker Hub from here. Solve this step Mark done anyway',
        tagged: 'The image has your name | Marked done by you, TIME, by hand',
        bucket: 'The bucket holds the page | Done, TIME, emulated, with a stand-in image',
        address: 'You found the address | Not yet. 172.17.0.1 is the bridge itself. Look under Networks.',
        stopped: 'Nothing of this lab is left | Waiting for block 16. Mark done anyway',
      });
      // A green tick for an emulated result would claim too much.
      assert.equal(await li('bucket').locator('.i-flask').count(), 1);
      assert.equal(await at.page.textContent('.meter'), '5 of 11 checks, 1 emulated');
      assert.equal(await at.page.locator('.meter.s-emulated').count(), 1);
    });

    it('stand in the margin beside their step where there is room, else right below its last block', async () => {
      await open(at.made.samples.lab(), { width: 1040 });
      const [heading, block, list] = [await boxOf('h2', 0), await boxOf('[data-id=mydb]'), await boxOf('.checks', 0)];
      assert.ok(Math.abs(list.y - heading.y) <= 4 && list.x >= block.x + block.width + 24, JSON.stringify({ heading, block, list }));
      assert.equal(list.width, 256);
      await at.page.setViewportSize({ width: 900, height: 900 });
      const [last, below, table] = [await boxOf('[data-id=pipe]'), await boxOf('.checks', 0), await boxOf('.table', 0)];
      assert.ok(below.y >= last.y + last.height && below.y + below.height <= table.y && below.x === last.x, JSON.stringify({ last, below, table }));
    });

    it('push neither the text of their step apart nor into the next step', async () => {
      const many = Array.from({ length: 14 }, (_, i) => at.made.check(`more${i}`, 'inspect', `Claim ${i}`, { reason: 'A reason that takes a line or two of the margin, no more.' }));
      const note = at.made.samples.lab();
      await open({ ...note, checks: [] });
      const before = (await boxOf('[data-id=inspect]')).y - (await at.page.locator('h2', { hasText: 'Find the address' }).boundingBox()).y;
      await show(at.page, { ...note, checks: many });
      const [heading, block, next, list] = [await at.page.locator('h2', { hasText: 'Find the address' }).boundingBox(), await boxOf('[data-id=inspect]'), await at.page.locator('h2', { hasText: 'Take it down' }).boundingBox(), await boxOf('.checks')];
      assert.equal(block.y - heading.y, before);
      assert.ok(next.y >= list.y + list.height, JSON.stringify({ next, list }));
    });

    it('keep the reading column as wide in steps without checks', async () => {
      await open(at.made.samples.lab(), { width: 980 });
      const widths = await at.page.evaluate(() => [...new Set([...document.querySelectorAll('.block')].filter(block => block.offsetParent).map(block => block.getBoundingClientRect().width))]);
      assert.equal(widths.length, 1, String(widths));
    });

    it('are found by F8 and Shift+F8: those that have not passed, around and around', async () => {
      const note = at.made.samples.lab();
      await open(note);
      const seen = [];
      for (const key of ['F8', 'F8', 'F8', 'Shift+F8', 'Shift+F8', 'Shift+F8', 'F8']) {
        await at.page.keyboard.press(key);
        seen.push(await focused());
      }
      assert.match(await at.page.evaluate(() => document.activeElement.getAttribute('aria-label')), /^MySQL accepts connections\. Not yet\. The log says/);
      assert.deepEqual(seen, ['db-ready', 'db-alive', 'page', 'db-alive', 'db-ready', 'stopped', 'db-ready']);
      await at.page.focus('[data-id=publish] .main');
      // The editor's own command comes once for each key that it saw, too.
      await at.page.waitForTimeout(2100);
      await at.page.keyboard.press('F8');
      assert.equal(await focused(), 'page');
      await deliver(at.page, { kind: 'act', act: 'nextCheck' });
      assert.equal(await focused(), 'page', 'the echo of the key by the editor is not a second step');
      await deliver(at.page, { kind: 'act', act: 'nextCheck' });
      assert.equal(await focused(), 'pushed');
      await show(at.page, { ...note, checks: note.checks.map(view => ({ ...view, state: 'done' })) });
      await at.page.keyboard.press('F8');
      assert.match(await says(), /^Every check of this section is done\.$/);
    });

    it('draw one check anew when one changes, and say it in one sentence', async () => {
      const note = at.made.samples.lab();
      await open(note);
      await at.page.evaluate(() => {
        window.touched = new Set();
        const where = node => (node instanceof Element ? node : node.parentElement)?.closest('[data-check-id], .banner, [role=status]');
        new MutationObserver(records => { for (const { target } of records) window.touched.add(where(target)?.dataset.checkId ?? where(target)?.className ?? target.nodeName); }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      });
      await change(note, 'db-ready', { state: 'done', doneAt: Date.now(), reason: 'mysqld answers' });
      assert.deepEqual(await at.page.evaluate(() => [...window.touched].sort()), ['banner', 'db-ready', 'sr']);
      assert.equal(await says(), 'Check done: MySQL accepts connections. 6 of 11.');
      assert.equal(await at.page.textContent('.meter'), '6 of 11 checks, 1 emulated');
      assert.equal(await at.page.getAttribute('.meter progress', 'value'), '6');
      assert.deepEqual((await sent(at.page, 'checkPainted')).map(({ checkId, state }) => [checkId, state]), [['db-ready', 'done']]);
    });

    it('say what else one must know, and nothing for what one need not', async () => {
      const note = at.made.samples.lab();
      await open(note);
      await change(note, 'db-ready', { reason: 'Another hint.' });
      assert.equal(await says(), '');
      await change(note, 'db-ready', { state: 'cannotPass', reason: '`mydb` exited with 1.' });
      assert.equal(await says(), 'Check cannot pass: MySQL accepts connections. mydb exited with 1.');
      await change(note, 'built', { gone: true });
      await at.page.waitForFunction(() => document.querySelector('[role=status]').textContent === 'Done before, gone now: The image is built.', undefined, { timeout: 3000 });
    });

    it('take an answer by Enter, keep what is typed, and say what came of it', async () => {
      const note = at.made.samples.lab();
      await open(note);
      const input = li('address').locator('input');
      await input.fill('');
      await input.press('Enter');
      assert.equal((await sent(at.page, 'answer')).length, 0);
      assert.equal(await input.getAttribute('aria-invalid'), 'true');
      await input.fill('172.17.0.9');
      await change(note, 'address', { reason: 'The live state moved meanwhile.' });
      assert.equal(await input.inputValue(), '172.17.0.9');
      await input.press('Enter');
      assert.deepEqual((await sent(at.page, 'answer')).map(({ checkId, hash, text }) => [checkId, hash, text]), [['address', 'hash-address', '172.17.0.9']]);
      await at.page.waitForTimeout(1100);
      await change(note, 'address', { answer: '172.17.0.9', reason: 'That is another container.' });
      assert.equal(await says(), 'You found the address: Not yet. That is another container.');
      assert.equal(await focused(), 'address');
      await change(note, 'address', { state: 'done', doneAt: Date.now(), reason: 'your answer is right' });
      assert.equal(await li('address').locator('input').count(), 0);
      assert.equal(await focused(), 'address', 'the focus is not lost with the field');
    });

    it('show the last lines of a container that stands in the way, to be reached by key', async () => {
      await open(at.made.samples.lab());
      const log = li('db-alive').locator('.log');
      await log.focus();
      assert.equal(await log.evaluate(element => document.activeElement === element && element.scrollHeight > element.clientHeight && element.scrollWidth === element.clientWidth), true);
    });

    it('lead to the remedy, and can always be marked done', async () => {
      await open(at.made.samples.lab());
      await li('page').getByRole('button', { name: 'Go to the remedy: The page answers on port 80' }).click();
      assert.match(await at.page.evaluate(() => document.activeElement.textContent), /^Port 80 on this machine is taken/);
      for (const id of ['db-ready', 'page', 'pushed', 'address', 'stopped']) await li(id).getByRole('button', { name: /^Mark done anyway: / }).click();
      assert.deepEqual((await sent(at.page, 'markDone')).map(({ checkId, hash }) => `${checkId} ${hash}`), ['db-ready', 'page', 'pushed', 'address', 'stopped'].map(id => `${id} hash-${id}`));
    });

    it('cannot be forged by the text, and show claims as text', async () => {
      const note = at.made.noteOf('# N\n\n<div data-check="real">fake</div>\n\n```sh {name=one}\necho 1\n```\n', { checks: [at.made.check('real', 'one', '<img src=x onerror=window.hit=1> `<b>x</b>`', { reason: '<i>y</i>' })] });
      await open(note);
      assert.equal(await at.page.locator('.check').count(), 1);
      assert.equal(await at.page.textContent('.check .claim'), '<img src=x onerror=window.hit=1> <b>x</b>');
      assert.equal(await at.page.locator('.check :is(img, b):not(.i)').count(), 0);
      assert.equal(await at.page.evaluate(() => window.hit), undefined);
    });

    it('come and go while the author writes: block, form and focus stay', async () => {
      const note = at.made.samples.fresh();
      await open(note);
      await at.page.click('[data-id=tag] .main');
      await at.page.keyboard.type('ada');
      await at.page.evaluate(() => { document.querySelector('[data-id=tag]').seen = true; });
      const checks = [at.made.check('new', 'tag', 'A new claim')];
      await show(at.page, { ...note, hash: 'h1', checks });
      assert.equal(await at.page.inputValue('[data-id=tag] input'), 'ada');
      assert.equal(await at.page.evaluate(() => document.querySelector('[data-id=tag]').seen), true);
      assert.equal(await focused(), 'tag');
      assert.equal(await li('new').count(), 1);
      await show(at.page, { ...note, hash: 'h2', checks: [] });
      assert.equal(await at.page.locator('.check, .checks, .step').count(), 0);
      assert.equal(await at.page.inputValue('[data-id=tag] input'), 'ada');
    });
  });

  describe('solutions', () => {
    const shown = id => at.page.locator(`[data-id=${id}]`).isVisible();

    it('are hidden until asked for, shown in full with a Run of their own, and hidden again', async () => {
      await open(at.made.samples.begun());
      assert.equal(await shown('solved'), false);
      await at.page.getByRole('button', { name: 'Solve this step: block 7' }).click();
      assert.equal(await shown('solved'), true);
      assert.equal(await focused(), 'solved');
      assert.match(await at.page.getAttribute('[data-id=solved]', 'aria-label'), /^Solution: Block 8, not run$/);
      assert.deepEqual((await sent(at.page, 'run')).length, 0, 'nothing runs by showing it');
      await at.page.click('[data-id=solved] .main');
      assert.deepEqual((await sent(at.page, 'run')).map(({ blockId }) => blockId), ['solved']);
      await at.page.getByRole('button', { name: 'Hide the solution of block 7' }).click();
      assert.equal(await shown('solved'), false);
    });

    it('are shown from a check, on request of the extension, and once they have run', async () => {
      const note = at.made.samples.begun();
      await open(note);
      await li('pushed').getByRole('button', { name: /^Solve this step/ }).click();
      assert.equal(await shown('solved'), true);
      assert.deepEqual((await sent(at.page, 'solve')).map(({ id }) => id), ['pushed']);
      await at.page.close();
      await open(note);
      await deliver(at.page, { kind: 'reveal', blockId: 'solved' });
      assert.equal(await shown('solved'), true);
      await at.page.close();
      await open(note);
      await deliver(at.page, { kind: 'block', block: { ...find(note, 'solved'), run: at.made.run('passed') } });
      assert.equal(await shown('solved'), true);
    });
  });

  describe('parts of a block', () => {
    it('explain a failure above its output, and send only names of fixes', async () => {
      const note = at.made.samples.lab();
      await open(note);
      const parts = await at.page.evaluate(() => [...document.querySelectorAll('[data-id=publish] > *')].map(part => part.id.replace(/-\d+$/, '') || part.className));
      assert.deepEqual(parts, ['code', 'bar', 'remedy', 'output', 'receipt']);
      await at.page.getByRole('button', { name: 'Use port 8088 and run again' }).click();
      assert.deepEqual((await sent(at.page, 'fix')).map(({ blockId, runId, fixId }) => [blockId, runId, fixId]), [['publish', find(note, 'publish').run.runId, 'other']]);
    });

    it('say that a remedy is offered, whether it comes with the result or after it', async () => {
      const note = at.made.samples.lab();
      const fresh = at.made.samples.fresh();
      await open(fresh);
      await deliver(at.page, { kind: 'block', block: find(note, 'publish') });
      assert.match(await says(), /^Block 5 failed at line 1, exit code 125\. Port 80 on this machine is taken\. A remedy is offered\.$/);
      await at.page.close();
      await open(fresh);
      await deliver(at.page, { kind: 'block', block: { ...find(note, 'publish'), explanation: undefined } });
      await deliver(at.page, { kind: 'block', block: find(note, 'publish') });
      await at.page.waitForFunction(() => document.querySelector('[role=status]').textContent === 'Port 80 on this machine is taken. A remedy is offered.', undefined, { timeout: 3000 });
      assert.match(await at.page.textContent('[data-id=publish] .output'), /port is already allocated/, 'the output is still drawn after a part came above it');
    });

    it('hold Run back while a choice is open, with the reason, and send the choice', async () => {
      const note = at.made.samples.lab();
      await open(note);
      await at.page.click('[data-id=pruning] .main', { force: true });
      assert.equal((await sent(at.page, 'run')).length, 0);
      assert.match(await says(), /^This would remove 3 containers that this lab did not make\. Choose before it runs\.$/);
      await at.page.getByRole('button', { name: 'Remove only this lab’s 2' }).click();
      assert.deepEqual((await sent(at.page, 'decide')).map(({ blockId, decisionId, choice }) => [blockId, decisionId, choice]), [['pruning', 'd1', 'own']]);
      assert.equal(await at.page.textContent('[data-id=cleanup] .runs del'), 'left out: web2');
      assert.equal(await at.page.textContent('[data-id=cleanup] .left-out'), 'web2: made 3 days ago, outside Labbook');
      await deliver(at.page, { kind: 'block', block: { ...find(note, 'pruning'), decision: undefined } });
      await at.page.click('[data-id=pruning] .main');
      assert.equal((await sent(at.page, 'run')).length, 1);
    });

    it('say what a run made, five lines at first, and lead to the row', async () => {
      const note = at.made.samples.lab();
      await open(note);
      const lines = at.page.locator('[data-id=big] .receipt li');
      assert.equal(await lines.count(), 5);
      assert.equal((await lines.nth(0).textContent()).replace(/\s+/g, ' '), 'changed: container web1 running → exited (0) named in the command');
      assert.equal((await lines.nth(2).textContent()).replace(/\s+/g, ' '), 'made: container gone-by-now exited (0), gone now likely: appeared while it ran');
      assert.equal(await lines.nth(1).locator('button').count() + await lines.nth(2).locator('button').count(), 0, 'what is gone has no row');
      await at.page.getByRole('button', { name: 'and 11 more' }).click();
      assert.equal(await lines.count(), 16);
      await at.page.getByRole('button', { name: 'Show mydb in the panel' }).click();
      assert.deepEqual((await sent(at.page, 'revealRow')).map(({ uid }) => uid), ['container:mydb']);
      await at.page.getByRole('button', { name: 'Undo block 1…' }).click();
      assert.deepEqual((await sent(at.page, 'undo')).map(({ blockId, runId }) => [blockId, runId]), [['mydb', find(note, 'mydb').run.runId]]);
    });

    it('say what is usual while that is of use', async () => {
      const note = at.made.samples.begun();
      await open(note);
      assert.equal(await at.page.textContent('[data-id=build] .state'), 'usually 3 to 5 min, last time 4:12');
      await deliver(at.page, { kind: 'block', block: { ...find(note, 'build'), run: at.made.run('running', { start: Date.now() - 38_000 }) } });
      assert.match(await at.page.textContent('[data-id=build] .state'), /^Running 0:3\d · usually 3 to 5 min, last time 4:12$/);
      await deliver(at.page, { kind: 'block', block: { ...find(note, 'build'), run: at.made.run('passed') } });
      assert.doesNotMatch(await at.page.textContent('[data-id=build] .state'), /usually/);
    });
  });

  it('offers what concerns the whole lab in the banner, by keyboard', async () => {
    await open(at.made.samples.lab());
    for (const [downs, kind] of [[0, 'cleanUp'], [1, 'cleanUp'], [2, 'showTimeline']]) {
      await at.page.focus('[data-do=labMenu]');
      await at.page.keyboard.press('Enter');
      for (let i = 0; i < downs; i++) await at.page.keyboard.press('ArrowDown');
      await at.page.keyboard.press('Enter');
      assert.equal((await sent(at.page, kind)).length > 0, true, kind);
    }
    assert.deepEqual((await sent(at.page, 'cleanUp')).map(({ reset }) => reset), [false, true]);
    await at.page.click('[data-id=mydb] [data-do=menu]');
    await at.page.getByRole('menuitem', { name: 'Run to here' }).click({ force: true });
    assert.deepEqual((await sent(at.page, 'run')).map(({ blockId, upTo }) => [blockId, upTo]), [['mydb', true]]);
  });

  it('stays smooth with 500 blocks and 200 checks', async () => {
    const note = at.made.samples.many(500, 200);
    await open(at.made.samples.fresh());
    const figures = await at.page.evaluate(async ({ note, checks }) => {
      const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
      const shown = performance.now();
      window.deliver({ kind: 'note', note });
      await new Promise(done => setTimeout(done));
      await frame();
      const first = performance.now() - shown;
      await frame();
      const times = [];
      for (const check of checks) {
        const start = performance.now();
        window.deliver({ kind: 'check', check });
        await new Promise(done => setTimeout(done));
        document.body.getBoundingClientRect(); // what was changed is laid out now, inside the time measured
        times.push(performance.now() - start);
      }
      times.sort((a, b) => a - b);
      const scrolls = [];
      for (let i = 0; i < 30; i++) {
        const start = performance.now();
        window.scrollBy(0, 900);
        await frame();
        scrolls.push(performance.now() - start);
      }
      scrolls.sort((a, b) => a - b);
      return { first, p50: times[Math.floor(times.length / 2)], p95: times[Math.floor(times.length * 0.95)], scroll: scrolls[Math.floor(scrolls.length * 0.9)] };
    }, { note: { ...note, sectionId: 'many' }, checks: note.checks.filter(view => view.state !== 'done').map(view => ({ ...view, state: 'done', doneAt: Date.now() })) });
    console.log(`      shown after ${figures.first.toFixed(0)} ms; a check p50 ${figures.p50.toFixed(1)}, p95 ${figures.p95.toFixed(1)} ms; a screen further p90 ${figures.scroll.toFixed(0)} ms`);
    assert.ok(figures.first < 4000 && figures.p50 < 40 && figures.p95 < 150 && figures.scroll < 400, JSON.stringify(figures));
  });
});
