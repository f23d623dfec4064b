import { readS3Url } from '../aws/check';
import type { AwsQuery } from '../aws/query';
import { msg, type Message } from '../message';
import { countTexts, type AskedClaim } from './awsAsked';
import { counted, pretended, withAnswer } from './awsView';
import { asking, no, unknown, yes, type Verdict, type World } from './world';

export function judgeObjects(claim: AskedClaim<'objects'>, world: World): Verdict {
  const at = claim.bucket === undefined ? readS3Url(claim.prefix) : { bucket: claim.bucket, key: claim.prefix };
  if (!at) return unknown(msg('“{0}” is no address of objects', claim.prefix));
  const { bucket, key: prefix } = at;
  return withAnswer(world, { ask: 'objects', bucket, prefix }, (answer, { emulated, things }) => {
    if (answer.kind === 'none') return gone(claim.count === 0, msg('there is no bucket `{0}`', bucket));
    if (answer.kind !== 'count') return asking;
    const verdict = counted(claim, answer.count, answer.more, objectsFact(answer.count, prefix, bucket));
    const writes = emulated && answer.count === 0 && things.all('transform-job').some(({ values }) => isUnder(values?.output, bucket, prefix));
    return verdict.is === 'false' && writes ? pretended(verdict.facts[0] ?? msg('there is nothing'), msg('on the emulator a transform job is Completed at once and writes nothing')) : verdict;
  });
}

function isUnder(output: string | undefined, bucket: string, prefix: string): boolean {
  const at = readS3Url(`${output ?? ''}/`);
  return at?.bucket === bucket && at.key.startsWith(prefix.replace(/\/$/, ''));
}

function objectsFact(count: number, prefix: string, bucket: string): Message {
  if (prefix === '') return count === 0 ? msg('there is no object in `{0}`', bucket) : count === 1 ? msg('there is 1 object in `{0}`', bucket) : msg('there are {0} objects in `{1}`', count, bucket);
  return count === 0 ? msg('there is no object under `{0}` in `{1}`', prefix, bucket) : count === 1 ? msg('there is 1 object under `{0}` in `{1}`', prefix, bucket) : msg('there are {0} objects under `{1}` in `{2}`', count, prefix, bucket);
}

export function judgeVersions(claim: AskedClaim<'versions'>, world: World): Verdict {
  return withAnswer(world, { ask: 'versions', bucket: claim.bucket, key: claim.key }, answer => {
    if (answer.kind === 'none') return gone(claim.count === 0, msg('there is no bucket `{0}`', claim.bucket));
    if (answer.kind !== 'count') return asking;
    return counted(claim, answer.count, answer.more, answer.count === 1 ? msg('there is 1 version of `{0}`', claim.key) : msg('there are {0} versions of `{1}`', answer.count, claim.key));
  });
}

export function judgeItems(claim: AskedClaim<'items'>, world: World): Verdict {
  const at = claim.where?.indexOf('=') ?? -1;
  const where = claim.where === undefined ? {} : { where: { name: claim.where.slice(0, at), value: claim.where.slice(at + 1) } };
  return withAnswer(world, { ask: 'items', table: claim.table, ...where }, answer => {
    if (answer.kind === 'none') return gone(claim.count === 0, msg('there is no table `{0}`', claim.table));
    if (answer.kind !== 'count') return asking;
    const { count } = answer;
    const fact = claim.where === undefined
      ? count === 1 ? msg('there is 1 item in `{0}`', claim.table) : msg('there are {0} items in `{1}`', count, claim.table)
      : count === 1 ? msg('there is 1 item with {0} in `{1}`', claim.where, claim.table) : msg('there are {0} items with {1} in `{2}`', count, claim.where, claim.table);
    return counted(claim, count, answer.more, fact);
  });
}

