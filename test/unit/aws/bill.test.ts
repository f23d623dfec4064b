import assert from 'node:assert/strict';
import { billAfter, dearestFirst, hourly, sameBill, sumOf, type BilledThing, type HourPrice } from '../../../src/core/aws/bill';
import { clockWords, gateWords, leftRunningWords, perHourWords, sourceWords } from '../../../src/core/aws/billWords';
import type { AwsResource } from '../../../src/core/aws/resource';
import type { MadeEntry } from '../../../src/core/journal';
import { english } from '../../../src/core/message';
import { Ledger } from '../../../src/core/ledger';
import type { LiveState } from '../../../src/core/liveState';

const account = 'aws:111122223333/us-east-1';
const hour = 3_600_000;
const made = (uid: string, more: Partial<MadeEntry> = {}): MadeEntry => ({
  v: 1, kind: 'made', at: 1000, courseId: 'c', courseVersion: '1', labId: 'L13', uid, thing: 'aws-endpoint', name: uid.split(':')[1] ?? uid, daemon: account, sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false, ...more,
});
const endpoint = (uid: string, more: Partial<AwsResource> = {}): AwsResource => ({
  uid, kind: 'aws-endpoint', id: uid, name: uid, labels: {}, standIn: false, status: 'InService', health: 'well', ending: false, facts: [], emulated: false,
  billing: { price: 'sagemaker/ml.m5.large', count: 2, since: hour }, ...more,
});
const live = (rows: readonly AwsResource[], daemon = account): LiveState => ({ daemon, skewMs: 0, resources: new Map(rows.map(row => [row.uid, row])) });
const prices: HourPrice = (key, region) => region !== 'us-east-1' ? undefined : key === 'sagemaker/ml.m5.large' ? { usd: 0.115, date: '2026-11-01', confirmed: false } : key === 'ec2/t3.micro' ? { usd: 0.0104, date: '2026-10-01', confirmed: true } : undefined;

describe('the bill of a real account', () => {
  const ledger = new Ledger([made('aws-endpoint:a'), made('aws-endpoint:b')]);
  const seen = billAfter([], ledger, live([endpoint('aws-endpoint:a'), endpoint('aws-endpoint:foreign')]), 2 * hour);

  it('holds what a lab made and what costs money there, nobody else’s', () => {
    assert.deepEqual(seen.map(({ uid, price, count, since, seen: at }) => [uid, price, count, since, at]), [['aws-endpoint:a', 'sagemaker/ml.m5.large', 2, hour, 2 * hour]]);
  });
  it('keeps what it knows where nobody can be asked, or another place was', () => {
    assert.deepEqual(billAfter(seen, ledger, undefined, 9), seen);
    assert.deepEqual(billAfter(seen, ledger, live([], 'aws:111122223333/eu-west-1'), 9), seen);
  });
  it('ends when a thing is gone, stopped, or taken out of the ledger', () => {
    assert.deepEqual(billAfter(seen, ledger, live([]), 9), []);
    assert.deepEqual(billAfter(seen, ledger, live([endpoint('aws-endpoint:a', { billing: undefined })]), 9), []);
    assert.deepEqual(billAfter(seen, new Ledger([]), undefined, 9), []);
  });
  it('keeps what cannot be listed at present', () => {
    assert.deepEqual(billAfter(seen, ledger, { ...live([]), unknown: new Set(['aws-endpoint']) }, 9), seen);
  });
  it('is billed since the service says so, else as was known, else since it was made', () => {
    const since = (before: readonly BilledThing[], more: Partial<AwsResource>): number | undefined => billAfter(before, ledger, live([endpoint('aws-endpoint:a', { billing: { price: 'kinesis/shard', count: 1 }, ...more })]), 9)[0]?.since;
    assert.deepEqual([since(seen, { created: 7 }), since([], { created: 7 }), since([], {})], [hour, 7, 1000]);
  });
  it('tells a thing from one of the same name in another region', () => {
    const elsewhere = { ...seen[0]!, place: 'aws:111122223333/eu-west-1', count: 9 };
    assert.deepEqual(billAfter([...seen, elsewhere], ledger, undefined, 9), seen);
  });
  it('never counts an emulator', () => {
    const place = 'aws:emulator:1/us-east-1';
    assert.deepEqual(billAfter([], new Ledger([made('aws-endpoint:a', { daemon: place })]), live([endpoint('aws-endpoint:a')], place), 9), []);
  });
  it('says the same whenever it was seen', () => {
    assert.equal(sameBill(seen, seen.map(thing => ({ ...thing, seen: 5 }))), true);
    assert.equal(sameBill(seen, seen.map(thing => ({ ...thing, count: 1 }))), false);
    assert.equal(sameBill(seen, seen.map(thing => ({ ...thing, since: 1 }))), false);
  });
});

