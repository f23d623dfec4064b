// AWS in the status page as a student meets it: in Chromium, under the product's content policy, in all four themes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'mocha';
import { buildAws, showAws } from './awsHarness.mjs';
import { deliver, launch, openStatus, sent, themes } from './statusHarness.mjs';

const axePath = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url);
const shown = ['emulator', 'real', 'kinesis', 'services', 'monolith', 'noPrice', 'stale'];

describe('AWS in the panel', function () {
  this.timeout(60_000);
  let browser;
  let kit;
  const pages = [];
  const open = async options => {
    const page = await openStatus(browser, options);
    pages.push(page);
    return page;
  };
  const show = async (page, sample) => showAws(page, kit, kit.aws[sample]());
  const mask = locator => locator.evaluate(mark => mark.className);

  before(async () => {
    kit = await buildAws();
    browser = await launch();
  });
  after(() => browser?.close());
  afterEach(async () => {
    for (const page of pages.splice(0)) {
      const { problems } = page;
      await page.close();
      assert.deepEqual(problems, []);
    }
  });

  it('says of each thing of an emulator that it is emulated, by flask and word, and shows no green tick', async () => {
    const page = await open();
    await show(page, 'emulator');
    const states = await page.locator('.row .st').allInnerTexts();
    assert.equal(states.length, 6);
    for (const state of states) assert.match(state, /, emulated$/);
    assert.deepEqual(await page.locator('.row > .i').evaluateAll(all => [...new Set(all.map(mark => mark.className))]), ['i i-flask s-emu']);
    assert.equal(await page.locator('.row .i-pass, .pic .i-pass').count(), 0);
    assert.deepEqual([await page.locator('.phead .tag').innerText(), await mask(page.locator('.phead .tag'))], ['Emulator', 'tag emu']);
    assert.match(await page.locator('.phead .place').innerText(), /^moto 5\.2\.1 on 127\.0\.0\.1:5081, account 123456789012, us-east-1$/);
  });

  it('keeps account and running cost in sight on a real account, and lets the cost grow by itself', async () => {
    const page = await open();
    await show(page, 'real');
    assert.equal(await page.locator('.phead .tag').innerText(), 'Real AWS account');
    const money = () => page.locator('.phead .money').innerText();
    assert.match(await money(), /^about 0\.22 USD an hour · about 0\.1\d so far · unconfirmed prices of 2026-11-26 or later/);
    const row = page.locator('.row[data-uid="aws-notebook-instance:lab"] .cost');
    assert.equal(await row.innerText(), 'about 0.05 USD an hour, unconfirmed price (2026-11-26), about 0.09 so far');
    await page.evaluate(() => { const { now } = Date; Date.now = () => now() + 3_600_000; });
    await page.waitForFunction(() => /about 0\.14 so far/.test(document.querySelector('.row[data-uid="aws-notebook-instance:lab"] .cost').textContent), undefined, { timeout: 45_000 });
    assert.match(await money(), /about 0\.3\d so far/);
  });

  it('never says 0 where no price is known', async () => {
    const page = await open();
    await show(page, 'noPrice');
    for (const text of await page.locator('.row .cost').allInnerTexts()) assert.equal(text, 'billed by the hour, no price known');
    assert.equal(await page.locator('.phead .money').innerText(), 'billed by the hour, no price known');
  });

  it('puts what is dearest first, with its parts and the service’s own sentence under the row', async () => {
    const page = await open();
    await show(page, 'real');
    assert.deepEqual(await page.locator('.group[aria-label="Endpoints"] .row .name').allInnerTexts(), ['xgb-ab', 'xgb-1']);
    assert.deepEqual(await page.locator('.row[data-uid="aws-endpoint:xgb-ab"] .parts li').allInnerTexts(), ['A 70 % of the traffic · ml.t2.medium × 1', 'B 30 % of the traffic · ml.t2.medium × 1']);
    assert.match(await page.locator('.row[data-uid="aws-training-job:xgb-0"] .note-line').innerText(), /^AlgorithmError: the first line/);
    await page.locator('.row[data-uid="aws-endpoint:xgb-ab"]').focus();
    const label = await page.locator('.row[data-uid="aws-endpoint:xgb-ab"]').getAttribute('aria-label');
    assert.match(label, /^xgb-ab, Creating, .*A 70 % of the traffic.*about 0\.112 USD an hour, unconfirmed price/);
  });

  it('offers the commands, and tells the host which is wanted', async () => {
    const page = await open();
    await show(page, 'real');
    const row = page.locator('.row[data-uid="aws-endpoint:xgb-1"]');
    assert.deepEqual(await row.locator('.ibtn').evaluateAll(all => all.map(button => button.dataset.do)), ['invoke', 'logs', 'describe', 'more']);
    await row.hover();
    await row.getByRole('button', { name: 'Invoke with a test row: xgb-1' }).click();
    assert.deepEqual(await sent(page, 'action'), [{ kind: 'action', uid: 'aws-endpoint:xgb-1', action: 'invoke' }]);
  });

  it('shows under its row what a thing answered, as text, with a line for numbers that came one after the other', async () => {
    const page = await open();
    await show(page, 'answered');
    const answer = page.locator('.row[data-uid="aws-endpoint:xgb-1"] .answer');
    assert.deepEqual([await answer.locator('strong').innerText(), await answer.locator('pre').innerText()], ['The emulator’s canned answer: no model has computed it', 'body <b>']);
    const job = page.locator('.row[data-uid="aws-training-job:xgb-1"] .answer');
    assert.deepEqual(await job.locator('.plot').allInnerTexts(), ['train:error 0.087', 'validation:auc 0.78']);
    assert.equal(await job.getByRole('img').getAttribute('aria-label'), 'train:error: 0.21, 0.12, 0.087');
    assert.equal(await answer.locator('b').count(), 0);
    const drawn = await job.locator('svg').boundingBox();
    const above = await job.locator('strong').boundingBox();
    assert.ok(drawn.y >= above.y + above.height, 'the line keeps clear of the heading');
  });

  it('draws build, train, deploy in reading order, what is only pretended dashed', async () => {
    const page = await open({ width: 1300 });
    await show(page, 'emulator');
    assert.equal(await page.locator('.pic > h2').innerText(), 'Build, train, deploy');
    assert.deepEqual((await page.locator('.flow > li').allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim()), [
      'gwu-sm-1847220931 bucket · 1.2 MB 1 object, emulated block 3', 'xgb-1 training job · ml.m5.large Completed, emulated block 3', 'model.tar.gz model artefact pretended, not in S3 block 4',
      'xgb-1 model there, emulated block 5', 'xgb-1 endpoint configuration 1 variant, emulated block 6', 'xgb-1 ml.t2.medium × 1 · AllTraffic 100 % InService, emulated',
    ]);
    assert.deepEqual(await page.locator('.stage').evaluateAll(all => all.map(stage => getComputedStyle(stage).borderTopStyle)), ['solid', 'solid', 'dashed', 'solid', 'solid', 'solid']);
  });

  it('draws the pipeline with what passed within the last minute, and only what has come flashes', async () => {
    const page = await open({ width: 1400 });
    await show(page, 'streamOnly');
    assert.equal(await page.locator('.flow > li').count(), 1);
    await page.evaluate(() => { for (const each of document.querySelectorAll('.lane, .flow > li')) each.seen = true; });
    await show(page, 'kinesisReal');
    const hops = await page.locator('.lane').first().locator('.hop:visible').allInnerTexts();
    assert.deepEqual(hops, ['120/min', '120/min', '2/min', '2/min', '2/min']);
    assert.equal(await page.locator('.lane').first().evaluate(lane => lane.seen), true, 'the lane stays');
    assert.match(await page.locator('.stage').first().innerText(), /producer\.py\s+Bucephalus\s+2 of them running/);
    assert.match(await page.locator('.stage', { hasText: 'UnicornSensorData' }).innerText(), /ACTIVE, 20 items/);
  });

  it('draws a lane for each rule of the routing table', async () => {
    const page = await open({ width: 1100 });
    await show(page, 'services');
    assert.deepEqual(await page.locator('.lane').evaluateAll(all => all.map(lane => [...lane.querySelectorAll('.stage strong')].map(name => name.textContent).join(' → '))), [
      '/api/users* → users → users', '/api/threads* → threads → threads', '/api/posts* → posts → posts', 'all other paths → drop-traffic → nobody',
    ]);
    await show(page, 'monolith');
    assert.match(await page.locator('.pic > .note-line').innerText(), /routes nothing/);
    assert.match(await page.locator('.stage').last().innerText(), /0 of 1 running, emulated/);
  });

  it('goes grey and dashed with the words of before when the emulator is gone, and says so in its own words', async () => {
    const page = await open();
    await show(page, 'emulator');
    await show(page, 'stale');
    assert.equal(await page.locator('.row .st').first().innerText(), 'was InService, emulated');
    assert.match(await page.locator('.pic .sum').innerText(), /^as of \d\d:\d\d:\d\d$/);
    assert.deepEqual(await page.locator('.stage').evaluateAll(all => [...new Set(all.map(stage => getComputedStyle(stage).borderTopStyle))]), ['dashed']);
    assert.match(await page.locator('.strip').first().innerText(), /The emulator is not running\./);
    assert.equal(await page.locator('.row .ibtn:visible').count(), 0);
    await page.waitForFunction(() => /^The emulator stopped answering\. Showing the state of/.test([...document.querySelectorAll('[role=status]')].at(-1).textContent));
    await show(page, 'silent');
    assert.match(await page.locator('.strip strong').first().innerText(), /^AWS stopped answering\.$/);
    assert.equal(await page.getByText(/Docker/).count(), 0);
  });

  it('says no word of Docker while it looks, where nobody answers, and where nothing was made', async () => {
    const page = await open();
    await show(page, 'connecting');
    await page.getByText('Looking for AWS').or(page.getByText('Looking for the emulator')).waitFor();
    await show(page, 'off');
    assert.equal(await page.getByRole('button', { name: 'Start the emulator' }).isVisible(), true);
    await show(page, 'fresh');
    assert.equal(await page.getByText('This lab has made nothing yet.').isVisible(), true);
    assert.equal(await page.getByText(/Docker/).count(), 0);
  });

  it('leaves nothing of one target behind when the lab is about another', async () => {
    const page = await open();
    await show(page, 'emulator');
    await deliver(page, { kind: 'status', status: kit.samples.live() }, { kind: 'picture', picture: undefined });
    assert.equal(await page.locator('.row[data-uid^="aws-"]').count(), 0);
    assert.equal(await page.locator('.phead .tag, .phead .money, .pic').evaluateAll(all => all.filter(each => each.offsetParent).length), 0);
    await show(page, 'emulator');
    assert.equal(await page.locator('.row:not([data-uid^="aws-"])').count(), 0);
  });

  it('needs no sideways scrolling at any width, and cuts no word of a picture', async () => {
    const page = await open();
    for (const sample of shown) {
      await show(page, sample);
      for (const width of [1800, 1200, 800, 561, 430, 320, 260]) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, `${sample} ${width}`);
        assert.deepEqual(await page.locator('.flow *, .phead *, .row .parts *, .row .cost *').evaluateAll(all => all.filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0 && !each.matches('.i')).map(each => `${each.className} ${each.textContent}`)), [], `${sample} ${width}`);
      }
    }
  });

  it('keeps Clean up at the right edge of the first line, whatever the money takes', async () => {
    const page = await open();
    for (const sample of ['emulator', 'real']) {
      await show(page, sample);
      for (const width of [1800, 1200, 1000, 800, 600]) {
        await page.setViewportSize({ width, height: 900 });
        const [button, title] = [await page.locator('.phead > .end').boundingBox(), await page.locator('.phead h1').boundingBox()];
        assert.ok(Math.abs(button.x + button.width - width) <= 12 && Math.abs(button.y - title.y) < 8, `${sample} ${width}: ${JSON.stringify([button, title])}`);
      }
    }
  });

  it('writes names and messages as text, whatever they hold', async () => {
    const page = await open();
    const evil = '<img src=x onerror=alert(1)>';
    await showAws(page, kit, kit.awsInput([kit.awsThing('endpoint', evil, { status: '<b>x</b>', message: evil, facts: [evil], parts: [{ name: evil, detail: evil }] })]));
    assert.equal(await page.locator('.pic img, .row img, .row b, .pic b').count(), 0);
  });

  for (const theme of Object.keys(themes)) {
    it(`has no violation that axe knows, ${theme}`, async () => {
      const page = await open({ theme, height: 900 });
      await page.evaluate(await readFile(axePath, 'utf8'));
      for (const [sample, width] of [['real', 1200], ['kinesis', 320], ['services', 900], ['stale', 1000], ['answered', 500]]) {
        await page.setViewportSize({ width, height: 900 });
        await show(page, sample);
        const { violations } = await page.evaluate(() => window.axe.run(document));
        assert.deepEqual(violations.map(found => `${sample} ${width}: ${found.id} ${found.nodes[0].html} ${found.nodes[0].failureSummary}`), []);
      }
    });
  }
});
