/** Whether labels fit a selector of `-l`: `app=web,tier!=db,canary`. Undefined where it cannot be read here. */
export function fitsSelector(labels: Readonly<Record<string, string>>, selector: string): boolean | undefined {
  let fits = true;
  for (const part of selector.split(',')) {
    const [, name = '', sign, value = ''] = /^([\w./-]+)(?:(==?|!=)([\w.-]*))?$/.exec(part.trim()) ?? [];
    if (name === '') return undefined;
    fits &&= sign === undefined ? name in labels : sign === '!=' ? labels[name] !== value : labels[name] === value;
  }
  return fits;
}
