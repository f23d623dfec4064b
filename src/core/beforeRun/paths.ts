import type { Seen } from './rule';

/** Absolute path of a word, without `.` and `..`; undefined where a variable or a pattern decides. `*` at the end stands for what is in the folder. */
export function absolute(word: string, { cwd, values, before: { home } }: Pick<Seen, 'cwd' | 'values' | 'before'>): string | undefined {
  const known = word.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced?: string, plain?: string) => values.get(braced ?? plain ?? '') ?? whole).replace(/^~(?=\/|$)/, () => home ?? '~').replace(/^\$\{?HOME\}?(?=\/|$)/, () => home ?? '$HOME');
  if (/[$`~]/.test(known)) return undefined;
  if (known.startsWith('/')) return clean(known);
  return cwd === undefined ? undefined : clean(`${cwd}/${known}`);
}

function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Strictly below the lab's folder: the folder itself is not the lab's to delete. */
export function isInLab(path: string, { before: { labFolder } }: Seen): boolean {
  return labFolder !== undefined && path.startsWith(`${labFolder}/`) && path !== `${labFolder}/`;
}
