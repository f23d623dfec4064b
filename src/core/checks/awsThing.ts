import type { AwsThingClaim } from '../aws/check';
import { awsCounts, type AwsCount, type AwsResource } from '../aws/resource';
import { awsClaimedValues } from '../aws/check';
import { isSameState } from '../aws/states';
import { kindOf } from '../aws/kinds';
import { msg, type Message } from '../message';
import { hasTag, isGone, isUsing } from './awsThings';
import { counted, is, noun, pretended, short, withAws, type AwsSeen } from './awsView';
import { firstFault } from './docker';
import { asking, no, unknown, yes, type Verdict, type World } from './world';

/** How a claim about what is followed stands. */
export function judgeThing(claim: AwsThingClaim, world: World): Verdict {
  return withAws(world, seen => {
    const found = seen.things.named(claim.thing, claim.name);
    if (found.every(isGone) && seen.unknown.has(kindOf(claim.thing))) return seen.limits[0] ? unknown(seen.limits[0]) : asking;
    if (claim.state === 'absent') return absent(claim, found);
    if (claim.count !== undefined || claim.atLeast !== undefined) return many(claim, found, seen);
    const candidates = found.filter(thing => !isGone(thing) || (claim.in ?? []).some(state => isSameState(state, thing.status)));
    const verdicts = candidates.map(thing => judgeOne(claim, thing, seen));
    const best = verdicts.find(verdict => verdict.is === 'true') ?? verdicts[0];
    if (best) return best;
    const [gone] = found;
    return gone ? no(stateFact(gone), 'missing') : no(none(claim), 'missing');
  });
}

function none({ thing, name }: AwsThingClaim): Message { return msg('there is no {0} `{1}`', noun(thing), name); }

function absent(claim: AwsThingClaim, found: readonly AwsResource[]): Verdict {
  const left = found.find(thing => !isGone(thing));
  if (!left) return yes([found[0] ? stateFact(found[0]) : none(claim)]);
  return no(left.ending ? msg('the {0} `{1}` is being deleted', noun(claim.thing), left.name) : msg('the {0} `{1}` is still there', noun(claim.thing), left.name));
}

function many(claim: AwsThingClaim, found: readonly AwsResource[], seen: AwsSeen): Verdict {
  const fits = found.filter(thing => (!isGone(thing) || claim.in) && judgeOne(claim, thing, seen).is === 'true');
  const state = claim.in?.join(' or ');
  const fact = state === undefined ? msg('of the kind {0}, {1} are called `{2}`', noun(claim.thing), fits.length, claim.name) : msg('of the kind {0}, {1} are called `{2}` and are {3}', noun(claim.thing), fits.length, claim.name, state);
  return counted(claim, fits.length, false, fact);
}

function judgeOne(claim: AwsThingClaim, thing: AwsResource, seen: AwsSeen): Verdict {
  const said = [
    claim.in === undefined ? undefined : stateOf(claim.in, thing),
    ...countsOf(claim, thing, seen), ...valuesOf(claim, thing), tagOf(claim, thing),
    claim.uses === undefined ? undefined : is(isUsing(thing, claim.uses), msg('it belongs with `{0}`', claim.uses), msg('`{0}` has nothing to do with `{1}`', thing.name, claim.uses), 'missing'),
    claim.part === undefined ? undefined : partOf(claim.part, thing, seen),
  ].filter(part => part !== undefined);
  return firstFault(said.length > 0 ? said : [ending(thing) ?? yes([msg('the {0} `{1}` is there', noun(claim.thing), thing.name)])], []);
}

/** Being taken away is not being there. */
function ending(thing: AwsResource): Verdict | undefined { return thing.ending ? no(stateFact(thing), 'missing') : undefined; }

function stateFact({ kind, name, status, message, health }: AwsResource): Message {
  const what = noun(kind.slice('aws-'.length) as AwsThingClaim['thing']);
  return health === 'failing' && message !== undefined ? msg('the {0} `{1}` is {2}: {3}', what, name, status, short(message)) : msg('the {0} `{1}` is {2}', what, name, status);
}

/** What has failed does not come about by waiting. */
function stateOf(states: readonly string[], thing: AwsResource): Verdict {
  if (states.some(state => isSameState(state, thing.status))) return yes([stateFact(thing)]);
  return no(stateFact(thing), thing.health === 'failing' ? 'ended' : isGone(thing) ? 'missing' : undefined);
}

