import type { StripView } from '../../src/core/protocol';
import { el, icon } from './dom';
import { bare, rich } from './rich';

/** One bold sentence, one line of detail, at most two buttons. */
export function strip({ id, tone, title, detail, actions }: StripView): HTMLElement {
  const [name, look] = tone === 'locked' ? ['lock', 's-wait'] : tone === 'warn' ? ['warn', 's-wait'] : ['info', 's-idle'];
  return el('section', { class: 'strip', 'data-strip': id, 'aria-label': bare(title) }, icon(name, look),
    el('div', {}, el('strong', {}, ...rich(title)), detail === '' ? undefined : el('p', {}, ...rich(detail))),
    actions.length === 0 ? undefined : el('div', { class: 'acts' }, ...actions.slice(0, 2).map(action => el('button', { class: action.primary ? 'btn primary' : 'btn', type: 'button', 'data-do': 'strip', 'data-action': action.id }, action.label))));
}
