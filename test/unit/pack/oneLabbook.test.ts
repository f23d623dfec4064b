import assert from 'node:assert/strict';
import { labbookIn, workingLabbook, type InstalledLabbook } from '../../../src/core/pack/oneLabbook';

describe('of several Labbooks', () => {
  const alone: InstalledLabbook = { id: 'labbook.labbook', engine: '0.3.0' };
  const course = (engine: string, id = 'uni.nets-with-labbook'): InstalledLabbook => ({ id, engine });
  const works = (...all: InstalledLabbook[]): (string | undefined)[] => [all, [...all].reverse()].map(order => workingLabbook(order)?.id);

  it('one alone works, whatever the order in which they start', () => {
    assert.deepEqual(works(alone, course('0.3.0')), ['labbook.labbook', 'labbook.labbook']);
    assert.deepEqual(works(course('0.3.0', 'a.a'), course('0.3.0', 'b.b')), ['a.a', 'a.a']);
    assert.deepEqual(works(course('0.3.0')), ['uni.nets-with-labbook', 'uni.nets-with-labbook']);
    assert.deepEqual(works(), [undefined, undefined]);
  });

  it('it is the newest, the one with a course too', () => {
    assert.deepEqual(works(alone, course('0.10.0')), ['uni.nets-with-labbook', 'uni.nets-with-labbook']);
    assert.deepEqual(works(alone, course('0.2.9')), ['labbook.labbook', 'labbook.labbook']);
  });

  it('each is known by its manifest', () => {
    assert.deepEqual(labbookIn('labbook.labbook', { version: '1.0.0' }), { id: 'labbook.labbook', engine: '1.0.0' });
    assert.deepEqual(labbookIn('uni.x', { version: '7.0.0', labbook: { engine: '1.0.0' } }), { id: 'uni.x', engine: '1.0.0' });
    for (const manifest of [undefined, {}, { version: '1.0.0' }, { labbook: 'x' }, { labbook: { engine: 3 } }]) assert.equal(labbookIn('uni.x', manifest), undefined);
  });
});
