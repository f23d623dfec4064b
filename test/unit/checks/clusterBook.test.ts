import assert from 'node:assert/strict';
import { msg } from '../../../src/core/message';
import { readShortCheck } from '../../../src/core/checkShort';
import { deployment, exposed, pod, set, warning } from '../status/clusterThings';
import { Bench } from './bookBench';
import { check } from './worlds';

const claim = (id: string, text: string, over: Parameters<typeof check>[2] = {}) => check(id, readShortCheck(text).test ?? assert.fail(text), { block: 'b', ...over });
const well = deployment({ desired: 2, ready: 2 });
const pageKey = 'page web:8080 /';

describe('book of checks of a cluster', () => {
  it('connects to it while a check that asks it is looked at, and to Docker not at all', async () => {
    const bench = new Bench([claim('two', 'deployment web 2/2')]);
    await bench.book.load();
    assert.equal(bench.cluster.holds, 0);
    const held = await bench.watch();
    assert.deepEqual([bench.cluster.holds, bench.holds], [1, 0]);
    held.dispose();
    assert.equal(bench.cluster.holds, 0);
    const other = new Bench([claim('up', 'container web running')]);
    await other.watch();
    assert.deepEqual([other.cluster.holds, other.holds], [0, 1]);
  });

  it('goes from not yet over done to gone, as rows change', async () => {
    const bench = new Bench([claim('two', 'deployment web 2/2')]);
    await bench.watch();
    assert.equal(bench.says('two'), 'notYet, there is no deployment `web`');
    await bench.ran(bench.run('b'));
    await bench.set(deployment({ desired: 2, ready: 1, rollout: 'progressing' }));
    assert.equal(bench.says('two'), 'notYet, 1 of 2 pods of `web` are ready');
    await bench.set(well);
    await bench.clock.advance(2000);
    assert.deepEqual([bench.says('two'), bench.journal.kept()], ['done, 2 of 2 pods of `web` are ready', ['two by state']]);
    await bench.set(deployment({ desired: 0, ready: 0 }));
    assert.equal(bench.says('two'), 'done, gone, 2 of 2 pods of `web` are ready');
  });

  it('says that waiting will not help an image that is not there, and takes it back when it has come', async () => {
    const bench = new Bench([claim('two', 'deployment web 1/1', { fail: 'Is the tag right?' })]);
    await bench.watch();
    await bench.ran(bench.run('b'));
    await bench.set(deployment({ desired: 1, ready: 0, rollout: 'progressing' }), set('7d', 1), pod('a', '7d', { status: 'ImagePullBackOff', health: 'failing', ready: 0 }));
    await bench.clock.advance(2000);
    assert.equal(bench.says('two'), 'cannotPass, 0 of 1 pods of `web` are ready; `web-7d-a` is ImagePullBackOff');
    await bench.set(deployment({ desired: 1, ready: 1 }), pod('a', '7d'));
    assert.equal(bench.of('two')?.state, 'done');
  });

  it('shows the last lines of a pod that crashes', async () => {
    const bench = new Bench([claim('two', 'deployment web 1/1')]);
    bench.answers.set('logs pod:a', { kind: 'logs', lines: ['no such file'] });
    await bench.watch();
    await bench.ran(bench.run('b'));
    await bench.set(deployment({ desired: 1, ready: 0, rollout: 'progressing' }), set('7d', 1), pod('a', '7d', { status: 'CrashLoopBackOff', health: 'failing', ready: 0, restarts: 2 }));
    await bench.clock.advance(2000);
    assert.deepEqual(bench.of('two')?.log, ['no such file']);
  });

  it('asks for a page, a namespace and a ConfigMap until they are right, and then when something moves', async () => {
    const bench = new Bench([claim('page', 'http service/web = 200'), claim('shop', 'namespace shop present')]);
    bench.answers.set(pageKey, { kind: 'unserved', reason: 'no endpoints available' });
    bench.answers.set('namespace shop', { kind: 'none' });
    await bench.set(exposed());
    await bench.watch();
    assert.equal(bench.says('page'), 'notYet, `service/web` does not answer: no endpoints available');
    bench.answers.set(pageKey, { kind: 'http', status: 200, body: '', cut: false });
    bench.answers.set('namespace shop', { kind: 'object', ending: false, keys: [] });
    await bench.clock.advance(2000);
    assert.deepEqual([bench.says('page'), bench.says('shop')], ['done, `service/web` answers with status 200', 'done, the namespace `shop` is there']);
    const before = bench.looked.length;
    await bench.clock.advance(20_000);
    assert.equal(bench.looked.length, before, 'nothing is asked that is done');
    await bench.set(warning('pod:a', 'BackOff', 'again'));
    assert.equal(bench.looked.length, before, 'a warning moves nothing');
    bench.answers.set(pageKey, { kind: 'unserved', reason: 'no endpoints available' });
    await bench.set(pod('a'));
    assert.deepEqual([bench.looked.slice(before), bench.of('page')?.gone], [[pageKey], true], 'pods say nothing of a namespace');
    bench.answers.set('namespace shop', { kind: 'none' });
    await bench.ran(bench.run('b'));
    assert.equal(bench.of('shop')?.gone, true, 'a run may have removed it');
  });

  it('keeps a value for later blocks and for checks', async () => {
    const bench = new Bench([
      claim('named', 'pods app=web running >= 1', { captures: [{ name: 'POD_NAME', from: { kind: 'podName', selector: 'app=web' } }, { name: 'NODE_PORT', from: { kind: 'nodePort', service: 'web' } }] }),
      claim('that', 'pod ${POD_NAME} ready', { block: 'later' }),
    ]);
    await bench.watch();
    assert.deepEqual(bench.of('that')?.waitsFor, { kind: 'check', id: 'named', claim: 'claim of named' });
    await bench.set(pod('a', undefined, { labels: { app: 'web' } }), exposed());
    await bench.clock.advance(2000);
    assert.deepEqual(['POD_NAME', 'NODE_PORT'].map(name => bench.book.captured(bench.section, name)), ['a', '31234']);
    assert.equal(bench.says('that'), 'done, `a` is ready');
  });

  it('measures nothing where the cluster is away or forbids it, and says why', async () => {
    const bench = new Bench([claim('two', 'deployment web 2/2'), claim('none', 'pods app=web = 0', { needs: ['b'] })]);
    bench.cluster.kinds.set('Deployment', { state: { kind: 'forbidden' } });
    bench.cluster.kinds.set('Pod', { state: { kind: 'waiting' } });
    await bench.ran(bench.run('b'));
    await bench.watch();
    assert.equal(bench.says('two'), 'notMeasured, you are not allowed to see objects of the kind Deployment in `shop`');
    assert.equal(bench.of('none')?.now, 'asking');
    await bench.clusterLink({ phase: 'down', since: 0, cause: { code: 'notRunning', message: msg('minikube {0} does not answer; it may be stopped.', 'lab'), remedies: [] } });
    assert.deepEqual([bench.says('two'), bench.says('none')], ['notMeasured, minikube lab does not answer; it may be stopped.', 'notMeasured, minikube lab does not answer; it may be stopped.']);
  });
});
