import assert from 'node:assert/strict';
import { collisionsOf, publishedPorts } from '../../../src/core/collisions';
import type { MadeEntry } from '../../../src/core/journal';
import { Ledger } from '../../../src/core/ledger';
import type { LiveState } from '../../../src/core/liveState';
import { FakeClock } from '../docker/fakes';
import { box, hex, network } from './receiptBench';

const clock = new FakeClock();
const made = (uid: string, thing: MadeEntry['thing'], name: string, labId: string): MadeEntry => ({
  v: 1, kind: 'made', at: 1, courseId: 'c', courseVersion: '1', labId, uid, thing, name, daemon: 'D', sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false,
});
const web = box(clock, '1', 'web1', { ports: [{ hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' }] });
const live: LiveState = { daemon: 'D', resources: new Map([web, network(clock, '2', 'n1')].map(row => [row.uid, row])), skewMs: 0 };
const ledger = new Ledger([made(web.uid, 'container', 'web1', 'L3'), made(`network:${hex('2')}`, 'network', 'n1', 'L3')]);
const found = (text: string, labId = 'L4', at = live) => collisionsOf(text, { courseId: 'c', labId }, ledger, at).map(({ what, lab }) => `${what.kind === 'name' ? what.name : what.port} of ${lab.labId}`);

describe('collisions with what another lab left', () => {
  it('names and ports that the block asks for', () => {
    assert.deepEqual(found('docker run -d --name web1 -p 9090:80 nginx'), ['web1 of L3']);
    assert.deepEqual(found('docker run -d --name vote -p 8080:80 nginx && docker network create n1'), ['8080 of L3', 'n1 of L3']);
    assert.deepEqual(found('docker service create --name s --publish published=8080,target=80 nginx'), ['8080 of L3']);
  });
  it('none with the lab’s own things, with other names, or with what is gone', () => {
    assert.deepEqual(found('docker run --name web1 -p 8080:80 nginx', 'L3'), []);
    assert.deepEqual(found('docker run --name web2 -p 8081:80 nginx; docker rm -f web1'), []);
    assert.deepEqual(found('docker run --name web1 nginx', 'L4', { ...live, resources: new Map() }), []);
    assert.deepEqual(found('docker run --name web1 nginx', 'L4', { ...live, daemon: 'E' }), []);
  });
  it('reads every form of a published port', () => {
    for (const [text, port] of [['-p 8080:80', '8080/tcp'], ['-p 127.0.0.1:8080:80/udp', '8080/udp'], ['-p [::1]:8080:80', '8080/tcp'], ['--publish=8080:80', '8080/tcp'], ['-dp 8080:80', '8080/tcp'], ['-p 80', undefined], ['-p "$P":80', undefined]] as const) {
      assert.deepEqual(publishedPorts(`docker run ${text} nginx`).map(one => `${one.port}/${one.protocol}`), port ? [port] : [], text);
    }
  });
});
