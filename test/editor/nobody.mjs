/**
 * Lets the editor run as a user without rights, though this machine's root runs the tests: what a student without
 * permission meets can only be met so. The programs stay where they are; folders that only root may enter are covered
 * for the editor's processes alone, and what it needs from within them is mounted there again.
 */
import { chmod, chown, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** User and group `nobody` of Linux. */
const nobody = 65534;

/**
 * @param {string} dir folder of this start: it is handed over
 * @param {readonly string[]} needed absolute paths of folders that the editor reads
 * @param {readonly string[]} programs absolute paths of files in them
 * @returns {Promise<string[]>} words before a program that make it run as nobody
 */
export async function asNobody(dir, needed, programs) {
  await handOver(dir);
  for (const program of programs) await letIn(program, needed);
  const closed = new Set((await Promise.all(needed.map(closedAbove))).flat());
  const script = [
    'set -e', 'keep=$1; shift',
    'n=0; for path in $NEEDED; do n=$((n + 1)); mkdir -p "$keep/$n"; mount --bind "$path" "$keep/$n"; done',
    'for path in $CLOSED; do mount -t tmpfs -o mode=755 none "$path"; done',
    'n=0; for path in $NEEDED; do n=$((n + 1)); [ -e "$path/." ] || mkdir -p "$path"; mount --bind "$keep/$n" "$path"; done',
    'unset NEEDED CLOSED keep',
    `exec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups --no-new-privs "$@"`,
  ].join('\n');
  return ['env', `NEEDED=${needed.join(' ')}`, `CLOSED=${[...closed].join(' ')}`, 'unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', join(dir, 'programs')];
}

/** The outermost folder above `path` that others may not enter. @param {string} path @returns {Promise<string[]>} */
async function closedAbove(path) {
  /** @type {string[]} */ let found = [];
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!((await stat(folder)).mode & 0o001)) found = [folder];
  }
  return found;
}

/** A folder that was made under a passing name lets only its maker in. @param {string} program @param {readonly string[]} needed */
async function letIn(program, needed) {
  for (let folder = dirname(program); needed.some(top => folder.startsWith(`${top}/`)); folder = dirname(folder)) {
    await chmod(folder, (await stat(folder)).mode | 0o055);
  }
}

/** @param {string} dir */
async function handOver(dir) {
  await chown(dir, nobody, nobody);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) await chown(join(entry.parentPath, entry.name), nobody, nobody);
}
