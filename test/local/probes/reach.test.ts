import assert from 'node:assert/strict';
import { createServer as httpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Seen } from '../../../src/core/checks/want';
import { english } from '../../../src/core/message';
import { addressFor, isNever, type AddressPolicy } from '../../../src/targets/probes/address';
import { httpProbe } from '../../../src/targets/probes/http';
import { tcpProbe } from '../../../src/targets/probes/tcp';

const servers: (Server | HttpServer)[] = [];
after(() => { for (const server of servers) server.close(); });

function listen(server: Server | HttpServer): Promise<number> {
  servers.push(server);
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}
const serve = (answer: RequestListener): Promise<number> => listen(httpServer(answer));
const nobody: AddressPolicy = { allowed: () => false, resolve: () => Promise.reject(new Error('no name is looked up')) };
const ask = (url: string, policy: Partial<AddressPolicy> = {}, ms = 1000): Promise<Seen> => httpProbe(url, { ...nobody, ...policy }, ms);
const reason = (seen: Seen): string => seen.kind === 'barred' ? english(seen.reason) : seen.kind;

describe('address of a check', () => {
  it('is loopback, this machine’s own or the daemon’s host; any other needs the student’s word', async () => {
    const of = async (host: string, policy: Partial<AddressPolicy> = {}) => {
      const found = await addressFor(host, { ...nobody, resolve: name => Promise.resolve(name === 'far' ? '10.0.0.9' : '169.254.169.254'), ...policy });
      return 'ips' in found ? found.ips.join(' ') : 'barred' in found ? `${found.host ?? 'never'}: ${english(found.barred)}` : 'nobody';
    };
    assert.equal(await of('localhost'), '127.0.0.1 ::1');
    assert.equal(await of('LOCALHOST.'), '127.0.0.1 ::1');
    assert.equal(await of('127.0.0.5'), '127.0.0.5');
    assert.equal(await of('[::1]'), '::1');
    assert.match(await of('far'), /^far: `far` is another machine/);
    assert.match(await of('10.0.0.9'), /^10.0.0.9: .*another machine/);
    assert.equal(await of('far', { daemonHost: 'Far' }), '10.0.0.9');
    assert.equal(await of('far', { allowed: host => host === 'far' }), '10.0.0.9');
    assert.equal(await of('10.0.0.9', { allowed: () => true }), '10.0.0.9');
    assert.match(await of('meta', { allowed: () => true }), /^never: `meta` leads to a link-local address/);
    assert.match(await of('169.254.169.254', { allowed: () => true }), /^never/);
    assert.equal(await of('gone', { allowed: () => true, resolve: () => Promise.reject(new Error('ENOTFOUND')) }), 'nobody');
  });

  it('is never that of a metadata service, however it is written', () => {
    for (const ip of ['169.254.169.254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', 'fe80::1', 'febf::1', 'fd00:ec2::254', '0.0.0.0', '::']) assert.equal(isNever(ip), true, ip);
    for (const ip of ['127.0.0.1', '::1', '10.0.0.1', 'fec0::1', '172.17.0.1']) assert.equal(isNever(ip), false, ip);
  });
});

