// The picture of a swarm as a student meets it: in Chromium, under the product's content policy, in all four themes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'mocha';
import { deliver, launch, openStatus, themes } from './statusHarness.mjs';
import { buildSwarm, showSwarm } from './swarmHarness.mjs';

const axePath = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url);

describe('picture of a swarm', function () {
  this.timeout(30_000);
  let browser;
  let kit;
  const pages = [];
  const open = async options => {
    const page = await openStatus(browser, options);
    pages.push(page);
    return page;
  };
  const draw = (page, input) => deliver(page, { kind: 'picture', picture: kit.swarmPicture(input, kit.english) });
  const change = (rows, uid, over) => rows.map(row => row.uid === uid ? { ...row, ...over } : row);
  /** Each column as its name, its detail and its lines. */
  const columns = page => page.locator('.nodebox').evaluateAll(boxes => boxes.map(box => [
    box.querySelector('.nodename').textContent, box.querySelector('small').textContent, ...[...box.querySelectorAll('.tasks > li')].map(line => line.innerText.replace(/\s+/g, ' ').trim()),
  ]));

  before(async () => {
    kit = await buildSwarm();
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

  it('has a column a node with its tasks, and one for what no node takes, with the scheduler’s sentence', async () => {
    const page = await open();
    await showSwarm(page, kit, kit.swarms.voting());
    assert.deepEqual(await columns(page), [
      ['node1', 'manager, leader · ready', 'db.1 running', 'result.1 running', 'vote.1 running', 'vote.3 starting', 'worker.1 running'],
      ['node2', 'worker · ready', 'redis.1 running', 'vote.2 running', 'vote.4 running', 'worker.2 running failed once before: task: non-zero exit (137)'],
      ['No node yet', '1 task', `vote.5 pending ${kit.sentence}`],
    ]);
    assert.equal(await page.locator('.pic h2').innerText(), 'Nodes and tasks\n8 of 10 running');
    assert.equal(await page.locator('.nodebox').last().evaluate(box => getComputedStyle(box).borderTopStyle), 'dashed');
  });

  it('is read aloud as groups and lists with names', async () => {
    const page = await open();
    await showSwarm(page, kit, kit.swarms.voting());
    const node1 = page.getByRole('group', { name: 'Picture: Nodes and tasks' }).getByRole('group', { name: 'node1, manager, leader · ready' });
    assert.equal(await node1.getByRole('listitem').count(), 5);
    assert.match(await node1.getByRole('list').ariaSnapshot(), /- listitem: vote\.3 starting/);
  });

  it('is gone with its swarm, and for a lab without one', async () => {
    const page = await open();
    await showSwarm(page, kit, kit.swarms.voting());
    assert.equal(await page.locator('.pic').isVisible(), true);
    await deliver(page, { kind: 'picture', picture: undefined });
    assert.equal(await page.locator('.pic').isVisible(), false);
    assert.equal(await page.locator('.nodebox').count(), 0);
  });

  it('patches what changed and leaves all other elements alone; a new task flashes once, the first ones do not', async () => {
    const page = await open({ reduce: false });
    await showSwarm(page, kit, kit.swarms.voting());
    assert.equal(await page.locator('.pic .arrived').count(), 0);
    await page.evaluate(() => { for (const each of document.querySelectorAll('.nodebox, .tasks > li')) each.seen = true; });
    const placed = change(change(kit.voting, 'task:vote.3', { state: 'running' }), 'task:vote.5', { node: 'node:node2', state: 'preparing', error: undefined });
    await draw(page, kit.swarmInput([...placed, kit.task('vote', 6, 'node2')]));
    assert.equal((await columns(page)).length, 2);
    assert.equal((await columns(page))[0][5 - 1 + 1], 'vote.3 running');
    assert.equal((await columns(page))[1].includes('vote.5 preparing'), true);
    // It has moved to another column, so that it is new there, like the sixth.
    assert.deepEqual(await page.locator('.tasks > li').evaluateAll(lines => lines.filter(line => !line.seen).map(line => line.dataset.uid)), ['task:vote.5', 'task:vote.6']);
    assert.equal(await page.locator('.pic .arrived').count(), 2);
  });

  it('goes dashed with the words of before when the daemon is gone, and says since when', async () => {
    const page = await open();
    await showSwarm(page, kit, kit.swarms.stale());
    assert.match(await page.locator('.pic .sum').innerText(), /^8 of 10 running, as of \d\d:\d\d:\d\d$/);
    assert.deepEqual((await columns(page))[0].slice(1, 3), ['manager, leader · was ready', 'db.1 was running']);
    assert.deepEqual(await page.locator('.nodebox').evaluateAll(boxes => [...new Set(boxes.map(box => getComputedStyle(box).borderTopStyle))]), ['dashed']);
    assert.equal(await page.locator('.strip').first().isVisible(), true);
  });

  it('says why the managers cannot be asked, while the rest of the panel lives on', async () => {
    const page = await open();
    await showSwarm(page, kit, kit.swarms.noLeader());
    assert.match(await page.locator('.pic > .note-line').innerText(), /no leader/);
    assert.equal(await page.locator('.row', { hasText: 'voting_stack_vote' }).first().locator('.st').innerText(), 'was 3 of 5 running');
    assert.equal(await page.locator('.row', { hasText: 'voting_stack_frontend' }).locator('.st').innerText(), 'overlay, swarm');
  });

  it('keeps the strip that says why, though the lab has no row', async () => {
    const page = await open();
    const fresh = kit.swarms.fresh();
    await showSwarm(page, kit, { ...fresh, link: kit.swarms.stale().link });
    assert.equal(await page.locator('.strip').first().isVisible(), true);
    assert.equal(await page.getByText('This lab has made nothing yet.').count(), 0);
  });

  it('stands beside the rows where there is room, above them where not, and never needs sideways scrolling', async () => {
    const page = await open();
    for (const sample of ['voting', 'troubled', 'seven']) {
      await showSwarm(page, kit, kit.swarms[sample]());
      for (const [width, beside] of [[1300, true], [800, true], [700, false], [320, false], [260, false]]) {
        await page.setViewportSize({ width, height: 900 });
        const [picture, lists] = await Promise.all(['.pic', '.lists'].map(part => page.locator(part).boundingBox()));
        assert.equal(picture.x + picture.width <= lists.x + 1, beside, `${sample} ${width}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, `${sample} ${width}`);
        assert.deepEqual(await page.locator('.nodebox *').evaluateAll(all => all.filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0).map(each => each.className)), [], `${sample} ${width}`);
      }
    }
  });

  it('lets the rows take the form that fits what the picture leaves', async () => {
    const page = await open({ width: 900 });
    await showSwarm(page, kit, kit.swarms.voting());
    assert.equal(await page.locator('.row').first().evaluate(row => getComputedStyle(row).display), 'flex', 'two lines in 540 pixels');
    await deliver(page, { kind: 'picture', picture: undefined });
    assert.equal(await page.locator('.row').first().evaluate(row => getComputedStyle(row).display), 'grid');
  });

  it('is said in one sentence with the reason when a service changes', async () => {
    const page = await open();
    const builder = new kit.StatusBuilder(kit.english);
    const all = kit.swarmInput(change(kit.voting, 'task:vote.5', { node: 'node:node2', state: 'preparing', error: undefined }));
    const before = builder.build(all, false);
    await deliver(page, { kind: 'status', status: before });
    const after = builder.build(kit.swarmInput(change(kit.voting, 'service:vote', { running: 4 })), false);
    await deliver(page, ...kit.diffStatus(before, after));
    assert.equal(await page.locator('[role=status]').last().textContent(), `voting_stack_vote: 4 of 5 running. voting_stack_vote.5 pending: ${kit.sentence}.`);
  });

  it('writes names as text, whatever they hold', async () => {
    const page = await open();
    await showSwarm(page, kit, kit.swarmInput(change(kit.voting, 'task:vote.5', { error: '<img src=x onerror=alert(1)>' })));
    assert.equal(await page.locator('.pic img').count(), 0);
  });

  for (const theme of Object.keys(themes)) {
    it(`has no violation that axe knows, ${theme}`, async () => {
      const page = await open({ theme, height: 900 });
      await page.evaluate(await readFile(axePath, 'utf8'));
      for (const [sample, width] of [['voting', 1200], ['voting', 260], ['troubled', 1200], ['stale', 1000], ['noLeader', 1000], ['fresh', 500], ['worker', 500]]) {
        await page.setViewportSize({ width, height: 900 });
        await showSwarm(page, kit, kit.swarms[sample]());
        const { violations } = await page.evaluate(() => window.axe.run(document));
        assert.deepEqual(violations.map(found => `${sample} ${width}: ${found.id} ${found.nodes[0].html} ${found.nodes[0].failureSummary}`), []);
      }
    });
  }
});
