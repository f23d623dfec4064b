import assert from 'node:assert/strict';
import { hashWords } from '../../../src/core/hashWords';

describe('the hash that a dialog shows', () => {
  it('is the whole one, in groups of eight digits', () => {
    const hash = Array.from({ length: 64 }, (_, n) => (n % 16).toString(16)).join('');
    assert.equal(hashWords(hash), Array(4).fill('01234567 89abcdef').join(' '));
    assert.equal(hashWords(hash).replaceAll(' ', ''), hash);
    assert.equal(hashWords(''), '');
  });
});
