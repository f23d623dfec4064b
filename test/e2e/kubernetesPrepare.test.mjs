/** "Prepare for Class" for a lab in a cluster. Pulls one image onto the node of the bed's cluster, by the bed's stand-in for minikube. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { run } from '../bed/commands.mjs';
import { ownCluster } from '../bed/prepare.mjs';
import { runCommand, screenshot } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { openSection } from './student.mjs';

/** What other suites have had pulled is there: it is taken off the node by nobody, and never `v10`, which does not exist. */
const image = 'registry.k8s.io/minikube/kubernetes-bootcamp:v2';

(ownCluster ? describe : describe.skip)('preparing a class for a lab in a cluster', () => {
  const at = inEditor({ kube: true, timeoutMs: 120_000 });
  const line = (/** @type {string} */ text) => at.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const minikube = (/** @type {string[]} */ ...words) => {
    const [file = '', ...rest] = [...at.cluster.enter, 'minikube', ...words];
    return run(file, rest, { env: { ...process.env, ...at.cluster.env } });
  };

  it('lists the images that the node must have, and brings the one that is chosen', async () => {
    const before = await minikube('image', 'ls');
    await openSection(at.page, 'Kubernetes basics');
    await runCommand(at.page, 'Labbook: Prepare for Class…');
    await line('this section').click();
    await line(image).waitFor({ timeout: 60_000 });
    if (!before.includes(image)) {
      assert.match(await line(image).innerText(), /not here yet/);
      await screenshot(at.page, 'prepare-cluster');
      await line(image).click();
    }
    await line(image).filter({ hasText: /here/ }).filter({ hasNotText: 'not here yet' }).waitFor({ timeout: 60_000 });
    assert.ok((await minikube('image', 'ls')).includes(image));
    assert.match(await line('kubectl').innerText(), /Client Version/);
    assert.match(await line('minikube').innerText(), /minikube/);
    await at.page.keyboard.press('Escape');
  });
});
