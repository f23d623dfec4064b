import assert from 'node:assert/strict';
import { RunningOutput } from '../../../src/core/checks/runningOutput';
import { Emitter } from '../../../src/core/emitter';
import type { RunOutput } from '../../../src/core/labRuns';
import { FakeClock } from '../docker/fakes';
import { run } from './worlds';

describe('output of a block that goes on', () => {
  it('is read as far as it came, told of now and then, and left to the record at its end', async () => {
    const clock = new FakeClock();
    const outputs = new Emitter<RunOutput>();
    const told: unknown[] = [];
    const printed = new RunningOutput(clock, outputs.event, ({ sectionId }) => sectionId === 's' ? 'L' : undefined);
    printed.onPrinted(lab => told.push(lab));
    const going = run('b', { state: 'running', end: undefined });
    const print = (text: string, sectionId = 's') => outputs.fire({ record: { runId: going.runId, courseId: 'c', sectionId, blockId: 'b' }, text, offset: 0 });
    assert.equal(printed.with(going), going);
    for (const text of ['Serving ', 'HTTP\r\n', 'PASSWORD=hunter2\r\n']) print(text);
    assert.equal(printed.with(going).output?.head, 'Serving HTTP\nPASSWORD=••••\n');
    await clock.advance(1000);
    assert.deepEqual(told, [{ courseId: 'c', labId: 'L' }]);
    print('more');
    await clock.advance(1000);
    assert.equal(told.length, 2);
    const over = run('b', { output: { head: 'whole', tail: '', dropped: 0 } });
    assert.equal(printed.with(over), over);
    assert.equal(printed.with(going), going, 'forgotten');
    print('unseen', 'other');
    assert.equal(clock.waiting, 0);
    printed.dispose();
  });
});
