import type { FromStatus, RowAction, Strings, ToStatus } from '../src/core/protocol';
import { Asking } from './status/asking';
import { el } from './status/dom';
import { listenToKeys } from './status/keyboard';
import { StatusPage, type Kept } from './status/page';
import { Painted } from './status/painted';
import { translator } from './status/words';

interface Host {
  postMessage(message: FromStatus): void;
  getState(): unknown;
  setState(state: Kept): void;
}
declare function acquireVsCodeApi(): Host;

const tickMs = 30_000;

function keptBy(host: Host): Kept {
  const state = host.getState() as Partial<Kept> | undefined;
  return { folded: Array.isArray(state?.folded) ? state.folded : [], others: state?.others === true, timeline: state?.timeline === true, sheet: typeof state?.sheet === 'string' ? state.sheet : undefined };
}

function start(strings: Strings, host: Host): void {
  const kept = keptBy(host);
  const t = translator(strings);
  const root = el('main', { class: 'panel', 'aria-label': t('Lab status') });
  document.body.append(root);
  const post = (message: FromStatus): void => host.postMessage(message);
  const page = new StatusPage(root, t, new Painted(post), kept, post);
  const asking = new Asking(() => post({ kind: 'ready' }));
  listenToMessages(page, asking, () => host.setState(page.keep()));
  listenToClicks(root, page, host);
  listenToKeys(root);
  describeFocused(root, page);
  window.setInterval(() => page.tick(), tickMs);
  if (kept.others) post({ kind: 'others', open: true });
  if (kept.timeline) post({ kind: 'timeline', open: true });
  asking.beginLoaded();
}

/** A row under the arrow keys says itself whole. Only while it has the focus: a label kept longer would grow old. */
function describeFocused(root: HTMLElement, page: StatusPage): void {
  root.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('.row')) target.setAttribute('aria-label', page.describe(target) ?? '');
  });
  root.addEventListener('focusout', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('.row')) target.removeAttribute('aria-label');
  });
}

function listenToMessages(page: StatusPage, asking: Asking, keep: () => void): void {
  const seen = { seq: -1 };
  window.addEventListener('message', (event: MessageEvent<ToStatus>) => {
    const message = event.data;
    // A gap means that something was missed while hidden: only the full state helps, and what comes before it is void.
    const whole = message.kind === 'status';
    if (!whole && message.seq !== seen.seq + 1) {
      if (seen.seq !== -1) asking.begin();
      seen.seq = -1;
      return;
    }
    if (whole) asking.heard();
    seen.seq = message.seq;
    page.take(message);
    if (message.kind === 'sheet' || message.kind === 'timeline') keep();
  });
}

function listenToClicks(root: HTMLElement, page: StatusPage, host: Host): void {
  root.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null;
    if (!button) return;
    const message = messageOf(button, page);
    if (message) host.postMessage(message);
    host.setState(page.keep());
  });
}

function messageOf(button: HTMLElement, page: StatusPage): FromStatus | undefined {
  const uid = button.closest<HTMLElement>('.row')?.dataset['uid'];
  const { do: what = '', remedy, section, block, fold, action = '' } = button.dataset;
  if (button.getAttribute('aria-disabled') === 'true') return undefined;
  switch (what) {
    case 'fold': page.fold(fold ?? ''); return undefined;
    case 'others': page.others.setOpen(!page.others.open); return { kind: 'others', open: page.others.open };
    case 'cleanUp': page.sheet.openedBy(button); return { kind: 'cleanUp' };
    case 'sheet': page.sheet.act(action); return undefined;
    case 'commands': page.sheet.toggleCommands(); return undefined;
    case 'timeline': page.timeline.setOpen(!page.timeline.open); return { kind: 'timeline', open: page.timeline.open };
    case 'strip': return { kind: 'strip', id: button.closest<HTMLElement>('[data-strip]')?.dataset['strip'] ?? '', action };
    case 'remedy': return remedy === undefined ? undefined : { kind: 'remedy', id: remedy };
    case 'goTo': case 'block': return section === undefined || block === undefined ? undefined : { kind: 'revealBlock', section, blockId: block };
    default: return uid === undefined ? undefined : { kind: 'action', uid, action: what as RowAction };
  }
}

start(JSON.parse(document.body.dataset['strings'] ?? '{}') as Strings, acquireVsCodeApi());
