import type { FigureView } from '../core/protocol';
import type { SectionAt } from './courses';
import { translate } from './messages';

/** The drawings of a section that are stepped through; all that they need stands in the note. `sentences`: asked for only where there is one. */
export function stepperViews({ section: { steppers = [] } }: SectionAt, sentences: () => readonly string[]): readonly FigureView[] {
  if (steppers.length === 0) return [];
  const words = Object.fromEntries(sentences().map(text => [text, translate({ text, args: ['{0}', '{1}', '{2}', '{3}'] })]));
  return steppers.map(({ id, title, data }) => ({ id, title, data: { kind: 'stepper', about: data, words } }));
}
