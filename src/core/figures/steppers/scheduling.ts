import { msg, type Message } from '../../message';
import { name, say, type Cell, type Frame, type Group, type Walk } from './walk';

export interface SchedulingData {
  readonly kind: 'scheduling';
  /** `room`: so much fits, in the unit of `needs`. */
  readonly nodes: readonly { readonly name: string; readonly room: number }[];
  readonly tasks: readonly { readonly name: string; readonly needs: number }[];
}

export const schedulingWords = {
  begin: msg('{0} tasks wait for a place. Each goes to the node with the most room left.', '{0}'),
  placed: msg('{0} goes to {1}: it has the most room left.', '{0}', '{1}'),
  noRoom: msg('{0} fits nowhere: it waits until there is room.', '{0}'),
  drained: msg('{0} is drained: its tasks stop and wait for another place.', '{0}'),
  back: msg('{0} may take tasks again. What runs elsewhere stays there.', '{0}'),
  all: msg('Every task has a place.'),
  some: msg('{0} of {1} tasks have a place.', '{0}', '{1}'),
  node: msg('{0}: {1}.', '{0}', '{1}'), nothing: msg('nothing'),
  room: msg('{0} of {1} used', '{0}', '{1}'), out: msg('drained'), waiting: msg('Waiting'), count: msg('{0} of {1} tasks', '{0}', '{1}'),
  drain: msg('Drain {0}', '{0}'), use: msg('Use {0} again', '{0}'), markRuns: msg('runs'), markNew: msg('new here'), markWaits: msg('waits'), markFree: msg('free'),
};

interface State {
  /** Index of each task's node. */
  readonly places: readonly (number | undefined)[];
  readonly drained: ReadonlySet<number>;
  /** Index of the task that was placed last. */
  readonly last?: number;
  readonly said: Message;
}

export function schedulingWalk(data: SchedulingData, state: State = { places: data.tasks.map(() => undefined), drained: new Set(), said: say(schedulingWords.begin, data.tasks.length) }): Walk {
  return {
    frame: frameOf(data, state),
    next: () => {
      const next = place(data, state);
      return next && schedulingWalk(data, next);
    },
    set: (control, value) => {
      const node = Number(control.replace(/^node-/, ''));
      return value === 'press' && data.nodes[node] ? schedulingWalk(data, turn(data, state, node)) : schedulingWalk(data, state);
    },
  };
}

/** The first task that waits and fits somewhere gets its place. */
function place(data: SchedulingData, { places, drained }: State): State | undefined {
  for (const [task, { name: title, needs }] of data.tasks.entries()) {
    const node = places[task] === undefined ? roomiest(data, places, drained, needs) : undefined;
    if (node !== undefined) return { places: places.map((at, index) => index === task ? node : at), drained, last: task, said: say(schedulingWords.placed, title, data.nodes[node]?.name ?? '') };
  }
  return undefined;
}

function roomiest(data: SchedulingData, places: State['places'], drained: ReadonlySet<number>, needs: number): number | undefined {
  const rooms = data.nodes.map((_, node) => drained.has(node) ? -1 : freeOf(data, places, node));
  const most = Math.max(...rooms);
  return most >= needs ? rooms.indexOf(most) : undefined;
}

function usedOf({ tasks }: SchedulingData, places: State['places'], node: number): number {
  return tasks.reduce((sum, { needs }, task) => places[task] === node ? sum + needs : sum, 0);
}

function freeOf(data: SchedulingData, places: State['places'], node: number): number { return (data.nodes[node]?.room ?? 0) - usedOf(data, places, node); }

function turn({ nodes }: SchedulingData, { places, drained }: State, node: number): State {
  const title = nodes[node]?.name ?? '';
  if (drained.has(node)) return { places, drained: new Set([...drained].filter(one => one !== node)), said: say(schedulingWords.back, title) };
  return { places: places.map(at => at === node ? undefined : at), drained: new Set([...drained, node]), said: say(schedulingWords.drained, title) };
}

function frameOf(data: SchedulingData, state: State): Frame {
  const { nodes, tasks } = data;
  const { places, drained, last, said } = state;
  const waiting = tasks.filter((_, task) => places[task] === undefined);
  const stuck = waiting.length > 0 && place(data, state) === undefined ? waiting[0] : undefined;
  const written = ({ name: title, needs }: SchedulingData['tasks'][number]): string => needs === 1 ? title : `${title} (${needs})`;
  const groups = nodes.map(({ name: title, room }, node): Group => ({
    title: name(title), note: drained.has(node) ? schedulingWords.out : say(schedulingWords.room, usedOf(data, places, node), room), out: drained.has(node),
    cells: [
      ...tasks.flatMap((task, index): Cell[] => places[index] !== node ? [] : [{ text: written(task), ...index === last ? { tone: 'new' as const, mark: schedulingWords.markNew } : { tone: 'plain' as const, mark: schedulingWords.markRuns } }]),
      ...drained.has(node) ? [] : Array.from({ length: freeOf(data, places, node) }, (): Cell => ({ text: '', tone: 'free', mark: schedulingWords.markFree })),
    ],
  }));
  return {
    layout: 'row',
    groups: [...groups, { title: schedulingWords.waiting, note: say(schedulingWords.count, waiting.length, tasks.length), cells: waiting.map(task => ({ text: written(task), tone: 'wait', mark: schedulingWords.markWaits })) }],
    says: [
      said, ...stuck ? [say(schedulingWords.noRoom, stuck.name)] : [], waiting.length === 0 ? schedulingWords.all : say(schedulingWords.some, tasks.length - waiting.length, tasks.length),
      ...nodes.flatMap(({ name: title }, node) => {
        const own = tasks.filter((_, task) => places[task] === node).map(written);
        return own.length > 0 ? [say(schedulingWords.node, title, own.join(', '))] : [];
      }),
    ],
    controls: nodes.map(({ name: title }, node) => ({ kind: 'press', id: `node-${node}`, label: say(drained.has(node) ? schedulingWords.use : schedulingWords.drain, title) })),
  };
}
