/** Longer texts are not searched further: an author's expression must not hold the window up. */
const longest = 300_000;

/** Whether the author's expression is found; undefined where it is none. `^` and `$` stand at lines too. */
export function finds(text: string, expression: string): boolean | undefined {
  return firstMatch(text, expression)?.found;
}

/** First group of what is found, or all of it. */
export function firstMatch(text: string, expression: string): { readonly found: boolean; readonly value?: string } | undefined {
  try {
    const match = new RegExp(expression, 'm').exec(text.slice(0, longest));
    return match ? { found: true, value: match[1] ?? match[0] } : { found: false };
  } catch {
    return undefined;
  }
}
