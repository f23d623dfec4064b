import type { FromNote, Strings, ToNote } from '../src/core/protocol';
import { listenToClicks } from './note/clicks';
import { actOf } from './note/keys';
import { NotePage, type Kept } from './note/page';
import { translator } from './status/words';

interface Host {
  postMessage(message: FromNote): void;
  getState(): unknown;
  setState(state: Kept): void;
}
declare function acquireVsCodeApi(): Host;

const tickMs = 30_000;

function start(root: HTMLElement, data: DOMStringMap, host: Host): void {
  const post = (message: FromNote): void => host.postMessage(message);
  const page = new NotePage(root, {
    t: translator(JSON.parse(data['strings'] ?? '{}') as Strings), remoteImages: data['remoteImages'] === 'true',
    post, keep: state => host.setState(state), kept: () => keptBy(host.getState()),
  });
  listenToMessages(page, post);
  listenToClicks(page, post);
  window.addEventListener('keydown', event => {
    if (press(event, page)) { event.preventDefault(); event.stopPropagation(); }
  });
  describeFocused(page);
  window.setInterval(() => page.tick(), tickMs);
  post({ kind: 'ready' });
}

function keptBy(state: unknown): Kept | undefined {
  const { section, scroll, line } = (state ?? {}) as Partial<Kept>;
  return typeof section === 'string' && typeof scroll === 'number' && typeof line === 'number' ? { section, scroll, line } : undefined;
}

function listenToMessages(page: NotePage, post: (message: FromNote) => void): void {
  const seen = { seq: -1 };
  window.addEventListener('message', (event: MessageEvent<ToNote>) => {
    const message = event.data;
    if (typeof message?.seq !== 'number') return;
    // A gap means that something was missed while hidden: only the whole note helps, and what comes before it is void.
    if (message.kind !== 'note' && message.seq !== seen.seq + 1) {
      if (seen.seq !== -1) post({ kind: 'ready' });
      seen.seq = -1;
      return;
    }
    seen.seq = message.seq;
    page.take(message);
  });
}

/** Only while it has the focus: a label kept longer would grow old. */
function describeFocused(page: NotePage): void {
  window.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('.check')) target.setAttribute('aria-label', page.checks.get(target.dataset['checkId'])?.describe() ?? '');
  });
  window.addEventListener('focusout', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('.check')) target.removeAttribute('aria-label');
  });
}

function press(event: KeyboardEvent, page: NotePage): boolean {
  const act = actOf(event);
  if (act) return page.acts.do(act, true);
  const card = page.acts.focused();
  const check = event.target instanceof HTMLInputElement ? page.checks.get(event.target.closest<HTMLElement>('[data-check-id]')?.dataset['checkId']) : undefined;
  if (event.key === 'Enter' && check) { page.labActs.answer(check); return true; }
  const prediction = event.target instanceof HTMLInputElement ? page.predictions.get(event.target.closest<HTMLElement>('[data-predict-id]')?.dataset['predictId']) : undefined;
  if (event.key === 'Enter' && prediction) { page.labActs.predict(prediction); return true; }
  const inForm = event.target instanceof HTMLInputElement && card?.asking !== undefined;
  if (event.key === 'Enter' && inForm && card) { page.acts.submit(card); return true; }
  if ((event.key === 'Enter' || event.key === ' ') && event.target instanceof HTMLElement && event.target.matches('.term')) { page.terms.press(event.target, true); return true; }
  if (event.key !== 'Escape') return false;
  if (page.terms.close()) return true;
  if (card?.asking !== undefined) page.acts.closeForm(card);
  else if (document.getElementById('contents')) {
    page.toggleContents(false);
    document.querySelector<HTMLElement>('[data-do=contents]')?.focus();
  } else return page.found.clear();
  return true;
}

const root = document.getElementById('app');
if (root) start(root, document.body.dataset, acquireVsCodeApi());
