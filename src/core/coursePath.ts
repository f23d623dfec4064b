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

/**
 * Where a picture or link of a note leads, as a path below the course folder: `../images/a%20b.png#x` in
 * `docker/run.md` is `images/a b.png`. Undefined where it leads out of the folder or names a scheme.
 */
export function pathFromNote(noteFile: string, written: string): string | undefined {
  const path = decoded(written.replace(/[?#].*$/s, ''));
  if (path === undefined || path === '' || path.startsWith('/')) return undefined;
  return coursePath(noteFile.split('/').slice(0, -1).concat(path).join('/'));
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
