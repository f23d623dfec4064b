import type { CheckView } from '../../src/core/labViews';
import { el } from '../status/dom';
import type { Translator } from '../status/words';

interface Step { readonly parts: readonly Element[]; readonly checks: string[] }

/**
 * Makes of each step that has checks one element: the text up to its last block, the list of checks, the text after it.
 * In this order it is read and walked through; where there is room the list stands in the margin beside both.
 * `all`: in a long note each step is one element, so that the browser leaves out whole steps that are not in sight.
 */
export function wrapSteps(text: HTMLElement, checks: readonly CheckView[], t: Translator, all: boolean): void {
  const steps = new Map<Element, Step>();
  if (all) for (const start of text.children) if (isHeading(start) || start === text.firstElementChild) steps.set(start, { parts: partsFrom(start), checks: [] });
  const places = { block: placesBy(text, 'data-block'), check: placesBy(text, 'data-check') };
  for (const check of checks) {
    const place = placeOf(text, check, places);
    if (!place) continue;
    const start = startOf(place);
    const step = steps.get(start) ?? { parts: partsFrom(start), checks: [] };
    step.checks.push(check.id);
    steps.set(start, step);
  }
  for (const [start, step] of steps) wrap(start, step, t);
  for (const place of text.querySelectorAll('[data-check]')) place.remove();
}

/** The first of each name: a search for each of many checks would go through the whole text again and again. */
function placesBy(text: HTMLElement, name: string): ReadonlyMap<string, Element> {
  const found = new Map<string, Element>();
  for (const element of text.querySelectorAll(`[${name}]`)) {
    const value = element.getAttribute(name) ?? '';
    if (!found.has(value)) found.set(value, element);
  }
  return found;
}

/** The top part of the text in which the check belongs: that of its block, else its own, else the last. */
function placeOf(text: HTMLElement, { id, block }: CheckView, places: Record<'block' | 'check', ReadonlyMap<string, Element>>): Element | undefined {
  let at: Element | null = (block === undefined ? undefined : places.block.get(block)) ?? places.check.get(id) ?? null;
  while (at && at.parentElement !== text) at = at.parentElement;
  return at ?? text.lastElementChild ?? undefined;
}

const isHeading = (element: Element): boolean => /^H[1-6]$/.test(element.tagName);

function startOf(part: Element): Element {
  let start = part;
  while (!isHeading(start) && start.previousElementSibling) start = start.previousElementSibling;
  return start;
}

function partsFrom(start: Element): readonly Element[] {
  const parts = [start];
  for (let next = start.nextElementSibling; next && !isHeading(next); next = next.nextElementSibling) parts.push(next);
  return parts;
}

function wrap(start: Element, { parts, checks }: Step, t: Translator): void {
  const last = parts.reduce((found, part, index) => part.matches('[data-block], [data-check]') || part.querySelector('[data-block], [data-check]') ? index : found, 0);
  const title = isHeading(start) ? start.textContent ?? '' : '';
  const list = checks.length === 0 ? undefined : el('div', { class: 'checks', role: 'group', 'aria-label': title === '' ? t('Checks') : t('Checks: {0}', title) },
    el('p', { class: 'caption', 'aria-hidden': 'true' }, t('Checks')), el('ul', { 'data-checks': JSON.stringify(checks) }));
  const step = el('div', { class: 'step', 'data-step': `step ${start.id}`, 'data-level': isHeading(start) ? start.tagName.slice(1) : undefined });
  start.before(step);
  step.append(el('div', { class: 'upto' }, ...parts.slice(0, list ? last + 1 : undefined)), ...list ? [list] : []);
  if (!list) return;
  const rest = parts.slice(last + 1);
  if (rest.length > 0) step.append(el('div', { class: 'rest' }, ...rest));
}
