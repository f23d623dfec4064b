// A Kubernetes lab as a student does it, on the bed's real cluster. The cluster is the beds' own; what this makes in it
// goes at the end.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { run as runProgram, until } from '../bed/commands.mjs';
import { ownCluster } from '../bed/prepare.mjs';
import { inEditor } from '../editor/suite.mjs';
import { openSection, press, run, stateOf, trustCourse } from './student.mjs';

/** What breaks a cluster, or needs the address of its node, is for the bed's. */
const withOwn = ownCluster ? it : it.skip;

describe('a Kubernetes lab', () => {
  const at = inEditor({ kube: true, workspace: 'test/fixtures/workspaces/kube', timeoutMs: 90_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  const kubectl = async (/** @type {string[]} */ ...words) => {
    const [file, ...rest] = [...at.cluster.enter, 'kubectl', ...words];
    return (await runProgram(String(file), rest, { env: { ...process.env, ...at.cluster.env } })).trim();
  };

  it('makes a deployment by a click', async () => {
    note = await openSection(at.page, 'Bootcamp');
    await press(note, 'create');
    await trustCourse(at.page);
    await stateOf(note, 'create', /^Passed/, 60_000);
    await kubectl('rollout', 'status', 'deployment/kubernetes-bootcamp', '--timeout=60s');
  });

  withOwn('serves a page that the student’s browser reaches', async () => {
    await run(note, 'expose', /^Passed/);
    const port = await kubectl('get', 'service', 'kubernetes-bootcamp', '--output', 'jsonpath={.spec.ports[0].nodePort}');
    const other = await at.page.context().newPage();
    // The node's own rules come a moment after the port.
    await until(() => other.goto(`http://${at.cluster.address}:${port}/`).catch(() => undefined), { what: 'the service’s page', timeoutMs: 20_000 });
    assert.match(await other.locator('body').innerText(), /^Hello Kubernetes bootcamp! \| Running on: kubernetes-bootcamp-/);
    await other.close();
  });
});
