const stopOf = 'button.gh, .row, .moment';

/**
 * One tab stop a group, rows by arrow keys. Right goes into a row's buttons, Escape back to the row,
 * Enter on a row does its first action. Headings and rows of a group are one column of stops.
 */
export function listenToKeys(root: HTMLElement): void {
  root.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const group = event.target.closest<HTMLElement>('.group');
    if (group && press(event.key, event.target, group)) event.preventDefault();
  });
  root.addEventListener('focusin', event => {
    if (!(event.target instanceof HTMLElement)) return;
    const stop = event.target.closest<HTMLElement>(stopOf);
    const group = stop?.closest<HTMLElement>('.lists > .group');
    if (stop && group) makeStop(group, stop);
  });
}

/** Gives each group exactly one place where Tab stops; called after rows came or went. */
export function keepStops(root: HTMLElement): void {
  for (const group of root.querySelectorAll<HTMLElement>('.lists > .group')) {
    const current = group.querySelector<HTMLElement>('[tabindex="0"]');
    if (current && isShown(current)) continue;
    const first = stops(group)[0];
    if (first) makeStop(group, first);
  }
}

function makeStop(group: HTMLElement, stop: HTMLElement): void {
  if (stop.tabIndex === 0) return;
  for (const other of group.querySelectorAll<HTMLElement>('[tabindex="0"]')) other.tabIndex = -1;
  stop.tabIndex = 0;
}

function press(key: string, target: HTMLElement, group: HTMLElement): boolean {
  const row = target.closest<HTMLElement>('.row, .moment');
  switch (key) {
    case 'ArrowDown': return step(group, row ?? target, 1);
    case 'ArrowUp': return step(group, row ?? target, -1);
    case 'Home': return focus(stops(group)[0]);
    case 'End': return focus(stops(group).at(-1));
    case 'ArrowRight': return row ? sideways(row, target, 1) : false;
    case 'ArrowLeft': return row ? sideways(row, target, -1) : false;
    case 'Escape': return row && row !== target ? focus(row) : false;
    case 'Enter': return row === target ? click(row) : false;
    default: return false;
  }
}

function step(group: HTMLElement, from: HTMLElement, by: 1 | -1): boolean {
  const all = stops(group.closest<HTMLElement>('.lists > .group') ?? group);
  return focus(all[all.indexOf(from) + by]);
}

function sideways(row: HTMLElement, target: HTMLElement, by: 1 | -1): boolean {
  const buttons = [row, ...row.querySelectorAll<HTMLElement>('button')].filter(isShown);
  return focus(buttons[buttons.indexOf(target) + by]);
}

function click(row: HTMLElement): boolean {
  const first = row.querySelector<HTMLElement>('.tools button') ?? row.querySelector<HTMLElement>('button');
  first?.click();
  return first !== null;
}

function stops(group: HTMLElement): readonly HTMLElement[] {
  return [...group.querySelectorAll<HTMLElement>(stopOf)].filter(isShown);
}

function isShown(element: HTMLElement): boolean {
  return element.closest('[hidden]') === null;
}

function focus(element: HTMLElement | undefined): boolean {
  element?.focus();
  return element !== undefined;
}
