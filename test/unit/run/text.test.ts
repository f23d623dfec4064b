import assert from 'node:assert/strict';
import { OutputRing } from '../../../src/core/outputRing';
import { maskSecrets } from '../../../src/core/secrets';
import { terminalText } from '../../../src/core/terminalText';

describe('maskSecrets', () => {
  const hidden: [string, string][] = [
    ['docker run -e MYSQL_ROOT_PASSWORD=my-secret-pw mysql', 'my-secret-pw'],
    ['export AWS_SECRET_ACCESS_KEY="wJalr XUtn/abc"', 'wJalr'],
    ['aws configure set aws_secret_access_key abcDEF123', 'abcDEF123'],
    ['docker swarm join --token SWMTKN-1-0abc123-9xyz 10.0.0.1:2377', 'SWMTKN-1-0abc123'],
    ['key AKIAIOSFODNN7EXAMPLE here', 'AKIAIOSFODNN7EXAMPLE'],
    ['mysql --password=hunter2 -u root', 'hunter2'],
    ['{"token": "abc123def"}', 'abc123def'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', 'ghp_abcdefghij'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', 'MIIE'],
    ['eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSMeKKF2QT4', 'SflKxwRJ'],
  ];
  for (const [text, secret] of hidden) it(`hides the secret in: ${text.slice(0, 40)}`, () => assert.ok(!maskSecrets(text).includes(secret)));

  it('leaves references, empty values and ordinary text alone', () => {
    for (const text of ['mysql --password="$MYSQL_ROOT_PASSWORD"', 'TOKEN=', 'echo password', 'docker container run alpine', 'two tokens of many'])
      assert.equal(maskSecrets(text), text);
  });

  it('keeps the name and the rest of the command', () => {
    assert.equal(maskSecrets('run -e DB_PASSWORD=x1y2 -d img'), 'run -e DB_PASSWORD=•••• -d img');
  });

  it('is quick on a long line', () => {
    const start = performance.now();
    maskSecrets('a'.repeat(200_000) + ' ' + 'token '.repeat(20_000));
    assert.ok(performance.now() - start < 400);
  });
});

describe('OutputRing', () => {
  it('keeps everything that fits', () => {
    const ring = new OutputRing(4, 4);
    ring.push('abc');
    ring.push('defg');
    assert.deepEqual(ring.kept(), { head: 'abcd', tail: 'efg', dropped: 0 });
  });

  it('keeps the first and the last part and counts the rest', () => {
    const ring = new OutputRing(4, 4);
    for (let i = 0; i < 100; i++) ring.push('0123456789');
    assert.deepEqual(ring.kept(), { head: '0123', tail: '6789', dropped: 992 });
    assert.equal(ring.length, 1000);
  });

  it('takes a chunk larger than itself', () => {
    const ring = new OutputRing(2, 3);
    ring.push('x'.repeat(50) + 'end');
    assert.deepEqual(ring.kept(), { head: 'xx', tail: 'end', dropped: 48 });
  });
});

describe('terminalText', () => {
  it('takes away what acts on a terminal and keeps colours', () => {
    assert.equal(terminalText('\x1b]0;title\x07a\x1b[31mred\x1b[0m\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\\x1b]52;c;aGk=\x07\x08'), 'a\x1b[31mred\x1b[0mlink');
  });

  it('shows what a progress bar left', () => {
    assert.equal(terminalText('1%\r50%\r100%\r\ndone\r\n'), '100%\ndone\n');
    assert.equal(terminalText('a: Waiting\r\nb: Waiting\r\n\x1b[2A\x1b[2K\ra: Done\r\n\x1b[1B'), 'a: Done\nb: Waiting\n');
  });

  it('never fails on half a sequence', () => {
    for (const text of ['\x1b', '\x1b[', '\x1b[31', '\x1b]633;C', '\r', '\x1b[9999999A\x1b[9999999Bx']) assert.equal(typeof terminalText(text), 'string');
  });
});
