import type { BlockView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import type { Translator } from '../status/words';

/** What a block is for, where that is not to be the next step. */
export function roleLine({ role }: BlockView, t: Translator): HTMLElement | undefined {
  if (role === 'cleanup') return el('p', { class: 'role' }, icon('trash'), el('span', {}, el('strong', {}, t('Clean-up.')), ' ', t('Each name in it is looked up first; what this lab did not make stays.')));
  if (role === 'solution') return el('p', { class: 'role' }, icon('book'), el('span', {}, el('strong', {}, t('Solution.')), ' ', t('Read it, then run it. Its run is recorded as solved for you.')));
  if (role === 'alternative') return el('p', { class: 'role' }, icon('info'), el('span', {}, el('strong', {}, t('Another way.')), ' ', t('It does the same step as the block that it stands for.')));
  if (role === 'aside') return el('p', { class: 'role' }, icon('info'), el('span', {}, el('strong', {}, t('Only if you need it.')), ' ', t('The steps go on without it.')));
  return undefined;
}
