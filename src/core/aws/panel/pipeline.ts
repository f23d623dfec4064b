import type { LaneView, StageView } from '../../labViews';
import { msg, type Message } from '../../message';
import type { AwsResource } from '../resource';
import { isNamed, ofWord, stageOf, type Scene } from './stage';
import { programsIn, type Program } from './programs';

/** From the producers through the streams to the table, and from a stream through the archive to the query. */
export function pipelineLanes(scene: Scene): readonly LaneView[] {
  const streams = ofWord(scene, 'stream');
  const programs = programsIn(scene.input.runs ?? []);
  const between = programs.filter(({ reads, writes }) => reads !== undefined && writes !== undefined);
  const fed = new Set(between.map(({ writes }) => writes));
  const heads = streams.filter(({ name }) => !fed.has(name));
  const live = (heads.length ? heads : streams.slice(0, 1)).map(stream => liveLane(stream, programs, scene));
  const archives = ofWord(scene, 'delivery-stream').map(delivery => archiveLane(delivery, scene));
  return [...live, ...archives];
}

function liveLane(first: AwsResource, programs: readonly Program[], scene: Scene): LaneView {
  const { translate } = scene;
  const stages: StageView[] = [];
  const producers = programs.filter(({ writes, reads }) => writes === first.name && reads === undefined);
  if (producers.length) stages.push(programStage(producers, scene));
  let stream: AwsResource | undefined = first;
  for (let rest = 3; stream && rest > 0; rest--) {
    stages.push(streamStage(stream, scene, stages.length > 0 ? rateOf(stream, scene) : undefined));
    const from: AwsResource = stream;
    const step = programs.filter(({ reads, writes }) => reads === from.name && writes !== undefined);
    if (step.length) stages.push({ ...programStage(step, scene), hop: rateOf(from, scene) });
    stream = step.length ? ofWord(scene, 'stream').find(({ name }) => name === step[0]?.writes) : undefined;
    if (!step.length) stages.push(...afterStream(from, scene));
  }
  return { uid: `live:${first.uid}`, title: translate(msg('Live path')), stages };
}

/** What is called for each batch of records, and where it writes. */
function afterStream(stream: AwsResource, scene: Scene): readonly StageView[] {
  const mapping = ofWord(scene, 'event-source').find(({ uses = [] }) => uses.some(reference => isNamed(stream, reference)));
  if (!mapping) return [];
  const called = ofWord(scene, 'function').find(candidate => (mapping.uses ?? []).some(reference => isNamed(candidate, reference)));
  const words = scene.translate(msg('mapping {0}', mapping.status));
  if (!called) return [stageOf(mapping, scene, { hop: rateOf(stream, scene) })];
  const tables = ofWord(scene, 'table');
  return [
    stageOf(called, scene, { detail: words, hop: called.emulated ? '' : rateOf(stream, scene), ...pretended(called, msg('pretended, never called'), scene) }),
    // Which table a function writes to is in its code: of a single one it can be told.
    ...tables.length === 1 && tables[0] ? [counted(tables[0], scene, { hop: called.emulated ? '' : rateOf(tables[0], scene) }, total => total === 1 ? msg('1 item') : msg('{0} items', total))] : [],
  ];
}

/** Where an emulator has the thing but nothing passes through it. */
function pretended({ emulated }: AwsResource, words: Message, { stale, translate }: Scene): Partial<StageView> {
  return emulated ? { mark: 'skip', state: translate(stale ? msg('was {0}', translate(words)) : words) } : {};
}

function archiveLane(delivery: AwsResource, scene: Scene): LaneView {
  const { translate } = scene;
  const stream = ofWord(scene, 'stream').find(candidate => (delivery.uses ?? []).some(reference => isNamed(candidate, reference)));
  const bucket = ofWord(scene, 'bucket').find(candidate => (delivery.uses ?? []).some(reference => isNamed(candidate, reference)));
  const table = ofWord(scene, 'glue-table').find(({ values }) => bucket !== undefined && values?.output?.startsWith(`s3://${bucket.name}/`));
  const query = ofWord(scene, 'query').at(-1);
  return {
    uid: `archive:${delivery.uid}`, title: translate(stream ? msg('Archive, from {0}', stream.name) : msg('Archive')),
    stages: [
      ...stream ? [streamStage(stream, scene, undefined, translate(msg('the same stream')))] : [],
      stageOf(delivery, scene, { detail: translate(msg('Firehose')), hop: !stream || delivery.emulated ? '' : rateOf(stream, scene), ...stream ? pretended(delivery, msg('pretended, delivers nothing'), scene) : {} }),
      ...bucket ? [stageOf(bucket, scene, { hop: '' })] : [],
      ...table ? [stageOf(table, scene, { hop: '' })] : [],
      ...query && (bucket || table) ? [stageOf(query, scene, { name: translate(msg('Athena query')), detail: query.facts[0] ?? '', hop: translate(msg('query')) })] : [],
    ],
  };
}

function streamStage(stream: AwsResource, scene: Scene, hop: string | undefined, detail = stream.facts[0] ?? ''): StageView {
  return counted(stream, scene, { hop, detail }, total => total === 1 ? msg('1 record') : msg('{0} records', total));
}

/** Its state with how much there is of what it holds. */
function counted(resource: AwsResource, scene: Scene, over: Partial<StageView>, words: (total: number) => Message): StageView {
  const stage = stageOf(resource, scene, over);
  const { total, more } = scene.input.counted?.get(resource.uid) ?? {};
  if (total === undefined || scene.stale) return stage;
  const text = scene.translate(words(total));
  return { ...stage, state: `${stage.state}, ${more ? scene.translate(msg('more than {0}', text)) : text}` };
}

/** "120/min": what came within the last minute. Undefined while that is not known. */
function rateOf(resource: AwsResource, { input, stale, translate }: Scene): string {
  const { lastMinute, more } = input.counted?.get(resource.uid) ?? {};
  if (lastMinute === undefined || stale) return '';
  return translate(more ? msg('over {0}/min', lastMinute) : msg('{0}/min', lastMinute));
}

/** Several of one kind are one box: two producers, one for each unicorn. */
function programStage(programs: readonly Program[], scene: Scene): StageView {
  const { input, stale, translate } = scene;
  const running = programs.filter(({ run }) => run.running);
  const [first] = running.length ? running : programs.slice(-1);
  const ordinal = first && input.ordinal(first.run.sectionId, first.run.blockId);
  const where = ordinal === undefined ? first?.run.blockId ?? '' : translate(msg('block {0}', ordinal));
  const words = running.length === 0 ? msg('ended, {0}', where) : running.length === 1 ? msg('running, {0}', where) : msg('{0} of them running', running.length);
  const name = first?.name.split(' ')[0] ?? '';
  return {
    uid: `program:${name}`, icon: 'terminal', name, detail: [...new Set(programs.flatMap(program => program.name.split(' ').slice(1)))].join(', '),
    state: translate(stale ? msg('was {0}', translate(words)) : words), mark: stale ? 'stale' : running.length ? 'running' : 'idle',
  };
}
