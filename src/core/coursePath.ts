/**
 * A path below the course folder in its one spelling (`docker/intro.md`), or undefined if it is none: absolute,
 * with a drive or scheme, with `\`, control characters, or out of the folder by `..`. Nothing is looked up on the disk.
 */
export function coursePath(written: string): string | undefined {
  if (written.length > 1000 || /[\\:\p{Cc}]/u.test(written) || written.startsWith('/')) return undefined;
  const names: string[] = [];
  for (const name of written.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.length > 0 && !/\/\.{0,2}$/.test(written) ? names.join('/') : undefined;
}
