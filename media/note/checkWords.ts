import type { CheckView } from '../../src/core/labViews';
import type { Translator } from '../status/words';
import type { Look } from './stateWords';
import { timeWords } from './time';

/** How a check stands: an icon, one bold word, and the rest of the line. */
export interface CheckState {
  readonly icon: string;
  readonly tone: string;
  readonly word: string;
  readonly rest: string;
}

export function checkState(view: CheckView, look: Look): CheckState {
  const { t } = look;
  const reason = view.reason ?? '';
  switch (view.state) {
    case 'waiting': return { icon: 'queued', tone: 's-idle', word: view.waitsFor === undefined ? t('Waiting.') : t('Waiting for {0}.', view.waitsFor), rest: reason };
    case 'notYet': return { icon: 'wait', tone: 's-wait', word: t('Not yet.'), rest: reason };
    case 'cannotPass': return { icon: 'fail', tone: 's-fail', word: t('Cannot pass.'), rest: reason };
    case 'notMeasured': return { icon: 'unknown', tone: 's-idle', word: reason === '' ? t('Not measured') : t('Not measured:'), rest: reason };
    case 'done': return doneState(view, look);
  }
}

function doneState(view: CheckView, { t, now }: Look): CheckState {
  const when = view.doneAt === undefined ? undefined : timeWords(t, view.doneAt, now);
  const reason = view.reason ?? '';
  const look = view.byStudent ? { icon: 'keep', tone: 's-idle' } : view.marks.includes('emulated') ? { icon: 'flask', tone: 's-emu' } : { icon: 'pass', tone: 's-pass' };
  if (view.gone) return { ...look, word: when === undefined ? t('Done, gone now') : t('Done {0}, gone now', when), rest: reason };
  const word = view.byStudent ? t('Marked done by you') : t('Done');
  const parts = [when, ...marks(view, t)].filter(part => part !== undefined);
  return { ...look, word, rest: [...parts.map(part => `, ${part}`), reason === '' ? '' : `: ${reason}`].join('') };
}

/** How far it counts: said in words, since a green tick alone would claim too much. */
function marks(view: CheckView, t: Translator): readonly string[] {
  return [...new Set(view.marks)].map(mark => {
    switch (mark) {
      case 'emulated': return t('emulated');
      case 'standIn': return t('with a stand-in image');
      case 'byHand': return t('by hand');
    }
  });
}

/** What is read aloud when a check changed; undefined when nothing happened that one must know. `answered`: the student waits for a word. */
export function checkNews(before: CheckView, view: CheckView, look: Look, count: { readonly done: number; readonly of: number }, answered: boolean): string | undefined {
  const { t } = look;
  const claim = plain(view.claim);
  if (view.state === 'done' && before.state !== 'done') return t('Check done: {0}. {1} of {2}.', claim, count.done, count.of);
  if (view.state === 'done' && view.gone && !before.gone) return t('Done before, gone now: {0}.', claim);
  if (view.state === 'cannotPass' && before.state !== 'cannotPass') return t('Check cannot pass: {0}. {1}', claim, plain(view.reason ?? ''));
  if (!answered || view.state === 'done') return undefined;
  const { word, rest } = checkState(view, look);
  return `${claim}: ${word} ${plain(rest)}`;
}

function plain(text: string): string { return text.replaceAll('`', ''); }
