import { strict as assert } from 'node:assert';
import { awsPicture } from '../../../src/core/aws/panel';
import { programsIn } from '../../../src/core/aws/panel/programs';
import type { AwsResource } from '../../../src/core/aws/resource';
import type { AwsPictureView } from '../../../src/core/labViews';
import { english } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import type { LabRun, StatusInput } from '../../../src/core/statusInput';
import { account, awsInput, awsLive, awsThing, played } from './awsThings';
import { container, input, made, now } from './things';

const picture = (own: readonly Resource[], over: Partial<StatusInput> = {}): AwsPictureView | undefined => awsPicture(awsInput(own, [], over), english);
/** Lanes as `hop>name:mark:state`. */
const lanes = (own: readonly Resource[], over: Partial<StatusInput> = {}) => (picture(own, over) ?? assert.fail()).lanes.map(({ stages }) => stages.map(({ hop, name, mark, state }) => `${hop ?? ''}>${name}:${mark}:${state}`));
const run = (blockId: string, text: string, running = false): LabRun => ({ sectionId: 'intro', blockId, text, running });

const artifact = 's3://data/out/job/model.tar.gz';
const steps = (make: typeof awsThing): readonly AwsResource[] => [
  make('bucket', 'data', { facts: ['1 object'] }), make('training-job', 'job', { status: 'Completed', health: 'done', values: { output: 's3://data/out', artifact } }),
  make('model', 'm', { values: { artifact } }), make('endpoint-config', 'c', { uses: ['m'] }), make('endpoint', 'e', { status: 'InService', uses: ['c'], parts: [{ name: 'A', weight: 0.7 }, { name: 'B', weight: 0.3 }] }),
];

