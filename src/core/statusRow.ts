import type * as AwsPanelPart from './aws/panel';
import { isOfAws } from './aws/resource';
import type { ClusterFacts } from './clusterFacts';
import { isOfCluster } from './clusterResource';
import { clusterActions, clusterParts } from './clusterRow';
import { namespaceOfCommands } from './kubeContext';
import { msg, type Message } from './message';
import type { RowAction, RowTone, RowView } from './protocol';
import type { ContainerResource, ImageResource, NetworkResource, PublishedPort, Resource, ServiceResource, TaskResource, VolumeResource } from './resource';
import { rowCommand } from './rowCommand';
import { isGround, type DockerRowResource, type RowResource } from './rowKinds';
import type { Made, StatusInput, Translate } from './statusInput';
import { serviceParts } from './statusService';
import { containerWords, sizeWords } from './statusWords';

/** How AWS looks: a part of its own, loaded with the first lab that needs it. */
export type AwsPanel = typeof AwsPanelPart;

/** What a row needs to know beside its resource. */
export interface RowContext {
  readonly translate: Translate;
  readonly input: StatusInput;
  /** Names of the containers in a network, on a volume or from an image. */
  usersOf(resource: Resource): readonly string[];
  /** Newest task of each slot of a service. */
  tasksOf(service: string): readonly TaskResource[];
  readonly facts: ClusterFacts;
  aws(): AwsPanel;
}

/** One resource as a row. Without `made` it belongs to nobody here: then it is shown, never acted on. */
export function rowOf(resource: RowResource, made: Made | undefined, context: RowContext): RowView {
  const { translate, input } = context;
  const problem = input.problems?.get(resource.uid);
  const pending = pendingWords(input.pending?.get(resource.uid));
  return {
    uid: resource.uid,
    name: nameOf(resource, translate),
    ...specialParts(resource, context),
    ...(pending ? { tone: 'running' as const, state: translate(pending), note: undefined } : {}),
    block: made && blockOf(made, context),
    created: resource.created,
    changed: input.changed?.get(resource.uid),
    actions: (made || isGround(resource)) && !pending ? actionsOf(resource, made, context) : [],
    standIn: resource.standIn,
    problem: problem && translate(problem),
    answer: input.answers?.get(resource.uid),
  };
}

export function blockOf(made: Made, { input, translate }: RowContext): RowView['block'] {
  const ordinal = input.ordinal(made.sectionId, made.blockId);
  return {
    section: made.sectionId,
    id: made.blockId,
    label: ordinal === undefined ? made.blockId : translate(msg('block {0}', ordinal)),
    likely: made.likely,
    evidence: translate(made.message),
  };
}

function specialParts(resource: RowResource, context: RowContext): Pick<RowView, 'tone' | 'state' | 'detail' | 'note'> {
  if (isOfAws(resource)) return context.aws().awsParts(resource, context.input.link.endpoint?.aws?.region ?? '', context.translate);
  return isOfCluster(resource) ? clusterParts(resource, context) : partsOf(resource, context);
}

function partsOf(resource: DockerRowResource, context: RowContext): { tone: RowTone; state: string; detail: string; note?: string } {
  const { translate } = context;
  switch (resource.kind) {
    case 'service': return serviceParts(resource, context.tasksOf(resource.uid), context.input, translate);
    case 'container': {
      const words = containerWords(resource);
      return { tone: words.tone, state: translate(words.text), detail: containerDetail(resource, translate), note: words.note && translate(words.note) };
    }
    case 'network': return { tone: 'idle', state: translate(msg('{0}, {1}', resource.driver, resource.scope)), detail: networkDetail(resource, context) };
    case 'volume': return { tone: 'idle', state: resource.driver, detail: volumeDetail(resource, context) };
    case 'image': return { tone: 'idle', state: translate(sizeWords(resource.size)), detail: imageDetail(resource, context) };
  }
}

function nameOf(resource: RowResource, translate: Translate): string {
  if (resource.kind === 'image') return resource.tags[0] ?? translate(msg('untagged {0}', resource.uid.replace(/^image:(sha256:)?/, '').slice(0, 12)));
  // An anonymous volume is named by 64 hex digits: the first twelve are what Docker shows elsewhere.
  return /^[0-9a-f]{64}$/.test(resource.name) ? resource.name.slice(0, 12) : resource.name;
}

function containerDetail(container: ContainerResource, translate: Translate): string {
  const named = container.volumes.filter(volume => !/^[0-9a-f]{64}$/.test(volume));
  return joined([container.image, container.ports.map(portText).join(', '), named.length ? translate(msg('volume {0}', named.join(', '))) : '']);
}

