// The note page in a real browser: what it draws, what it lets through, what it keeps. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { buildNote, deliver, launch, openNote, origin, sent, show, themes } from './noteHarness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('note page', function () {
  this.timeout(30_000);
  let browser;
  let made;
  let page;
  before(async () => { made = await buildNote(); browser = await launch(); });
  after(() => browser?.close());
  afterEach(() => page?.close());
  const open = async (note, options) => { page = await openNote(browser, options); await show(page, note); return page; };
  const block = (view, run) => ({ kind: 'block', block: { ...view, run } });
  const find = (note, id) => note.blocks.find(view => view.id === id);
  const focused = () => page.evaluate(() => `${document.activeElement?.closest('[data-id]')?.dataset.id} ${document.activeElement?.textContent}`);

  describe('accessibility', () => {
    for (const theme of Object.keys(themes)) {
      it(`has no violation that axe can find in ${theme}, with every state, a form and the contents open`, async () => {
        const note = made.samples.lab();
        await open(note, { theme });
        await deliver(page, { kind: 'output', blockId: 'follow', runId: find(note, 'follow').run.runId, text: made.liveText, offset: 0 });
        await page.evaluate(() => document.querySelectorAll('[data-do=toggle][aria-expanded=false]').forEach(button => button.click()));
        await page.click('[data-id=tag] .main');
        await page.click('[data-do=contents]');
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => `${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`), []);
        assert.deepEqual(page.problems, []);
      });
    }

    for (const width of [320, 520, 1040]) {
      it(`needs no sideways scrolling at ${width} px`, async () => {
        await open(made.samples.lab(), { width });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      });
    }

    it('can be used without a mouse: next block, run, stop, form, contents', async () => {
      const note = made.samples.fresh();
      await open(note);
      await page.keyboard.press('Alt+ArrowDown');
      assert.match(await focused(), /^mydb/);
      await page.keyboard.press('Control+Enter');
      const [run] = await sent(page, 'run');
      assert.deepEqual(JSON.parse(JSON.stringify(run)), { kind: 'run', section: 'docker-introduction', blockId: 'mydb', hash: find(note, 'mydb').hash });
      await deliver(page, block(find(note, 'mydb'), made.run('running')));
      assert.match(await focused(), /^mydb Stop/);
      await page.keyboard.press('Control+Enter');
      assert.equal((await sent(page, 'stop')).length, 1);
      await page.keyboard.press('Alt+ArrowDown');
      assert.match(await focused(), /^follow/);
      await page.keyboard.press('Alt+Enter');
      assert.equal((await sent(page, 'run'))[1].from, true);
      await page.keyboard.press('Control+Shift+Enter');
      assert.deepEqual((await sent(page, 'showTerminal')).map(({ blockId }) => blockId), ['follow']);
    });

    it('asks for a value inside the block; Enter sends it, Escape gives the focus back', async () => {
      await open(made.samples.fresh());
      await page.focus('[data-id=tag] .main');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      assert.match(await focused(), /^tag Run/);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      assert.equal((await sent(page, 'run')).length, 0);
      await page.keyboard.type('ada');
      assert.match(await page.textContent('[data-id=tag] .runs'), /"ada\/linux_tweet_app/);
      await page.keyboard.press('Enter');
      assert.deepEqual((await sent(page, 'run')).map(({ values }) => values), [{ '<your Docker ID>': 'ada' }]);
    });

    it('walks the menu by arrows and puts a block into the terminal without running it', async () => {
      await open(made.samples.fresh());
      await page.focus('[data-id=mydb] [data-do=menu]');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      assert.equal((await sent(page, 'putInTerminal')).length, 1);
      assert.equal((await sent(page, 'run')).length, 0);
      assert.match(await focused(), /^mydb/);
    });

    it('says how a block ended, once, and the failing one opens by itself', async () => {
      const note = made.samples.fresh();
      await open(note);
      await deliver(page, block(find(note, 'publish'), made.run('failed', { code: 125, statements: [made.result(1, made.exit(125))], output: made.kept('no\n') })));
      assert.match(await page.textContent('[role=status]'), /^Block \d+ failed at line 1, exit code 125\.$/);
      assert.equal(await page.textContent('[data-id=publish] .output'), 'no');
      await deliver(page, block(find(note, 'mydb'), made.run('passed', { statements: [made.result(1, made.exit(0))], output: made.kept('yes\n') })));
      assert.equal(await page.locator('[data-id=mydb] .output').count(), 0);
      assert.match(await page.getAttribute('[data-id=publish]', 'aria-label'), /^Block \d+, failed$/);
    });
  });

  describe('hostile notes', () => {
    const hostile = [
      '<script>window.hit=1</script>', '<img src=x onerror="window.hit=1">', '<img data-src="http://evil.invalid/x.png">', '![x](http://evil.invalid/y.png)', '![x](//evil.invalid/z.png)',
      '[a](javascript:window.hit=1)', '<a href="javascript:window.hit=1">j</a>', '<a href="command:labbook.runBlock">c</a>', '<meta http-equiv="refresh" content="0;url=http://evil.invalid/">',
      '<svg onload="window.hit=1"><script>window.hit=1</script></svg>', '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>', '<form action="http://evil.invalid/"><input name=a><button>go</button></form>',
      '<style>body{display:none}</style>', '<p style="position:fixed;inset:0">s</p>', '<div id="app">x</div><div id="contents">y</div>', '<div data-block="real">fake</div>', '<button data-do="run" data-id="real">Run</button>',
      '<span class="btn primary banner">dressed up</span>', '<base href="http://evil.invalid/">', '<details ontoggle="window.hit=1" open><summary>s</summary>t</details>', '<math><mtext><table><mglyph><style><img src=x onerror="window.hit=1">', '<a href="http://evil.invalid/" target=_top>leave</a>',
      '<noscript><p title="</noscript><img src=x onerror=window.hit=1>"></noscript>',
    ].join('\n\n');

    it('lets nothing run, load, dress up or leave', async () => {
      const note = made.noteOf(`# Hostile\n\n\`\`\`sh {name=real}\necho '</code><img src=x onerror=window.hit=1>'\n\`\`\`\n\n${hostile}\n`);
      await open(note);
      await page.waitForTimeout(150);
      for (const link of await page.locator('.text a').all()) await link.click({ force: true });
      assert.equal(await page.evaluate(() => window.hit), undefined);
      assert.equal(page.url(), `${origin}/`);
      assert.deepEqual(page.requests.filter(url => !url.startsWith(origin) && !url.startsWith('data:')), []);
      assert.deepEqual((await sent(page, 'openLink')).map(({ href }) => href).filter(href => /^(?:javascript|command):/i.test(href)), []);
      const found = await page.evaluate(() => [...document.querySelectorAll('.text :is(script, iframe, form, input, style, svg, math, meta, base, [style], [onerror], [ontoggle], .btn.primary, #app, #contents)')].map(element => element.outerHTML));
      assert.deepEqual(found, []);
      assert.equal(await page.locator('.block').count(), 1);
      // The sanitiser reads the text in a document of its own, where the policy refuses what it is about to remove.
      assert.deepEqual(page.problems.filter(problem => !/Content Security Policy|404/.test(problem)), []);
    });

    it('shows output as text: no link, no title, no element, whatever the escapes', async () => {
      const evil = '<img src=x onerror=window.hit=1>\x1b]8;;http://evil.invalid/\x07link\x1b]8;;\x07 \x1b]0;title\x07\x1b]52;c;ZXZpbA==\x07\x1b[31mred\x1b[0m \x1b[38;2;1;2;3mtrue\x1b[0m \x1bP1$q\x1b\\end\n';
      const note = made.samples.fresh();
      await open(note);
      await deliver(page, block(find(note, 'mydb'), made.run('failed', { code: 1, statements: [made.result(1, made.exit(1))], output: made.kept(evil) })));
      assert.equal(await page.textContent('[data-id=mydb] .output'), '<img src=x onerror=window.hit=1>link red true end');
      assert.equal(await page.locator('[data-id=mydb] .output :is(img, a, [style])').count(), 0);
      assert.equal(await page.locator('[data-id=mydb] .ansi-red-fg').count(), 1);
      assert.equal(await page.evaluate(() => window.hit), undefined);
      assert.deepEqual(page.problems, []);
    });

    it('loads pictures of the course, and others only where the student allowed it', async () => {
      const note = made.noteOf('# P\n\n![own](images/container-life-cycle.svg) ![far](https://far.invalid/p.png) <img src="file:///etc/passwd" alt="local">\n');
      await open(note);
      assert.equal(await page.locator('.text img').count(), 1);
      assert.equal(await page.locator('.noimage').count(), 2);
      await page.close();
      await open(note, { remoteImages: true });
      // It is asked for now; nothing answers under that name, and that is said.
      await page.locator('.noimage', { hasText: 'Picture not found: far' }).waitFor();
      assert.equal(await page.locator('.text img').count(), 1);
    });
  });

  describe('output', () => {
    it('stays responsive and small while 5 MB stream in', async () => {
      const note = made.samples.fresh();
      await open(note);
      const view = { ...find(note, 'mydb'), run: made.run('running') };
      await deliver(page, { kind: 'block', block: view });
      const figures = await page.evaluate(async ({ runId }) => {
        const line = `${'x'.repeat(60)} \x1b[32mok\x1b[0m\n`;
        const text = line.repeat(Math.ceil(32_768 / line.length));
        const lags = [];
        let offset = 0;
        for (let i = 0; i < 160; i++) {
          window.deliver({ kind: 'output', blockId: 'mydb', runId, text, offset });
          offset += text.length;
          const before = performance.now();
          await new Promise(done => setTimeout(done));
          lags.push(performance.now() - before);
        }
        await new Promise(done => setTimeout(done, 300));
        lags.sort((a, b) => a - b);
        return { bytes: offset, p99: lags[Math.floor(lags.length * 0.99)], nodes: document.querySelectorAll('.output *').length, length: document.querySelector('.output').textContent.length };
      }, { runId: view.run.runId });
      assert.ok(figures.bytes > 5_000_000 && figures.nodes < 1000 && figures.length < 200_000 && figures.p99 < 250, JSON.stringify(figures));
      assert.match(await page.textContent('[data-id=mydb] [data-do=toggle]'), /Output, \d+ lines/);
    });

    it('says how much of a huge output was not kept', async () => {
      await open(made.samples.lab());
      await page.click('[data-id=big] [data-do=toggle]');
      assert.match(await page.textContent('[data-id=big] .gap'), /100 MB/);
    });
  });

  describe('staying in place', () => {
    it('keeps the focus, an open fold and a half-filled form when the text or a block changes', async () => {
      const note = made.samples.fresh();
      await open(note);
      await page.click('summary:has-text("Why port 80")');
      await page.click('[data-id=tag] .main');
      await page.keyboard.type('ada');
      await deliver(page, block(find(note, 'tag')));
      await show(page, { ...note, hash: 'other', html: note.html.replace('takes the host', 'always takes the host') });
      assert.equal(await page.inputValue('[data-id=tag] input'), 'ada');
      assert.match(await focused(), /^tag/);
      assert.equal(await page.locator('details[open] summary:has-text("Why port 80")').count(), 1);
      assert.match(await page.textContent('.text'), /always takes the host/);
    });

    it('asks for everything when a message was missed, and takes no difference before it came', async () => {
      const note = made.samples.fresh();
      await open(note);
      await page.evaluate(() => window.seq++);
      await deliver(page, block(find(note, 'mydb'), made.run('passed')));
      assert.equal((await sent(page, 'ready')).length, 2);
      assert.equal(await page.locator('[data-id=mydb] .state strong').count(), 0);
    });

    it('comes back to its line after a reload', async () => {
      const note = made.samples.fresh();
      await open(note);
      await page.evaluate(() => window.scrollTo(0, 900));
      await page.waitForTimeout(120);
      const kept = await page.evaluate(() => window.kept);
      assert.deepEqual(Object.keys(kept).sort(), ['line', 'scroll', 'section']);
      await page.close();
      await open(note, { kept });
      await page.waitForFunction(() => Math.abs(window.scrollY - 900) < 40, undefined, { timeout: 3000 });
      assert.equal((await sent(page, 'scrolled')).length, 0);
    });

    it('tells when the state of a block is on screen', async () => {
      const note = made.samples.fresh();
      await open(note);
      const run = made.run('passed');
      await deliver(page, block(find(note, 'mydb'), run));
      await page.waitForFunction(() => window.sent.some(message => message.kind === 'painted'));
      assert.deepEqual((await sent(page, 'painted')).map(({ blockId, runId, state }) => [blockId, runId, state]), [['mydb', run.runId, 'passed']]);
    });
  });

  it('locks Run with the reason and sends nothing', async () => {
    await open(made.samples.locked());
    await page.click('[data-id=mydb] .main', { force: true });
    assert.equal((await sent(page, 'run')).length, 0);
    assert.match(await page.textContent('[role=status]'), /locked/);
    await page.click('[data-action=manageTrust]');
    assert.deepEqual((await sent(page, 'strip')).map(({ id, action }) => [id, action]), [['restricted', 'manageTrust']]);
  });

  it('counts nothing that cannot be done while Run is locked, and what was done before', async () => {
    const meters = () => page.locator('.meter').allTextContents();
    const { banner, strips, ...begun } = made.samples.begun();
    const locked = { ...begun, banner, strips, locked: 'There is no machine here.' };
    await open(locked);
    assert.deepEqual(await meters(), []);
    await deliver(page, { kind: 'banner', banner, strips });
    await page.locator('.meter').getByText('0 of 11 checks').waitFor();
    await open({ ...locked, checks: [], progress: { done: 0, of: 3 } });
    assert.deepEqual(await meters(), []);
    await open({ ...made.samples.lab(), locked: 'There is no machine here.' });
    assert.deepEqual(await meters(), ['5 of 11 checks, 1 emulated']);
  });

  it('sends a second Run only after the first was answered', async () => {
    await open(made.samples.fresh());
    await page.dblclick('[data-id=mydb] .main');
    assert.equal((await sent(page, 'run')).length, 1);
  });

  it('shows at once that a block was asked for, so that the same result once more can be told from the old one', async () => {
    const note = made.samples.fresh();
    await open(note);
    const state = () => page.innerText('[data-id=mydb] .bar .state');
    for (const start of [1, 2]) {
      await page.click('[data-id=mydb] .main');
      assert.equal(await state(), 'Starting');
      await deliver(page, block(find(note, 'mydb'), { ...made.run('passed'), runId: `run-${start}` }));
      assert.match(await state(), /^Passed/);
    }
  });

  it('says of a block that has to be decided about first not that it starts', async () => {
    const note = made.samples.fresh();
    await open(note);
    await page.click('[data-id=mydb] .main');
    await deliver(page, { kind: 'block', block: { ...find(note, 'mydb'), decision: find(made.samples.lab(), 'pruning').decision } });
    assert.doesNotMatch(await page.innerText('[data-id=mydb] .bar'), /Starting/);
  });

  it('draws no green tick for what passed on an emulator: the flask, and the word where it is read aloud', async () => {
    const note = made.samples.fresh();
    await open(note);
    const passed = marks => made.run('passed', { marks, statements: [made.result(1, made.exit(0)), made.result(2, made.exit(1))] });
    const ticks = () => page.locator('[data-id=pipe] .stmt > .i').evaluateAll(all => all.map(mark => mark.className));
    await deliver(page, block(find(note, 'pipe'), passed([])));
    assert.deepEqual(await ticks(), ['i i-pass s-pass', 'i i-fail s-fail']);
    await deliver(page, block(find(note, 'pipe'), passed(['emulated'])));
    assert.deepEqual(await ticks(), ['i i-flask s-emu', 'i i-fail s-fail']);
    assert.match(await page.locator('[data-id=pipe] .stmt .sr').first().textContent(), /^Passed, emulated, exit 0/);
    assert.equal(await page.locator('[data-id=pipe] .i-pass').count(), 0);
  });

  it('shows before anybody clicks that a block does not run where its lab works, why, and what helps', async () => {
    const note = made.samples.fresh();
    await open(note);
    await deliver(page, { kind: 'block', block: { ...find(note, 'mydb'), lock: { title: 'This block names a profile (`--profile`).', remedy: 'Leave it out.' } } });
    const run = page.locator('[data-id=mydb] .main');
    assert.deepEqual([await run.getAttribute('aria-disabled'), await run.getAttribute('title'), await run.locator('.i').getAttribute('class')], ['true', 'This block names a profile (--profile).', 'i i-lock']);
    assert.equal(await page.innerText('[data-id=mydb] .aside'), 'This block names a profile (--profile). Leave it out.');
    assert.equal(await page.getAttribute('[data-id=mydb] .aside > .i', 'class'), 'i i-lock s-wait');
    await run.click({ force: true });
    assert.match(await page.textContent('[role=status]'), /^This block names a profile \(--profile\)\.$/);
    for (const key of ['Control+Enter', 'Alt+Enter']) { await run.focus(); await page.keyboard.press(key); }
    assert.deepEqual([(await sent(page, 'run')).length, (await sent(page, 'runFrom')).length], [0, 0]);
    await deliver(page, { kind: 'block', block: { ...find(note, 'mydb'), lock: { title: 'Simulated: ssh.', remedy: 'Nothing was connected to.', simulated: true } } });
    assert.equal(await page.getAttribute('[data-id=mydb] .aside > .i', 'class'), 'i i-flask s-emu');
    await deliver(page, { kind: 'block', block: find(note, 'mydb') });
    await run.click();
    assert.equal((await sent(page, 'run')).length, 1, 'another track lets it run');
  });

  it('never sends command text', async () => {
    await open(made.samples.fresh());
    for (const button of await page.locator('[data-id=mydb] button:not([data-do=menu])').all()) await button.click();
    assert.ok(!JSON.stringify(await page.evaluate(() => window.sent)).includes('docker container run'));
  });
});
