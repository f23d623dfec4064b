import assert from 'node:assert/strict';
import { sha256 as library } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '../../src/parts/sha';

describe('the digest in the bundle', () => {
  it('is that of the library, whatever the text', () => {
    for (const text of ['', 'echo one\n', 'é€😀'.repeat(1000), 'x'.repeat(1_000_000)]) assert.equal(bytesToHex(sha256(utf8ToBytes(text))), bytesToHex(library(utf8ToBytes(text))));
  });
});
