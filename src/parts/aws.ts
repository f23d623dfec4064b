/** The part that talks to AWS and its emulators. Clients of the services lie beside it, a file each. */
import { createRequire } from 'node:module';
import { createAwsTarget as create, type AwsTarget, type AwsTargetDeps } from '../targets/aws';

export type { AwsHold, AwsSource, AwsTarget, AwsWanted, KnownThing, ResolvedAws, RunningEmulator } from '../targets/aws';

export function createAwsTarget(deps: Omit<AwsTargetDeps, 'load'> = {}): AwsTarget { return create({ load: createRequire(__filename), ...deps }); }
