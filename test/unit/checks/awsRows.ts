import { kindOf, type AwsWord } from '../../../src/core/aws/kinds';
import type { AwsResource } from '../../../src/core/aws/resource';
import { now } from '../status/things';

/** A row of AWS, as a source would have it. */
export function awsRow(word: AwsWord, name: string, status = '', more: Partial<AwsResource> = {}): AwsResource {
  return {
    kind: kindOf(word), uid: `aws-${word}:${more.id ?? name}`, name, id: name, created: now, labels: {}, standIn: false, status,
    health: /fail|error/i.test(status) ? 'failing' : 'well', ending: false, facts: [], emulated: true, ...more,
  };
}
