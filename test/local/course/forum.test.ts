import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const forum = join(process.cwd(), 'notes/labs/L6-docker/forum');
const features = ['users', 'threads', 'posts'] as const;

interface Program { readonly address: string; readonly process: ChildProcess; readonly printed: () => string }
interface Answer { readonly code: number; readonly text: string; readonly target: string | null }

/** A program of the forum on a free port of this machine. */
function start(file: string): Promise<Program> {
  const child = spawn(process.execPath, [join(forum, file)], { env: { PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const port = /listening on port (\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve({ address: `127.0.0.1:${port}`, process: child, printed: () => printed });
    });
  });
}

async function ask(address: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const answer = await fetch(`http://${address}${path}`, init);
  return { code: answer.status, text: (await answer.text()).trim(), target: answer.headers.get('x-target') };
}

const ended = ({ process: child }: Program): Promise<number | null> => new Promise(resolve => { child.once('exit', resolve); });

describe('the forum of the course', function () {
  this.timeout(20_000);
  const programs = new Map<string, Program>();
  const at = (name: string): string => programs.get(name)?.address ?? '';

  before(async () => {
    for (const name of ['api', ...features]) programs.set(name, await start(`${name}/server.js`));
    programs.set('router', await start('router/router.js'));
  });
  after(() => { for (const { process: child } of programs.values()) child.kill('SIGKILL'); });

  /** A shipped table, with the services where they are now. */
  const table = (name: string): string => readFileSync(join(forum, 'router', `${name}.json`), 'utf8').replace(/"(api|users|threads|posts):3000"/g, (_, service: string) => JSON.stringify(at(service)));
  const put = (text: string): Promise<Answer> => ask(at('router'), '/_routes', { method: 'PUT', body: text });
  const codes = (): Promise<readonly number[]> => Promise.all(['/api/users', '/api/threads', '/api/posts', '/'].map(async path => (await ask(at('router'), path)).code));

  it('is small, and each service has its part of one set of data', () => {
    const read = (name: string): Record<string, { id: number }[]> => JSON.parse(readFileSync(join(forum, name, 'db.json'), 'utf8')) as Record<string, { id: number }[]>;
    const all = read('api');
    assert.deepEqual(features.map(name => all[name]?.length), [4, 3, 8]);
    for (const name of features) assert.deepEqual(read(name), { [name]: all[name] });
    const sizes = (readdirSync(forum, { recursive: true }) as string[]).map(name => statSync(join(forum, name))).filter(file => file.isFile());
    assert.ok(sizes.reduce((sum, { size }) => sum + size, 0) < 30_000);
  });

  it('answers everything as one program', async () => {
    for (const path of ['/', '/api/']) assert.deepEqual(await ask(at('api'), path), { code: 200, text: 'API ready to receive requests', target: null });
    const json = async (path: string): Promise<unknown> => JSON.parse((await ask(at('api'), path)).text);
    assert.equal((await json('/api/users/3') as { username: string }).username, 'lena');
    assert.equal((await json('/api/threads/2') as { createdBy: number }).createdBy, 3);
    assert.deepEqual((await json('/api/posts/in-thread/3') as { id: number }[]).map(({ id }) => id), [6, 7, 8]);
    assert.deepEqual((await json('/api/posts/by-user/2') as { id: number }[]).map(({ id }) => id), [2, 7]);
    for (const path of ['/api/users/9', '/api/secrets', '/api/users/1/x', '/api/users/']) assert.equal((await ask(at('api'), path)).code, 404, path);
  });

  it('has each service answer for its feature alone, as the monolith does', async () => {
    for (const name of features) {
      assert.equal((await ask(at(name), '/')).text, 'Ready to receive requests');
      for (const other of features) assert.equal((await ask(at(name), `/api/${other}`)).code, other === name ? 200 : 404, `${other} at ${name}`);
    }
    for (const path of ['/api/users', '/api/users/2', '/api/threads/1', '/api/posts/in-thread/1', '/api/posts/by-user/4']) {
      const name = path.split('/')[2] ?? '';
      assert.deepEqual(await ask(at(name), path), await ask(at('api'), path), path);
    }
  });

  it('sends a request where the first rule that fits says, else to the default target', async () => {
    assert.deepEqual(await codes(), [503, 503, 503, 503]);
    const targets = (): Promise<readonly (string | null)[]> => Promise.all([...features.map(name => `/api/${name}`), '/'].map(async path => (await ask(at('router'), path)).target));
    // By name in a container; here all have the same name and a port each, so the answer tells them apart.
    assert.equal((await put(table('monolith'))).code, 200);
    assert.deepEqual(await codes(), [200, 200, 200, 200]);
    assert.match((await ask(at('router'), '/')).text, /^API/);
    assert.equal((await put(table('both'))).code, 200);
    await ask(at('router'), '/api/threads/1');
    assert.match(programs.get('threads')?.printed() ?? '', /GET "\/api\/threads\/1" 200/);
    assert.match((await ask(at('router'), '/')).text, /^API/);
    assert.equal((await put(table('services'))).code, 200);
    assert.deepEqual(await codes(), [200, 200, 200, 503]);
    assert.deepEqual(await targets(), ['127.0.0.1', '127.0.0.1', '127.0.0.1', 'drop-traffic']);
  });

  it('refuses what is no table, and keeps the one that it has', async () => {
    await put(table('services'));
    for (const text of ['', '{}', '{"rules": [{"path": "/x", "target": "http://elsewhere/"}], "default": "api:3000"}', '{"rules": [], "default": 7}', 'x'.repeat(70_000)]) assert.equal((await put(text)).code, 400, text.slice(0, 40));
    assert.deepEqual(await codes(), [200, 200, 200, 503]);
    assert.equal((await ask(at('router'), '/_routes', { method: 'DELETE' })).code, 405);
    assert.equal((JSON.parse((await ask(at('router'), '/_routes')).text) as { rules: unknown[] }).rules.length, 3);
  });

  it('says 503 for the one service that is gone, and ends within a second when it is told to', async () => {
    await put(table('services'));
    const threads = programs.get('threads');
    assert.ok(threads);
    const over = ended(threads);
    const began = Date.now();
    threads.process.kill('SIGTERM');
    assert.equal(await over, 0);
    assert.ok(Date.now() - began < 1000);
    assert.deepEqual(await codes(), [200, 503, 200, 503]);
  });
});
