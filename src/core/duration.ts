const units = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 } as const;
const form = /^(\d+(?:\.\d+)?)(ms|s|min|m|h)?$/;
/** A day. A timer of the host takes no more than 24 days. */
const longest = 86_400;

/** `500ms`, `60s`, `5m` (or `min`), `2h`, a number alone is seconds; undefined for anything else, for 0 and beyond a day. */
export function readSeconds(text: string): number | undefined {
  const found = form.exec(text);
  if (found === null) return undefined;
  const seconds = Number(found[1]) * units[(found[2] ?? 's') as keyof typeof units];
  return seconds > 0 && seconds <= longest ? seconds : undefined;
}

/** `5m`, or `3m-5m`; a unit that is left out is that of the other end: `3-5m`. */
export function readUsual(text: string): { readonly from: number; readonly to: number } | undefined {
  const [first = '', second, ...more] = text.split('-');
  if (more.length > 0) return undefined;
  if (second === undefined) return both(readSeconds(first), readSeconds(first));
  const unit = /[a-z]+$/.exec(second)?.[0] ?? '';
  return both(readSeconds(/\d$/.test(first) ? first + unit : first), readSeconds(second));
}

function both(from: number | undefined, to: number | undefined): { from: number; to: number } | undefined {
  return from === undefined || to === undefined || from > to ? undefined : { from, to };
}
