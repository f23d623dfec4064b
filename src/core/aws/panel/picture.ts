import type { AwsPictureView, LaneView } from '../../labViews';
import { msg, type Message } from '../../message';
import type { StatusInput, Translate } from '../../statusInput';
import { pipelineLanes } from './pipeline';
import { routingLanes } from './routing';
import { ofWord, sceneOf, type Scene } from './stage';
import { trainingLanes } from './training';

/** More lanes than these are counted, not drawn. */
const drawn = 8;

/** What people would rather look at than read, where the lab has made something of it. */
export function awsPicture(input: StatusInput, translate: Translate): AwsPictureView | undefined {
  if (!input.lab?.aws) return undefined;
  const scene = sceneOf(input, translate);
  const found = chosen(scene);
  if (!found || found.lanes.length === 0) return undefined;
  const rest = found.lanes.length - drawn;
  return {
    kind: 'aws', title: translate(found.title), summary: '', stale: scene.stale, lanes: found.lanes.slice(0, drawn),
    ...found.note ? { note: translate(found.note) } : {}, ...rest > 0 ? { more: translate(msg('and {0} more', rest)) } : {},
  };
}

function chosen(scene: Scene): { readonly title: Message; readonly note?: Message; readonly lanes: readonly LaneView[] } | undefined {
  const emulated = scene.own.some(resource => resource.emulated);
  if (ofWord(scene, 'training-job', 'model', 'endpoint-config', 'endpoint').length) return { title: msg('Build, train, deploy'), lanes: trainingLanes(scene) };
  if (ofWord(scene, 'stream').length) return { title: msg('The pipeline'), lanes: pipelineLanes(scene) };
  if (ofWord(scene, 'listener').length) return { title: msg('Where a request goes'), lanes: routingLanes(scene), ...emulated ? { note: msg('The emulator routes nothing: this is what a load balancer on AWS would do.') } : {} };
  return undefined;
}
