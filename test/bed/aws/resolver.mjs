/**
 * The name server of the AWS tests: it writes down every name that a program in their network looks up, and refuses it.
 * What would have gone to real AWS stands in its log, and has gone nowhere.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../commands.mjs';
import { startDaemonProcess } from '../daemons.mjs';
import { inside } from '../namespaces.mjs';

/** An address that is set aside for examples (RFC 5737): containers reach it, to whom 127.0.0.1 is their own. */
const server = '192.0.2.53';

/** What AWS answers at. */
const realAws = /(^|\.)(amazonaws\.com(\.cn)?|aws\.amazon\.com|amazoncognito\.com|awsapps\.com|api\.aws|on\.aws|public\.ecr\.aws)$/;

/**
 * @typedef {object} Resolver
 * @property {string} address for dockerd's `--dns`
 * @property {readonly string[]} enter words before a program that bring it into the network and let it ask this server
 * @property {() => Promise<string[]>} names all that were looked up so far, in order
 * @property {() => Promise<string[]>} awsNames those of them that lead to real AWS
 */

/**
 * @param {{dir: string, enter: readonly string[]}} place
 * @returns {Promise<Resolver>}
 */
export async function startResolver({ dir, enter }) {
  await inside(enter, 'ip address add "$1/32" dev lo', server);
  const log = join(dir, 'looked-up.txt');
  await writeFile(log, '');
  await writeFile(join(dir, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:2 attempts:1\n');
  await writeFile(join(dir, 'nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n');
  const [file, ...words] = [...enter, process.execPath, program, log];
  const daemon = await startDaemonProcess(String(file), words, { dir, name: 'resolver' });
  await until(async () => {
    const said = await readFile(daemon.log, 'utf8');
    if (!daemon.alive()) throw new Error(`the name server ended at once: ${said}`);
    return said.includes('ready');
  }, { what: 'the name server', timeoutMs: 20_000 });
  const names = async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean);
  return {
    address: server, names,
    awsNames: async () => (await names()).filter(name => realAws.test(name)),
    // The files of this machine stay as they are: each program sees others in a mount namespace of its own.
    enter: [...enter, 'unshare', '--mount', '--propagation', 'slave', 'sh', '-c', prelude, 'sh', join(dir, 'resolv.conf'), join(dir, 'nsswitch.conf')],
  };
}

const program = fileURLToPath(new URL('resolverProgram.mjs', import.meta.url));
const prelude = 'mount --bind "$1" /etc/resolv.conf && mount --bind "$2" /etc/nsswitch.conf && shift 2 && exec "$@"';
