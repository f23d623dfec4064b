import type { SwarmPictureView } from './labViews';
import { msg, type Message } from './message';
import type { NodeResource, Resource, ServiceResource, TaskResource } from './resource';
import { isStaleNow } from './statusHead';
import type { StatusInput, Translate } from './statusInput';
import { compareTasks } from './statusService';
import { isLeaving, taskReason, taskWords } from './taskWords';

type NodeView = SwarmPictureView['nodes'][number];
type TaskView = NodeView['tasks'][number];

/** More than these are counted, not drawn. */
const drawn = 60;

interface Scene {
  readonly services: ReadonlyMap<string, ServiceResource>;
  readonly tasks: readonly TaskResource[];
  readonly nodes: readonly NodeResource[];
  /** Tasks by node of services that are not this lab's. */
  readonly foreign: ReadonlyMap<string, number>;
  readonly stale: boolean;
  /** All services are of this one stack, so that its name need not stand before each task. */
  readonly stack?: string;
  readonly translate: Translate;
}

/** The nodes of the swarm with the lab's tasks on them. Undefined where the lab has nothing to do with a swarm, or there is none. */
export function swarmPicture(input: StatusInput, translate: Translate): SwarmPictureView | undefined {
  const { lab, swarm } = input;
  if (!lab || !swarm || swarm.role === 'inactive') return undefined;
  const title = translate(msg('Nodes and tasks'));
  if (swarm.role === 'worker') return lab.swarm ? { kind: 'swarm', title, summary: '', stale: false, note: translate(msg('This node is a worker: only a manager knows the nodes and tasks of the swarm.')), nodes: [] } : undefined;
  const scene = sceneOf(input, translate);
  if (!lab.swarm && scene.services.size === 0) return undefined;
  const waiting = scene.tasks.filter(task => task.node === undefined);
  return {
    kind: 'swarm', title, summary: summaryOf(scene), stale: scene.stale, ...(swarm.problem ? { note: translate(swarm.problem) } : {}),
    nodes: [...scene.nodes.map(node => nodeView(node, scene)), ...(waiting.length ? [unplaced(waiting, scene)] : [])],
  };
}

function sceneOf(input: StatusInput, translate: Translate): Scene {
  const services = new Map<string, ServiceResource>();
  const all: TaskResource[] = [];
  const nodes: NodeResource[] = [];
  for (const row of input.resources.values()) {
    if (row.kind === 'service' && isOwn(input, row)) services.set(row.uid, row);
    if (row.kind === 'task' && !isPast(row)) all.push(row);
    if (row.kind === 'node') nodes.push(row);
  }
  const foreign = new Map<string, number>();
  for (const task of all) if (task.node && !services.has(task.service)) foreign.set(task.node, (foreign.get(task.node) ?? 0) + 1);
  const stacks = new Set([...services.values()].map(service => service.stack));
  const [stack] = stacks;
  return {
    services, foreign, translate, stale: isStaleNow(input) || input.swarm?.problem !== undefined, ...(stacks.size === 1 && stack ? { stack } : {}),
    tasks: all.filter(task => services.has(task.service)).sort(compareTasks),
    nodes: nodes.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }) || a.uid.localeCompare(b.uid)),
  };
}

function isOwn({ lab, made }: StatusInput, { uid }: Resource): boolean { return lab !== undefined && made.get(uid)?.labId === lab.id; }

/** Scaled away or replaced, and no longer there: only what still stops is worth a look. */
function isPast(task: TaskResource): boolean { return isLeaving(task) && ['shutdown', 'remove', 'orphaned'].includes(task.state); }

function summaryOf({ services, translate }: Scene): string {
  const counted = [...services.values()].filter(service => service.mode !== 'job');
  if (counted.length === 0) return '';
  const sum = (of: (service: ServiceResource) => number): number => counted.reduce((total, service) => total + of(service), 0);
  return translate(msg('{0} of {1} running', sum(service => service.running), sum(service => service.desired)));
}

function nodeView(node: NodeResource, scene: Scene): NodeView {
  const { translate } = scene;
  const state = translate(nodeState(node));
  const tasks = scene.tasks.filter(task => task.node === node.uid);
  const detail = [translate(nodeRole(node)), scene.stale ? translate(msg('was {0}', state)) : state].join(' · ');
  return { uid: node.uid, name: node.name, detail, none: false, bad: !scene.stale && (node.status !== 'ready' || node.reachability === 'unreachable'), ...columnOf(tasks, scene.foreign.get(node.uid) ?? 0, scene) };
}

function unplaced(tasks: readonly TaskResource[], scene: Scene): NodeView {
  const { translate } = scene;
  return { uid: 'node:', name: translate(msg('No node yet')), detail: translate(tasks.length === 1 ? msg('1 task') : msg('{0} tasks', tasks.length)), none: true, bad: false, ...columnOf(tasks, 0, scene) };
}

function columnOf(tasks: readonly TaskResource[], foreign: number, scene: Scene): Pick<NodeView, 'tasks' | 'more'> {
  const { translate } = scene;
  const more = [
    ...(tasks.length > drawn ? [msg('and {0} more', tasks.length - drawn)] : []),
    ...(foreign === 1 ? [msg('1 task not of this lab')] : foreign ? [msg('{0} tasks not of this lab', foreign)] : tasks.length === 0 ? [msg('no task of this lab')] : []),
  ];
  return { tasks: withNotesOnce(tasks.slice(0, drawn).map(task => taskView(task, scene))), ...(more.length ? { more: more.map(translate).join(' · ') } : {}) };
}

/** Five tasks that wait for the same reason need it said once, below the first. */
function withNotesOnce(tasks: readonly TaskView[]): TaskView[] {
  return tasks.map((task, index) => task.note !== undefined && task.note === tasks[index - 1]?.note ? { ...task, note: undefined } : task);
}

function taskView(task: TaskResource, { services, stack, stale, translate }: Scene): TaskView {
  const words = taskWords(task);
  const update = services.get(task.service)?.update ?? '';
  const state = translate(task.outdated && !['', 'completed', 'rollback_completed'].includes(update) ? msg('{0}, old version', translate(words.text)) : words.text);
  const reason = taskReason(task);
  const short = stack && task.name.startsWith(`${stack}_`) ? task.name.slice(stack.length + 1) : task.name;
  return {
    uid: task.uid, name: isOnOneNodeEach(task) ? short.slice(0, -task.slot.length - 1) : short,
    state: stale ? translate(msg('was {0}', state)) : state, tone: stale ? 'stale' : words.tone,
    ...(reason && !stale ? { note: translate(reason) } : {}),
  };
}

/** The slot of a global service is its node, whose name stands above. */
function isOnOneNodeEach({ node, slot }: TaskResource): boolean { return node === `node:${slot}`; }

function nodeRole({ role, leader, reachability }: NodeResource): Message {
  if (role === 'worker') return msg('worker');
  if (leader) return msg('manager, leader');
  return reachability === 'unreachable' ? msg('manager, unreachable') : msg('manager');
}

function nodeState({ status, availability }: NodeResource): Message {
  if (status === 'down') return msg('down');
  if (status === 'disconnected') return msg('disconnected');
  if (status === 'unknown') return msg('state not known');
  return availability === 'drain' ? msg('ready, drained') : availability === 'pause' ? msg('ready, takes no new task') : msg('ready');
}
