import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterMismatches, forbidsContact } from '../../../src/core/beforeRun/clusterPins';
import type { Course } from '../../../src/core/course';
import { Emitter } from '../../../src/core/emitter';
import { english } from '../../../src/core/message';
import { createClusterTarget, writeLabKubeconfig } from '../../../src/targets/kubernetes';
import { createRunner } from '../../../src/targets/process';
import { ClusterLink } from '../../../src/views/clusterLink';
import type { ClusterLab, ClusterPlace, ClusterRules } from '../../../src/views/clusterRules';
import { LabKubeconfigs } from '../../../src/views/labKubeconfigs';
import { FakeApi, pause, until } from './fakeApi';

const lab: ClusterLab = { courseId: 'c', labId: 'L5', expects: {} };

/** What the student has agreed to, without a window. */
class Rules {
  readonly changes = new Emitter<void>();
  readonly onChange = this.changes.event;
  readonly agreed = new Set<string>();
  namespaceOf({ expects }: Pick<ClusterLab, 'expects'>) { return expects.namespace === 'own' ? 'labbook-l5' : undefined; }
  mismatch(of: ClusterLab, { context, own }: ClusterPlace) {
    return clusterMismatches({ expects: of.expects, context, choices: own().choices, own: this.namespaceOf(of) }).find(({ about }) => !this.agreed.has(about));
  }
  mayContact(of: ClusterLab, place: ClusterPlace) { const found = this.mismatch(of, place); return !found || !forbidsContact(found); }
  get asRules(): ClusterRules { return this as unknown as ClusterRules; }
}

