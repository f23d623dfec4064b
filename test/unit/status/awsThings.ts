import { kindOf, wordOf, type AwsWord } from '../../../src/core/aws/kinds';
import type { AwsPlace } from '../../../src/core/aws/place';
import type { AwsResource } from '../../../src/core/aws/resource';
import { msg } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import type { LinkStatus } from '../../../src/core/source';
import type { StatusInput } from '../../../src/core/statusInput';
import { input, live, now } from './things';

/** A thing on AWS that is well; `over` changes what the test is about. */
export function awsThing(word: AwsWord, name: string, over: Partial<AwsResource> = {}): AwsResource {
  const kind = kindOf(word);
  return { kind, uid: `${kind}:${name}`, id: name, name, created: now, labels: {}, standIn: false, status: '', health: 'well', ending: false, facts: [], emulated: false, ...over };
}
export function played(word: AwsWord, name: string, over: Partial<AwsResource> = {}): AwsResource { return awsThing(word, name, { emulated: true, ...over }); }
export const wordsOf = (resource: AwsResource): string => wordOf(resource.kind);

export const emulator: AwsPlace = { track: 'emulator', region: 'us-east-1', account: '123456789012', endpoint: 'http://127.0.0.1:5081', emulator: { name: 'moto', version: '5.2.1' } };
export const account: AwsPlace = { track: 'real', region: 'us-east-1', account: '111122223333', identity: 'arn:aws:sts::111122223333:assumed-role/LabStudent/ann', profile: 'lab' };
export const awsLive = (aws: AwsPlace = emulator): LinkStatus => ({ ...live, endpoint: { label: msg('AWS'), address: aws.endpoint ?? '', from: 'lab', aws } });

export function awsInput(own: readonly Resource[], rest: readonly Resource[] = [], over: Partial<StatusInput> = {}): StatusInput {
  return input(own, rest, { lab: { id: 'L1', title: 'SageMaker', aws: true, firstBlock: { section: 'intro', id: 'first' } }, link: awsLive(), ...over });
}
