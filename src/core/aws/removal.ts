import { quote } from '../shellQuote';
import { wordOf } from './kinds';
import { removalSteps } from './removalSteps';
import type { AwsResource } from './resource';

/** What is read of a thing that is to go: all of it stands in its row. */
export type AwsDoomed = Pick<AwsResource, 'kind' | 'id' | 'name' | 'status'> & Partial<Pick<AwsResource, 'arn' | 'uses'>>;

/** One request of a removal. */
export interface AwsStep {
  /** Behind `aws`. */
  readonly args: readonly string[];
  /** What its answer makes necessary, done before the next step: policies that are still attached, versions that are still there. */
  then?(stdout: string): readonly AwsStep[];
  /** Where it must have come before the next step. */
  readonly until?: AwsUntil;
}
export interface AwsUntil {
  /** Words of the service; an empty list: it must be gone. */
  readonly statuses: readonly string[];
  /** Behind `aws`: what a person types to wait for it. */
  readonly wait: readonly string[];
  readonly limitMs: number;
}

export interface AwsRemoval {
  /** In this order; the thing is taken away by the last of them. Nothing here waits for its end: that is looked for. */
  readonly steps: readonly AwsStep[];
  /** As a person would type it, in one line of a shell. */
  readonly line: string;
  /** How long the service may take until it is gone. */
  readonly limitMs: number;
}

/** Undefined: there is no command that takes it away, and it costs nothing: a job that is over stays listed. */
export function awsRemoval(doomed: AwsDoomed): AwsRemoval | undefined {
  // The command line would read one as an option and fetch what the other names.
  if ([doomed.name, doomed.id, doomed.arn ?? ''].some(text => /^-|^(?:fileb?|https?):\/\/|[\n\r\0]/.test(text))) return undefined;
  const steps = removalSteps(doomed);
  if (steps.length === 0) return undefined;
  return { steps, line: shownLine(doomed, steps), limitMs: limits[wordOf(doomed.kind)] ?? 30_000 };
}

/** The same for where a command is not started but typed: `aws ec2 terminate-instances --instance-ids i-0abc`. */
export function awsLine(args: readonly string[]): string { return ['aws', ...args.map(shown)].join(' '); }

/** As the services take it, from their own waiters' patience and what they are known for. */
const limits: Readonly<Record<string, number>> = {
  'notebook-instance': 10 * 60_000, endpoint: 5 * 60_000, instance: 5 * 60_000, 'load-balancer': 5 * 60_000, 'ecs-service': 10 * 60_000, 'ecs-task': 2 * 60_000,
  stack: 20 * 60_000, 'emr-cluster': 20 * 60_000, 'redshift-cluster': 20 * 60_000, stream: 5 * 60_000, 'delivery-stream': 5 * 60_000, 'event-source': 3 * 60_000, table: 5 * 60_000,
  'training-job': 5 * 60_000, 'transform-job': 5 * 60_000,
};

function shownLine(doomed: AwsDoomed, steps: readonly AwsStep[]): string {
  const { name } = doomed;
  switch (doomed.kind) {
    case 'aws-bucket': {
      // Of a versioned bucket `rb --force` leaves the versions and fails; the rest takes at most 1,000 of them at a time.
      const versions = `aws s3api list-object-versions --bucket ${shown(name)} --max-items 1000 --output json --query '{Objects: [Versions,DeleteMarkers][][].{Key:Key,VersionId:VersionId}}'`;
      return `aws s3 rb ${shown(`s3://${name}`)} --force || { aws s3api delete-objects --bucket ${shown(name)} --delete "$(${versions})" && aws s3api delete-bucket --bucket ${shown(name)}; }`;
    }
    case 'aws-role': return [
      each(`iam list-attached-role-policies --role-name ${shown(name)} --query 'AttachedPolicies[].PolicyArn'`, `iam detach-role-policy --role-name ${shown(name)} --policy-arn`),
      each(`iam list-role-policies --role-name ${shown(name)} --query 'PolicyNames[]'`, `iam delete-role-policy --role-name ${shown(name)} --policy-name`),
      each(`iam list-instance-profiles-for-role --role-name ${shown(name)} --query 'InstanceProfiles[].InstanceProfileName'`, `iam remove-role-from-instance-profile --role-name ${shown(name)} --instance-profile-name`),
      awsLine(steps.at(-1)!.args),
    ].join('; ');
    case 'aws-instance-profile': return [
      each(`iam get-instance-profile --instance-profile-name ${shown(name)} --query 'InstanceProfile.Roles[].RoleName'`, `iam remove-role-from-instance-profile --instance-profile-name ${shown(name)} --role-name`),
      awsLine(steps.at(-1)!.args),
    ].join('; ');
    default: return steps.flatMap(({ args, until }) => [awsLine(args), ...until ? [awsLine(until.wait)] : []]).join(' && ');
  }
}

function each(list: string, act: string): string { return `for x in $(aws ${list} --output text); do aws ${act} "$x"; done`; }

function shown(word: string): string { return /^[\w@%+=:,./-]+$/.test(word) ? word : quote(word); }
