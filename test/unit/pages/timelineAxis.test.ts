import assert from 'node:assert/strict';
import { axisOf } from '../../../src/core/timelineAxis';
import type { TimelineItemView } from '../../../src/core/labViews';

const moment = (id: string, at: number, over: Partial<TimelineItemView> = {}): TimelineItemView => ({ id, lane: 'event', at, tone: 'idle', label: id, ...over });
const run = (id: string, at: number, end: number | undefined, over: Partial<TimelineItemView> = {}): TimelineItemView => moment(id, at, { lane: 'run', end, tone: end === undefined ? 'running' : 'pass', ...over });
const round = (value: number): number => Math.round(value * 1000) / 1000;

describe('time axis', () => {
  it('is not there without anything on it', () => {
    assert.equal(axisOf([], 0), undefined);
  });

  it('runs evenly within a stretch', () => {
    const axis = axisOf([run('a', 0, 40_000), moment('b', 20_000), moment('c', 80_000)], 100_000);
    assert.deepEqual(axis?.marks.map(({ id, from, to }) => [id, round(from), round(to)]), [['a', 0, 0.5], ['b', 0.25, 0.25], ['c', 1, 1]]);
    assert.deepEqual(axis?.pauses, []);
  });

  it('lets what still runs reach to now', () => {
    const axis = axisOf([moment('a', 0), run('b', 50_000, undefined)], 100_000);
    assert.deepEqual(axis?.marks.map(({ from, to }) => [round(from), round(to)]), [[0, 0], [0.5, 1]]);
  });

  it('cuts a night to a twentieth and keeps the order', () => {
    const night = 22 * 3_600_000;
    const axis = axisOf([run('a', 0, 60_000), run('b', night, night + 60_000)], night + 60_000);
    assert.deepEqual(axis?.marks.map(({ from, to }) => [round(from), round(to)]), [[0, 0.475], [0.525, 1]]);
    assert.deepEqual(axis?.pauses.map(({ from, to, milliseconds }) => [round(from), round(to), milliseconds]), [[0.475, 0.525, night - 60_000]]);
    assert.deepEqual(axis?.labels.map(({ time }) => time), [0, night, night + 60_000]);
  });

  it('never lets pauses take more than their part, nor labels stand on one another', () => {
    const axis = axisOf(Array.from({ length: 60 }, (_, i) => run(`r${i}`, i * 3_600_000, i * 3_600_000 + 1000)), 60 * 3_600_000);
    const marks = axis?.marks ?? [];
    assert.ok(marks.every(({ from, to }, i) => from >= 0 && to <= 1.0001 && to >= from && (i === 0 || from > (marks[i - 1]?.from ?? 0))));
    assert.ok(round(marks.reduce((sum, { from, to }) => sum + to - from, 0)) >= 0.4);
    const at = axis?.labels.map(label => label.at) ?? [];
    assert.ok(at.every((place, i) => i === 0 || place - (at[i - 1] ?? 0) >= 0.12));
  });

  it('takes things in any order, and all at one moment', () => {
    assert.deepEqual(axisOf([moment('b', 60_000), moment('a', 0)], 0)?.marks.map(({ id, from }) => [id, from]), [['b', 1], ['a', 0]]);
    assert.deepEqual(axisOf([moment('a', 5), moment('b', 5)], 5)?.marks.map(({ from, to }) => [from, to]), [[0, 0], [0, 0]]);
  });
});
