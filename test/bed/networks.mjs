/**
 * Links and addresses of the host that a bed uses.
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt, run } from './commands.mjs';

/** @typedef {{bridge: string, address: string, pool: string}} Network `address`: of the host on the bridge */

/** So many beds can stand beside each other on one machine; each has 10.213.N.0/24 and 4,096 addresses for networks. */
const places = 64;

/**
 * Makes the bridge of the bed in `dir`, with address ranges that nothing on this machine uses. `links.json` in `dir`
 * says what was there before, so that only the bed's own links are taken away.
 * @param {string} dir
 * @returns {Promise<Network>}
 */
export async function claimNetwork(dir) {
  const before = await linkNames();
  const addresses = (await run('ip', ['-4', '-oneline', 'address'])) + (await run('ip', ['-4', 'route', 'show', 'table', 'all']));
  const used = new Set([...addresses.matchAll(/\b10\.(\d+)\.(\d+)\.\d+/g)].map(([, second, third]) => placeOf(+second, +third)));
  const first = createHash('sha256').update(dir).digest()[0];
  for (let step = 0; step < places; step++) {
    const place = (first + step) % places;
    const bridge = `labbed${place}`;
    // Making the link is the claim: of two beds that start at once, one is refused and goes on.
    if (used.has(place) || (await attempt('ip', ['link', 'add', bridge, 'type', 'bridge'])).code !== 0) continue;
    await writeFile(join(dir, 'links.json'), JSON.stringify({ bridge, before }));
    const address = `10.213.${place}.1`;
    await run('ip', ['address', 'add', `${address}/24`, 'dev', bridge]);
    // Where the host forwards, this bridge does not: its containers reach each other and the host, and no further.
    await writeFile(`/proc/sys/net/ipv4/conf/${bridge}/forwarding`, '0');
    await run('ip', ['link', 'set', bridge, 'up']);
    return { bridge, address, pool: `base=10.${214 + (place >> 4)}.${(place & 15) << 4}.0/20,size=26` };
  }
  throw new Error('All address ranges of the bed (10.213.0.0/16) are in use. Stop a bed that still runs.');
}

/** @param {number} second @param {number} third parts of an address 10.second.third.x */
function placeOf(second, third) {
  if (second === 213) return third;
  return second >= 214 && second < 218 ? (second - 214) << 4 | third >> 4 : undefined;
}

/** Removes the bed's bridge and those that its daemon made for networks. @param {string} dir */
export async function releaseNetwork(dir) {
  const text = await readFile(join(dir, 'links.json'), 'utf8').catch(() => undefined);
  if (!text) return;
  const { bridge, before } = JSON.parse(text);
  // The daemon leaves its bridges when it ends, and a killed one can no longer be asked: their names stand in its store.
  const store = await readFile(join(dir, 'data/network/files/local-kv.db'), 'latin1').catch(() => '');
  const named = [...store.matchAll(/"BridgeName":"([^"]+)"/g)].map(match => match[1]);
  const now = await linkNames();
  for (const name of new Set([bridge, ...named])) {
    if (now.includes(name) && !before.includes(name)) await attempt('ip', ['link', 'delete', 'dev', name]);
  }
}

/** @returns {Promise<string[]>} */
async function linkNames() {
  /** @type {{ifname: string}[]} */ const links = JSON.parse(await run('ip', ['-json', 'link']));
  return links.map(link => link.ifname);
}
