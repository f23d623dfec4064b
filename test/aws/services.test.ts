import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, afterEach, before, describe, it } from 'mocha';
import { awsKinds, awsServices, type AwsKind } from '../../src/core/aws/kinds';
import type { AwsQuery } from '../../src/core/aws/query';
import type { AwsResource } from '../../src/core/aws/resource';
import type { LiveState } from '../../src/core/liveState';
import type { AwsSource, AwsTarget, AwsWanted } from '../../src/targets/aws';
import { aws, emulator, emulatorEnv, resetEmulator } from './bed';
import { builtTarget, when } from './target';

const wanted: AwsWanted = { track: 'emulator', services: awsServices, emulator: { run: 'test', address: emulator, name: 'moto', ours: false } };

describe('every service, on the emulator', function () {
  this.timeout(120_000);
  let target: AwsTarget;
  let live: LiveState;
  before(async () => {
    await resetEmulator();
    target = builtTarget();
    await new Promise<void>((resolve, reject) => execFile('python3', ['test/aws/oneOfEach.py'], { env: emulatorEnv }, (error, _, stderr) => { if (error) reject(new Error(stderr)); else resolve(); }));
    live = await target.look({}, wanted);
  });
  after(async () => { target.dispose(); await resetEmulator(); });

  const rows = (kind: AwsKind) => [...live.resources.values()].filter((row): row is AwsResource => row.kind === kind);
  const only = (kind: AwsKind, name?: string) => {
    const found = rows(kind).filter(row => name === undefined || row.name === name);
    equal(found.length, 1, `${kind}: ${rows(kind).map(row => row.name).join(' ')}`);
    return found[0]!;
  };

  it('is known to its end, at the emulator’s place, and every row says that it is emulated', () => {
    equal(live.daemon, 'aws:emulator:test/us-east-1');
    deepEqual([...live.unknown ?? []], []);
    for (const row of live.resources.values()) ok((row as AwsResource).emulated && row.uid.startsWith(`${row.kind}:`), row.uid);
  });

  const shown: readonly [AwsKind, string | undefined, string, readonly string[]][] = [
    ['aws-notebook-instance', 'lab-notebook', 'InService', ['ml.t3.medium']],
    ['aws-training-job', 'lab-training', 'Completed', ['ml.m5.large']],
    ['aws-transform-job', 'lab-transform', 'Completed', ['ml.m5.large']],
    ['aws-model', 'lab-pipeline', '', ['2 containers']],
    ['aws-endpoint-config', 'lab-config', '', ['ml.m5.large']],
    ['aws-endpoint', 'lab-endpoint', 'InService', ['ml.m5.large']],
    ['aws-instance', undefined, 'running', ['t3.micro']],
    ['aws-key-pair', 'lab-key', '', []],
    ['aws-security-group', 'lab-group', '', ['tcp 22']],
    ['aws-bucket', 'lab-bucket', '', ['1 object', 'versioning Enabled']],
    ['aws-ecr-repository', 'lab-repository', '', []],
    ['aws-ecs-cluster', 'lab-cluster', 'ACTIVE', ['0 services', '0 running tasks']],
    ['aws-ecs-service', 'lab-service', 'ACTIVE', ['0 of 1 running', 'lab-family:1']],
    ['aws-task-definition', 'lab-family:1', 'ACTIVE', ['forum']],
    ['aws-load-balancer', 'lab-balancer', 'active', ['application']],
    ['aws-target-group', 'lab-target', '', ['0 of 0 targets healthy']],
    ['aws-listener', 'lab-balancer:80', '', ['HTTP 80', '→ lab-target']],
    ['aws-listener-rule', '/api/users*', '', ['priority 3', '→ lab-target']],
    ['aws-stack', 'lab-stack', 'CREATE_COMPLETE', ['1 output']],
    ['aws-emr-cluster', undefined, 'WAITING', ['lab-hive', '3 × m5.xlarge', 'emr-6.15.0']],
    ['aws-redshift-cluster', 'lab-redshift', 'available', ['2 × ra3.large']],
    ['aws-stream', 'lab-stream', 'ACTIVE', ['2 shards']],
    ['aws-delivery-stream', 'lab-delivery', 'ACTIVE', ['DirectPut', '→ lab-bucket']],
    ['aws-function', 'lab-function', 'Active', ['python3.12', '128 MB']],
    ['aws-event-source', undefined, 'Enabled', ['lab-stream → lab-function']],
    ['aws-table', 'lab-table', 'ACTIVE', ['on demand']],
    ['aws-query', undefined, 'SUCCEEDED', ['SELECT 1']],
    ['aws-glue-database', 'lab_database', '', []],
    ['aws-glue-table', 'rides', '', ['1 column']],
    ['aws-identity-pool', 'lab_pool', '', []],
    ['aws-role', 'lab-role', '', []],
    ['aws-instance-profile', 'lab-profile', '', []],
    ['aws-log-group', '/aws/lambda/lab-function', '', []],
  ];
  for (const [kind, name, status, facts] of shown) {
    it(`shows ${kind}`, () => {
      const row = only(kind, name);
      deepEqual({ status: row.status, facts: row.facts }, { status, facts });
    });
  }
  it('leaves no kind out but the task, which no service of the emulator starts', () => {
    deepEqual(awsKinds.filter(kind => !shown.some(([known]) => known === kind)), ['aws-ecs-task']);
  });

  it('says what each costs by', () => {
    const bills = [...live.resources.values()].flatMap(row => (row as AwsResource).billing ? `${row.kind} ${(row as AwsResource).billing!.count} ${(row as AwsResource).billing!.price}` : []).sort();
    deepEqual(bills, ['aws-emr-cluster 3 emr/m5.xlarge', 'aws-endpoint 2 sagemaker/ml.m5.large', 'aws-instance 1 ec2/t3.micro', 'aws-load-balancer 1 elb/application', 'aws-notebook-instance 1 sagemaker/ml.t3.medium', 'aws-redshift-cluster 2 redshift/ra3.large', 'aws-stream 2 kinesis/shard']);
  });

  it('says what belongs to what, and what parts share', () => {
    deepEqual(only('aws-endpoint').parts, [{ name: 'A', detail: 'lab-model · ml.m5.large', weight: 0.75 }, { name: 'B', detail: 'lab-pipeline · ml.m5.large', weight: 0.25 }]);
    deepEqual([only('aws-endpoint').uses, only('aws-endpoint-config').uses], [['lab-config'], ['lab-model', 'lab-pipeline']]);
    deepEqual(only('aws-ecs-service').counts, { running: 0, desired: 1 });
    equal(only('aws-ecs-service').values?.cluster, 'lab-cluster');
    deepEqual(only('aws-emr-cluster').parts?.map(({ name }) => name), ['count']);
    deepEqual(only('aws-event-source').counts, { batch: 100 });
    deepEqual(only('aws-glue-table').uses, ['lab_database']);
    deepEqual(only('aws-stack').parts?.map(({ name }) => name), ['Queue']);
  });

  describe('asked on demand', () => {
    let source: AwsSource;
    before(async () => {
      source = target.source({}, { ...wanted, services: ['dynamodb'] });
      source.hold();
      await when(source, () => source.status.phase === 'live', 'live');
    });
    after(() => source.dispose());
    const bucket = 'lab-bucket';
    const key = 'notes/hello.txt';
    const answers: readonly [string, AwsQuery, unknown][] = [
      ['an object with its text', { ask: 'object', bucket, key, text: true }, { kind: 'object', size: 11, type: 'text/plain', text: 'hello again', cut: false }],
      ['an object that is not there', { ask: 'object', bucket, key: 'none' }, { kind: 'none' }],
      ['objects under a prefix', { ask: 'objects', bucket, prefix: 'notes/' }, { kind: 'count', count: 1, more: false }],
      ['objects of no bucket', { ask: 'objects', bucket: 'no-such-bucket', prefix: '' }, { kind: 'none' }],
      ['versions', { ask: 'versions', bucket, key }, { kind: 'count', count: 2, more: false }],
      ['a stranger’s GET', { ask: 'anonymous', bucket, key }, { kind: 'status', status: 403 }],
      ['settings of a bucket', { ask: 'bucketSettings', bucket }, { kind: 'settings', versioning: 'Enabled' }],
      ['settings of no bucket', { ask: 'bucketSettings', bucket: 'no-such-bucket' }, { kind: 'none' }],
      ['items', { ask: 'items', table: 'lab-table' }, { kind: 'count', count: 2, more: false }],
      ['items of a key', { ask: 'items', table: 'lab-table', where: { name: 'Name', value: 'Shadowfax' } }, { kind: 'count', count: 1, more: false }],
      ['items by an attribute, a number', { ask: 'items', table: 'lab-table', where: { name: 'Legs', value: '4' } }, { kind: 'count', count: 2, more: false }],
      ['items of no table', { ask: 'items', table: 'none' }, { kind: 'none' }],
      ['records', { ask: 'records', stream: 'lab-stream' }, { kind: 'texts', texts: ['record 0', 'record 1', 'record 2'], more: false }],
      ['log events', { ask: 'logEvents', group: '/aws/lambda/lab-function' }, { kind: 'texts', texts: ['hello from the function'], more: false }],
      ['log events of no group', { ask: 'logEvents', group: 'none' }, { kind: 'none' }],
      ['images', { ask: 'images', repository: 'lab-repository' }, { kind: 'images', tags: [] }],
      ['images of no repository', { ask: 'images', repository: 'none' }, { kind: 'none' }],
      ['rules', { ask: 'rules', group: 'lab-group' }, { kind: 'rules', rules: [{ protocol: 'tcp', from: 22, to: 22, sources: ['203.0.113.7/32'] }] }],
      ['rules of no group', { ask: 'rules', group: 'none' }, { kind: 'none' }],
      ['policies of a role', { ask: 'rolePolicies', role: 'lab-role' }, { kind: 'texts', texts: ['write'], more: false }],
      ['policies of no role', { ask: 'rolePolicies', role: 'none' }, { kind: 'none' }],
      ['a row sent to an endpoint', { ask: 'invoke', endpoint: 'lab-endpoint', contentType: 'text/csv', body: '1,2' }, { kind: 'texts', texts: ['body'], more: false }],
      ['a training job’s log that nobody writes', { ask: 'trainingLog', job: 'lab-training' }, { kind: 'none' }],
      ['metrics of no job', { ask: 'trainingMetrics', job: 'none' }, { kind: 'none' }],
      ['a statement that nobody has made', { ask: 'statement', id: '00000000-0000-0000-0000-000000000000' }, { kind: 'none' }],
    ];
    for (const [title, query, expected] of answers) {
      it(`answers with ${title}`, async () => {
        const answer = await source.ask(query);
        if (answer.kind === 'object') ok(typeof answer.modified === 'number');
        deepEqual(answer.kind === 'object' ? { ...answer, modified: undefined } : answer.kind === 'texts' && query.ask === 'records' ? { ...answer, texts: [...answer.texts].sort() } : answer, answer.kind === 'object' ? { ...expected as object, modified: undefined } : expected);
      });
    }
    it('refuses while the link is down', async () => {
      const idle = target.source({}, { ...wanted, services: ['s3'] });
      await rejects(idle.ask({ ask: 'items', table: 'lab-table' }), /AWS is not connected/);
      idle.dispose();
    });
  });

  it('tells of what comes and goes within two seconds of a block’s end', async () => {
    const source = target.source({}, { ...wanted, services: ['kinesis', 's3'] });
    source.hold();
    const events: string[] = [];
    source.onEvent(({ action, name }) => events.push(`${action} ${name}`));
    await when(source, () => !source.unknown!.has('aws-stream') && !source.unknown!.has('aws-bucket'), 'all');
    deepEqual(events, []);
    await aws('s3', 'mb', 's3://another-bucket');
    source.wake();
    const began = Date.now();
    await when(source, () => [...source.resources.values()].some(({ name }) => name === 'another-bucket'), 'the bucket');
    ok(Date.now() - began < 2000, `${Date.now() - began} ms`);
    await aws('s3', 'rb', 's3://another-bucket');
    source.wake();
    await when(source, () => ![...source.resources.values()].some(({ name }) => name === 'another-bucket'), 'no bucket');
    deepEqual(events, ['create another-bucket', 'delete another-bucket']);
    source.dispose();
  });
});

describe('a stack that is being made on the emulator', function () {
  this.timeout(120_000);
  const stacks: AwsWanted = { ...wanted, services: ['cloudformation'] };
  afterEach(resetEmulator);

  it('is not disturbed by who looks at it meanwhile, and has its outputs afterwards', async () => {
    await resetEmulator();
    const target = builtTarget();
    const name = 'looked-at';
    const make = () => aws('cloudformation', 'create-stack', '--stack-name', name, '--capabilities', 'CAPABILITY_NAMED_IAM', '--template-body', 'file://notes/labs/L6/ecs.yml');
    const seen: string[] = [];
    for (let n = 0; n < 4; n++) {
      let made = false;
      const making = make().finally(() => { made = true; });
      while (!made) for (const row of (await target.look({}, stacks)).resources.values()) seen.push((row as AwsResource).status);
      await making;
      const [row] = [...(await target.look({}, stacks)).resources.values()] as AwsResource[];
      deepEqual([row?.status, (row?.counts?.outputs ?? 0) > 1], ['CREATE_COMPLETE', true]);
      await resetEmulator();
    }
    ok(seen.includes('CREATE_IN_PROGRESS'), `it was seen while it was made: ${[...new Set(seen)].join(' ')}`);
    target.dispose();
  });
});
