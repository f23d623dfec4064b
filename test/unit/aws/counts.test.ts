import { strict as assert } from 'node:assert';
import type { AwsAnswer, AwsQuery } from '../../../src/core/aws/query';
import { AwsCounts } from '../../../src/targets/awsCounts';
import { awsThing } from '../status/awsThings';

const stream = awsThing('stream', 's', { status: 'ACTIVE' });
const table = awsThing('table', 't', { status: 'ACTIVE' });
const soon = (): Promise<void> => new Promise(done => setImmediate(done));

function counting(things: () => readonly ReturnType<typeof awsThing>[], answer: (query: AwsQuery) => Promise<AwsAnswer>) {
  const asked: AwsQuery[] = [];
  let changes = 0;
  const counts = new AwsCounts(things, query => { asked.push(query); return answer(query); });
  counts.onChange(() => { changes++; });
  return { counts, asked, changes: () => changes };
}

describe('what passes through the streams of a lab', () => {
  const answers = (query: AwsQuery): Promise<AwsAnswer> => Promise.resolve(query.ask === 'records' ? { kind: 'texts', texts: ['a', 'b'], more: false } : { kind: 'count', count: 20, more: true });

  it('counts records of the last minute and items, one question after the other', async () => {
    const { counts, asked, changes } = counting(() => [stream, table], answers);
    const before = Date.now();
    counts.run(true);
    await soon();
    assert.deepEqual([...counts.counted], [['aws-stream:s', { lastMinute: 2 }], ['aws-table:t', { total: 20, more: true }]]);
    const [first, second] = asked;
    assert.ok(first?.ask === 'records' && first.since !== undefined && Math.abs(before - 60_000 - first.since) < 2000);
    assert.deepEqual([second, changes()], [{ ask: 'items', table: 't' }, 1]);
    counts.run(false);
    assert.equal(counts.counted.size, 0);
    counts.dispose();
  });

  it('asks nothing while nobody looks, nothing of a lab without a stream, and nothing of what is not active yet', async () => {
    const { counts, asked } = counting(() => [table], answers);
    await soon();
    counts.run(true);
    await soon();
    assert.deepEqual(asked, []);
    counts.dispose();
    const pending = counting(() => [awsThing('stream', 's', { status: 'CREATING', health: 'working' })], answers);
    pending.counts.run(true);
    await soon();
    assert.deepEqual(pending.asked, []);
    pending.counts.dispose();
  });

  it('has no number where nobody answers, and asks no more once it is closed', async () => {
    const { counts, changes } = counting(() => [stream], () => Promise.reject(new Error('gone')));
    counts.run(true);
    await soon();
    assert.deepEqual([counts.counted.size, changes()], [0, 0]);
    counts.dispose();
    let answer: (value: AwsAnswer) => void = () => undefined;
    const slow = counting(() => [stream, table], () => new Promise(done => { answer = done; }));
    slow.counts.run(true);
    slow.counts.dispose();
    answer({ kind: 'texts', texts: [], more: false });
    await soon();
    assert.equal(slow.asked.length, 1);
  });
});
