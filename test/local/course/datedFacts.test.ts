import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { olderThanAYear, undated, type DatedFact } from './datedFacts';

const notes = join(process.cwd(), 'notes');
const read = (file: string): string => readFileSync(join(notes, file), 'utf8');
const { facts } = parse(read('dated.yaml')) as { readonly facts: readonly DatedFact[] };
/** Words that look like such a fact and are none: what the text says of prices in general, a question, and the time in the log that a lab writes itself. */
const none: readonly Pick<DatedFact, 'in' | 'says'>[] = [
  { in: 'aws-setup.md', says: 'Where none could be confirmed it says *unconfirmed price*' },
  { in: 'aws-setup.md', says: 'How much does a key pair cost in an hour, in USD?' },
  { in: 'big-data-hadoop.md', says: 'counts by operating system for March 2026' },
];
const sections = readdirSync(notes).filter(name => name.endsWith('.md') && name !== 'FORMAT.md');

describe('facts that grow old', () => {
  it('are named once, with what they say, since when and from where', () => {
    for (const fact of facts) {
      assert.deepEqual(Object.keys(fact), ['in', 'says', 'kind', 'as-of', 'source']);
      assert.match(fact['as-of'], /^20\d\d-(0[1-9]|1[0-2])$/);
      assert.match(fact.kind, /^(price|version|retired|documented)$/);
      assert.ok(fact.source.length > 3, fact.says);
    }
    const said = facts.map(fact => `${fact.in} ${fact.says}`);
    assert.equal(new Set(said).size, said.length);
  });

  it('stand in their section in these words', () => {
    assert.deepEqual(facts.filter(fact => !sections.includes(fact.in) || !read(fact.in).includes(fact.says)).map(fact => `${fact.in}: ${fact.says}`), []);
  });

  it('are called unconfirmed where there is no source', () => {
    assert.deepEqual(facts.filter(({ source, says }) => source === 'none' && !/unconfirmed/.test(says)).map(({ says }) => says), []);
  });

  for (const file of sections) it(`of ${file} are all in the list`, () => assert.deepEqual(undated(read(file), [...facts, ...none].filter(fact => fact.in === file)), []));

  it('are found by the way they are written, unless an entry covers them', () => {
    const text = 'It costs 0.10 USD an hour.\nClosed since May 2025, as we saw in autumn 2026.\nAnnounced in November 2017.';
    assert.deepEqual(undated(text, []).map(line => line.slice(0, 12)), ['line 1: USD ', 'line 2: May ']);
    assert.deepEqual(undated(text, [{ says: '0.10 USD an hour' }, { says: 'since May 2025' }]), ['line 2: autumn 2026 in: Closed since May 2025, as we saw in autumn 2026.']);
  });

  it('are listed when nobody has looked at them for more than a year', () => {
    const fact = (asOf: string): DatedFact => ({ in: 'a.md', says: asOf, kind: 'price', 'as-of': asOf, source: 'none' });
    assert.deepEqual(olderThanAYear([fact('2025-10'), fact('2025-11'), fact('2026-11')], '2026-11').map(({ says }) => says), ['2025-10']);
    // It is told, and no reason to fail: the notes do not become wrong over night.
    for (const old of olderThanAYear(facts, new Date().toISOString().slice(0, 7))) console.log(`OLD since ${old['as-of']}, ${old.in}: ${old.says}`);
  });
});
