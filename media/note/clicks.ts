import type { NotePage } from './page';
import type { FromNote } from '../../src/core/protocol';
import { blockMenu, labMenu } from './menu';

/** One listener before all others: a link of a note never goes anywhere by itself. */
export function listenToClicks(page: NotePage, post: (message: FromNote) => void): void {
  window.addEventListener('click', event => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do], a') : null;
    if (!target) return;
    if (target.tagName === 'A') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    clicked(target, page, post);
  }, { capture: true });
  window.addEventListener('auxclick', event => {
    if (event.target instanceof Element && event.target.closest('a')) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, { capture: true });
  window.addEventListener('scroll', event => {
    if (event.target instanceof HTMLElement && event.target.matches('pre.output')) cardAt(event.target, page)?.output.caughtUp();
  }, { capture: true, passive: true });
  window.addEventListener('input', event => {
    const card = event.target instanceof HTMLElement ? cardAt(event.target, page) : undefined;
    if (card) page.acts.typed(card);
  });
}

function clicked(target: HTMLElement, page: NotePage, post: (message: FromNote) => void): void {
  const { section, acts } = page;
  const { action = '', heading = '', to = '' } = target.dataset;
  switch (target.dataset['do']) {
    case 'link': return follow(target.getAttribute('href') ?? '', page, post);
    case 'heading': return page.toHeading(heading);
    case 'section': return post({ kind: 'openSection', section, to });
    case 'term': return page.terms.press(target, false);
    case 'contents': return page.toggleContents();
    case 'changeTarget': return post({ kind: 'changeTarget', section });
    case 'strip': return post({ kind: 'strip', section, id: target.closest<HTMLElement>('[data-strip]')?.dataset['strip'] ?? '', action });
  }
  if (inLabMenu(target, page, post)) return;
  const check = page.checks.get(target.closest<HTMLElement>('[data-check-id]')?.dataset['checkId']);
  if (check && page.labActs.ofCheck(check, target.dataset['do'])) return;
  const prediction = page.predictions.get(target.closest<HTMLElement>('[data-predict-id]')?.dataset['predictId']);
  if (prediction && page.labActs.ofPrediction(prediction, target.dataset['do'])) return;
  const card = cardAt(target, page);
  if (!card || page.labActs.ofCard(card, target)) return;
  switch (target.dataset['do']) {
    case 'run': return acts.run(card, 'run');
    case 'stop': return acts.stop(card);
    case 'terminal': return acts.showTerminal(card);
    case 'copy': return acts.copy(card);
    case 'toggle': return card.toggle();
    case 'send': return acts.submit(card);
    case 'cancel': return acts.closeForm(card);
    case 'menu': return page.menu.isOpen ? page.menu.close(true) : page.menu.open(target, page.t('More for block {0}', card.view.ordinal), blockMenu(card.view, page.locked ?? card.view.lock?.title, page.t), card.view.id);
    case 'from': case 'upTo': case 'put':
      page.menu.close(true);
      return acts.run(card, target.dataset['do']);
  }
}

function inLabMenu(target: HTMLElement, page: NotePage, post: (message: FromNote) => void): boolean {
  const { section } = page;
  const act = target.dataset['do'];
  if (act === 'labMenu') {
    if (page.menu.isOpen) page.menu.close(true);
    else page.menu.open(target, page.t('More: clean up, reset, timeline'), labMenu(page.t));
    return true;
  }
  if (act !== 'cleanUp' && act !== 'reset' && act !== 'showTimeline') return false;
  page.menu.close(true);
  post(act === 'showTimeline' ? { kind: act, section } : { kind: 'cleanUp', section, reset: act === 'reset' });
  return true;
}

function follow(href: string, page: NotePage, post: (message: FromNote) => void): void {
  if (href.startsWith('#')) page.toHeading(decode(href.slice(1)));
  else if (href !== '') post({ kind: 'openLink', section: page.section, href });
}

function decode(text: string): string {
  try { return decodeURIComponent(text); } catch { return text; }
}

function cardAt(element: HTMLElement, page: NotePage): ReturnType<NotePage['blocks']['get']> {
  const inMenu = element.closest<HTMLElement>('[data-for]')?.dataset['for'];
  return page.blocks.get(inMenu ?? element.closest<HTMLElement>('[data-id]')?.dataset['id']);
}
