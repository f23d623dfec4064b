import type { LaneView, StageView } from '../../labViews';
import { msg } from '../../message';
import type { AwsResource } from '../resource';
import { isNamed, ofWord, stageOf, type Scene } from './stage';

/** A lane for each rule of a listener, in the order in which they are tried, and one for what no rule takes. */
export function routingLanes(scene: Scene): readonly LaneView[] {
  const { translate } = scene;
  return ofWord(scene, 'listener').flatMap(listener => {
    const rules = ofWord(scene, 'listener-rule').filter(({ uses = [] }) => uses.some(reference => reference === listener.id || reference === listener.arn)).sort((a, b) => (a.counts?.priority ?? 0) - (b.counts?.priority ?? 0));
    const rest: StageView = stageOf(listener, scene, { name: translate(rules.length ? msg('all other paths') : msg('all paths')), detail: translate(msg('default of {0}', listener.name)), state: '', mark: 'idle', hop: undefined });
    return [
      ...rules.map(rule => laneOf(rule, stageOf(rule, scene, { detail: translate(msg('rule, priority {0}', rule.counts?.priority ?? '?')), state: '', mark: 'idle', hop: undefined }), scene)),
      laneOf(listener, rest, scene),
    ];
  });
}

function laneOf(from: AwsResource, stage: StageView, scene: Scene): LaneView {
  const groups = ofWord(scene, 'target-group').filter(group => (from.uses ?? []).some(reference => reference === group.id || reference === group.arn));
  return { uid: `route:${from.uid}`, title: '', stages: [stage, ...groups.flatMap(group => [groupStage(group, scene), ...servicesOf(group, scene)])] };
}

function groupStage(group: AwsResource, scene: Scene): StageView {
  return stageOf(group, scene, { detail: scene.translate(msg('target group')), hop: '' });
}

/** Whoever answers behind it, running and wanted; nobody is a way to say no. */
function servicesOf(group: AwsResource, scene: Scene): readonly StageView[] {
  const { translate } = scene;
  const services = ofWord(scene, 'ecs-service').filter(({ uses = [] }) => uses.some(reference => isNamed(group, reference) && reference.includes('targetgroup')));
  if (services.length === 0) return [{ uid: `nobody:${group.uid}`, icon: 'service', name: translate(msg('nobody')), detail: translate(msg('no service behind it')), state: translate(msg('answers 503')), mark: 'skip', hop: '' }];
  return services.map(service => stageOf(service, scene, { detail: translate(msg('service')), hop: '', ...countedState(service, scene) }));
}

function countedState(service: AwsResource, { stale, translate }: Scene): Partial<StageView> {
  const { running, desired } = service.counts ?? {};
  if (running === undefined || desired === undefined || stale) return {};
  const words = translate(msg('{0} of {1} running', running, desired));
  return { state: service.emulated ? translate(msg('{0}, emulated', words)) : words, mark: running < desired ? 'wait' : desired === 0 ? 'idle' : service.emulated ? 'flask' : 'pass' };
}