describe('http probe', () => {
  it('asks with GET, without cookies or credentials, and reads status and body', async () => {
    let heard = '';
    const port = await serve((request, answer) => {
      heard = `${request.method} ${request.url} ${request.headers.host} ${Object.keys(request.headers).sort().join(',')}`;
      answer.setHeader('set-cookie', 'a=b').writeHead(404).end('Grüße');
    });
    assert.deepEqual(await ask(`http://localhost:${port}/a?b=c#d`), { kind: 'http', status: 404, body: 'Grüße', cut: false });
    assert.equal(heard, `GET /a?b=c localhost:${port} accept,accept-encoding,connection,host,user-agent`);
  });

  it('follows redirects on the same host and port, three at most, and never elsewhere', async () => {
    const paths: string[] = [];
    const port = await serve(({ url = '' }, answer) => {
      paths.push(url);
      const to = { '/a': '/b', '/b': `http://localhost:${port}/c`, '/off': 'http://127.0.0.1:1/', '/ssl': `https://localhost:${port}/`, '/round': '/round' }[url];
      if (to) answer.writeHead(302, { location: to }).end('moved');
      else answer.end('here');
    });
    const base = `http://localhost:${port}`;
    assert.deepEqual(await ask(`${base}/a`), { kind: 'http', status: 200, body: 'here', cut: false });
    assert.deepEqual(await ask(`${base}/off`), { kind: 'http', status: 302, body: 'moved', cut: false, leads: '127.0.0.1:1' });
    assert.deepEqual(await ask(`${base}/ssl`), { kind: 'http', status: 302, body: 'moved', cut: false, leads: `https://localhost:${port}` });
    paths.length = 0;
    assert.equal((await ask(`${base}/round`)).kind, 'http');
    assert.equal(paths.length, 4);
  });

  it('looks a name up once: what it leads to the second time is not asked', async () => {
    let asked = 0;
    const names: string[] = [];
    const port = await serve(({ url }, answer) => { asked++; if (url === '/') answer.writeHead(301, { location: '/next' }).end(); else answer.end('here'); });
    const policy = { allowed: () => true, resolve: (name: string) => { names.push(name); return Promise.resolve(names.length === 1 ? '127.0.0.1' : '169.254.169.254'); } };
    assert.equal((await ask(`http://turns.example:${port}/`, policy)).kind, 'http');
    assert.deepEqual([asked, names], [2, ['turns.example']]);
    assert.match(reason(await ask(`http://turns.example:${port}/`, policy)), /link-local/);
    assert.equal(asked, 2);
  });

  it('reads no more than 256 KB, and says so', async () => {
    const port = await serve((_request, answer) => { answer.end('x'.repeat(1_000_000)); });
    const seen = await ask(`http://localhost:${port}/`);
    assert.deepEqual(seen.kind === 'http' && [seen.body.length, seen.cut], [256 * 1024, true]);
  });

  it('waits no longer than its time, for the first byte and for the last', async () => {
    const deaf = await listen(createServer(() => undefined));
    assert.equal((await ask(`http://localhost:${deaf}/`, {}, 60)).kind, 'silent');
    const slow = await serve((_request, answer) => { answer.write('begun'); });
    assert.deepEqual(await ask(`http://localhost:${slow}/`, {}, 60), { kind: 'http', status: 200, body: 'begun', cut: true });
  });

  it('says that nobody answers where the port is closed or closes at once', async () => {
    assert.equal((await ask('http://127.0.0.1:1/')).kind, 'refused');
    const rude = await listen(createServer(socket => socket.destroy()));
    assert.equal((await ask(`http://localhost:${rude}/`)).kind, 'refused');
  });

  it('asks nothing that is not plain http without credentials', async () => {
    for (const url of ['https://localhost/', 'file:///etc/passwd', 'http://', 'localhost:80', 'ftp://localhost/']) assert.match(reason(await ask(url)), /no address that begins/, url);
    assert.match(reason(await ask('http://user:word@localhost/')), /name or a password/);
    assert.match(reason(await ask('http://0x7f000001.example/')), /another machine/);
    assert.match(reason(await ask('http://169.254.169.254/', { allowed: () => true })), /never asked/);
    assert.match(reason(await ask('http://[::ffff:a9fe:a9fe]/', { allowed: () => true })), /never asked/);
  });
});

describe('tcp probe', () => {
  it('says open, closed or not asked', async () => {
    const port = await listen(createServer(socket => socket.on('error', () => undefined)));
    assert.deepEqual(await tcpProbe('127.0.0.1', port, nobody, 500), { kind: 'open' });
    assert.deepEqual(await tcpProbe('localhost', 1, nobody, 500), { kind: 'refused' });
    assert.match(reason(await tcpProbe('elsewhere', 22, nobody, 500)), /another machine/);
  });
});
