import { strict as assert } from 'node:assert';
import { costOf, priceOf, sumOf } from '../../../src/core/aws/prices/cost';
import { prices } from '../../../src/core/aws/prices/table';
import { costWords, sumWords, usd } from '../../../src/core/aws/prices/words';
import { english } from '../../../src/core/message';

const hour = 3_600_000;
const now = 1_700_000_000_000;
const billed = (price: string, count = 1, since: number | undefined = now - 2 * hour) => ({ billing: { price, count, ...since === undefined ? {} : { since } } });
const costed = (...args: Parameters<typeof billed>) => costOf(billed(...args), 'us-east-1', now);

describe('prices', () => {
  it('counts what a thing costs an hour and has cost so far', () => {
    const cost = costed('sagemaker/ml.t2.medium', 2);
    assert.equal(cost?.perHour, 0.112);
    assert.equal(cost?.soFar, 0.224);
  });

  it('never takes what has no price for nothing', () => {
    const nowhere = costOf(billed('sagemaker/ml.t2.medium'), 'eu-central-1', now);
    assert.deepEqual([nowhere?.perHour, nowhere?.soFar], [undefined, undefined]);
    assert.equal(english(costWords(nowhere ?? assert.fail())), 'billed by the hour, no price known');
    assert.equal(costOf({}, 'us-east-1', now), undefined, 'what is not billed costs nothing by the hour');
    assert.equal(costed('kinesis/shard', 0), undefined, 'none of it runs');
    const sum = sumOf([billed('sagemaker/ml.p99.huge'), billed('kinesis/shard')], 'us-east-1', now);
    assert.equal(sum.unknown.length, 1);
    assert.equal(sum.billed[0]?.cost.perHour, undefined, 'it stands first');
    assert.deepEqual(sumWords(sum)?.notes.map(english).slice(1), ['1 more has no price here']);
    const only = sumOf([billed('sagemaker/ml.p99.huge')], 'us-east-1', now);
    assert.doesNotMatch(english(sumWords(only)?.text ?? assert.fail()), /0/);
  });

  it('does not guess since when', () => {
    assert.equal(costed('kinesis/shard', 1, now + hour)?.soFar, 0, 'clocks differ');
    assert.equal(costOf({ billing: { price: 'kinesis/shard', count: 1 } }, 'us-east-1', now)?.soFar, undefined);
    const sum = sumOf([{ billing: { price: 'kinesis/shard', count: 1 } }, billed('sagemaker/ml.t2.medium')], 'us-east-1', now);
    assert.equal(sum.growing, 0.056);
    assert.equal(sum.soFar, 0.112);
  });

  it('says about, the date of the oldest price, and that it is not confirmed', () => {
    assert.equal(english(costWords(costed('sagemaker/ml.t2.medium') ?? assert.fail())), 'about 0.056 USD an hour, unconfirmed price (2026-11-26)');
    assert.equal(english(costWords(costed('ec2/public-ipv4') ?? assert.fail())), 'about 0.005 USD an hour (price of 2024-02-01)');
    const words = sumWords(sumOf([billed('sagemaker/ml.t2.medium'), billed('ec2/public-ipv4')], 'us-east-1', now)) ?? assert.fail();
    assert.equal(english(words.text), 'about 0.061 USD an hour');
    assert.match(english(words.notes[0] ?? assert.fail()), /unconfirmed prices of 2024-02-01 or later/);
  });

  it('says what it would cost where an emulator plays the account', () => {
    assert.match(english(costWords(costed('kinesis/shard', 2) ?? assert.fail(), true)), /^would cost about 0\.03 USD an hour on a real account, unconfirmed price/);
    assert.match(english(sumWords(sumOf([billed('kinesis/shard')], 'us-east-1', now), true)?.text ?? assert.fail()), /^No cost\. On a real account about 0\.015/);
    assert.equal(sumWords(sumOf([{}], 'us-east-1', now)), undefined);
  });

  it('has a source and a date for each price, and each once', () => {
    for (const { usd: price, source, date, unit } of prices) assert.ok(price > 0 && /^https:\/\//.test(source) && /^\d{4}-\d\d-\d\d$/.test(date) && unit === 'hour');
    assert.equal(new Set(prices.map(({ key, region }) => `${key} ${region}`)).size, prices.length);
    assert.equal(priceOf('sagemaker/ml.m5.large', 'us-east-1')?.usd, 0.115);
  });

  it('writes few digits, and never nothing for something', () => {
    assert.deepEqual([0.0104, 0.056, 0.112, 0.224, 0.72, 12.5, 0.00001, 0].map(usd), ['0.01', '0.056', '0.112', '0.22', '0.72', '12.50', '0.001', '0.00']);
  });
});