describe('pictures of AWS', () => {
  it('draws build, train, deploy as boxes joined by the block that made the next, what is only pretended apart', () => {
    assert.deepEqual(lanes(steps(played)), [['>data:flask:1 object, emulated', 'block 3>job:flask:Completed, emulated', 'block 3>model.tar.gz:skip:pretended, not in S3', 'block 3>m:flask:there, emulated', 'block 3>c:flask:there, emulated', 'block 3>e:flask:InService, emulated']]);
    const real = lanes(steps(awsThing), { link: awsLive(account) })[0] ?? assert.fail();
    assert.deepEqual(real.slice(2, 4), ['block 3>model.tar.gz:pass:written by the job', 'block 3>m:pass:there']);
    assert.equal(picture(steps(played))?.lanes[0]?.stages.at(-1)?.detail, 'A 70 %, B 30 %');
    assert.equal(JSON.stringify(picture(steps(played))).includes('"pass"'), false, 'no tick for what an emulator says');
  });

  it('says not yet of an artefact while its job runs, and draws none of one that failed', () => {
    const job = (status: string, health: AwsResource['health']) => lanes([awsThing('training-job', 'job', { status, health, values: { artifact } })])[0];
    assert.deepEqual(job('InProgress', 'working'), ['>job:running:InProgress', 'block 3>model.tar.gz:wait:not yet']);
    assert.deepEqual(job('Failed', 'failing'), ['>job:fail:Failed']);
  });

  it('draws a second way from where it parts, and what belongs to nothing alone', () => {
    const all = [...steps(awsThing), awsThing('endpoint-config', 'ab', { uses: ['m', 'm'], created: now + 1 }), awsThing('endpoint', 'two', { status: 'Creating', health: 'working', uses: ['ab'] }), awsThing('endpoint', 'lost', { status: 'InService', uses: ['gone'] }), awsThing('transform-job', 't', { status: 'Completed', health: 'done', uses: ['m'] })];
    assert.deepEqual(lanes(all).map(lane => lane.map(stage => stage.replace(/^[^>]*>|:.*/g, ''))), [['data', 'job', 'model.tar.gz', 'm', 'c', 'e'], ['m', 'ab', 'two'], ['m', 't'], ['lost']]);
    for (const { stages } of picture(all)?.lanes ?? []) assert.equal(stages[0]?.hop, undefined);
  });

  const arn = (name: string) => `arn:aws:kinesis:us-east-1:1:stream/${name}`;
  const flowing = (make: typeof awsThing): readonly AwsResource[] => [
    make('stream', 'wildrydes', { status: 'ACTIVE', arn: arn('wildrydes'), facts: ['1 shard'] }), make('stream', 'sums', { status: 'ACTIVE', arn: arn('sums'), created: now + 1 }),
    make('function', 'f', { status: 'Active' }), make('event-source', 'u-1', { status: 'Enabled', uses: [arn('sums'), 'arn:aws:lambda:us-east-1:1:function:f'] }), make('table', 't', { status: 'ACTIVE' }),
    make('delivery-stream', 'd', { status: 'ACTIVE', uses: [arn('wildrydes'), 'arn:aws:s3:::files'] }), make('bucket', 'files', { facts: ['9 objects'] }),
  ];
  const runs = [run('a', 'python kinesis/producer.py', true), run('b', 'python kinesis/consumer.py -seconds 5 | python kinesis/aggregate.py'), run('c', 'aws kinesis put-record --stream-name sums --data x')];
  const counted = new Map([['aws-stream:wildrydes', { lastMinute: 120, total: 1000, more: true }], ['aws-stream:sums', { lastMinute: 2, total: 20 }], ['aws-table:t', { lastMinute: 1, total: 1 }]]);

  it('draws the pipeline with what passed within the last minute', () => {
    assert.deepEqual(lanes(flowing(awsThing), { runs, counted, link: awsLive(account) }), [
      ['>producer.py:running:running, block 3', 'over 120/min>wildrydes:pass:ACTIVE, more than 1000 records', 'over 120/min>aggregate.py:idle:ended, block 3', '2/min>sums:pass:ACTIVE, 20 records', '2/min>f:pass:Active', '1/min>t:pass:ACTIVE, 1 item'],
      ['>wildrydes:pass:ACTIVE, more than 1000 records', 'over 120/min>d:pass:ACTIVE', '>files:pass:9 objects'],
    ]);
    const emulated = lanes(flowing(played), { runs, counted });
    assert.deepEqual([emulated[0]?.[4], emulated[0]?.[5], emulated[1]?.[1]], ['>f:skip:pretended, never called', '>t:flask:ACTIVE, emulated, 1 item', '>d:skip:pretended, delivers nothing'], 'what an emulator hands on is nothing');
    assert.deepEqual(lanes(flowing(awsThing).slice(0, 1)), [['>wildrydes:pass:ACTIVE']], 'a stream alone, nothing counted yet');
  });

  it('finds the programs of a lab by what its blocks run', () => {
    const found = programsIn([...runs, run('d', 'ml/bin/python kinesis/producer.py -name Bucephalus -stream other &'), run('e', 'python consumer.py -stream sums'), run('f', 'echo producers')]);
    assert.deepEqual(found.map(({ name, reads, writes }) => [name, reads, writes]), [['producer.py', undefined, 'wildrydes'], ['aggregate.py', 'wildrydes', 'sums'], ['producer.py Bucephalus', undefined, 'other'], ['consumer.py', 'sums', undefined]]);
  });

  const group = (name: string) => `arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/${name}/0f`;
  const service = (name: string, running: number, desired: number, over: Partial<AwsResource> = {}) => awsThing('ecs-service', name, { status: 'ACTIVE', counts: { running, desired }, uses: ['arn:x:cluster/users', group(name)], ...over });
  const groupThing = (name: string) => awsThing('target-group', name, { id: group(name), arn: group(name), facts: ['0 of 0 targets healthy'] });

  it('draws where a request goes, rule by rule in their order, and what nobody answers', () => {
    const rule = (name: string, priority: number) => awsThing('listener-rule', `/api/${name}*`, { counts: { priority }, uses: ['L', group(name)] });
    const all = [awsThing('listener', 'lb:80', { id: 'L', uses: ['lb', group('drop')] }), rule('posts', 3), rule('users', 2), groupThing('users'), groupThing('posts'), groupThing('drop'), service('users', 1, 1), service('posts', 0, 1)];
    assert.deepEqual(lanes(all, { link: awsLive(account) }), [
      ['>/api/users*:idle:', '>users:pass:0 of 0 targets healthy', '>users:pass:1 of 1 running'],
      ['>/api/posts*:idle:', '>posts:pass:0 of 0 targets healthy', '>posts:wait:0 of 1 running'],
      ['>all other paths:idle:', '>drop:pass:0 of 0 targets healthy', '>nobody:skip:answers 503'],
    ]);
    const one = picture([awsThing('listener', 'lb:80', { id: 'L', uses: ['lb', group('api')], emulated: true }), groupThing('api'), service('api', 1, 1, { emulated: true })]);
    assert.deepEqual([one?.lanes[0]?.stages.map(({ name }) => name), one?.lanes[0]?.stages[2]?.mark], [['all paths', 'api', 'api'], 'flask']);
    assert.match(one?.note ?? '', /routes nothing/);
  });

  it('is of what the lab has made and still has, and only there where there is something to see', () => {
    assert.equal(picture([]), undefined);
    assert.equal(picture([awsThing('bucket', 'b'), awsThing('role', 'r')]), undefined);
    assert.equal(picture([awsThing('endpoint', 'e', { status: 'Deleting', health: 'working', ending: true })]), undefined);
    const foreign = awsThing('stream', 'other', { status: 'ACTIVE' });
    assert.equal(awsPicture(awsInput([], [foreign], { made: new Map([[foreign.uid, made('x', false, 'other lab')]]) }), english), undefined);
    assert.equal(awsPicture(input([container('c')]), english), undefined);
  });

  it('is as it was once the place does not answer', () => {
    const link = { ...awsLive(), phase: 'stale' as const, lastGood: now };
    assert.equal(picture(steps(played), { link })?.stale, true);
    for (const lane of [...lanes(steps(played), { link }), ...lanes(flowing(awsThing), { link, runs, counted })]) for (const stage of lane) assert.match(stage, /:stale:was /);
  });

  it('counts what it does not draw', () => {
    const many = Array.from({ length: 11 }, (_, index) => awsThing('endpoint', `e${index}`, { status: 'InService' }));
    assert.deepEqual([picture(many)?.lanes.length, picture(many)?.more], [8, 'and 3 more']);
  });
});
