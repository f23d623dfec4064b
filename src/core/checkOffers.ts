import { awsCheckWords, type AwsAskedWord } from './aws/check';
import type { AwsWord } from './aws/kinds';
import { awsWords } from './aws/kinds';
import { awsStatesOf } from './aws/states';
import { checkBodySchema } from './checkFormat';
import { shortThings } from './checkShort';
import type { Message } from './message';
import { describe, propertyOf, type Schema } from './schema';

export interface CheckOffer { readonly word: string; readonly detail?: Message }

/** Words that can stand next in a check in short form, of which this has been typed; empty where any name may stand. */
export function checkOffers(typed: string): readonly CheckOffer[] {
  const words = typed.slice(typed.lastIndexOf(';') + 1).trimStart().split(/\s+/).slice(0, -1);
  const [thing, word] = words;
  if (thing === undefined) return [...shortThings, 'after'].map(one => ({ word: one, ...detailOf(propertyOf(checkBodySchema, one)) }));
  if (thing !== 'aws') return [];
  if (word === undefined) return awsCheckWords.map(one => ({ word: one, ...detailOf(awsSchema(one)) }));
  return words.length === 3 ? statesAfter(word).map(state => ({ word: state, ...detailOf(awsSchema(word)) })) : [];
}

/** What is said of the word that stands at the end of this piece of a short form. */
export function checkWordMeans(typed: string): Message | undefined {
  const words = typed.slice(typed.lastIndexOf(';') + 1).trim().split(/\s+/);
  const [thing = '', word = ''] = words;
  if (words.length === 1) return describe(propertyOf(checkBodySchema, thing));
  return words.length === 2 && thing === 'aws' ? describe(awsSchema(word)) : undefined;
}

/** States of what one of these keys names. */
export function statesBeside(keys: readonly string[]): readonly string[] {
  const word = awsCheckWords.find(one => keys.includes(one));
  return word === undefined ? ['present', 'absent'] : statesAfter(word);
}

function statesAfter(word: string): readonly string[] {
  const thing = awsWords.find(one => one === word);
  if (word === 'statement') return awsStatesOf(word);
  if (thing !== undefined) return ['present', 'absent', ...awsStatesOf(thing)];
  return word === 'object' || word === 'rule' || word === 'role-policy' ? ['present', 'absent'] : [];
}

function awsSchema(word: AwsWord | AwsAskedWord | string): Schema | undefined { return propertyOf(propertyOf(checkBodySchema, 'aws') ?? {}, word); }
function detailOf(schema: Schema | undefined): { detail?: Message } { const detail = describe(schema); return detail ? { detail } : {}; }
