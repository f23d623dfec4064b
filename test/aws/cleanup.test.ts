import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { awsServices } from '../../src/core/aws/kinds';
import { isOverOnAws } from '../../src/core/aws/owner';
import { isOfAws, type AwsResource } from '../../src/core/aws/resource';
import { planCleanup } from '../../src/core/cleanup/plan';
import { cleanUp } from '../../src/core/cleanup/run';
import type { GoneEntry, JournalEntry, MadeEntry } from '../../src/core/journal';
import { Ledger } from '../../src/core/ledger';
import type { LiveState } from '../../src/core/liveState';
import { english } from '../../src/core/message';
import { createAwsTarget } from '../../src/targets/aws';
import { createRunner } from '../../src/targets/process';
import { aws, emulator, emulatorEnv, resetEmulator } from './bed';

const lab = { courseId: 'c', courseVersion: '1', labId: 'L' };
const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
const inline = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';

/** The plan, its requests by the AWS CLI and its looks by the SDK, on a real emulator. */
describe('Clean-up of a lab on an emulator of AWS', function () {
  this.timeout(120_000);
  const target = createAwsTarget({ load: createRequire(join(process.cwd(), 'dist', 'aws.js')) });
  const wanted = { track: 'emulator', region: 'us-east-1', services: awsServices.filter(service => !['emr', 'redshift', 'athena', 'glue', 'cloudformation', 'cognito-identity'].includes(service)), emulator: { run: 'r1', address: emulator, name: 'moto', ours: false } } as const;
  const look = (): Promise<LiveState> => target.look({}, wanted);
  const rowsOf = (live: LiveState): AwsResource[] => [...live.resources.values()].filter(row => isOfAws(row));

  before(() => { execFileSync(process.execPath, ['test/bed/buildAws.mjs']); });
  beforeEach(resetEmulator);
  after(async () => { target.dispose(); await resetEmulator(); });

  /** All that is there and was not before is the lab's. */
  async function clean(before: LiveState): Promise<{ readonly left: string[]; readonly stayed: string[]; readonly gone: number }> {
    const now = await look();
    const fresh = rowsOf(now).filter(({ uid }) => !before.resources.has(uid));
    const made = fresh.map((row): MadeEntry => ({ v: 1, kind: 'made', at: 1, ...lab, uid: row.uid, thing: row.kind, name: row.name, daemon: now.daemon, sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false }));
    const ledger = new Ledger(made);
    const gone: GoneEntry[] = [];
    const plan = planCleanup({ lab, ledger, live: now, running: [] });
    const runner = createRunner(emulatorEnv);
    const result = await cleanUp(plan, new Set(plan.go.map(({ uid }) => uid)), 'cleanup', {
      run: command => runner.run(command, { env: emulatorEnv, timeoutMs: 60_000 }), look, files: async () => undefined, removeFile: async () => undefined, stopRun: async () => undefined, running: () => [], ledger,
      journal: { all: async () => [], add: async (entry: JournalEntry) => { if (entry.kind === 'gone') gone.push(entry); ledger.apply(entry); }, onAdd: () => ({ dispose: () => undefined }) },
      now: () => Date.now(), pause: ms => new Promise(done => setTimeout(done, ms)), progress: () => undefined, stopped: () => false,
    });
    const after = await look();
    assert.equal(result.gone.length, gone.length);
    return { left: rowsOf(after).filter(row => !before.resources.has(row.uid) && !isOverOnAws(row)).map(row => `${row.kind} ${row.name} ${row.status}`), stayed: result.stayed.map(({ uid, reason }) => `${uid}: ${english(reason)}`), gone: result.gone.length };
  }

  it('takes a versioned bucket, a role with all that is attached to it, and an instance with its key and group', async () => {
    const before = await look();
    await aws('s3', 'mb', 's3://labbook-versions');
    await aws('s3api', 'put-bucket-versioning', '--bucket', 'labbook-versions', '--versioning-configuration', 'Status=Enabled');
    for (const key of ['a', 'a', 'b c']) await aws('s3api', 'put-object', '--bucket', 'labbook-versions', '--key', key);
    await aws('s3api', 'delete-object', '--bucket', 'labbook-versions', '--key', 'a');
    await aws('iam', 'create-role', '--role-name', 'LabRole', '--assume-role-policy-document', trust);
    const policy = await aws('iam', 'create-policy', '--policy-name', 'LabPolicy', '--policy-document', inline, '--query', 'Policy.Arn', '--output', 'text');
    await aws('iam', 'attach-role-policy', '--role-name', 'LabRole', '--policy-arn', policy);
    await aws('iam', 'put-role-policy', '--role-name', 'LabRole', '--policy-name', 'Read', '--policy-document', inline);
    await aws('iam', 'create-instance-profile', '--instance-profile-name', 'LabProfile');
    await aws('iam', 'add-role-to-instance-profile', '--instance-profile-name', 'LabProfile', '--role-name', 'LabRole');
    await aws('ec2', 'create-key-pair', '--key-name', 'LabKey');
    const group = await aws('ec2', 'create-security-group', '--group-name', 'lab-ssh', '--description', 'lab', '--query', 'GroupId', '--output', 'text');
    await aws('ec2', 'run-instances', '--image-id', 'ami-12c6146b', '--key-name', 'LabKey', '--security-group-ids', group);
    const { left, stayed, gone } = await clean(before);
    assert.deepEqual([left, stayed], [[], []]);
    assert.equal(gone, 6);
  });

  it('takes what streams, what listens and what predicts', async () => {
    const before = await look();
    await aws('kinesis', 'create-stream', '--stream-name', 'rides', '--shard-count', '1');
    await aws('dynamodb', 'create-table', '--table-name', 'T', '--attribute-definitions', 'AttributeName=id,AttributeType=S', '--key-schema', 'AttributeName=id,KeyType=HASH', '--billing-mode', 'PAY_PER_REQUEST');
    await aws('logs', 'create-log-group', '--log-group-name', '/aws/lambda/F');
    await aws('ecr', 'create-repository', '--repository-name', 'api');
    const role = 'arn:aws:iam::123456789012:role/X';
    await aws('sagemaker', 'create-model', '--model-name', 'm', '--execution-role-arn', role, '--primary-container', 'Image=i');
    await aws('sagemaker', 'create-endpoint-config', '--endpoint-config-name', 'c', '--production-variants', 'VariantName=A,ModelName=m,InitialInstanceCount=1,InstanceType=ml.t2.medium');
    await aws('sagemaker', 'create-endpoint', '--endpoint-name', 'e', '--endpoint-config-name', 'c');
    await aws('sagemaker', 'create-notebook-instance', '--notebook-instance-name', 'n', '--instance-type', 'ml.t3.medium', '--role-arn', role);
    const { left, stayed, gone } = await clean(before);
    assert.deepEqual([left, stayed, gone], [[], [], 8]);
  });

  it('takes a service, its listener and target group, definition and cluster', async () => {
    const before = await look();
    const vpc = await aws('ec2', 'describe-vpcs', '--query', 'Vpcs[0].VpcId', '--output', 'text');
    const subnets = JSON.parse(await aws('ec2', 'describe-subnets', '--query', 'Subnets[:2].SubnetId', '--output', 'json')) as string[];
    await aws('ecs', 'create-cluster', '--cluster-name', 'demo');
    await aws('ecs', 'register-task-definition', '--family', 'api', '--container-definitions', '[{"name":"api","image":"api","memory":64}]');
    const group = await aws('elbv2', 'create-target-group', '--name', 'api', '--protocol', 'HTTP', '--port', '80', '--vpc-id', vpc, '--query', 'TargetGroups[0].TargetGroupArn', '--output', 'text');
    const balancer = await aws('elbv2', 'create-load-balancer', '--name', 'demo', '--subnets', ...subnets, '--query', 'LoadBalancers[0].LoadBalancerArn', '--output', 'text');
    const listener = await aws('elbv2', 'create-listener', '--load-balancer-arn', balancer, '--protocol', 'HTTP', '--port', '80', '--default-actions', `Type=forward,TargetGroupArn=${group}`, '--query', 'Listeners[0].ListenerArn', '--output', 'text');
    await aws('elbv2', 'create-rule', '--listener-arn', listener, '--priority', '1', '--conditions', 'Field=path-pattern,Values=/api*', '--actions', `Type=forward,TargetGroupArn=${group}`);
    await aws('ecs', 'create-service', '--cluster', 'demo', '--service-name', 'api', '--task-definition', 'api:1', '--desired-count', '1', '--load-balancers', `targetGroupArn=${group},containerName=api,containerPort=80`);
    const { left, stayed, gone } = await clean(before);
    assert.deepEqual([left, stayed], [[], []]);
    assert.equal(gone, 7);
  });
});
