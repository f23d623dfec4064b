/** The part that talks to AWS and its emulators. */
export type { AwsHold, AwsSource, AwsTarget, AwsWanted, KnownThing, ResolvedAws, RunningEmulator } from '../targets/aws/target';
