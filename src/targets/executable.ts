import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Full path of a program, or undefined. Relative entries of PATH are passed over: a program that lies in the
 * workspace folder must never be taken for the tool of the same name.
 */
export function findExecutable(name: string, env: Env, platform: NodeJS.Platform = process.platform): string | undefined {
  if (isAbsolute(name)) return isProgram(name) ? name : undefined;
  if (name.includes('/') || name.includes('\\')) return undefined;
  const windows = platform === 'win32';
  const endings = windows ? (env['PATHEXT'] ?? '.EXE').split(';').filter(e => /^\.(exe|com)$/i.test(e)) : [''];
  for (const folder of pathOf(env, windows).split(windows ? ';' : ':')) {
    if (!isAbsolute(folder)) continue;
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

function pathOf(env: Env, windows: boolean): string {
  if (!windows) return env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin';
  const key = Object.keys(env).find(k => k.toUpperCase() === 'PATH');
  return (key && env[key]) ?? '';
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
