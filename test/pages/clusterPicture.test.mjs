// A cluster in the status page as a student meets it: in Chromium, under the product's content policy, in all four themes.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, describe, it } from 'mocha';
import { buildCluster, showCluster } from './clusterHarness.mjs';
import { deliver, launch, openStatus, sent, themes } from './statusHarness.mjs';

const axePath = new URL('../../node_modules/axe-core/axe.min.js', import.meta.url);

describe('a cluster in the panel', function () {
  this.timeout(60_000);
  let browser;
  let kit;
  const pages = [];
  const open = async options => {
    const page = await openStatus(browser, options);
    pages.push(page);
    return page;
  };
  const draw = (page, input) => deliver(page, { kind: 'picture', picture: kit.clusterPicture(input, kit.english) });
  const change = (rows, uid, over) => rows.map(row => row.uid === uid ? { ...row, ...over } : row);
  /** Each ReplicaSet as its box and its lines. */
  const sets = page => page.locator('.sets > li').evaluateAll(all => all.map(set => [set.querySelector('.obj'), ...set.querySelectorAll('.pods > li')].map(part => part.innerText.replace(/\s+/g, ' ').trim())));

  before(async () => {
    kit = await buildCluster();
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

  it('keeps its rows within the panel at every width', async () => {
    for (const width of [280, 430, 561, 600, 640, 760, 900, 1000, 1100, 1300]) {
      const page = await open({ width, height: 620 });
      await showCluster(page, kit, kit.clusters.updating());
      const over = await page.locator('.lists').evaluate(lists => [...lists.querySelectorAll('.row, .row > *')].filter(part => part.getBoundingClientRect().right > lists.getBoundingClientRect().right).map(part => part.className));
      assert.deepEqual(over, [], `${width} pixels`);
    }
  });

  it('shows a rolling update: how far it is, the new ReplicaSet before the old one, and who gets traffic', async () => {
    const page = await open();
    await showCluster(page, kit, kit.clusters.updating());
    assert.equal((await page.locator('.roll > .obj').innerText()).replace(/\s+/g, ' '), 'kubernetes-bootcamp deployment updating, 2 of 4 updated 2 of 4 available 3 of 4');
    assert.deepEqual(await sets(page), [
      ['7d4b9c86f9 new ReplicaSet, revision 2, kubernetes-bootcamp:v2 1 of 3 ready', '4hj8s Running gets traffic', 'm2v6c ContainerCreating no traffic'],
      ['5b8d7f6c44 old ReplicaSet, revision 1, kubernetes-bootcamp:v1 2 of 2 ready', '9bd2t Running gets traffic', 'hq4mz Running gets traffic', 'v8k3j Terminating no traffic'],
    ]);
    assert.deepEqual(await page.locator('.cells').evaluateAll(all => all.map(cells => [cells.children.length, cells.querySelectorAll('.on').length])), [[4, 2], [4, 3]]);
    assert.match(await page.locator('.svcs li').innerText(), /app=kubernetes-bootcamp matches 4 pods; 3 of them get traffic/);
  });

  it('is read aloud as groups and lists with names', async () => {
    const page = await open();
    await showCluster(page, kit, kit.clusters.updating());
    const roll = page.getByRole('group', { name: 'Picture: Deployments and pods' }).getByRole('group', { name: 'kubernetes-bootcamp, deployment, updating, 2 of 4' });
    assert.equal(await roll.getByRole('list', { name: 'ReplicaSets of kubernetes-bootcamp' }).count(), 1);
    assert.match(await roll.getByRole('list', { name: 'Pods of 7d4b9c86f9' }).ariaSnapshot(), /- listitem: 4hj8s Running gets traffic/);
    assert.equal(await page.getByRole('list', { name: 'Services' }).getByRole('listitem').count(), 1);
  });

  it('lets an update be watched: what comes flashes once, all else keeps its element', async () => {
    const page = await open({ reduce: false });
    await showCluster(page, kit, kit.clusters.updating());
    assert.equal(await page.locator('.pic .arrived').count(), 0);
    await page.evaluate(() => { for (const each of document.querySelectorAll('.roll, .sets > li, .pods > li')) each.seen = true; });
    const next = change(change(kit.updating, 'pod:m2v6c', { status: 'Running', health: 'well', ready: 1 }), 'deployment:web', { updated: 3 }).filter(row => row.uid !== 'pod:v8k3j');
    await draw(page, kit.kubeInput([...next, kit.pod('zz9zz', '7d4b9c86f9', { name: 'kubernetes-bootcamp-7d4b9c86f9-zz9zz', created: Date.now() })]));
    assert.deepEqual(await page.locator('.roll, .sets > li, .pods > li').evaluateAll(all => all.filter(each => !each.seen).map(each => each.dataset.uid)), ['pod:zz9zz']);
    assert.equal(await page.locator('.pic .arrived').count(), 1);
    assert.deepEqual((await sets(page))[0].slice(1, 4).map(line => line.split(' ')[1]), ['Running', 'Running', 'Running']);
  });

  it('says why it does not get on, once in the picture for pods that suffer from the same', async () => {
    const page = await open();
    await showCluster(page, kit, kit.clusters.stuck());
    assert.equal(await page.locator('.pods .why:visible').count(), 1);
    assert.match(await page.locator('.pods .why:visible').innerText(), /v10: not found/);
    const row = page.locator('.row', { has: page.getByText('stuck, 2 of 4 updated') });
    assert.match(await row.locator('.note-line').innerText(), /2kq8x and 1 more: ImagePullBackOff/);
  });

  it('puts first what helps, and the rest behind one button that tells the host', async () => {
    const page = await open();
    await showCluster(page, kit, kit.clusters.stuck());
    const row = page.locator('.row[data-uid="deployment:web"]');
    assert.deepEqual(await row.locator('.ibtn').evaluateAll(all => all.map(button => [button.dataset.do, button.title])), [
      ['rollback', 'Roll back: kubectl rollout undo deployment/kubernetes-bootcamp'], ['logs', 'Logs: kubectl logs -f deployment/kubernetes-bootcamp'],
      ['describe', 'Describe: kubectl describe deployment kubernetes-bootcamp'], ['more', 'More: Scale, YAML, Delete'],
    ]);
    await row.hover();
    await row.getByRole('button', { name: 'More: kubernetes-bootcamp' }).click();
    assert.deepEqual(await sent(page, 'action'), [{ kind: 'action', uid: 'deployment:web', action: 'more' }]);
  });

  it('keeps the buttons clear of what is needed while deciding', async () => {
    const page = await open({ width: 1300 });
    await showCluster(page, kit, kit.clusters.stuck());
    for (const uid of ['deployment:web', 'pod:4hj8s', 'k8s-service:web']) {
      const row = page.locator(`.row[data-uid="${uid}"]`);
      await row.hover();
      const [tools, by] = await Promise.all(['.tools', '.by .link'].map(part => row.locator(part).boundingBox()));
      assert.ok(tools.x >= by.x + by.width, uid);
    }
  });

  it('offers the way round where a node port cannot be reached', async () => {
    const page = await open();
    await showCluster(page, kit, kit.clusters.unreached());
    const row = page.locator('.row', { has: page.getByText('not reachable from this window') });
    assert.match(await row.locator('.what').innerText(), /usually not reachable/);
    await row.hover();
    await row.getByRole('button', { name: /^Forward a port/ }).click();
    assert.equal((await sent(page, 'action')).at(-1).action, 'forward');
  });

  it('goes grey and dashed with the words of before when the cluster is gone', async () => {
    const page = await open();
    await showCluster(page, kit, kit.clusters.stale());
    assert.match(await page.locator('.pic .sum').innerText(), /^node minikube, was Ready, as of \d\d:\d\d:\d\d$/);
    assert.equal((await sets(page))[0][1], '4hj8s was Running');
    assert.deepEqual(await page.locator('.pods').evaluateAll(all => [...new Set(all.map(pods => getComputedStyle(pods).borderLeftStyle + getComputedStyle(pods).borderTopStyle))]), ['dashednone']);
    assert.equal(await page.locator('.row[data-uid="pod:4hj8s"] .st').innerText(), 'was Running');
    assert.equal(await page.locator('.row[data-uid="k8s-service:web"] .st').innerText(), 'NodePort 31234');
    assert.match(await page.locator('.strip').first().innerText(), /minikube is stopped/);
    assert.equal(await page.locator('.row .ibtn:visible').count(), 1, 'what is asked from here can be opened');
  });

  it('says in words of the cluster that it is lost, and that nothing was made yet though the node is there', async () => {
    const page = await open();
    const live = kit.clusters.updating();
    await showCluster(page, kit, live);
    await showCluster(page, kit, { ...live, link: { ...kit.clusters.stale().link, cause: undefined } });
    assert.match(await page.locator('.strip strong').first().innerText(), /^The cluster stopped answering\.$/);
    await page.waitForFunction(() => /^The cluster stopped answering\. Showing the state of/.test([...document.querySelectorAll('[role=status]')].at(-1).textContent));
    const fresh = await open();
    await showCluster(fresh, kit, kit.clusters.fresh());
    assert.equal(await fresh.getByText('This lab has made nothing yet.').isVisible(), true);
    assert.equal(await fresh.locator('.row').innerText().then(text => text.split('\n')[0]), 'minikube');
    assert.equal(await fresh.getByText(/Docker/).count(), 0);
  });

  it('says in one sentence why a deployment changed', async () => {
    const page = await open();
    const builder = new kit.StatusBuilder(kit.english);
    const before = builder.build(kit.kubeInput(change(kit.stuck, 'deployment:web', { rollout: 'progressing' })), false);
    await deliver(page, { kind: 'status', status: before });
    await deliver(page, ...kit.diffStatus(before, builder.build(kit.kubeInput(kit.stuck), false)));
    assert.match(await page.locator('[role=status]').last().textContent(), /^kubernetes-bootcamp: stuck, 2 of 4 updated\. kubernetes-bootcamp-68f7c9d4b5-2kq8x and 1 more: ImagePullBackOff\./);
  });

  it('stands beside the rows where there is room, above them where not, and never needs sideways scrolling', async () => {
    const page = await open();
    for (const sample of ['updating', 'stuck', 'troubled', 'many']) {
      await showCluster(page, kit, kit.clusters[sample]());
      for (const [width, beside] of [[1800, true], [1300, true], [800, true], [700, false], [320, false], [260, false]]) {
        await page.setViewportSize({ width, height: 900 });
        const [picture, lists] = await Promise.all(['.pic', '.lists'].map(part => page.locator(part).boundingBox()));
        assert.equal(picture.x + picture.width <= lists.x + 1, beside, `${sample} ${width}`);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, `${sample} ${width}`);
        assert.deepEqual(await page.locator('.roll *, .svcs *').evaluateAll(all => all.filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0).map(each => `${each.className} ${each.textContent}`)), [], `${sample} ${width}`);
      }
    }
  });

  it('has its rows and buttons under the arrow keys', async () => {
    const page = await open();
    await showCluster(page, kit, kit.clusters.updating());
    await page.locator('.row[data-uid="pod:9bd2t"]').focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.uid), 'pod:hq4mz');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const [action] = await sent(page, 'action');
    assert.equal(action?.uid ?? (await sent(page, 'revealBlock')).length, action ? 'pod:hq4mz' : 1);
  });

  it('writes names and messages as text, whatever they hold', async () => {
    const page = await open();
    await showCluster(page, kit, kit.kubeInput(change(kit.stuck, 'pod:2kq8x', { message: '<img src=x onerror=alert(1)>', status: '<b>x</b>' })));
    assert.equal(await page.locator('.pic img, .row img, .pic b:not(.bars b)').count(), 0);
  });

  for (const theme of Object.keys(themes)) {
    it(`has no violation that axe knows, ${theme}`, async () => {
      const page = await open({ theme, height: 900 });
      await page.evaluate(await readFile(axePath, 'utf8'));
      for (const [sample, width] of [['updating', 1200], ['updating', 260], ['stuck', 1200], ['troubled', 1000], ['troubled', 260], ['stale', 1000], ['unreached', 600], ['fresh', 500], ['many', 1000]]) {
        await page.setViewportSize({ width, height: 900 });
        await showCluster(page, kit, kit.clusters[sample]());
        const { violations } = await page.evaluate(() => window.axe.run(document));
        assert.deepEqual(violations.map(found => `${sample} ${width}: ${found.id} ${found.nodes[0].html} ${found.nodes[0].failureSummary}`), []);
      }
    });
  }
});
