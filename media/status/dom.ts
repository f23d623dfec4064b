type Child = Node | string | undefined;

/** A new element; `undefined` attributes are left out. Text always goes in as text, never as HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string | undefined>> = {}, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** An icon is decoration: a word beside it says the same. */
export function icon(name: string, tone = ''): HTMLElement {
  return el('i', { class: `i i-${name} ${tone}`.trim(), 'aria-hidden': 'true' });
}

/** Writes only what differs, so that nothing is laid out again for nothing. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setClass(element: HTMLElement, name: string): void {
  if (element.className !== name) element.className = name;
}

export function setAttribute(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
