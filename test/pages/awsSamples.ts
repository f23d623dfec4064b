import * as awsPanel from '../../src/core/aws/panel';
import type { AwsResource } from '../../src/core/aws/resource';
import { english, msg } from '../../src/core/message';
import type { StatusView } from '../../src/core/protocol';
import type { StatusInput } from '../../src/core/statusInput';
import { StatusBuilder } from '../../src/core/statusView';
import { account, awsInput, awsLive, awsThing, emulator, played } from '../unit/status/awsThings';
import { made } from '../unit/status/things';

export * from './statusSamples';
export { awsInput, awsLive, awsPanel, awsThing, played };

const minute = 60_000;
const ago = (minutes: number): number => Date.now() - minutes * minute;
type Word = Parameters<typeof awsThing>[0];

/** Makes things of a lab; `emu`: an emulator plays them. */
const maker = (emu: boolean) => (word: Word, name: string, minutes: number, over: Partial<AwsResource> = {}): AwsResource => (emu ? played : awsThing)(word, name, { created: ago(minutes), ...over });
const t2 = (count: number, minutes: number) => ({ billing: { price: 'sagemaker/ml.t2.medium', count, since: ago(minutes) } });

const artifactOf = (bucket: string): string => `s3://${bucket}/out/xgb-1/output/model.tar.gz`;

function sagemaker(emu: boolean): readonly AwsResource[] {
  const make = maker(emu);
  const bucket = make('bucket', 'gwu-sm-1847220931', 9, { facts: ['1 object', '1.2 MB'] });
  return [
    bucket, make('role', 'SageMakerLabRole', 9, { facts: ['1 policy', 'AmazonSageMakerFullAccess'] }),
    make('training-job', 'xgb-1', 6, { status: 'Completed', health: 'done', facts: ['ml.m5.large', 'XGBoost 1.7-1'], values: { output: `s3://${bucket.name}/out`, artifact: artifactOf(bucket.name) } }),
    make('model', 'xgb-1', 5, { values: { artifact: artifactOf(bucket.name) } }),
    make('endpoint-config', 'xgb-1', 4, { facts: ['1 variant'], uses: ['xgb-1'] }),
    make('endpoint', 'xgb-1', 4, { status: 'InService', facts: ['ml.t2.medium × 1'], uses: ['xgb-1'], parts: [{ name: 'AllTraffic', weight: 1, detail: 'ml.t2.medium × 1' }], ...t2(1, 4) }),
  ];
}

const realExtra = (): readonly AwsResource[] => [
  awsThing('endpoint', 'xgb-ab', { created: ago(2), since: ago(2), status: 'Creating', health: 'working', facts: ['ml.t2.medium × 2'], uses: ['xgb-ab'], parts: [{ name: 'A', weight: 0.7, detail: 'ml.t2.medium × 1' }, { name: 'B', weight: 0.3, detail: 'ml.t2.medium × 1' }], ...t2(2, 2) }),
  awsThing('endpoint-config', 'xgb-ab', { created: ago(3), facts: ['2 variants'], uses: ['xgb-1', 'xgb-1'] }),
  awsThing('notebook-instance', 'lab', { created: ago(108), status: 'InService', facts: ['ml.t3.medium'], billing: { price: 'sagemaker/ml.t3.medium', count: 1, since: ago(108) } }),
  awsThing('training-job', 'xgb-0', { created: ago(91), status: 'Failed', health: 'failing', facts: ['ml.m5.large'], message: 'AlgorithmError: the first line of the CSV is a header; XGBoost wants the label first and no header.' }),
];

const streamArn = (name: string): string => `arn:aws:kinesis:us-east-1:123456789012:stream/${name}`;

function kinesis(emu: boolean): readonly AwsResource[] {
  const make = maker(emu);
  const stream = (name: string, minutes: number) => make('stream', name, minutes, { arn: streamArn(name), status: 'ACTIVE', facts: ['1 shard'], billing: { price: 'kinesis/shard', count: 1, since: ago(minutes) } });
  return [
    stream('wildrydes', 40), stream('wildrydes-summary', 30), make('table', 'UnicornSensorData', 25, { status: 'ACTIVE', facts: ['on demand'], parts: [{ name: 'Name', detail: 'HASH' }, { name: 'StatusTime', detail: 'RANGE' }] }),
    make('function', 'WildRydesStreamProcessor', 22, { status: 'Active', facts: ['python3.13', '128 MB'] }), make('event-source', 'b7c1-mapping', 20, { status: 'Enabled', facts: ['wildrydes-summary → WildRydesStreamProcessor'], uses: [streamArn('wildrydes-summary'), 'arn:aws:lambda:us-east-1:123456789012:function:WildRydesStreamProcessor'] }),
    make('bucket', 'wildrydes-data-20418', 15, { facts: ['9 objects'] }), make('delivery-stream', 'wildrydes', 12, { status: 'ACTIVE', facts: ['KinesisStreamAsSource'], uses: [streamArn('wildrydes'), 'arn:aws:s3:::wildrydes-data-20418'] }),
    make('glue-table', 'wildrydes', 5, { id: 'default.wildrydes', uses: ['default'], facts: ['7 columns'], values: { output: 's3://wildrydes-data-20418/' } }), make('query', 'q-1', 3, { status: 'SUCCEEDED', health: 'done', facts: ['SELECT * FROM wildrydes LIMIT 10'] }),
    make('role', 'WildRydesFirehoseRole', 14),
  ];
}
const runs: StatusInput['runs'] = [
  { sectionId: 'intro', blockId: 'block6', text: 'ml/bin/python kinesis/producer.py', running: true }, { sectionId: 'intro', blockId: 'block7', text: 'ml/bin/python kinesis/producer.py -name Bucephalus', running: true },
  { sectionId: 'intro', blockId: 'block8', text: 'ml/bin/python kinesis/consumer.py -from_start -seconds 5 | ml/bin/python kinesis/aggregate.py | tee summary.jsonl', running: false },
  { sectionId: 'intro', blockId: 'block9', text: 'while read -r line; do aws kinesis put-record --stream-name wildrydes-summary --partition-key "$k" --data fileb://rec.json; done', running: false },
];
const counted: StatusInput['counted'] = new Map([['aws-stream:wildrydes', { lastMinute: 120, total: 1284 }], ['aws-stream:wildrydes-summary', { lastMinute: 2, total: 20 }], ['aws-table:UnicornSensorData', { lastMinute: 2, total: 20 }]]);

