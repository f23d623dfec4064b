import { msg, type Message } from '../../message';
import { say, within, type Cell, type Control, type Frame, type Walk } from './walk';

export interface RolloutData {
  readonly kind: 'rollout';
  readonly way: 'kubernetes' | 'swarm';
  readonly copies: number;
  /** Kubernetes: so many copies more than wanted, and so many fewer that answer. */
  readonly surge: number;
  readonly unavailable: number;
  /** Swarm: so many at once, and which goes first. */
  readonly parallelism: number;
  readonly order: 'stop-first' | 'start-first';
}

export const rolloutLimits = { copies: 10, few: 5 } as const;

export const rolloutWords = {
  begin: msg('{0} copies of version 1 run. Version 2 is wanted.', '{0}'),
  act: msg('Stopping: {0} of version 1. Starting: {1} of version 2.', '{0}', '{1}'),
  ready: msg('Ready: {0} of version 2.', '{0}'),
  readyStop: msg('Ready: {0} of version 2, so as many of version 1 stop.', '{0}'),
  done: msg('The update is over: {0} copies of version 2 run.', '{0}'),
  stuck: msg('None may be missing and none be too many, so nothing can move. Kubernetes refuses this.'),
  answer: msg('Answering: {0}. Wanted: {1}.', '{0}', '{1}'),
  atLeast: msg('At least {0} answer and at most {1} are there at any time.', '{0}', '{1}'),
  old: msg('Version 1'), fresh: msg('Version 2'), runs: msg('runs'), starts: msg('starts'), missing: msg('running: {0}', '{0}'), coming: msg('running: {0}, starting: {1}', '{0}', '{1}'),
  surge: msg('maxSurge: so many more'), unavailable: msg('maxUnavailable: so many fewer'), parallelism: msg('parallelism: so many at once'), order: msg('order'),
  stopFirst: msg('stop first'), startFirst: msg('start first'),
};

/** Copies of version 1 that run, and of version 2 that start and that run. */
interface State { readonly old: number; readonly coming: number; readonly fresh: number; readonly said: Message }

export function rolloutWalk(data: RolloutData, state: State = { old: data.copies, coming: 0, fresh: 0, said: say(rolloutWords.begin, data.copies) }): Walk {
  const stuck = data.way === 'kubernetes' && data.surge === 0 && data.unavailable === 0;
  return {
    frame: frameOf(data, state, stuck),
    next: () => {
      if (stuck || state.fresh === data.copies && state.old === 0) return undefined;
      return rolloutWalk(data, state.coming > 0 ? settle(data, state) : data.way === 'kubernetes' ? byLimits(data, state) : byTurns(data, state));
    },
    set: (control, value) => {
      const number = within(value, control === 'parallelism' ? 1 : 0, rolloutLimits.few);
      if ((control === 'surge' || control === 'unavailable' || control === 'parallelism') && number !== undefined) return rolloutWalk({ ...data, [control]: number });
      return control === 'order' && (value === 'stop-first' || value === 'start-first') ? rolloutWalk({ ...data, order: value }) : rolloutWalk(data, state);
    },
  };
}

/** As many as the limits allow are stopped, then as many as they allow are started. */
function byLimits({ copies, surge, unavailable }: RolloutData, { old, fresh }: State): State {
  const stop = Math.max(0, Math.min(old, old + fresh - (copies - unavailable)));
  const start = Math.max(0, Math.min(copies - fresh, copies + surge - (old - stop + fresh)));
  return { old: old - stop, coming: start, fresh, said: start === 0 ? finished(copies, old - stop, fresh, say(rolloutWords.act, stop, start)) : say(rolloutWords.act, stop, start) };
}

function byTurns({ parallelism, order }: RolloutData, { old, fresh }: State): State {
  const turn = Math.min(parallelism, old);
  const stop = order === 'stop-first' ? turn : 0;
  return { old: old - stop, coming: turn, fresh, said: say(rolloutWords.act, stop, turn) };
}

/** What starts becomes ready. Where Swarm starts first, only now what it takes the place of stops. */
function settle({ copies, way, order }: RolloutData, { old, coming, fresh }: State): State {
  const after = way === 'swarm' && order === 'start-first' ? old - coming : old;
  return { old: after, coming: 0, fresh: fresh + coming, said: finished(copies, after, fresh + coming, say(after < old ? rolloutWords.readyStop : rolloutWords.ready, coming)) };
}

function finished(copies: number, old: number, fresh: number, otherwise: Message): Message {
  return old === 0 && fresh === copies ? say(rolloutWords.done, copies) : otherwise;
}

function frameOf(data: RolloutData, { old, coming, fresh, said }: State, stuck: boolean): Frame {
  const { copies } = data;
  const cells = (count: number, cell: Cell): Cell[] => Array.from({ length: count }, () => cell);
  const [least, most] = limitsOf(data);
  return {
    layout: 'row',
    groups: [
      { title: rolloutWords.old, note: say(rolloutWords.missing, old), cells: cells(old, { text: 'v1', tone: 'old', mark: rolloutWords.runs }) },
      { title: rolloutWords.fresh, note: coming > 0 ? say(rolloutWords.coming, fresh, coming) : say(rolloutWords.missing, fresh), cells: [...cells(fresh, { text: 'v2', tone: 'new', mark: rolloutWords.runs }), ...cells(coming, { text: 'v2', tone: 'coming', mark: rolloutWords.starts })] },
    ],
    says: stuck ? [rolloutWords.stuck] : [said, say(rolloutWords.answer, old + fresh, copies), say(rolloutWords.atLeast, least, most)],
    controls: controlsOf(data),
  };
}

/** So many answer at least, so many are there at most. */
function limitsOf({ way, copies, surge, unavailable, parallelism, order }: RolloutData): readonly [number, number] {
  if (way === 'kubernetes') return [Math.max(0, copies - unavailable), copies + surge];
  const turn = Math.min(parallelism, copies);
  return order === 'stop-first' ? [copies - turn, copies] : [copies, copies + turn];
}

function controlsOf({ way, surge, unavailable, parallelism, order }: RolloutData): readonly Control[] {
  const range = (id: 'surge' | 'unavailable' | 'parallelism', min: number, value: number): Control => ({ kind: 'range', id, label: rolloutWords[id], min, max: rolloutLimits.few, value });
  if (way === 'kubernetes') return [range('surge', 0, surge), range('unavailable', 0, unavailable)];
  return [range('parallelism', 1, parallelism), { kind: 'choice', id: 'order', label: rolloutWords.order, value: order, options: [{ value: 'stop-first', label: rolloutWords.stopFirst }, { value: 'start-first', label: rolloutWords.startFirst }] }];
}
