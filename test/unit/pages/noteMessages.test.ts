import assert from 'node:assert/strict';
import { readFromNote } from '../../../src/core/noteMessages';

const section = 's';
const valid: readonly ({ readonly kind: string } & Readonly<Record<string, unknown>>)[] = [
  { kind: 'ready' },
  { kind: 'run', section, blockId: 'b', hash: 'h' },
  { kind: 'run', section, blockId: 'b', hash: 'h', values: { '<id>': 'web1' }, from: true },
  { kind: 'run', section, blockId: 'b', hash: 'h', upTo: true },
  { kind: 'stop', section, blockId: 'b' },
  { kind: 'showTerminal', section, blockId: 'b' },
  { kind: 'putInTerminal', section, blockId: 'b', hash: 'h', values: { A: 'x' } },
  { kind: 'copy', section, blockId: 'b', hash: 'h' },
  { kind: 'openSection', section, to: 't' },
  { kind: 'openLink', section, href: 'https://x.invalid/' },
  { kind: 'strip', section, id: 'restricted', action: 'manageTrust' },
  { kind: 'changeTarget', section },
  { kind: 'markDone', section, checkId: 'c', hash: 'h' },
  { kind: 'answer', section, checkId: 'c', hash: 'h', text: '172.17.0.2' },
  { kind: 'solve', section, id: 'c' },
  { kind: 'fix', section, blockId: 'b', runId: 'r', fixId: 'f' },
  { kind: 'undo', section, blockId: 'b', runId: 'r' },
  { kind: 'decide', section, blockId: 'b', decisionId: 'd', choice: 'asWritten' },
  { kind: 'cleanUp', section, reset: true },
  { kind: 'revealRow', section, uid: 'container:1' },
  { kind: 'showTimeline', section },
  { kind: 'shown', section },
  { kind: 'checkPainted', section, checkId: 'c', state: 'done' },
  { kind: 'scrolled', section, line: 1.5 },
  { kind: 'painted', section, blockId: 'b', runId: 'r', state: 'passed' },
];
const plain = (value: unknown): unknown => value === undefined ? undefined : JSON.parse(JSON.stringify(value));

describe('messages of the note page', () => {
  it('takes each kind as it is', () => {
    assert.deepEqual(valid.map(message => plain(readFromNote(message))), valid.map(plain));
  });

  it('drops a message with any field missing, of another type, or far too long', () => {
    const wrong: unknown[] = [7, { a: 1 }, [], null, 'x'.repeat(100_000), NaN];
    const taken = valid.flatMap(message => Object.keys(message)
      .filter(key => key !== 'values' && key !== 'from' && key !== 'upTo')
      .flatMap(key => [undefined, ...wrong].map(value => ({ ...message, [key]: value }))))
      .filter(message => !('line' in message && message.line === 7))
      .filter(message => readFromNote(message) !== undefined);
    assert.deepEqual(taken, []);
  });

  it('takes no flag that is not one', () => {
    for (const flag of ['yes', 1, null, {}]) {
      assert.equal(readFromNote({ kind: 'run', section, blockId: 'b', hash: 'h', from: flag }), undefined);
      assert.equal(readFromNote({ kind: 'run', section, blockId: 'b', hash: 'h', upTo: flag }), undefined);
    }
  });

  it('drops values that are no texts, too long, too many, or inherited names', () => {
    const run = { kind: 'run', section, blockId: 'b', hash: 'h' };
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 'v']));
    for (const values of [{ a: 1 }, { a: null }, { a: {} }, ['x'], 'x', 5, { a: 'x'.repeat(10_001) }, { ['k'.repeat(10_001)]: 'v' }, many]) {
      assert.equal(readFromNote({ ...run, values }), undefined, JSON.stringify(values).slice(0, 40));
    }
  });

  it('knows no other kind, and nothing that is not an object', () => {
    for (const value of [undefined, null, 1, '', 'ready', [], () => undefined, { kind: 'command', command: 'x' }, { kind: 'constructor' }, { kind: '__proto__' }]) {
      assert.equal(readFromNote(value), undefined);
    }
  });

  it('carries on nothing that it does not know', () => {
    assert.deepEqual(plain(readFromNote({ kind: 'stop', section, blockId: 'b', text: 'rm -rf /' })), { kind: 'stop', section, blockId: 'b' });
  });

  it('survives whatever is thrown at it', () => {
    const pieces: unknown[] = [...valid.map(({ kind }) => kind), 's', -1, Infinity, true, null, undefined, {}, [], 'x'.repeat(3000), { toString: null }];
    let seed = 7;
    const pick = (): unknown => pieces[(seed = (seed * 1103515245 + 12345) % 2147483648) % pieces.length];
    for (let i = 0; i < 3000; i++) {
      const message = { kind: pick(), section: pick(), blockId: pick(), hash: pick(), values: pick(), line: pick(), to: pick(), checkId: pick(), text: pick(), id: pick(), runId: pick(), fixId: pick(), decisionId: pick(), choice: pick(), reset: pick(), uid: pick() };
      assert.doesNotThrow(() => readFromNote(message));
    }
  });
});
