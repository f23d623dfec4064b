/** The part that talks to AWS and its emulators. */
export { createAwsTarget } from '../targets/aws/unready';
export type { AwsHold, AwsSource, AwsTarget, AwsWanted, KnownThing, ResolvedAws, RunningEmulator } from '../targets/aws/target';
