import { el } from './dom';

const names = /`([^`\n]+)`/;

/** A sentence in which a name stands between backticks: the name is set as code, the rest is text. */
export function rich(text: string): (Node | string)[] {
  return text.split(names).flatMap((part, index) => part === '' ? [] : [index % 2 === 1 ? el('span', { class: 'mono' }, part) : part]);
}

/** The same sentence for a label, where nothing can be set as code. */
export function bare(text: string): string {
  return text.split(names).join('');
}