function countsOf(claim: AwsThingClaim, thing: AwsResource, seen: AwsSeen): (Verdict | undefined)[] {
  const { running, desired, ...others } = claim.counts ?? {};
  return [
    running === undefined && desired === undefined ? undefined : tasksOf(running, desired, thing, seen),
    ...awsCounts.map(count => {
      const claimed = count === 'running' || count === 'desired' ? undefined : others[count];
      const number = thing.counts?.[count];
      if (claimed === undefined) return undefined;
      return number === undefined ? unknown(msg('AWS does not say how many of these `{0}` has: {1}', thing.name, count)) : is(number === claimed, countFact(count, thing.name, number), countFact(count, thing.name, number), 'missing');
    }),
  ];
}

function tasksOf(running: number | undefined, desired: number | undefined, { counts = {} }: AwsResource, { emulated }: AwsSeen): Verdict {
  const fact = msg('desired {0}, running {1}', counts.desired ?? 0, counts.running ?? 0);
  if (desired !== undefined && counts.desired !== desired) return no(fact, 'missing');
  if (running === undefined || counts.running === running) return yes([fact]);
  return emulated && running > (counts.running ?? 0) ? pretended(fact, msg('on the emulator tasks never run')) : no(fact);
}

function countFact(count: AwsCount, name: string, number: number): Message {
  switch (count) {
    case 'shards': return number === 1 ? msg('`{0}` has 1 shard', name) : msg('`{0}` has {1} shards', name, number);
    case 'variants': return number === 1 ? msg('`{0}` has 1 variant', name) : msg('`{0}` has {1} variants', name, number);
    case 'containers': return number === 1 ? msg('`{0}` has 1 container', name) : msg('`{0}` has {1} containers', name, number);
    case 'nodes': return number === 1 ? msg('`{0}` has 1 node', name) : msg('`{0}` has {1} nodes', name, number);
    case 'outputs': return number === 1 ? msg('`{0}` has 1 output', name) : msg('`{0}` has {1} outputs', name, number);
    case 'targets': return number === 1 ? msg('`{0}` has 1 healthy target', name) : msg('`{0}` has {1} healthy targets', name, number);
    case 'batch': return msg('`{0}` hands over at most {1} records', name, number);
    case 'port': return msg('the port of `{0}` is {1}', name, number);
    case 'priority': return msg('the priority of `{0}` is {1}', name, number);
    default: return msg('desired and running tasks of `{0}`: {1}', name, number);
  }
}

function valuesOf(claim: AwsThingClaim, thing: AwsResource): (Verdict | undefined)[] {
  return awsClaimedValues.map(key => {
    const [claimed, value] = [claim.values?.[key], thing.values?.[key]];
    if (claimed === undefined) return undefined;
    if (value === undefined) return unknown(msg('AWS does not say this of `{0}`: {1}', thing.name, key));
    const same = value === claimed || value.split(/[/:]/).includes(claimed);
    return is(same, msg('its {0} is {1}', key, value), msg('the {0} of `{1}` is {2}, not {3}', key, thing.name, value, claimed), 'missing');
  });
}

function tagOf({ tag }: AwsThingClaim, thing: AwsResource): Verdict | undefined {
  return tag === undefined ? undefined : is(hasTag(thing, tag), msg('it has the tag `{0}`', tag), msg('`{0}` does not have the tag `{1}`', thing.name, tag), 'missing');
}

function partOf({ name, in: states, weight }: NonNullable<AwsThingClaim['part']>, thing: AwsResource, { emulated }: AwsSeen): Verdict {
  const part = (thing.parts ?? []).find(one => one.name === name) ?? (thing.parts ?? []).find(one => one.detail === name);
  if (!part) return no(msg('`{0}` has no part `{1}`', thing.name, name), 'missing');
  const status = part.status ?? '';
  const fact = msg('its part `{0}` is {1}', part.name, status);
  if (states && !states.some(state => isSameState(state, status))) {
    if (/^(?:FAILED|CANCELLED|INTERRUPTED)$/i.test(status)) return no(fact, 'ended');
    return emulated && thing.kind === 'aws-emr-cluster' && states.some(state => isSameState(state, 'COMPLETED')) ? pretended(fact, msg('on the emulator steps never end')) : no(fact);
  }
  const share = part.weight;
  if (weight === undefined) return yes([states ? fact : msg('it has the part `{0}`', part.name)]);
  if (share === undefined) return unknown(msg('AWS does not say what share of the traffic `{0}` has', part.name));
  return is(Math.abs(share - weight) < 0.005, msg('`{0}` has the share {1} of the traffic', part.name, String(weight)), msg('`{0}` has the share {1} of the traffic, not {2}', part.name, String(Math.round(share * 1000) / 1000), String(weight)));
}