const groupArn = (name: string): string => `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/0123456789abcdef`;

/** `cut`: the services answer, the monolith does not any more. */
function forum(emu: boolean, cut: boolean): readonly AwsResource[] {
  const make = maker(emu);
  const parts = cut ? ['users', 'threads', 'posts'] : [];
  const service = (name: string, running: number, desired: number) => make('ecs-service', name, 10, { status: 'ACTIVE', health: running === desired ? 'well' : 'working', facts: [`${running} of ${desired} running`, `${name}:1`], counts: { running, desired }, uses: ['arn:x:cluster/forum', `arn:x:task-definition/${name}:1`, groupArn(name)] });
  const group = (name: string) => make('target-group', name, 14, { id: groupArn(name), arn: groupArn(name), facts: ['1 of 1 targets healthy'] });
  return [
    make('load-balancer', 'forum', 20, { status: 'active', facts: ['application', 'internet-facing'], billing: { price: 'elb/application', count: 1, since: ago(20) } }),
    ...['api', ...parts, ...cut ? ['drop-traffic'] : []].map(group), make('listener', 'forum:80', 12, { id: 'listener-1', facts: ['HTTP 80'], uses: ['lb', groupArn(cut ? 'drop-traffic' : 'api')] }),
    ...parts.map((name, index) => make('listener-rule', `/api/${name}*`, 8, { facts: [`priority ${index + 2}`], counts: { priority: index + 2 }, uses: ['listener-1', groupArn(name)] })),
    service('api', emu || cut ? 0 : 1, cut ? 0 : 1), ...parts.map(name => service(name, emu ? 0 : 1, 1)),
  ];
}

/** In the order of their blocks. */
const madeBy = (things: readonly AwsResource[]) => new Map(things.map((thing, index) => [thing.uid, made(`block${index}`)]));
const shown = (things: readonly AwsResource[], over: Partial<StatusInput> = {}): StatusInput => awsInput(things, [], { made: madeBy(things), ordinal: (_section, block) => Number(/\d+$/.exec(block)?.[0] ?? 0) + 1, ...over });
const onReal = { link: awsLive(account) };

export const aws: Readonly<Record<string, () => StatusInput>> = {
  emulator: () => shown(sagemaker(true)),
  real: () => shown([...sagemaker(false), ...realExtra()], onReal),
  answered: () => shown(sagemaker(true), { answers: new Map([
    ['aws-endpoint:xgb-1', { title: 'The emulator’s canned answer: no model has computed it', lines: ['body <b>'], plots: [] }],
    ['aws-training-job:xgb-1', { title: 'Made up by the emulator: it has trained nothing', lines: ['[49] train:error 0.087'], plots: [{ name: 'train:error', values: [0.21, 0.12, 0.087] }, { name: 'validation:auc', values: [0.78] }] }],
  ]) }),
  noPrice: () => shown(realExtra(), { link: awsLive({ ...account, region: 'eu-central-1' }) }),
  kinesis: () => shown(kinesis(true), { runs, counted }),
  kinesisReal: () => shown(kinesis(false), { ...onReal, runs, counted }),
  streamOnly: () => shown(kinesis(true).slice(0, 1)),
  monolith: () => shown(forum(true, false)),
  services: () => shown(forum(false, true), onReal),
  stale: () => shown(sagemaker(true), { link: { ...awsLive(), phase: 'stale', lastGood: ago(1), cause: { code: 'emulatorOff', message: msg('The emulator is not running.'), remedies: [{ kind: 'startEmulator', label: msg('Start the emulator') }] } } }),
  off: () => shown([], { link: { phase: 'down', since: ago(1), endpoint: awsLive().endpoint, cause: { code: 'emulatorOff', message: msg('The emulator is not running.'), remedies: [{ kind: 'startEmulator', label: msg('Start the emulator') }] } } }),
  silent: () => shown(sagemaker(false), { link: { ...awsLive(account), phase: 'stale', lastGood: ago(1) } }),
  connecting: () => shown([], { link: { phase: 'connecting', since: ago(0) }, lab: { id: 'L1', title: 'SageMaker', aws: true } }),
  fresh: () => shown([]),
};

export const awsView = (input: StatusInput, open = false): StatusView => new StatusBuilder(english, () => awsPanel).build(input, open);
export { account, emulator };
