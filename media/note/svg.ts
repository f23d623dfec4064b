const space = 'http://www.w3.org/2000/svg';

/** A drawn element. Colours come from classes: the page's policy allows no style of its own. */
export function svg(tag: string, attributes: Readonly<Record<string, string | number | undefined>> = {}, ...children: readonly (SVGElement | string)[]): SVGElement {
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A polyline's points. */
export function points(of: Iterable<readonly [number, number]>): string {
  return [...of].map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}
