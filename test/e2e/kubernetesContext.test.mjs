// Where a Kubernetes lab runs: the banner, what is asked before the first run, a context chosen for one terminal, and a
// namespace of the lab's own. The student's kubeconfig is a copy of the bed's with two more contexts.
import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { run as runProgram, until } from '../bed/commands.mjs';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, openSection, press, run, stateOf, trustCourse } from './student.mjs';

describe('the cluster that a lab runs in', () => {
  const at = inEditor({ kube: true, workspace: 'test/fixtures/workspaces/contexts', env: { KUBECONFIG: '' }, timeoutMs: 90_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  const config = () => join(at.home, '.kube', 'config');
  const words = async (/** @type {string} */ where) => (await note.locator(where).first().innerText().catch(() => '')).replace(/\s+/g, ' ').trim();
  const bannerSays = (/** @type {RegExp} */ what, timeoutMs = 20_000) => until(async () => what.test(await words('header.banner .where')), { what: `a banner of ${what}`, timeoutMs, everyMs: 20 });
  const strip = () => note.locator('.strip[data-strip="clusterPin"]');
  const kubectl = async (/** @type {string[]} */ ...args) => {
    const [file, ...rest] = [...at.cluster.enter, 'kubectl', ...args];
    return (await runProgram(String(file), rest, { env: { ...process.env, ...at.cluster.env, KUBECONFIG: config() } })).trim();
  };
  /** What Labbook itself asked. */
  const asked = async () => (await at.cluster.questions()).filter(({ program }) => !program.startsWith('kubectl/'));
  const type = async (/** @type {string} */ line) => {
    await at.page.locator('.terminal.xterm').first().click();
    await at.page.keyboard.type(`${line}\n`);
  };

  it('is shown with context, namespace and user before anything has asked it', async () => {
    await mkdir(join(at.home, '.kube'));
    await writeFile(config(), await readFile(at.cluster.kubeconfig));
    await kubectl('config', 'set-context', 'side', '--cluster=minikube', '--user=minikube', '--namespace=side');
    await kubectl('config', 'set-cluster', 'away', '--server=https://192.0.2.7:6443');
    await kubectl('config', 'set-context', 'prod', '--cluster=away', '--user=minikube', '--namespace=shop');
    const before = (await asked()).length;
    note = await openSection(at.page, 'Anywhere');
    await bannerSays(/Cluster minikube on this machine.*context minikube, namespace default, user minikube, made by minikube/);
    assert.equal((await asked()).length, before);
    await screenshot(at.page, 'banner-kubernetes');
  });

  it('follows a context that the student chooses by hand, in the terminal and elsewhere', async () => {
    await press(note, 'where');
    await trustCourse(at.page);
    await stateOf(note, 'where', /^Passed/, 60_000);
    await type('kubectl config use-context side');
    await bannerSays(/context side, namespace side, user minikube/);
    const ms = Date.now() - (await stat(config())).mtimeMs;
    assert.ok(ms < 1000, `the banner came ${ms} ms after the file`);
    await writeFile(config(), (await readFile(config(), 'utf8')).replace('current-context: side', 'current-context: minikube'));
    const changed = Date.now();
    await bannerSays(/context minikube, namespace default/);
    assert.ok(Date.now() - changed < 1500, `${Date.now() - changed} ms`);
  });

  it('is asked about where it is not on this machine, and nothing runs before', async () => {
    await kubectl('config', 'use-context', 'prod');
    await strip().waitFor();
    assert.match(await words('.strip[data-strip="clusterPin"]'), /This cluster is not on this machine\. Context prod leads to https:\/\/192\.0\.2\.7:6443, namespace shop, user minikube\. Nothing has been sent to it\./);
    await screenshot(at.page, 'cluster-not-here');
    assert.equal(await blockOf(note, 'where').locator('[data-do="run"]').first().isEnabled(), false);
  });

  it('is used where the student says so, and is not asked about again', async () => {
    await strip().getByRole('button', { name: 'Use prod for this lab' }).click();
    await at.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run here' }).click();
    await strip().waitFor({ state: 'detached' });
    await kubectl('config', 'use-context', 'minikube');
    await bannerSays(/context minikube/);
    await kubectl('config', 'use-context', 'prod');
    await bannerSays(/Cluster away.*context prod/);
    assert.equal(await strip().count(), 0);
    await run(note, 'where', /^Passed/);
  });

  it('may be another one for this terminal alone', async () => {
    await note.locator('[data-do="changeTarget"]').click();
    await at.page.locator('.quick-input-widget:visible .quick-input-list').getByText('https://192.0.2.7:6443, not on this machine, namespace shop, user minikube').first().waitFor();
    await at.page.keyboard.press('Escape');
    await note.locator('[data-do="changeTarget"]').click();
    await at.page.locator('.quick-input-widget:visible .quick-input-list').getByText('side', { exact: true }).first().click();
    await at.page.locator('.terminal.xterm').getByText(/export KUBECONFIG=/).first().waitFor();
    await type('');
    await bannerSays(/context side, namespace side/);
    await strip().waitFor({ state: 'detached' });
    assert.match(await words('.strip[data-strip="notes"]'), /This lab’s terminal has a kubeconfig of its own/);
    assert.equal(await kubectl('config', 'current-context'), 'prod');
    await run(note, 'where', /^Passed/);
    await kubectl('config', 'use-context', 'minikube');
  });

  it('gives a lab a namespace of its own where its author asks for it, made by a command that the student sees', async () => {
    const before = await readFile(config(), 'utf8');
    note = await openSection(at.page, 'Of its own');
    await bannerSays(/context minikube, namespace labbook-c2, user minikube/);
    await press(note, 'colour');
    await strip().waitFor();
    assert.match(await words('.strip[data-strip="clusterPin"]'), /The namespace labbook-c2 of this lab is not there yet\./);
    await screenshot(at.page, 'cluster-own-namespace');
    await strip().getByRole('button', { name: 'Create labbook-c2' }).click();
    await strip().waitFor({ state: 'detached' });
    await at.page.locator('.terminal.xterm').getByText('namespace/labbook-c2 created').first().waitFor();
    await run(note, 'colour', /^Passed/);
    assert.equal(await kubectl('get', 'configmap', 'colour', '--namespace=labbook-c2', '--output=jsonpath={.data.is}'), 'blue');
    assert.equal(await readFile(config(), 'utf8'), before);
  });

  it('has its namespace taken away by clean-up, with what is in it', async () => {
    await runCommand(at.page, 'Labbook: Clean Up Lab…');
    const panel = await webviewWith(at.page, '.sheet:not([hidden])');
    const sheet = panel.locator('.sheet:not([hidden])');
    await sheet.getByText('labbook-c2').first().waitFor();
    assert.match(await sheet.innerText(), /Whatever else is in it is deleted with it\./);
    await sheet.locator('[data-action="remove"]').click();
    await sheet.getByText(/^Clean(?:, but .*)?$/).first().waitFor({ timeout: 60_000 });
    assert.equal(await kubectl('get', 'namespace', 'labbook-c2', '--ignore-not-found'), '');
  });
});
