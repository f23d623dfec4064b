import { readBlockSetting, readS3Url, type AwsClaim } from '../aws/check';
import { policyAllows } from '../aws/policy';
import type { AwsAnswer } from '../aws/query';
import { isSameState } from '../aws/states';
import { msg } from '../message';
import { fitsPattern } from './awsThings';
import { is, pretended, withAnswer, withAws } from './awsView';
import { firstFault } from './docker';
import { judgeText, wordsFor } from './text';
import { asking, no, unknown, yes, type Verdict, type World } from './world';

export type AskedClaim<A extends AwsClaim['about'] = Exclude<AwsClaim['about'], 'thing'>> = Extract<AwsClaim, { about: A }>;

export function judgeAccount(claim: AskedClaim<'account'>, world: World): Verdict {
  return withAws(world, ({ place, emulated }) => {
    const where = emulated ? msg('this is the emulator') : msg('this is a real account');
    if (claim.account !== undefined && place.account === undefined) return asking;
    return firstFault([
      claim.emulated === undefined ? undefined : is(claim.emulated === emulated, where),
      claim.account === undefined ? undefined : is(place.account === claim.account, msg('the account is {0}', place.account ?? '')),
      claim.region === undefined ? undefined : is(place.region === claim.region, msg('the region is {0}', place.region)),
    ], []);
  });
}

export function judgeRule(claim: AskedClaim<'rule'>, world: World): Verdict {
  const { group, protocol, port, from } = claim;
  const what = [protocol, port, from].filter(part => part !== undefined).join(' ');
  return withAnswer(world, { ask: 'rules', group }, answer => {
    if (answer.kind === 'none') return claim.state === 'absent' ? yes([msg('there is no security group `{0}`', group)]) : no(msg('there is no security group `{0}`', group), 'missing');
    if (answer.kind !== 'rules') return asking;
    const found = answer.rules.find(rule => rule.protocol === protocol && (port === undefined || rule.from === undefined || (rule.from <= port && port <= (rule.to ?? rule.from))) && (from === undefined || rule.sources.some(source => fitsPattern(source, from))));
    const [has, lacks] = [msg('`{0}` lets in {1} from {2}', group, what, found?.sources.join(', ') ?? ''), msg('`{0}` has no rule that lets in {1}', group, what)];
    if (claim.state === 'absent') return found ? no(has) : yes([lacks]);
    return found ? yes([has]) : no(lacks, 'missing');
  });
}

export function judgeStatement(claim: AskedClaim<'statement'>, world: World): Verdict {
  return withAnswer(world, { ask: 'statement', id: claim.id }, (answer, { emulated }) => {
    if (answer.kind === 'none') return no(msg('there is no statement `{0}`', claim.id), 'missing');
    if (answer.kind !== 'statement') return asking;
    const { status, message, rows } = answer;
    const fact = message === undefined ? msg('the statement is {0}', status) : msg('the statement is {0}: {1}', status, message.slice(0, 200));
    if (!claim.in.some(state => isSameState(state, status))) {
      if (/^(?:FAILED|ABORTED)$/i.test(status)) return no(fact, 'ended');
      return emulated ? pretended(fact, msg('on the emulator no SQL runs')) : no(fact);
    }
    if (claim.rows === undefined) return yes([fact]);
    // Any statement is accepted there, and answered with the same rows.
    if (emulated) return unknown(msg('on the emulator no SQL runs: its rows are made up'));
    return rows === undefined ? unknown(msg('AWS does not say how many rows it has')) : firstFault([yes([fact]), is(rows === claim.rows, rows === 1 ? msg('its result has 1 row') : msg('its result has {0} rows', rows))], []);
  });
}

export function judgeRolePolicy(claim: AskedClaim<'role-policy'>, world: World): Verdict {
  const { role, policy } = claim;
  return withAnswer(world, { ask: 'rolePolicies', role }, answer => {
    const none = msg('there is no role `{0}`', role);
    if (answer.kind === 'none') return claim.state === 'absent' ? yes([none]) : no(none, 'missing');
    if (answer.kind !== 'texts') return asking;
    const has = answer.texts.some(text => text === policy || text.endsWith(`/${policy}`));
    const [fact, other] = [msg('the role `{0}` has the policy `{1}`', role, policy), msg('the role `{0}` does not have the policy `{1}`', role, policy)];
    return claim.state === 'absent' ? is(!has, other, fact) : is(has, fact, other, 'missing');
  });
}

