// Nothing but loopback is contacted: the whole session (VS Code's server, extension host, terminals, Docker, browser) runs
// in a network namespace whose only way out is a link to nowhere that counts packets. Needs root; changes nothing outside.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { before, describe, it } from 'mocha';
import { shared } from '../editor/shared.mjs';

/** The neighbour is made up, so that a packet leaves at once; names are asked of an address beyond it. */
const network = `set -e
ip link set lo up
ip link add out0 type veth peer name out1
for link in out0 out1; do echo 1 > /proc/sys/net/ipv6/conf/$link/disable_ipv6; done
ip link set out1 up
ip address add 192.0.2.2/24 dev out0
ip link set out0 up
ip neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev out0 nud permanent
ip route add default via 192.0.2.1
names=$(mktemp)
echo 'nameserver 192.0.2.53' > "$names"
echo 'options timeout:1 attempts:1' >> "$names"
mount --bind "$names" "$(readlink -f /etc/resolv.conf)"
rm -f "$names"
exec "$@"`;

describe('nothing but loopback is contacted', () => {
  before('the editor is there before the way out is closed', async function () {
    this.timeout(600_000);
    await shared.program.get();
  });

  it('while a section is read, its blocks run, and the panel is open', async function () {
    this.timeout(240_000);
    const words = ['--net', '--mount', 'sh', '-c', network, 'sh', process.execPath, 'node_modules/mocha/bin/mocha.js', '--exit', 'test/e2e/outwardFlow.mjs'];
    const { code, said } = await toEnd('unshare', words);
    assert.equal(code, 0, said);
  });
});

/** @param {string} file @param {string[]} args @returns {Promise<{code: number | null, said: string}>} */
function toEnd(file, args) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 230_000 });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', part => { said = (said + part).slice(-8000); });
    child.once('error', fail);
    child.once('close', code => done({ code, said }));
  });
}