/** `8080→80`, `127.0.0.1:53→53/udp`. */
export function portText(port: PublishedPort): string {
  const everywhere = port.hostIp === '' || port.hostIp === '0.0.0.0' || port.hostIp === '::';
  return `${everywhere ? '' : `${port.hostIp}:`}${port.hostPort}→${port.containerPort}${port.protocol === 'tcp' ? '' : `/${port.protocol}`}`;
}

function networkDetail(network: NetworkResource, context: RowContext): string {
  return joined([network.subnet ?? '', someNames(context.usersOf(network), context.translate)]);
}

function volumeDetail(volume: VolumeResource, context: RowContext): string {
  return someNames(context.usersOf(volume), context.translate) || context.translate(msg('not used by a container'));
}

function imageDetail(image: ImageResource, context: RowContext): string {
  const users = someNames(context.usersOf(image), context.translate);
  return joined([image.tags.slice(1).join(', '), users ? context.translate(msg('used by {0}', users)) : context.translate(msg('no container from it'))]);
}

function someNames(names: readonly string[], translate: Translate): string {
  if (names.length <= 4) return names.join(', ');
  return translate(msg('{0} and {1} more', names.slice(0, 3).join(', '), names.length - 3));
}

const joined = (parts: readonly string[]): string => parts.filter(part => part !== '').join(' · ');

const changing: ReadonlySet<RowAction> = new Set<RowAction>(['stop', 'start', 'remove', 'scale', 'rollback']);

/** So many buttons stand where the age stands. */
const mostButtons = 4;

function actionsOf(resource: RowResource, made: Made | undefined, { aws, facts, input, translate }: RowContext): RowView['actions'] {
  if (isOfAws(resource)) return aws().awsRowActions(resource, { likely: made?.likely ?? false, place: input.link.endpoint?.aws, translate });
  const cluster = isOfCluster(resource);
  // A guess is good enough to look, not to change or to remove.
  const all = (cluster ? clusterActions(resource, facts) : candidates(resource))
    .filter(id => !(made?.likely && changing.has(id)))
    .flatMap(id => {
      const command = rowCommand(resource, id, namespaceOfCommands(input.link.endpoint?.cluster))?.line;
      return command === undefined ? [] : [{ id, label: translate(cluster && id === 'remove' ? msg('Delete') : actionLabel(id)), command }];
    });
  return fewButtons(all);
}

/** The rest stands behind one button. */
export function fewButtons(all: RowView['actions']): RowView['actions'] { return all.length <= mostButtons ? all : all.map((action, index) => index < mostButtons - 1 ? action : { ...action, more: true }); }

function candidates(resource: DockerRowResource): readonly RowAction[] {
  if (resource.kind === 'service') return serviceActions(resource);
  if (resource.kind !== 'container') return ['inspect', 'remove'];
  switch (resource.state) {
    case 'running': case 'restarting': return ['logs', 'shell', 'stop', 'remove'];
    case 'paused': return ['logs', 'stop', 'remove'];
    case 'removing': return ['logs'];
    case 'created': return ['start', 'remove'];
    case 'exited': case 'dead': return ['logs', 'start', 'remove'];
  }
}

/** While an update goes on or has stopped half-way, the way back matters more than the number. */
function serviceActions({ mode, update }: ServiceResource): readonly RowAction[] {
  if (update === 'updating' || update === 'paused') return ['logs', 'tasks', 'rollback', 'remove'];
  return mode === 'replicated' ? ['logs', 'tasks', 'scale', 'remove'] : ['logs', 'tasks', 'remove'];
}

function pendingWords(action: RowAction | undefined): Message | undefined {
  switch (action) {
    case 'stop': return msg('stopping');
    case 'start': return msg('starting');
    case 'remove': return msg('being removed');
    default: return undefined;
  }
}

export function actionLabel(action: RowAction): Message {
  switch (action) {
    case 'logs': return msg('Logs');
    case 'shell': return msg('Shell');
    case 'stop': return msg('Stop');
    case 'start': return msg('Start');
    case 'remove': return msg('Remove');
    case 'open': return msg('Open');
    case 'inspect': return msg('Inspect');
    case 'tasks': return msg('Tasks');
    case 'scale': return msg('Scale');
    case 'rollback': return msg('Roll back');
    case 'previous': return msg('Logs of the previous run');
    case 'describe': return msg('Describe');
    case 'yaml': return msg('YAML');
    case 'forward': return msg('Forward a port');
    case 'invoke': return msg('Invoke with a test row');
    case 'metrics': return msg('Metrics');
    case 'console': return msg('Open in the AWS console');
    case 'more': return msg('More');
  }
}
