import type { LaneView, StageView } from '../../labViews';
import { msg } from '../../message';
import type { AwsResource } from '../resource';
import { blockWords, isNamed, ofWord, stageOf, type Scene } from './stage';

interface Node { readonly stage: StageView; readonly next: readonly Node[] }

/** From the data to the endpoint: a lane for each way; the second of two begins with the thing at which they part. */
export function trainingLanes(scene: Scene): readonly LaneView[] {
  const jobs = ofWord(scene, 'training-job');
  const models = ofWord(scene, 'model');
  const configs = ofWord(scene, 'endpoint-config');
  const fromJob = (job: AwsResource): readonly AwsResource[] => models.filter(({ values }) => values?.artifact !== undefined && values.artifact === job.values?.artifact);
  const orphanModels = models.filter(model => !jobs.some(job => fromJob(job).includes(model)));
  const orphanConfigs = configs.filter(config => !models.some(model => uses(config, model)));
  const orphanEndpoints = ofWord(scene, 'endpoint').filter(endpoint => !configs.some(config => uses(endpoint, config)));
  const roots = [
    ...jobs.map(job => withData(job, { stage: stageOf(job, scene), next: artefactOf(job, fromJob(job).map(model => modelNode(model, scene)), scene) }, scene)),
    ...orphanModels.map(model => modelNode(model, scene)), ...orphanConfigs.map(config => configNode(config, scene)), ...orphanEndpoints.map(endpoint => ({ stage: endpointStage(endpoint, scene), next: [] })),
  ];
  return roots.flatMap(root => ways(root)).sort((a, b) => Number(b.length > 1) - Number(a.length > 1)).map(stages => ({ uid: stages.map(({ uid }) => uid).join(' '), title: '', stages: stages.map((stage, index) => index === 0 ? { ...stage, hop: undefined } : stage) }));
}

function uses(resource: AwsResource, other: AwsResource): boolean { return (resource.uses ?? []).some(reference => isNamed(other, reference)); }

/** The bucket that the job writes to holds its data too. */
function withData(job: AwsResource, node: Node, scene: Scene): Node {
  const bucket = ofWord(scene, 'bucket').find(({ name }) => job.values?.output?.startsWith(`s3://${name}/`) || job.values?.artifact?.startsWith(`s3://${name}/`));
  return bucket ? { stage: stageOf(bucket, scene), next: [node] } : node;
}

/** No row shows it: the service only says where it would lie. */
function artefactOf(job: AwsResource, next: readonly Node[], scene: Scene): readonly Node[] {
  const { artifact } = job.values ?? {};
  if (job.health === 'failing' || artifact === undefined) return next;
  const { translate } = scene;
  const done = job.status === 'Completed';
  const words = job.emulated ? msg('pretended, not in S3') : done ? msg('written by the job') : msg('not yet');
  const stage: StageView = {
    uid: `artefact:${job.uid}`, icon: 'box', name: artifact.slice(artifact.lastIndexOf('/') + 1), detail: translate(msg('model artefact')), state: translate(scene.stale ? msg('was {0}', translate(words)) : words),
    mark: scene.stale ? 'stale' : job.emulated ? 'skip' : done ? 'pass' : 'wait', hop: blockWords(job.uid, scene),
  };
  return [{ stage, next }];
}

function modelNode(model: AwsResource, scene: Scene): Node {
  const transforms = ofWord(scene, 'transform-job').filter(job => uses(job, model)).map(job => ({ stage: stageOf(job, scene), next: [] }));
  return { stage: stageOf(model, scene), next: [...ofWord(scene, 'endpoint-config').filter(config => uses(config, model)).map(config => configNode(config, scene)), ...transforms] };
}

function configNode(config: AwsResource, scene: Scene): Node {
  return { stage: stageOf(config, scene), next: ofWord(scene, 'endpoint').filter(endpoint => uses(endpoint, config)).map(endpoint => ({ stage: endpointStage(endpoint, scene), next: [] })) };
}

/** With who gets how much of the traffic. */
function endpointStage(endpoint: AwsResource, scene: Scene): StageView {
  const parts = (endpoint.parts ?? []).map(({ name, weight }) => weight === undefined ? name : scene.translate(msg('{0} {1} %', name, Math.round(weight * 100))));
  return stageOf(endpoint, scene, { detail: [...endpoint.facts.slice(0, 1), parts.join(', ')].filter(Boolean).join(' · ') });
}

function ways({ stage, next }: Node): readonly (readonly StageView[])[] {
  // What two ways have in common is drawn once; the second begins with the thing at which they part.
  return next.length === 0 ? [[stage]] : next.flatMap(node => ways(node).map((way, index) => index === 0 ? [stage, ...way] : way));
}
