import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readNotRun, type LabRow } from '../../../src/headless/labRow';
import { reasonsOf, sectionTable } from '../../bed/labsTable.mjs';

const row = (lab: string, more: Partial<LabRow> = {}): LabRow => ({ lab, steps: 12, ran: 12, checks: 9, failsClean: 9, passesAfter: 9, failsAfterCleanup: 9, mutationsTried: 4, mutationsKilled: 4, notRun: [], ...more });
const labs = [{ lab: 'L4', section: 'swarm-mode' }, { lab: 'L14', section: 'wild-rydes' }, { lab: 'L5', section: 'kubernetes-basics' }];

describe('the table of all sections', () => {
  it('says of each what is written, runs, is checked, cleans up and notices, and names what was not run with its reason', () => {
    const rows = [row('L14', { ran: 10, failsAfterCleanup: 7, mutationsKilled: 3, notRun: [{ block: 'l14-invocations', reason: 'shown only' }, { block: 'l14-new', reason: 'shown only' }] }), row('L4')];
    assert.equal(sectionTable(labs, rows, new Map([['l14-invocations', 'a metric that only real AWS counts']])), [
      'section            lab  written    runs               checked  cleans up              mutations killed',
      'swarm-mode         L4   12 blocks  12/12              9/9      yes                    4/4',
      'wild-rydes         L14  12 blocks  10/12              9/9      no: 2 of 9 still hold  3/4',
      'kubernetes-basics  L5   -          not taken through  -        -                      -',
      '',
      'Not run, 2 blocks:',
      '  L14  l14-invocations: a metric that only real AWS counts',
      '  L14  l14-new: NOT LISTED; shown only',
    ].join('\n'));
    assert.doesNotMatch(sectionTable(labs, [], new Map()), /Every block/);
    assert.match(sectionTable(labs.slice(0, 1), rows, new Map()), /\n\nEvery block was run\.$/);
  });

  it('knows a reason for each block that the course leaves out, by the names that the labs know', () => {
    const text = readFileSync('test/lab/not-run.txt', 'utf8');
    const reasons = reasonsOf(text);
    assert.deepEqual([...reasons.keys()], [...readNotRun(text)]);
    assert.deepEqual([...reasons].filter(([, reason]) => reason === 'no reason given'), []);
    assert.equal(reasonsOf('a # b # c\n\n# only words\nd\n').get('a'), 'b # c');
    assert.equal(reasonsOf('d').get('d'), 'no reason given');
  });
});
