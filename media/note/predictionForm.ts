import type { PredictionView } from '../../src/core/labViews';
import { el } from '../status/dom';
import { rich } from '../status/rich';
import type { Translator } from '../status/words';

/** More than a sentence or two is no guess. */
const longest = 400;
const mostSeconds = 86_400;

export interface FormLook { readonly t: Translator; readonly warned: boolean; readonly number: number | string; readonly cancel: boolean }

/** The question: choices or own words, and a number of seconds. A frame without forms submits none by itself: Enter is the page's. */
export function predictionForm(view: PredictionView, { t, warned, number, cancel }: FormLook): readonly HTMLElement[] {
  const { id, ask, choices, seconds, said } = view;
  return [
    choices.length > 0
      ? el('fieldset', {}, el('legend', {}, ...rich(ask)), ...choices.map((choice, index) => choiceOf(id, choice, index, said?.text === choice)))
      : el('div', { class: 'field' }, el('label', { for: `predict-${id}` }, ...rich(ask)), el('input', { id: `predict-${id}`, class: 'words', type: 'text', value: said?.text ?? '', maxlength: String(longest), autocomplete: 'off' })),
    ...seconds === undefined ? [] : [el('div', { class: 'field' }, el('label', { for: `seconds-${id}` }, ...rich(seconds)),
      el('input', { id: `seconds-${id}`, class: 'seconds', type: 'number', min: '0', max: String(mostSeconds), step: 'any', value: said?.seconds === undefined ? '' : String(said.seconds) }), ' ', el('span', { class: 'muted' }, t('seconds')))],
    ...warned ? [el('p', { class: 'warned' }, el('strong', {}, t('You have not predicted yet.')), ` ${t('Predict first, or press Run once more: then block {0} runs without it.', number)}`)] : [],
    el('div', { class: 'acts' }, el('button', { class: 'btn', type: 'button', 'data-do': 'predict' }, t('Keep my prediction')),
      cancel ? el('button', { class: 'link', type: 'button', 'data-do': 'predictCancel' }, t('Cancel')) : undefined),
  ];
}

/** The same question where nobody can answer it, and why. */
export function questionToRead({ ask, choices, seconds, closed = '' }: PredictionView): readonly HTMLElement[] {
  return [
    el('p', {}, ...rich(ask)),
    ...choices.length > 0 ? [el('ul', {}, ...choices.map(choice => el('li', {}, ...rich(choice))))] : [],
    ...seconds === undefined ? [] : [el('p', {}, ...rich(seconds))],
    el('p', { class: 'muted' }, closed),
  ];
}

function choiceOf(id: string, choice: string, index: number, checked: boolean): HTMLElement {
  return el('div', { class: 'choice' }, el('input', { type: 'radio', id: `predict-${id}-${index}`, name: `predict-${id}`, value: choice, checked: checked ? '' : undefined }), el('label', { for: `predict-${id}-${index}` }, ...rich(choice)));
}

/** What stands in the form; `wrong`: the field that lacks a value. */
export function predicted(box: HTMLElement): { readonly text: string; readonly seconds?: number } | { readonly wrong: HTMLInputElement } {
  const words = box.querySelector<HTMLInputElement>('input.words');
  const chosen = box.querySelector<HTMLInputElement>('input[type=radio]:checked') ?? words;
  const text = chosen?.value.trim() ?? '';
  const first = words ?? box.querySelector<HTMLInputElement>('input[type=radio]');
  if (text === '' && first) return { wrong: first };
  const seconds = box.querySelector<HTMLInputElement>('input.seconds');
  const value = seconds?.valueAsNumber;
  if (seconds && !(value !== undefined && value >= 0 && value <= mostSeconds)) return { wrong: seconds };
  return { text, ...value !== undefined && { seconds: value } };
}
