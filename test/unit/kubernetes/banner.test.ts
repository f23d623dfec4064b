import assert from 'node:assert/strict';
import { bannerOf } from '../../../src/core/banner';
import type { KubeContext } from '../../../src/core/kubeContext';
import { english, msg } from '../../../src/core/message';
import type { LinkStatus } from '../../../src/core/source';

const cluster: KubeContext = { name: 'class', cluster: 'minikube', server: 'https://192.168.49.2:8443', namespace: 'labbook-l5', user: 'ada', minikube: 'minikube', local: true };
const linked = (more: Partial<LinkStatus['endpoint']> = {}): LinkStatus => ({ phase: 'idle', since: 0, endpoint: { label: msg('Cluster {0} on this machine', 'minikube'), address: cluster.server, from: 'kubeconfig', context: 'class', cluster, ...more } });
const report = (values: Record<string, string> = {}) => ({ text: '', values, odd: false });
const said = (link: LinkStatus | undefined, values?: Record<string, string>) => {
  const banner = bannerOf({ targets: ['docker', 'kubernetes'], link, machine: { name: msg('this machine'), container: false }, ...values ? { report: report(values) } : {} });
  return { where: english(banner.where), detail: banner.detail.map(english).join(', '), state: banner.state, notes: banner.notes.map(english) };
};

describe('banner of a lab in a cluster', () => {
  it('names context, namespace and user, as the shell has them', () => {
    assert.deepEqual(said(linked(), {}), { where: 'Cluster minikube on this machine', detail: 'context class, namespace labbook-l5, user ada, made by minikube', state: 'known', notes: [] });
    assert.equal(said(linked()).state, 'unknown');
    assert.equal(said(linked({ version: 'v1.34.1' })).detail, 'context class, namespace labbook-l5, user ada, made by minikube, Kubernetes v1.34.1');
    assert.equal(said(linked({ cluster: { name: 'p', cluster: 'c', server: 'http://127.0.0.1:8001', namespace: 'default', user: '', local: true } })).detail, 'context p, namespace default');
  });

  it('says what would surprise: a kubeconfig of the lab, an alias', () => {
    assert.deepEqual(said(linked({ cluster: { ...cluster, copyOf: ['/home/ada/.kube/config'] } })).notes, ['This lab’s terminal has a kubeconfig of its own. Your files and other terminals stay as they are.']);
    assert.deepEqual(said(linked(), { 'tool:kubectl': 'alias kubectl="minikube kubectl --"' }).notes, ['kubectl is an alias or a function in this shell: alias kubectl="minikube kubectl --"']);
  });

  it('says why there is none, and never that of Docker', () => {
    const nowhere: LinkStatus = { phase: 'idle', since: 0, cause: { code: 'contextMissing', message: msg('No cluster is configured.'), detail: msg('There is no context in {0}.', '/k'), remedies: [] } };
    assert.deepEqual([said(nowhere, {}).where, said(nowhere, {}).detail], ['no cluster yet', 'No cluster is configured.']);
    assert.deepEqual([said(undefined).where, said(undefined).detail], ['no cluster yet', '']);
  });
});
