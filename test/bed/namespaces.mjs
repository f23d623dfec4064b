/**
 * Network namespaces of a bed: each is a mount inside the bed's folder, so it goes with the mount, and all its links,
 * addresses and firewall rules with it.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './commands.mjs';

/**
 * Makes an empty network whose only link is its loopback.
 * @param {string} folder
 * @param {string} [name] of the file that stands for it
 * @returns {Promise<string[]>} words before a program that start it there
 */
export async function makeNamespace(folder, name = 'net') {
  const path = join(folder, name);
  await writeFile(path, '');
  await run('unshare', [`--net=${path}`, 'ip', 'link', 'set', 'lo', 'up']);
  return ['nsenter', `--net=${path}`];
}

/**
 * Joins namespaces by a switch, which is one more. None of them has a way out: there is no default route.
 * @param {string} folder of the switch
 * @param {readonly {folder: string, enter: readonly string[], address: string}[]} members `address`: on link `eth0`, of
 *   a network of 256
 */
export async function joinNamespaces(folder, members) {
  const enter = await makeNamespace(folder, 'switch');
  await inside(enter, 'ip link add switch0 type bridge && ip link set switch0 up');
  for (const [index, member] of members.entries()) {
    const port = `port${index + 1}`;
    await inside(enter, `ip link add ${port} type veth peer name eth0 netns "$1" && ip link set ${port} master switch0 up`, join(member.folder, 'net'));
    await inside(member.enter, 'ip address add "$1/24" dev eth0 && ip link set eth0 up', member.address);
  }
}

/**
 * @param {readonly string[]} enter
 * @param {string} script of sh
 * @param {string[]} values `$1` and so on
 */
export async function inside(enter, script, ...values) {
  const [file, ...words] = [...enter, 'sh', '-c', script, 'sh', ...values];
  await run(String(file), words);
}
