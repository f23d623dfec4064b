import type { PredictionView } from '../../src/core/labViews';
import { el, icon } from '../status/dom';
import { rich } from '../status/rich';
import { spanWords } from '../status/span';
import type { Translator } from '../status/words';

/** What was said, and beside it what happened, as far as it has. */
export function predictionStory(view: PredictionView, t: Translator, number: number | string): readonly HTMLElement[] {
  const { said, state, whole } = view;
  const words = [said?.text ?? '', ...said?.seconds === undefined ? [] : [t('{0} s', said.seconds)]].join('; ');
  if (state === 'over') return over(view, t);
  return [
    el('p', {}, el('strong', {}, t('You said:')), ' ', ...rich(words)),
    state === 'made'
      ? el('p', { class: 'small muted' }, t('Run block {0} now, and watch the panel and the timeline.', number))
      : el('p', { class: 'small muted' }, t('It runs, or has run. Waiting until the lab is whole again:'), ' ', ...rich(whole)),
    el('div', { class: 'acts' }, el('button', { class: 'link', type: 'button', 'data-do': 'predictAgain' }, state === 'made' ? t('Change my prediction') : t('Predict again')), timeline(t)),
  ];
}

function timeline(t: Translator): HTMLElement { return el('button', { class: 'link', type: 'button', 'data-do': 'showTimeline' }, t('Show the timeline')); }

function over({ said, outcome, seconds, whole }: PredictionView, t: Translator): readonly HTMLElement[] {
  if (!outcome) return [];
  const { right, hit, ms, because, moments } = outcome;
  const cell = (...parts: (Node | string)[]): HTMLElement => el('td', {}, ...parts);
  const row = (name: string, ...cells: HTMLElement[]): HTMLElement => el('tr', {}, el('th', { scope: 'row' }, name), ...cells);
  const happened = right === undefined ? rich(because) : [icon(hit ? 'pass' : 'fail', hit ? 's-pass' : 's-fail'), el('strong', {}, hit ? t('As you said.') : t('Otherwise:')), ...hit ? [] : [' ', ...rich(right)]];
  const took = ms === undefined ? t('too fast to be seen, or nobody looked') : t('{0} until whole again', spanWords(t, ms));
  return [
    el('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': t('Prediction and what happened') }, el('table', {},
      el('thead', {}, el('tr', {}, el('td', {}), el('th', { scope: 'col' }, t('You said')), el('th', { scope: 'col' }, t('What happened')))),
      el('tbody', {}, row(t('What'), cell(...rich(said?.text ?? '')), cell(...happened)),
        ...seconds === undefined ? [] : [row(t('How long'), cell(said?.seconds === undefined ? t('nothing') : t('{0} s', said.seconds)), cell(took))]))),
    ...right === undefined ? [] : [el('p', {}, ...rich(because))],
    ...moments.length === 0 ? [] : [el('p', { class: 'small muted' }, t('Meanwhile, on the timeline:')), el('ol', { class: 'moments' }, ...moments.map(moment => el('li', {}, el('span', { class: 'at' }, t('{0} s', (moment.ms / 1000).toFixed(1))), ' ', moment.text)))],
    el('p', { class: 'small muted' }, icon('pass', 's-pass'), ' ', t('The lab is whole again:'), ' ', ...rich(whole)),
    el('div', { class: 'acts' }, el('button', { class: 'link', type: 'button', 'data-do': 'predictAgain' }, t('Predict again')), timeline(t)),
  ];
}
