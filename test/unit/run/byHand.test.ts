import assert from 'node:assert/strict';
import { typedBlock, typedRecord } from '../../../src/core/byHand';
import { blockOf } from './plans';

const place = { runId: 'r', course: { id: 'c', version: '1' }, sectionId: 's', labId: 'L', shell: 'bash' as const };

describe('commands typed by hand', () => {
  it('are known by the text of a block, whatever the spaces', () => {
    const block = blockOf(['docker  ps \\', '  --all']);
    assert.equal(typedBlock(' docker ps \\ --all\n', [block]), block);
    assert.equal(typedBlock('docker ps', [block]), undefined);
    assert.equal(typedBlock('', [blockOf([''])]), undefined);
  });
  it('never pass without a code', () => {
    const block = blockOf(['true']);
    const states = [0, 1, 130, undefined].map(code => typedRecord({ line: 'true', code, start: 1, end: 2 }, block, place).state);
    assert.deepEqual(states, ['passed', 'failed', 'stopped', 'notMeasured']);
    assert.deepEqual(typedRecord({ line: 'true', code: 0, start: 1, end: 2 }, block, place).marks, ['byHand']);
  });
});