describe('sums of a bill', () => {
  const thing = (name: string, price: string, more: Partial<BilledThing> = {}): BilledThing => ({ courseId: 'c', labId: 'L', uid: name, kind: 'aws-endpoint', name, place: account, price, count: 1, since: 0, seen: 0, ...more });
  const several = [thing('vm', 'ec2/t3.micro'), thing('odd', 'emr/unheard'), thing('xgb', 'sagemaker/ml.m5.large', { count: 2 })];

  it('count what has a price, and say how many have none: never 0', () => {
    const { perHour, soFar, unknown, confirmed, date } = sumOf(several, 10 * hour, prices);
    assert.deepEqual([perHour.toFixed(4), soFar.toFixed(3), unknown, confirmed, date], ['0.2404', '2.404', 1, false, '2026-10-01']);
    assert.deepEqual(perHourWords(sumOf([several[1]!], 0, prices)).text, 'no price known');
    assert.deepEqual(perHourWords({ perHour: 0.2404, unknown: 1 }).text, 'about {0} USD an hour, and 1 price is not known');
    assert.equal(clockWords({ perHour: 0, soFar: 0, unknown: 1, confirmed: true }).text, 'runs on AWS, no price known');
  });
  it('put the dearest first, and before it what may be dearer', () => {
    assert.deepEqual(dearestFirst(several, prices).map(({ name }) => name), ['odd', 'xgb', 'vm']);
  });
  it('reckon with the number of machines and the price of their region', () => {
    assert.deepEqual(dearestFirst([thing('one', 'sagemaker/ml.m5.large'), thing('many', 'ec2/t3.micro', { count: 20 })], prices).map(({ name }) => name), ['many', 'one']);
    const far = thing('far', 'ec2/t3.micro', { place: 'aws:111122223333/eu-west-1' });
    assert.deepEqual([sumOf([far], hour, prices).unknown, hourly(far, prices), sumOf([...several].reverse(), 0, prices).confirmed], [1, undefined, false]);
  });
  it('say an hour and a month, and where the price is from', () => {
    assert.deepEqual([gateWords(several[2]!, prices), gateWords(several[1]!, prices)].map(english), ['about 0.23 USD an hour, 167.90 a month', 'no price known']);
    assert.equal(english(clockWords({ perHour: 0.23, soFar: 4.5, unknown: 0, confirmed: true })), 'about 0.23 USD/h, 4.50 so far');
    const source = (confirmed: boolean) => english(sourceWords({ confirmed, date: '2026-10-01' }) ?? assert.fail());
    assert.deepEqual([source(true), source(false), sourceWords({ confirmed: true })], ['Prices as of 2026-10-01; your account may pay others.', 'Unconfirmed prices, noted on 2026-10-01; your account may pay others.', undefined]);
  });
  it('do not run backwards when clocks differ', () => assert.equal(sumOf([thing('vm', 'ec2/t3.micro', { since: 9 * hour })], hour, prices).soFar, 0));
  it('name account and region, and that nobody has been asked', () => {
    const { title, detail } = leftRunningWords(several, hour, prices, english);
    assert.deepEqual(title.args.slice(0, 2), [3, '111122223333 (us-east-1)']);
    assert.match(english(detail), /^about 0\.24 USD an hour, and 1 price is not known, about 0\.24 USD so far\. Nobody has been asked yet\.$/);
    const said = (...things: readonly BilledThing[]) => { const words = leftRunningWords(things, hour, prices, english); return [english(words.title), english(words.detail)]; };
    assert.deepEqual(said(several[1]!), ['1 thing may still be running on your AWS account 111122223333 (us-east-1): “odd”.', 'Its price is not known. Nobody has been asked yet.']);
    assert.match(said(...several, thing('a', 'ec2/t3.micro'), thing('b', 'ec2/t3.micro'))[0] ?? '', /^5 things .*: “odd”, “xgb”, “a” and 2 more\.$/);
  });
});
