import { equal, ok } from 'node:assert/strict';
import { failureOf, isAbsent } from '../../../src/targets/aws/failure';
import { healthOf, isEnding } from '../../../src/targets/aws/health';
import { awsStatesOf, isGoneState } from '../../../src/core/aws/states';
import { awsWords } from '../../../src/core/aws/kinds';

const said = (name: string, message = '', status = 400) => Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
const reason = (error: unknown, emulated = false) => failureOf(error, { emulated }).reason;

describe('why AWS gives no good answer', () => {
  const cases: readonly [string, unknown, string][] = [
    ['nobody listens', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'refused'],
    ['nobody listens on any address', Object.assign(new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })], '')), 'refused'],
    ['no such host', Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), 'unreachable'],
    ['no answer in time', Object.assign(new Error('x'), { name: 'TimeoutError' }), 'slow'],
    ['no keys', said('CredentialsProviderError', 'Could not resolve credentials using profile: [x]'), 'authMissing'],
    ['expired keys', said('ExpiredTokenException', 'The security token included in the request is expired'), 'authExpired'],
    ['expired keys of S3', said('ExpiredToken'), 'authExpired'],
    ['an expired browser log-in', said('CredentialsProviderError', 'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login.'), 'authExpired'],
    ['keys that AWS does not know', said('InvalidClientTokenId', '', 403), 'authWrong'],
    ['keys that EC2 does not know', said('AuthFailure', '', 401), 'authWrong'],
    ['it may not', said('AccessDeniedException'), 'forbidden'],
    ['it may not, of EC2', said('UnauthorizedOperation', '', 403), 'forbidden'],
    ['too often', said('ThrottlingException', 'Rate exceeded'), 'throttled'],
    ['too often, of EC2', said('RequestLimitExceeded', '', 503), 'throttled'],
    ['a quota', said('ResourceLimitExceeded'), 'quota'],
    ['it is not there', said('ResourceNotFoundException'), 'absent'],
    ['any other answer', said('InternalServerError', '', 500), 'server'],
  ];
  for (const [title, error, expected] of cases) it(`is told: ${title}`, () => equal(reason(error), expected));

  it('is, of an emulator alone, that it does not know the call', () => {
    const page = said('UnknownError', '<!doctype html><html lang=en><title>500 Internal Server Error</title>', 500);
    equal(reason(page, true), 'unsupported');
    equal(reason(page), 'server');
    equal(failureOf(page, { emulated: true }).message.includes('<'), false);
  });

  it('is that a thing is gone, by name and by sentence, and never a fault of the service', () => {
    for (const error of [said('NoSuchEntity', '', 404), said('InvalidInstanceID.NotFound'), said('ValidationException', 'Could not find endpoint "arn:x".'), said('ValidationError', 'Stack with id x does not exist'), said('ClusterNotFound')]) ok(isAbsent(error), error.name);
    for (const error of [said('ValidationException', 'The name is too long'), said('NoSuchBucket', '', 500), said('AccessDenied', '', 403)]) equal(isAbsent(error), false, error.name);
  });
});

describe('how a thing on AWS stands', () => {
  it('is known for every word of every service: none on its way is taken for steady', () => {
    const working = new Set(awsWords.flatMap(word => awsStatesOf(word).filter(status => healthOf(status) === 'working').map(status => `${word} ${status}`)));
    for (const pending of ['endpoint Creating', 'endpoint Deleting', 'endpoint RollingBack', 'training-job InProgress', 'instance pending', 'instance shutting-down', 'stack ROLLBACK_IN_PROGRESS', 'emr-cluster BOOTSTRAPPING', 'redshift-cluster final-snapshot', 'stream DELETING', 'query QUEUED', 'event-source Enabling', 'ecs-task PROVISIONING', 'load-balancer provisioning', 'ecs-service DRAINING', 'task-definition DELETE_IN_PROGRESS']) ok(working.has(pending), pending);
    for (const steady of ['endpoint InService', 'instance running', 'emr-cluster WAITING', 'emr-cluster RUNNING', 'ecs-task RUNNING', 'stack UPDATE_ROLLBACK_COMPLETE', 'load-balancer active_impaired', 'notebook-instance Stopped']) equal(working.has(steady), false, steady);
    equal(healthOf('Failed'), 'failing');
    equal(healthOf('ROLLBACK_COMPLETE'), 'failing');
    equal(healthOf('Completed'), 'done');
  });

  it('is that it ends, for whatever is gone and listed still', () => {
    for (const word of awsWords) for (const status of awsStatesOf(word)) if (isGoneState(word, status) && status !== 'STOPPED') ok(isEnding(status), `${word} ${status}`);
  });
});
