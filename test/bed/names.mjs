/**
 * The name server of a bed in a network of its own: the few names of the internet that a lab asks for lead to an address
 * of the bed, and no other name exists.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDaemonProcess } from './daemons.mjs';
import { inside } from './namespaces.mjs';

/** Addresses that are set aside for examples (RFC 5737), so no network of a bed uses them. */
const server = '192.0.2.53';
const answer = '192.0.2.80';

/** What L3 step 7a pings. */
const names = ['www.github.com'];

/**
 * @param {{dir: string, enter: readonly string[], log: import('./commands.mjs').Log}} place
 * @returns {Promise<string>} address to give to dockerd as `--dns`
 */
export async function startNames({ dir, enter, log }) {
  await inside(enter, 'for address; do ip address add "$address/32" dev lo; done', server, answer);
  const config = join(dir, 'names.conf');
  await writeFile(config, [
    'no-resolv', 'no-hosts', 'no-daemon', 'bind-interfaces', 'user=root', `listen-address=${server}`,
    ...names.map(name => `address=/${name}/${answer}`), 'address=/#/', '',
  ].join('\n'));
  const [file, ...words] = [...enter, 'dnsmasq', `--conf-file=${config}`];
  await startDaemonProcess(String(file), words, { dir, name: 'names' });
  log(`Inside the bed ${names.join(', ')} is this bed itself (${answer}), not the internet`);
  return server;
}
