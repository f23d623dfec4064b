import type { FigureData } from './figureData';

type Scores = Extract<FigureData, { kind: 'scores' }>;

/** Counts at a threshold: what is above it is answered with yes. */
export interface Counts { readonly truePositive: number; readonly falsePositive: number; readonly trueNegative: number; readonly falseNegative: number }

/** `threshold` in thousandths. */
export function countsAt({ no, yes }: Pick<Scores, 'no' | 'yes'>, threshold: number): Counts {
  const sum = (bins: readonly number[], from: number, to: number): number => bins.slice(from, to).reduce((total, count) => total + count, 0);
  return {
    truePositive: sum(yes, threshold, yes.length), falseNegative: sum(yes, 0, threshold),
    falsePositive: sum(no, threshold, no.length), trueNegative: sum(no, 0, threshold),
  };
}

/** Not a number where nothing was called. */
export interface Shares { readonly precision: number; readonly recall: number; readonly falseRate: number; readonly errorRate: number }

export function sharesOf({ truePositive, falsePositive, trueNegative, falseNegative }: Counts): Shares {
  const all = truePositive + falsePositive + trueNegative + falseNegative;
  return {
    precision: truePositive / (truePositive + falsePositive), recall: truePositive / (truePositive + falseNegative),
    falseRate: falsePositive / (falsePositive + trueNegative), errorRate: (falsePositive + falseNegative) / all,
  };
}
