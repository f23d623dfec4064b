import type { AwsHowMany } from '../aws/check';
import type { AwsPlace } from '../aws/place';
import type { AwsAnswer, AwsQuery } from '../aws/query';
import type { AwsWord } from '../aws/kinds';
import { kindOf } from '../aws/kinds';
import { awsWords } from '../aws/words';
import { msg, type Message } from '../message';
import type { AwsThings } from './awsThings';
import { asking, no, unknown, yes, type Verdict, type World } from './world';

/** What can be looked at where the lab works. */
export interface AwsSeen { readonly things: AwsThings; readonly place: AwsPlace; readonly emulated: boolean; readonly unknown: ReadonlySet<string>; readonly limits: readonly Message[] }

/** Nothing that comes from an emulator is said without its mark, be it true or false. */
export function withAws(world: World, judged: (seen: AwsSeen) => Verdict): Verdict {
  const { aws } = world;
  if (aws.kind === 'asking') return asking;
  if (aws.kind === 'away') return unknown(aws.reason);
  const emulated = aws.place.track === 'emulator';
  const verdict = judged({ things: aws.things, place: aws.place, emulated, unknown: aws.unknown ?? new Set(), limits: aws.limits ?? [] });
  return emulated && (verdict.is === 'true' || verdict.is === 'false') ? { ...verdict, marks: [...new Set([...verdict.marks, 'emulated' as const])] } : verdict;
}

type Answers = Exclude<AwsAnswer, { kind: 'unsupported' | 'barred' }>;

/** What was answered to a question that is asked on demand. */
export function withAnswer(world: World, query: AwsQuery, judged: (answer: Answers, seen: AwsSeen) => Verdict): Verdict {
  return withAws(world, seen => {
    const found = world.look({ kind: 'aws', query });
    if (found?.kind !== 'aws') return asking;
    const { answer } = found;
    if (answer.kind === 'barred') return unknown(answer.reason);
    if (answer.kind === 'unsupported') return unknown(msg('the emulator does not know the call {0}: this cannot be told on it', answer.call));
    return judged(answer, seen);
  });
}

/** On the emulator it never comes about, however long one waits. */
export function pretended(fact: Message, why: Message): Verdict { return { is: 'false', facts: [fact, why], marks: [], stuck: 'ended' }; }

/** "training job": as it stands within a sentence. */
export function noun(word: AwsWord): string { return awsWords(kindOf(word)).text; }
export function short(text: string): string { return text.length > 200 ? `${text.slice(0, 199)}…` : text; }

/** It is as claimed, or it is not. */
export function is(right: boolean, fact: Message, other: Message = fact, stuck?: 'missing'): Verdict { return right ? yes([fact]) : no(other, stuck); }

/** How many there are, against how many are claimed; at least one without a claim. `most`: there are more than were counted. */
export function counted(claim: AwsHowMany, count: number, most: boolean, fact: Message): Verdict {
  const { atLeast = claim.count === undefined ? 1 : undefined } = claim;
  if (most && claim.count !== undefined && count <= claim.count) return unknown(fact);
  if (claim.count !== undefined && count !== claim.count) return no(fact, count < claim.count ? 'missing' : undefined);
  return atLeast !== undefined && count < atLeast ? no(fact, 'missing') : yes([fact]);
}