export function judgeBucketSettings(claim: AskedClaim<'bucket-settings'>, world: World): Verdict {
  const { bucket } = claim;
  return withAnswer(world, { ask: 'bucketSettings', bucket }, (answer, { emulated }) => {
    if (answer.kind === 'none') return no(msg('there is no bucket `{0}`', bucket), 'missing');
    if (answer.kind !== 'settings') return asking;
    const { versioning, policy } = answer;
    return firstFault([
      claim.versioning === undefined ? undefined : is(versioning === claim.versioning, versioning === undefined ? msg('versioning of `{0}` was never switched on', bucket) : msg('versioning of `{0}` is {1}', bucket, versioning), undefined, 'missing'),
      claim.policy === undefined ? undefined : policyThere(claim.policy, bucket, policy),
      claim.allows === undefined ? undefined : allowed(claim.allows, bucket, policy),
      claim.block === undefined ? undefined : blocked(claim.block, bucket, answer, emulated),
    ], []);
  });
}

function policyThere(claimed: 'present' | 'absent', bucket: string, policy: string | undefined): Verdict {
  const fact = policy === undefined ? msg('`{0}` has no policy', bucket) : msg('`{0}` has a policy', bucket);
  return is((claimed === 'present') === (policy !== undefined), fact, fact, claimed === 'present' ? 'missing' : undefined);
}

function allowed(action: string, bucket: string, policy: string | undefined): Verdict {
  if (policy === undefined) return no(msg('`{0}` has no policy', bucket), 'missing');
  return is(policyAllows(policy, action), msg('its policy allows {0}', action), msg('the policy of `{0}` does not allow {1}', bucket, action), 'missing');
}

function blocked(claimed: string, bucket: string, { block }: Extract<AwsAnswer, { kind: 'settings' }>, emulated: boolean): Verdict {
  const wanted = readBlockSetting(claimed);
  if (!wanted) return unknown(msg('“{0}” is no setting of Block Public Access', claimed));
  if (!block) return emulated ? no(msg('on the emulator a bucket has no Block Public Access before it is set'), 'missing') : no(msg('`{0}` has no Block Public Access of its own', bucket), 'missing');
  return is(block[wanted.setting] === wanted.on, msg('{0} of `{1}` is {2}', wanted.setting, bucket, String(block[wanted.setting])), undefined, 'missing');
}

export function judgeObject(claim: AskedClaim<'object'>, world: World): Verdict {
  const at = claim.bucket === undefined ? readS3Url(claim.key) : { bucket: claim.bucket, key: claim.key };
  if (!at) return unknown(msg('“{0}” is no address of an object', claim.key));
  const { bucket, key } = at;
  const query = { ask: 'object' as const, bucket, key, ...claim.version !== undefined && { version: claim.version }, ...claim.has !== undefined && { text: true } };
  return withAnswer(world, query, (answer, { emulated, things }) => {
    const none = msg('there is no object `{0}` in `{1}`', key, bucket);
    if (answer.kind === 'none') {
      if (claim.state === 'absent') return yes([none]);
      const leaves = emulated && things.all('training-job').some(({ values }) => values?.artifact === `s3://${bucket}/${key}`);
      return leaves ? pretended(none, msg('on the emulator a training job is Completed at once and leaves no model')) : no(none, 'missing');
    }
    if (answer.kind !== 'object') return asking;
    if (claim.state === 'absent') return no(msg('the object `{0}` is still in `{1}`', key, bucket));
    const { size, type, text = '', cut = false } = answer;
    return firstFault([
      yes([msg('the object `{0}` is in `{1}`', key, bucket)]),
      claim.size === undefined ? undefined : is(size === claim.size, msg('it has {0} bytes', size), msg('`{0}` has {1} bytes, not {2}', key, size, claim.size), 'missing'),
      claim.type === undefined ? undefined : is(type === claim.type, msg('its type is {0}', type ?? ''), msg('the type of `{0}` is {1}, not {2}', key, type ?? '', claim.type), 'missing'),
      ...claim.has === undefined ? [] : judgeText({ has: claim.has }, text, cut, wordsFor(key)),
    ], []);
  });
}

export function judgeAnonymous(claim: AskedClaim<'anonymous'>, world: World): Verdict {
  const { bucket, key, version, status } = claim;
  return withAnswer(world, { ask: 'anonymous', bucket, key, ...version !== undefined && { version } }, answer => {
    if (answer.kind !== 'status') return answer.kind === 'none' ? no(msg('there is no bucket `{0}`', bucket), 'missing') : asking;
    const fact = msg('a request for `{0}` without credentials gets {1}', key, answer.status);
    return is(answer.status === status, fact, msg('a request for `{0}` without credentials gets {1}, not {2}', key, answer.status, status));
  });
}

/** Texts that were read, of which those count that have this in them. */
export function countTexts(answer: AwsAnswer, has: string | undefined): { readonly count: number; readonly more: boolean } | undefined {
  return answer.kind === 'texts' ? { count: answer.texts.filter(text => has === undefined || text.includes(has)).length, more: answer.more } : undefined;
}
