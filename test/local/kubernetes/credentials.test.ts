import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunner } from '../../../src/targets/process';
import { Credentials } from '../../../src/targets/kubernetes/credentials';
import { runPlugin } from '../../../src/targets/kubernetes/execPlugin';
import { ClusterFailure, type FailureReason } from '../../../src/targets/kubernetes/failure';

const server = 'https://127.0.0.1:1';
const config = (user: object, cluster: object = {}) => ({ 'current-context': 'a', contexts: [{ name: 'a', context: { cluster: 'c', user: 'u' } }], clusters: [{ name: 'c', cluster: { server, ...cluster } }], users: [{ name: 'u', user }] });

describe('credentials of a cluster', () => {
  let folder: string;
  let now = 1_000_000;
  const runner = createRunner(process.env);
  const clock = { now: () => now };
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'kc-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function plugin(script: string): Promise<string> {
    const path = join(folder, 'plug');
    await writeFile(path, `#!/bin/sh\necho x >>"${folder}/runs"\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  }
  const runs = async () => (await readFile(join(folder, 'runs'), 'utf8').catch(() => '')).length / 2;
  const hands = (status: object) => `echo '${JSON.stringify({ kind: 'ExecCredential', status })}'`;
  const fails = (work: Promise<unknown>, reason: FailureReason, words: RegExp) =>
    assert.rejects(work, error => error instanceof ClusterFailure && error.reason === reason && words.test(error.message));
  const header = async (of: Credentials) => (await of.access()).options.headers?.['Authorization' as keyof object];

  it('come from the file: tokens, names and passwords', async () => {
    const token = await new Credentials(config({ token: 'abc' }), runner, clock).access();
    assert.equal(token.server, server);
    assert.deepEqual(token.options.headers, { Authorization: 'Bearer abc' });
    assert.equal((await new Credentials(config({ username: 'ada', password: 'p' }), runner, clock).access()).options.auth, 'ada:p');
  });

  it('say which file is missing', async () => {
    await fails(new Credentials(config({ 'client-certificate': join(folder, 'no.crt'), 'client-key': join(folder, 'no.key') }), runner, clock).access(), 'config', /no\.crt/);
  });

  it('let plain HTTP through, as of kubectl proxy', async () => {
    assert.equal((await new Credentials(config({}, { server: 'http://127.0.0.1:8001' }), runner, clock).access()).server, 'http://127.0.0.1:8001');
  });

  it('ask a plug-in once, however many requests wait for it, and again when its token is about to expire', async () => {
    const command = await plugin(`sleep 0.1; ${hands({ token: 'from-plugin', expirationTimestamp: new Date(now + 60_000).toISOString() })}`);
    const credentials = new Credentials(config({ exec: { apiVersion: 'client.authentication.k8s.io/v1', command } }), runner, clock);
    assert.deepEqual(await Promise.all([header(credentials), header(credentials), header(credentials)]), Array(3).fill('Bearer from-plugin'));
    assert.equal(await runs(), 1);
    now += 29_000;
    await header(credentials);
    assert.equal(await runs(), 1);
    now += 2000;
    await header(credentials);
    assert.equal(await runs(), 2);
  });

  it('ask a plug-in again where the server has refused what it gave', async () => {
    const command = await plugin(hands({ token: 't' }));
    const credentials = new Credentials(config({ exec: { command } }), runner, clock);
    await header(credentials);
    await header(credentials);
    assert.equal(await runs(), 1);
    assert.equal(credentials.refresh(), true);
    await header(credentials);
    assert.equal(await runs(), 2);
    assert.equal(new Credentials(config({ token: 'fixed' }), runner, clock).refresh(), false);
  });

  it('ask a failed plug-in anew at the next request', async () => {
    const command = await plugin(`[ -e ${folder}/ok ] || { echo 'session is over' >&2; exit 3; }\n${hands({ token: 't' })}`);
    const credentials = new Credentials(config({ exec: { command } }), runner, clock);
    await fails(credentials.access(), 'pluginFailed', /session is over/);
    await writeFile(join(folder, 'ok'), '');
    assert.equal(await header(credentials), 'Bearer t');
  });

  it('give a plug-in its arguments and variables, no keyboard, and a deadline', async () => {
    const command = await plugin(`read line && exit 1; case "$KUBERNETES_EXEC_INFO" in *'"interactive":false'*) ;; *) exit 2;; esac\n${hands({ token: "'$1-$PLUG'" })}`);
    assert.deepEqual((await runPlugin(runner, { command, args: ['one'], env: [{ name: 'PLUG', value: 'two' }] })).user, { token: 'one-two' });
    const began = Date.now();
    await fails(runPlugin(runner, { command: await plugin('sleep 30') }, 200), 'pluginFailed', /./);
    assert.ok(Date.now() - began < 3000);
  });

  it('say how to get a plug-in that is missing', async () => {
    await fails(runPlugin(runner, { command: 'no-such-plugin-here', installHint: 'Install it with: x\n' }), 'pluginMissing', /no-such-plugin-here: Install it with: x$/);
    await fails(runPlugin(runner, { command: join(folder, 'none') }), 'pluginMissing', /none/);
  });

  it('take a certificate from a plug-in, and nothing from one that prints none', async () => {
    const pair = { clientCertificateData: 'CERT', clientKeyData: 'KEY' };
    const { options } = await new Credentials(config({ exec: { command: await plugin(hands(pair)) } }), runner, clock).access();
    assert.deepEqual([String(options.cert), String(options.key)], ['CERT', 'KEY']);
    await fails(runPlugin(runner, { command: await plugin('echo hello') }), 'pluginFailed', /printed no credential/);
    await fails(runPlugin(runner, { command: await plugin(hands({ clientCertificateData: 'CERT' })) }), 'pluginFailed', /printed no credential/);
  });
});
