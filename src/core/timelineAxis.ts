import type { TimelineItemView } from './labViews';

/** A place on the axis, from 0 to 1. */
export interface AxisMark { readonly id: string; readonly lane: TimelineItemView['lane']; readonly tone: TimelineItemView['tone']; readonly from: number; readonly to: number }
/** A pause that is drawn shorter than it was. */
export interface AxisPause { readonly from: number; readonly to: number; readonly milliseconds: number }
export interface Axis {
  readonly marks: readonly AxisMark[];
  readonly pauses: readonly AxisPause[];
  /** Times worth a label: where each stretch begins, and the end. Milliseconds since the epoch. */
  readonly labels: readonly { readonly at: number; readonly time: number }[];
}

/** A longer pause says nothing: it takes a fixed part of the axis. */
const longPauseMs = 120_000;
const pausePart = 0.05;
/** Labels nearer than this would stand on one another. */
const labelGap = 0.12;

interface Stretch { start: number; end: number }

/** Everything on one axis. Time runs evenly within a stretch of work; pauses between them are cut. `now`: end of what still runs. */
export function axisOf(items: readonly TimelineItemView[], now: number): Axis | undefined {
  if (items.length === 0) return undefined;
  const spans = items.map(item => ({ item, start: item.at, end: Math.max(item.at, item.end ?? (item.tone === 'running' ? now : item.at)) }));
  const stretches = stretchesOf(spans);
  const busy = Math.max(1, stretches.reduce((sum, { start, end }) => sum + end - start, 0));
  const cut = Math.min(0.6, (stretches.length - 1) * pausePart);
  const each = stretches.length > 1 ? cut / (stretches.length - 1) : 0;
  const begins: number[] = [];
  let at = 0;
  for (const { start, end } of stretches) {
    begins.push(at);
    at += (end - start) / busy * (1 - cut) + each;
  }
  const place = (time: number): number => {
    const index = Math.max(0, stretches.filter(({ start }) => start <= time).length - 1);
    const stretch = stretches[index];
    return stretch ? Math.min(1, (begins[index] ?? 0) + (Math.min(time, stretch.end) - stretch.start) / busy * (1 - cut)) : 0;
  };
  return {
    marks: spans.map(({ item: { id, lane, tone }, start, end }) => ({ id, lane, tone, from: place(start), to: place(end) })),
    pauses: stretches.slice(1).flatMap((next, index) => {
      const before = stretches[index];
      return before ? [{ from: place(before.end), to: place(next.start), milliseconds: next.start - before.end }] : [];
    }),
    labels: apart([...stretches.map(({ start }) => start), ...stretches.slice(-1).map(({ end }) => end)].map(time => ({ time, at: place(time) }))),
  };
}

function stretchesOf(spans: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && start - last.end <= longPauseMs) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

function apart(labels: readonly { at: number; time: number }[]): Axis['labels'] {
  const kept: { at: number; time: number }[] = [];
  for (const label of labels) if (kept.every(({ at }) => Math.abs(at - label.at) >= labelGap)) kept.push(label);
  return kept;
}
