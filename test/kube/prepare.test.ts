/**
 * Images brought onto the node of a real cluster before a pod wants them.
 *
 * Changes: starts a cluster in network and mount namespaces of its own, in a temporary folder. Takes down: all of it. The
 * command minikube is the bed's stand-in; the node's images are real.
 */
import assert from 'node:assert/strict';
import { ClusterImages } from '../../src/targets/clusterImages';
import { createClusterTarget, type ClusterSource } from '../../src/targets/kubernetes';
import { createRunner } from '../../src/targets/process';
import { testCluster, type TestCluster } from './bed';

const boot = 'registry.k8s.io/minikube/kubernetes-bootcamp';

describe('preparing a class in a real cluster', function () {
  this.timeout(120_000);
  let cluster: TestCluster;
  let source: ClusterSource;
  const runner = createRunner(process.env);
  const target = createClusterTarget({ runner });
  before(async function () {
    cluster = await testCluster();
    if (!cluster.own) this.skip();
    source = target.source(cluster.env);
    source.hold();
    for (let n = 0; n < 300 && source.status.phase !== 'live'; n++) await new Promise(resolve => setTimeout(resolve, 100));
  });
  after(async () => {
    source?.dispose();
    await cluster?.takeDown();
  });
  const images = (profile?: string) => new ClusterImages({ runner, env: cluster.env, ask: path => source.ask(path), ...profile !== undefined && { profile } });

  it('loads one by minikube, after which its list has it', async () => {
    const node = images('minikube');
    assert.equal(node.brings, true);
    assert.equal((await node.look()).has(`${boot}:v1`), false);
    await node.bring(`${boot}:v1`);
    assert.equal((await node.look()).has(`${boot}:v1`), true);
  });

  it('gives one from a class registry its plain name as well', async () => {
    const node = images('minikube');
    const plain = 'minikube/kubernetes-bootcamp:v2';
    await node.bring(plain, { registry: '192.168.49.2:5500' });
    const names = await node.look();
    assert.deepEqual([names.has(plain), names.has(`192.168.49.2:5500/${plain}`)], [true, true]);
  });

  it('says which image could not be had', async () => {
    await assert.rejects(images('minikube').bring(`${boot}:v10`), { code: 'command.failed' });
  });

  it('asks the nodes of another cluster what they have, and brings nothing there', async () => {
    const node = images();
    assert.equal(node.brings, false);
    // A kubelet looks at its images every half minute and reports them up to ten seconds later.
    for (let n = 0; n < 300 && !(await node.look()).has(`${boot}:v1`); n++) await new Promise(resolve => setTimeout(resolve, 200));
    assert.equal((await node.look()).has(`${boot}:v1`), true);
  });
});
