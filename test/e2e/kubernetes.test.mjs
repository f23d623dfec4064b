// A Kubernetes lab as a student does it, on the bed's real cluster. The cluster is the beds' own; what this makes in it
// goes at the end.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { run as runProgram, until } from '../bed/commands.mjs';
import { ownCluster } from '../bed/prepare.mjs';
import { runCommand, screenshot, screenshotEachLook, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, checkSays, openSection, press, run, stateOf, trustCourse } from './student.mjs';

/** What breaks a cluster, or needs the address of its node, is for the bed's. */
const withOwn = ownCluster ? it : it.skip;
const app = 'kubernetes-bootcamp';

describe('a Kubernetes lab', () => {
  const at = inEditor({ kube: true, workspace: 'test/fixtures/workspaces/kube', timeoutMs: 90_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  /** @type {import('playwright-core').Frame} */ let panel;
  const kubectl = async (/** @type {string[]} */ ...words) => {
    const [file, ...rest] = [...at.cluster.enter, 'kubectl', ...words];
    return (await runProgram(String(file), rest, { env: { ...process.env, ...at.cluster.env } })).trim();
  };
  const names = async (/** @type {string} */ kinds) => (await kubectl('get', kinds, '--output', 'name')).split('\n').filter(Boolean).sort();
  const rows = (/** @type {string} */ group) => panel.locator(`[aria-label="${group}"] .row`);
  const deployment = () => rows('Deployments').filter({ hasText: app });
  const pods = () => rows('Pods');
  const receipt = (/** @type {string} */ id) => blockOf(note, id).locator('.receipt');
  const sheet = () => panel.locator('.sheet:not([hidden])');
  /** @param {() => Promise<boolean>} holds */
  const soon = async (holds, what = 'what is waited for') => { await until(holds, { what, timeoutMs: 60_000, everyMs: 50 }); };
  const rowAction = async (/** @type {import('playwright-core').Locator} */ row, /** @type {string} */ name) => {
    await row.hover();
    await row.getByRole('button', { name }).click();
  };
  const showStatus = async () => {
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    panel = await webviewWith(at.page, 'main.panel');
  };
  const isLive = () => panel.locator('.phead').getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });

  it('shows what a click has made, as it comes, and judges it', async () => {
    await kubectl('create', 'deployment', 'foreign', '--image=registry.k8s.io/minikube/kubernetes-bootcamp:v1', '--replicas=0');
    note = await openSection(at.page, 'Bootcamp');
    await press(note, 'create');
    await trustCourse(at.page);
    await stateOf(note, 'create', /^Passed/, 60_000);
    await showStatus();
    await deployment().getByText('1 of 1 available', { exact: true }).waitFor({ timeout: 60_000 });
    await pods().getByText('Running', { exact: true }).waitFor();
    assert.match(await deployment().innerText(), /block 1/);
    assert.match(await pods().innerText(), /1\/1 ready/);
    assert.equal(await rows('Deployments').filter({ hasText: 'foreign' }).count(), 0, 'of nobody here');
    await checkSays(note, 'create.check', /Done/);
    await receipt('create').getByText(app).first().waitFor();
    assert.match(await receipt('create').innerText(), /deployment/);
  });

  withOwn('serves a page that the student’s browser reaches', async () => {
    await run(note, 'expose', /^Passed/);
    await rows('Services').filter({ hasText: app }).waitFor();
    const port = await kubectl('get', 'service', app, '--output', 'jsonpath={.spec.ports[0].nodePort}');
    assert.ok((await rows('Services').innerText()).includes(port));
    const other = await at.page.context().newPage();
    // The node's own rules come a moment after the port.
    await until(() => other.goto(`http://${at.cluster.address}:${port}/`).catch(() => undefined), { what: 'the service’s page', timeoutMs: 20_000 });
    assert.match(await other.locator('body').innerText(), /^Hello Kubernetes bootcamp! \| Running on: kubernetes-bootcamp-/);
    await other.close();
  });

  it('follows a scaling pod by pod', async () => {
    await run(note, 'scale', /^Passed/);
    await deployment().getByText('4 of 4 available', { exact: true }).waitFor({ timeout: 60_000 });
    await soon(async () => await pods().filter({ hasText: 'Running' }).count() === 4, 'four running pods');
    await screenshot(at.page, 'kubernetes-scaled');
  });

  it('lets a rolling update be watched', async () => {
    await panel.evaluate(() => {
      const seen = /** @type {string[]} */ ([]);
      Object.assign(window, { seenRollout: seen });
      const look = () => {
        const text = document.querySelector('[aria-label=Deployments] .row')?.textContent ?? '';
        const word = /updating, \d of \d/.exec(text)?.[0];
        if (word && /\d old pods? left/.test(text) && !seen.includes(word)) seen.push(word);
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await run(note, 'update', /^Passed/, 80_000);
    await deployment().getByText('4 of 4 available', { exact: true }).waitFor({ timeout: 30_000 });
    assert.match(await deployment().innerText(), /revision 2[\s\S]*:v2/);
    const seen = await panel.evaluate(() => /** @type {any} */ (window).seenRollout);
    assert.ok(seen.length >= 2, `steps that were seen: ${seen}`);
  });

  it('says why pods with a bad image do not start, and how many are left that do', async () => {
    await run(note, 'bad', /^Passed/);
    await pods().filter({ hasText: /ErrImagePull|ImagePullBackOff/ }).first().waitFor({ timeout: 60_000 });
    assert.match(await deployment().innerText(), /Its image cannot be fetched/);
    assert.match(await deployment().innerText(), /3 available/);
    await screenshot(at.page, 'kubernetes-bad-image');
  });

  it('offers the way back first, as the command that a student would type', async () => {
    await rowAction(deployment(), `Roll back: ${app}`);
    await at.page.locator('.terminal-tabs-entry, .terminal-tab, .single-terminal-tab', { hasText: app }).first().waitFor();
    await deployment().getByText('4 of 4 available', { exact: true }).waitFor({ timeout: 60_000 });
    await pods().filter({ hasText: /ErrImagePull|ImagePullBackOff/ }).first().waitFor({ state: 'detached' });
    assert.match(await kubectl('get', 'deployment', app, '--output', 'jsonpath={.spec.template.spec.containers[0].image}'), /:v2$/);
  });

  it('scales from the row', async () => {
    await rowAction(deployment(), `Scale: ${app}`);
    const input = at.page.locator('.quick-input-widget:visible input').first();
    await input.waitFor();
    assert.equal(await input.inputValue(), '4');
    await input.fill('2');
    await at.page.keyboard.press('Enter');
    await deployment().getByText('2 of 2 available', { exact: true }).waitFor({ timeout: 60_000 });
    await soon(async () => await pods().count() === 2, 'two pods');
  });

  it('deletes a pod from its row after it was told to, and shows the next one come', async () => {
    const [before] = await names('pods');
    const name = String(before).slice('pod/'.length);
    await pods().filter({ hasText: name }).hover();
    await pods().filter({ hasText: name }).getByRole('button', { name: `More: ${name}` }).click();
    await at.page.locator('.quick-input-list .monaco-list-row', { hasText: `kubectl delete pod ${name}` }).click();
    const dialog = at.page.locator('.monaco-dialog-box');
    await dialog.getByText(`kubectl delete pod ${name}`).waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await pods().filter({ hasText: name }).waitFor({ state: 'detached', timeout: 60_000 });
    await soon(async () => await pods().filter({ hasText: 'Running' }).count() === 2, 'two pods again');
  });

  it('is as before after a reload of the window', async () => {
    await at.page.reload();
    note = await openSection(at.page, 'Bootcamp');
    await receipt('create').getByText(app).first().waitFor({ timeout: 60_000 });
    await showStatus();
    await deployment().getByText('2 of 2 available', { exact: true }).waitFor();
    assert.match(await deployment().innerText(), /block 1/);
    await checkSays(note, 'create.check', /Done|gone now/i);
  });

  withOwn('keeps its rows while the API server is away, says why, and is live again by itself', async () => {
    const { 'kube-apiserver': api } = at.cluster.components;
    await isLive();
    await api.kill();
    try {
      await panel.locator('main.panel.stale').waitFor({ timeout: 10_000 });
      assert.equal(await pods().count(), 2);
      await panel.getByText('minikube does not answer; it may be stopped.').waitFor();
      await screenshot(at.page, 'kubernetes-away');
    } finally {
      await api.start();
    }
    await isLive();
    await panel.locator('main.panel:not(.stale)').waitFor();
  });

  withOwn('asks the cluster nothing while nobody looks', async () => {
    await runCommand(at.page, 'View: Close All Editors');
    await runCommand(at.page, 'View: Hide Secondary Side Bar');
    await at.page.locator('.part.auxiliarybar').waitFor({ state: 'hidden' });
    await at.page.waitForTimeout(2_000);
    const asked = async () => (await at.cluster.questions()).filter(({ program }) => !program.startsWith('kubectl/'));
    const before = await asked();
    assert.ok(before.length > 0);
    await kubectl('annotate', 'deployment', app, 'seen=no');
    await at.page.waitForTimeout(5_000);
    assert.deepEqual((await asked()).slice(before.length), []);
    note = await openSection(at.page, 'Bootcamp');
    await showStatus();
    await isLive();
    assert.ok((await asked()).length > before.length);
  });

  it('looks well in every theme, and at 200 %', async () => {
    await screenshotEachLook(at.page, 'kubernetes');
  });

  it('cleans up what the lab has made, and nothing else', async () => {
    await runCommand(at.page, 'Labbook: Clean Up Lab…');
    await sheet().getByText('Clean up Bootcamp').first().waitFor();
    assert.doesNotMatch(await sheet().locator('label').allInnerTexts().then(all => all.join()), /foreign/);
    await screenshot(at.page, 'kubernetes-cleanup');
    await sheet().locator('[data-action="remove"]').click();
    await sheet().getByText(/^Clean(?:, but .*)?$/).first().waitFor({ timeout: 60_000 });
    await soon(async () => (await names('pods')).length === 0, 'no pod');
    assert.deepEqual((await names('deployments,services')).filter(name => name !== 'service/kubernetes'), ['deployment.apps/foreign']);
    await sheet().locator('[data-action="close"]').click();
    await deployment().waitFor({ state: 'detached' });
  });
});