describe('link to a cluster', () => {
  let near: FakeApi;
  let far: FakeApi;
  let folder: string;
  let config: string;
  let rules: Rules;
  let loads = 0;
  const links: ClusterLink[] = [];
  beforeEach(async () => {
    [near, far, folder] = [await FakeApi.start(), await FakeApi.start(), await mkdtemp(join(tmpdir(), 'kl-'))];
    config = join(folder, 'config');
    rules = new Rules();
    loads = 0;
    await write(config, 'near');
  });
  afterEach(async () => {
    for (const link of links.splice(0)) link.dispose();
    await Promise.all([near.stop(), far.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  const write = (file: string, current: string) => writeFile(file, JSON.stringify({
    'current-context': current,
    contexts: ['near', 'far'].map(name => ({ name, context: { cluster: name, user: 'u', namespace: 'lab' } })),
    clusters: [{ name: 'near', cluster: { server: near.url } }, { name: 'far', cluster: { server: far.url } }],
    users: [{ name: 'u', user: { token: 't' } }],
  }));
  function linkOf(): ClusterLink {
    const link = new ClusterLink(() => { loads++; return createClusterTarget({ runner: createRunner(process.env) }); }, { ...process.env, KUBECONFIG: config }, rules.asRules);
    links.push(link);
    return link;
  }
  const asked = () => [near.requests.length > 0, far.requests.length > 0];
  const words = (link: ClusterLink) => { const { status } = link; return status && [status.phase, status.cause?.code, status.endpoint?.context, status.endpoint?.cluster?.namespace]; };

  it('loads nothing before somebody asks, and contacts nobody before somebody holds it', async () => {
    const link = linkOf();
    link.enter(lab);
    link.follow({ KUBECONFIG: config });
    assert.deepEqual([loads, link.status], [0, undefined]);
    const reading = link.read();
    link.prepare();
    await write(config, 'far');
    await until(() => link.context?.name === 'far');
    await write(config, 'near');
    await until(() => link.context?.name === 'near');
    await pause(100);
    assert.deepEqual([loads, words(link), asked()], [1, ['idle', undefined, 'near', 'lab'], [false, false]]);
    const hold = link.hold();
    await until(() => link.status?.phase === 'live');
    hold.dispose();
    reading.dispose();
    await until(() => near.sockets.size === 0);
    assert.deepEqual(asked(), [true, false]);
  });

  it('follows a context that was chosen by hand with the next prompt, at once', async () => {
    const link = linkOf();
    link.enter(lab);
    link.prepare();
    const said: (string | undefined)[] = [];
    link.onLink(({ endpoint }) => said.push(endpoint?.context));
    await write(config, 'far');
    link.follow({ KUBECONFIG: config });
    assert.deepEqual([link.context?.name, said.at(-1), asked()], ['far', 'far', [false, false]]);
    link.follow({ KUBECONFIG: join(folder, 'missing') });
    assert.equal(link.status && english(link.status.cause?.message ?? { text: '', args: [] }).length > 0, true);
    assert.equal(link.context, undefined);
  });

  it('hears of a change from elsewhere within a second while a note is read, and from another file', async () => {
    const link = linkOf();
    link.enter(lab);
    link.prepare();
    const reading = link.read();
    const began = Date.now();
    await write(config, 'far');
    await until(() => link.context?.name === 'far');
    assert.ok(Date.now() - began < 1000, `${Date.now() - began} ms`);
    reading.dispose();
  });

  it('sends nothing to a place that the student has not agreed to', async () => {
    const link = linkOf();
    const expects = { context: 'near' };
    await write(config, 'far');
    link.enter({ ...lab, expects });
    const hold = link.hold();
    await pause(150);
    assert.deepEqual([words(link), asked()], [['down', 'notAgreed', 'far', 'lab'], [false, false]]);
    const about = rules.mismatch({ ...lab, expects }, { context: link.context, own: () => link.resolveOwn({}) })?.about ?? '';
    rules.agreed.add(about);
    rules.changes.fire();
    await until(() => link.status?.phase === 'live');
    assert.deepEqual(asked(), [false, true]);
    hold.dispose();
    await until(() => far.sockets.size === 0);
  });

  it('knows a namespace that is the lab’s own', async () => {
    const link = linkOf();
    link.enter({ ...lab, expects: { namespace: 'own' } });
    const hold = link.hold();
    await until(() => link.live() !== undefined);
    assert.deepEqual(link.live()?.own, { courseId: 'c', labId: 'L5' });
    link.enter(lab);
    await until(() => link.live() !== undefined);
    assert.equal(link.live()?.own, undefined);
    hold.dispose();
  });

  it('tells what is there when it is asked, with the namespace itself', async () => {
    const link = linkOf();
    near.handlers.set('/api/v1/namespaces/lab', (_request, response) => void response.end(JSON.stringify({ metadata: { name: 'lab', uid: 'n1' } })));
    assert.equal((await link.fixed().look())?.namespace, 'namespace:n1');
    near.refuse('/api/v1/namespaces/lab', 404);
    assert.equal((await link.fixed().look())?.namespace, '');
    near.refuse('/api/v1/namespaces/lab', 403);
    assert.equal((await link.fixed().look())?.namespace, undefined);
    await until(() => near.sockets.size === 0);
  });

  it('goes where the terminal of a lab with a namespace of its own will go, then where it goes', async () => {
    const link = linkOf();
    link.enter({ ...lab, expects: { namespace: 'own' } });
    link.prepare();
    assert.equal(link.context?.namespace, 'labbook-l5');
    link.follow({ KUBECONFIG: config });
    assert.equal(link.context?.namespace, 'lab');
    link.follow(undefined);
    assert.equal(link.context?.namespace, 'labbook-l5');
  });

  it('keeps a lab’s kubeconfig in step with the student’s, where the cluster was made anew', async () => {
    const link = linkOf();
    const copy = join(folder, 'copy');
    await writeLabKubeconfig(copy, createClusterTarget({ runner: createRunner(process.env) }).context({ KUBECONFIG: config }, { namespace: 'mine' }));
    link.follow({ KUBECONFIG: copy });
    link.prepare();
    const reading = link.read();
    await pause(30);
    await writeFile(config, (await readFile(config, 'utf8')).replace(near.url, far.url));
    await until(() => link.context?.server === far.url);
    assert.deepEqual([link.context?.namespace, link.context?.copyOf, asked()], ['mine', [config], [false, false]]);
    await writeFile(copy, (await readFile(copy, 'utf8')).replace(far.url, near.url));
    await until(() => link.context?.server === near.url);
    await pause(250);
    assert.equal(link.context?.server, near.url, 'what was written into it later stays');
    reading.dispose();
  });

  it('gives the terminal of such a lab a kubeconfig of its own, and leaves the student’s as it is', async () => {
    const link = linkOf();
    const before = await readFile(config, 'utf8');
    const kubeconfigs = new LabKubeconfigs({ link, rules: rules.asRules, storage: join(folder, 'storage'), part: () => ({ createClusterTarget, writeLabKubeconfig }) as never });
    const courseOf = (expects: object) => ({ course: { parts: [{ sections: [{ id: 's', file: 's.md', meta: { lab: 'L5', targets: ['kubernetes'], expects } }] }] } as unknown as Course }) as never;
    assert.deepEqual(await kubeconfigs.environment(lab, courseOf({ kubernetes: {} })), {});
    const { KUBECONFIG = '' } = await kubeconfigs.environment(lab, courseOf({ kubernetes: { namespace: 'own' } }));
    assert.equal((await stat(KUBECONFIG)).mode & 0o777, 0o600);
    link.follow({ KUBECONFIG });
    link.prepare();
    assert.deepEqual([link.context?.name, link.context?.namespace, link.context?.copyOf], ['near', 'labbook-l5', [config]]);
    assert.deepEqual(link.resolveOwn({}).choices, ['near', 'far'], 'others are still to be chosen from');
    const command = await kubeconfigs.command(lab, { context: 'far', namespace: 'labbook-l5' });
    assert.match(command, /^export KUBECONFIG='.*far\.yaml'$/);
    link.follow({ KUBECONFIG: command.slice(19, -1) });
    assert.deepEqual([link.context?.name, link.context?.copyOf], ['far', [config]], 'a copy is made of the student’s files, not of a copy');
    await assert.rejects(kubeconfigs.command(lab, { context: 'gone' }), /no usable context gone/);
    assert.equal(await readFile(config, 'utf8'), before);
    assert.deepEqual(asked(), [false, false]);
  });
});
