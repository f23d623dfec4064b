import type { AwsWord } from './kinds';

/** The words of each service for how a thing stands; what is not named here has none: it is there or it is not. */
const statesOfWord: Partial<Record<AwsWord | 'statement', readonly string[]>> = {
  'notebook-instance': ['Pending', 'InService', 'Stopping', 'Stopped', 'Failed', 'Deleting', 'Updating'],
  'training-job': ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped'],
  'transform-job': ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped'],
  endpoint: ['Creating', 'InService', 'Updating', 'SystemUpdating', 'RollingBack', 'OutOfService', 'Deleting', 'Failed', 'UpdateRollbackFailed'],
  instance: ['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped'],
  'ecs-cluster': ['ACTIVE', 'PROVISIONING', 'DEPROVISIONING', 'FAILED', 'INACTIVE'],
  'ecs-service': ['ACTIVE', 'DRAINING', 'INACTIVE'],
  'ecs-task': ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING', 'DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED'],
  'task-definition': ['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS'],
  'load-balancer': ['provisioning', 'active', 'active_impaired', 'failed'],
  stack: [
    'CREATE_IN_PROGRESS', 'CREATE_COMPLETE', 'CREATE_FAILED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED',
    'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE', 'UPDATE_FAILED', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_ROLLBACK_FAILED',
    'DELETE_IN_PROGRESS', 'DELETE_COMPLETE', 'DELETE_FAILED', 'REVIEW_IN_PROGRESS',
  ],
  'emr-cluster': ['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING', 'TERMINATING', 'TERMINATED', 'TERMINATED_WITH_ERRORS'],
  'redshift-cluster': ['creating', 'available', 'modifying', 'resizing', 'rebooting', 'pausing', 'paused', 'resuming', 'final-snapshot', 'deleting', 'unavailable', 'storage-full'],
  stream: ['CREATING', 'ACTIVE', 'UPDATING', 'DELETING'],
  'delivery-stream': ['CREATING', 'ACTIVE', 'CREATING_FAILED', 'DELETING', 'DELETING_FAILED'],
  function: ['Pending', 'Active', 'Inactive', 'Failed'],
  'event-source': ['Creating', 'Enabling', 'Enabled', 'Disabling', 'Disabled', 'Updating', 'Deleting'],
  table: ['CREATING', 'ACTIVE', 'UPDATING', 'DELETING', 'ARCHIVING', 'ARCHIVED'],
  query: ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'],
  statement: ['SUBMITTED', 'PICKED', 'STARTED', 'FINISHED', 'ABORTED', 'FAILED'],
};

export function awsStatesOf(word: AwsWord | 'statement'): readonly string[] { return statesOfWord[word] ?? []; }

/** States of a part that has no row: the step of a cluster. A variant has none. */
export const awsStepStates = ['PENDING', 'RUNNING', 'COMPLETED', 'CANCEL_PENDING', 'CANCELLED', 'FAILED', 'INTERRUPTED'] as const;

export function isSameState(one: string, other: string): boolean { return one.toLowerCase() === other.toLowerCase(); }

/** It is listed still, and gone: a terminated instance stays so for an hour, a stack for 90 days, a task definition for ever. */
export function isGoneState(word: AwsWord, status: string): boolean {
  switch (word) {
    case 'instance': return status === 'terminated';
    case 'emr-cluster': return status === 'TERMINATED' || status === 'TERMINATED_WITH_ERRORS';
    case 'stack': return status === 'DELETE_COMPLETE';
    case 'ecs-cluster': case 'ecs-service': case 'task-definition': return status === 'INACTIVE';
    case 'ecs-task': return status === 'STOPPED';
    default: return false;
  }
}
