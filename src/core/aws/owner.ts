import { isOfAws, type AwsResource } from './resource';

/** Tag that CloudFormation puts on what it makes: the stack's name. */
export const stackLabel = 'aws:cloudformation:stack-name';
/** The source puts it on a task that a service has started: the service's name. */
export const serviceLabel = 'aws:ecs:serviceName';

/** It comes and goes with what made it: a stack or a service. */
export function isOwnedOnAws({ kind, labels }: AwsResource): boolean {
  return kind !== 'aws-stack' && (labels[stackLabel] !== undefined || (kind === 'aws-ecs-task' && labels[serviceLabel] !== undefined));
}

/** What each of them belongs to, by uid; without those whose owner is not listed. */
export function awsOwners(all: Iterable<{ readonly kind: string }>): ReadonlyMap<string, AwsResource> {
  const rows = [...all].filter((row): row is AwsResource => isOfAws(row));
  const byName = new Map(rows.flatMap(row => row.kind === 'aws-stack' || row.kind === 'aws-ecs-service' ? [[`${row.kind}:${row.name}`, row] as const] : []));
  return new Map(rows.flatMap(row => {
    if (!isOwnedOnAws(row)) return [];
    const owner = byName.get(`aws-ecs-service:${row.labels[serviceLabel] ?? ''}`) ?? byName.get(`aws-stack:${row.labels[stackLabel] ?? ''}`);
    return owner && owner !== row ? [[row.uid, owner] as const] : [];
  }));
}

/** It is still listed, for minutes or for ever, but it is no more. */
export function isOverOnAws({ kind, status }: AwsResource): boolean {
  switch (kind) {
    case 'aws-instance': return status === 'terminated';
    case 'aws-emr-cluster': return /^TERMINATED/.test(status);
    case 'aws-ecs-cluster': case 'aws-ecs-service': case 'aws-task-definition': return status === 'INACTIVE' || status === 'DELETE_IN_PROGRESS';
    case 'aws-ecs-task': return /^(?:STOPPED|DELETED)$/.test(status);
    case 'aws-stack': return status === 'DELETE_COMPLETE';
    default: return false;
  }
}
