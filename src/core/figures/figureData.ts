import { msg, type Message } from '../message';
import type { Figure } from './figure';
import { mapOf } from './map';
import { matrixOf, scoresOf } from './results';

/** What a page needs to draw it; small, whatever the size of the file. */
export type FigureData =
  /** Rows by score in a thousand equal steps: entry k holds scores above k/1000, up to (k+1)/1000; the first those of 0 too. */
  | { readonly kind: 'scores'; readonly no: readonly number[]; readonly yes: readonly number[]; readonly auc: number; readonly threshold: number }
  /** `counts[true][predicted]`, both in the order of `labels`. */
  | { readonly kind: 'matrix'; readonly labels: readonly string[]; readonly counts: readonly (readonly number[])[] }
  | { readonly kind: 'map'; readonly things: readonly ThingOnMap[] };

export interface ThingOnMap {
  readonly name: string;
  /** Its last places, oldest first, at most 60: degrees of latitude and longitude. */
  readonly trail: readonly (readonly [latitude: number, longitude: number])[];
  /** As its last record says it. */
  readonly time: string;
  readonly records: number;
  /** Its last record is younger than half a minute. */
  readonly live: boolean;
}

/** What stands in the file, ready to be drawn, or why it cannot be. `now`: milliseconds since the epoch. */
export function figureData(figure: Pick<Figure, 'draw' | 'threshold'>, text: string, now: number): FigureData | Message {
  switch (figure.draw) {
    case 'scores': return scoresOf(text, figure.threshold) ?? msg('It has no rows with {0}.', 'trueLabel, score');
    case 'matrix': return matrixOf(text) ?? msg('It has no rows with {0}.', 'trueLabel, bestAnswer');
    case 'map': return mapOf(text, now) ?? msg('It has no records with {0}.', 'Name, Latitude, Longitude');
  }
}
