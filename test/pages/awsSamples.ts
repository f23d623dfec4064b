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

function sagemaker(emu: boolean): readonly AwsResource[] {
  const make = maker(emu);
  const bucket = make('bucket', 'gwu-sm-1847220931', 9, { facts: ['1 object', '1.2 MB'] });
  return [
    bucket, make('role', 'SageMakerLabRole', 9, { facts: ['1 policy', 'AmazonSageMakerFullAccess'] }),
    make('training-job', 'xgb-1', 6, { status: 'Completed', health: 'done', facts: ['ml.m5.large', 'XGBoost 1.7-1'], uses: [bucket.name, `s3://${bucket.name}/train/`, `s3://${bucket.name}/out/xgb-1/output/model.tar.gz`] }),
    make('model', 'xgb-1', 5, { uses: [`s3://${bucket.name}/out/xgb-1/output/model.tar.gz`] }),
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

/** In the order of their blocks. */
const madeBy = (things: readonly AwsResource[]) => new Map(things.map((thing, index) => [thing.uid, made(`block${index}`)]));
const shown = (things: readonly AwsResource[], over: Partial<StatusInput> = {}): StatusInput => awsInput(things, [], { made: madeBy(things), ordinal: (_section, block) => Number(/\d+$/.exec(block)?.[0] ?? 0) + 1, ...over });
const onReal = { link: awsLive(account) };

export const aws: Readonly<Record<string, () => StatusInput>> = {
  emulator: () => shown(sagemaker(true)),
  real: () => shown([...sagemaker(false), ...realExtra()], onReal),
  noPrice: () => shown(realExtra(), { link: awsLive({ ...account, region: 'eu-central-1' }) }),
  stale: () => shown(sagemaker(true), { link: { ...awsLive(), phase: 'stale', lastGood: ago(1), cause: { code: 'emulatorOff', message: msg('The emulator is not running.'), remedies: [{ kind: 'startEmulator', label: msg('Start the emulator') }] } } }),
  off: () => shown([], { link: { phase: 'down', since: ago(1), endpoint: awsLive().endpoint, cause: { code: 'emulatorOff', message: msg('The emulator is not running.'), remedies: [{ kind: 'startEmulator', label: msg('Start the emulator') }] } } }),
  silent: () => shown(sagemaker(false), { link: { ...awsLive(account), phase: 'stale', lastGood: ago(1) } }),
  connecting: () => shown([], { link: { phase: 'connecting', since: ago(0) }, lab: { id: 'L1', title: 'SageMaker', aws: true } }),
  fresh: () => shown([]),
};

export const awsView = (input: StatusInput, open = false): StatusView => new StatusBuilder(english, () => awsPanel).build(input, open);
export { account, emulator };
