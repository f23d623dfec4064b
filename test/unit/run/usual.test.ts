import assert from 'node:assert/strict';
import { english, type Message } from '../../../src/core/message';
import type { RunRecord } from '../../../src/core/run';
import { usualOf } from '../../../src/core/usual';
import { blockOf, planOf } from './plans';
import { LiveRun } from '../../../src/core/liveRun';

const block = (options: Parameters<typeof blockOf>[1] = {}) => blockOf(['make'], options);
const run = (seconds: number, more: Partial<RunRecord> = {}): RunRecord => ({ ...new LiveRun(planOf(`r${seconds}`, ['make']), 0).record(), state: 'passed', start: 1000, end: 1000 + seconds * 1000, ...more });
const said = (found = block(), ...records: readonly RunRecord[]) => { const words = usualOf(found, records, english); return words && english(words); };
const by = (from: number, to: number) => block({ usualSeconds: { from, to } });

describe('how long a block usually takes', () => {
  it('is what its author says, with the last time beside it', () => {
    assert.equal(said(by(180, 300)), 'usually 3–5 min');
    assert.equal(said(by(180, 300), run(200), run(252)), 'usually 3–5 min, last time 4:12');
    assert.equal(said(by(60, 300)), 'usually 60 s–5 min');
    assert.equal(said(by(300, 300), run(61)), 'usually 5 min, last time 1:01');
    assert.equal(said(by(7200, 10_800)), 'usually 2–3 h');
  });

  it('names its units in the reader’s language', () => {
    const german = (words: Message) => english({ ...words, text: words.text.replace(' h', ' Std.') });
    const found = usualOf(by(7200, 10_800), [], german);
    assert.equal(found && english(found), 'usually 2–3 Std.');
  });

  it('is the middle of its own passed runs where the author says nothing', () => {
    assert.equal(said(block(), run(20), run(600), run(40)), 'usually about 40 s, last time 0:40');
    assert.equal(said(block(), run(20), run(40)), 'usually about 30 s, last time 0:40');
    assert.equal(said(block(), run(75)), 'last time 1:15');
  });

  it('is not said of a short block, of one that a person or nothing ends, nor by runs that say nothing of it', () => {
    assert.equal(said(block(), run(2), run(3)), undefined);
    assert.equal(said(block()), undefined);
    assert.equal(said(block({ tty: true, usualSeconds: { from: 60, to: 60 } }), run(60)), undefined);
    assert.equal(said(block({ background: true }), run(60)), undefined);
    for (const more of [{ state: 'failed' }, { blockHash: 'other' }, { remedy: true }, { end: undefined }] as const) assert.equal(said(block(), run(60, more), run(60, more)), undefined);
  });
});
