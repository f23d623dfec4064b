import type { AwsKind } from '../../../src/core/aws/kinds';
import { emulatorPlace } from '../../../src/core/aws/place';
import type { AwsResource } from '../../../src/core/aws/resource';

export const emulator = emulatorPlace('run1', 'us-east-1');
export const account = 'aws:111122223333/us-east-1';

/** A thing of this kind; its id is its name where none is given. */
export function thing(kind: AwsKind, name: string, more: Partial<AwsResource> = {}): AwsResource {
  const id = more.id ?? name;
  const created = more.created;
  return {
    kind, uid: `${kind}:${id}${created === undefined ? '' : `@${created}`}`, id, name, status: '', health: 'well', ending: false, facts: [], labels: {}, standIn: false, emulated: false, ...more,
  };
}
