const forbidden: readonly (readonly [name: string, form: RegExp])[] = [
  ['<script>', /<script\b/i],
  ['<foreignObject>', /<foreignObject\b/i],
  ['on…=', /\son[a-z]+\s*=/i],
  ['javascript:', /javascript:/i],
  ['<!DOCTYPE', /<!(?:DOCTYPE|ENTITY)\b/i],
  ['href', /\bhref\s*=\s*["'](?!#|data:image\/(?:png|jpeg|gif|webp))/i],
  ['url()', /url\(\s*["']?(?!#|["']?\)|data:image\/(?:png|jpeg|gif|webp))/i],
  ['@import', /@import\b/i],
];

/** What makes a drawing more than a drawing: scripts, and addresses outside of it. Lines are 0-based. */
export function svgFaults(svg: string): readonly { readonly text: string; readonly line: number }[] {
  return forbidden.flatMap(([text, form]) => {
    const at = svg.search(form);
    return at < 0 ? [] : [{ text, line: svg.slice(0, at).split('\n').length - 1 }];
  });
}