export function judgeRecords(claim: AskedClaim<'records'>, world: World): Verdict {
  return texts(claim, world, { ask: 'records', stream: claim.stream }, msg('there is no stream `{0}`', claim.stream), (count, has) => has === undefined
    ? count === 1 ? msg('there is 1 record in `{0}`', claim.stream) : msg('there are {0} records in `{1}`', count, claim.stream)
    : count === 1 ? msg('1 record in `{0}` has “{1}”', claim.stream, has) : msg('{0} records in `{1}` have “{2}”', count, claim.stream, has));
}

export function judgeLog(claim: AskedClaim<'log'>, world: World): Verdict {
  return texts(claim, world, { ask: 'logEvents', group: claim.group }, msg('there is no log group `{0}`', claim.group), (count, has) => logFact(count, has, claim.group));
}

function logFact(count: number, has: string | undefined, group: string): Message {
  if (has === undefined) return count === 1 ? msg('there is 1 line in `{0}`', group) : msg('there are {0} lines in `{1}`', count, group);
  return count === 1 ? msg('1 line in `{0}` has “{1}”', group, has) : msg('{0} lines in `{1}` have “{2}”', count, group, has);
}

/** Each run of a function ends with a line REPORT in its log. */
export function judgeInvoked(claim: AskedClaim<'invoked'>, world: World): Verdict {
  return withAnswer(world, { ask: 'logEvents', group: `/aws/lambda/${claim.function}` }, (answer, { emulated }) => {
    const { count, more } = answer.kind === 'none' ? { count: 0, more: false } : countTexts(answer, 'REPORT RequestId') ?? { count: -1, more: false };
    if (count < 0) return asking;
    const fact = count === 0 ? msg('`{0}` has not run', claim.function) : count === 1 ? msg('`{0}` has run once', claim.function) : msg('`{0}` has run {1} times', claim.function, count);
    const verdict = counted(claim, count, more, fact);
    return verdict.is === 'false' && emulated && count === 0 ? pretended(fact, msg('on the emulator no function runs')) : verdict;
  });
}

export function judgeResult(claim: AskedClaim<'result'>, world: World): Verdict {
  return texts(claim, world, { ask: 'queryRows', id: claim.query }, msg('there is no result of the query `{0}`', claim.query), (count, has) => has === undefined
    ? count === 1 ? msg('the result has 1 row') : msg('the result has {0} rows', count)
    : count === 1 ? msg('1 row of the result has “{0}”', has) : msg('{0} rows of the result have “{1}”', count, has),
  msg('on the emulator Athena reads no data'));
}

export function judgeImages(claim: AskedClaim<'images'>, world: World): Verdict {
  const { repository, tag } = claim;
  return withAnswer(world, { ask: 'images', repository }, answer => {
    if (answer.kind === 'none') return gone(claim.count === 0, msg('there is no image repository `{0}`', repository));
    if (answer.kind !== 'images') return asking;
    const count = answer.tags.filter(one => tag === undefined || one === tag).length;
    const fact = tag === undefined
      ? count === 1 ? msg('there is 1 image in `{0}`', repository) : msg('there are {0} images in `{1}`', count, repository)
      : count === 0 ? msg('no image in `{0}` has the tag {1}', repository, tag) : msg('an image in `{0}` has the tag {1}', repository, tag);
    return counted(claim, count, false, fact);
  });
}

function gone(right: boolean, fact: Message): Verdict { return right ? yes([fact]) : no(fact, 'missing'); }

/** `never`: why there is nothing on the emulator, however long one waits. */
function texts(claim: AskedClaim<'records' | 'log' | 'result'>, world: World, query: AwsQuery, none: Message, fact: (count: number, has: string | undefined) => Message, never?: Message): Verdict {
  return withAnswer(world, query, (answer, { emulated }) => {
    if (answer.kind === 'none') return gone(claim.count === 0, none);
    const found = countTexts(answer, claim.has);
    if (!found) return asking;
    const said = fact(found.count, claim.has);
    const verdict = counted(claim, found.count, found.more, said);
    return verdict.is === 'false' && emulated && found.count === 0 && never ? pretended(said, never) : verdict;
  });
}
