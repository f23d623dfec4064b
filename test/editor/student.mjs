/** The student whose window it is. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Start-up files that set PATH, as a student has them: VS Code takes it from a log-in shell, to which Debian's /etc/profile
 * gives one of its own.
 * @param {string} home @param {string} path
 */
export async function withPath(home, path) {
  for (const name of ['.profile', '.bashrc']) await writeFile(join(home, name), `export PATH='${path}'\n`);
}
