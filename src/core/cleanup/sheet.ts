import type { CleanupItem, CleanupPlan, CleanupResult } from '../cleanup';
import { accountOf, isEmulated, isOnAws } from '../aws/place';
import type { SheetActionView, SheetItemView, SheetView } from '../labViews';
import type { LiveState } from '../liveState';
import { msg, type Message } from '../message';
import { shortName } from '../receipts/receiptView';
import type { Translate } from '../statusInput';
import type { ItemProgress } from './run';
import { targetWords } from './says';
import { stepsOf } from './steps';

/** Buttons of the sheet, beside `select` and `close` of the page. */
export type SheetAction = 'remove' | 'removeAndRestore' | 'stop' | 'again' | 'reset' | 'remind';

/** What the things of a sheet cost by the hour, where that is a real account's. */
export interface SheetBill {
  /** By uid: "about 0.12 USD an hour, 88 a month". */
  readonly costs: ReadonlyMap<string, Message>;
  /** "About 0.22 USD an hour, until you delete them. Account 111122223333 (us-east-1)." */
  readonly lead: Message;
  /** How old the prices are. */
  readonly foot?: Message;
}

/** One clean-up from its first look to its end. */
export interface SheetState {
  readonly id: string;
  readonly plan: CleanupPlan;
  readonly live?: LiveState;
  /** Title of the lab's section. */
  readonly title: string;
  /** Undefined: a clean-up. `undo`: of one run, by the number of its block. */
  readonly reset: boolean;
  readonly undo?: number;
  /** The course ships files for this lab, which a reset can put back. */
  readonly shipped: boolean;
  /** "Docker on this machine". */
  readonly where: Message;
  readonly selected: ReadonlySet<string>;
  readonly phase: SheetView['phase'];
  readonly progress: ReadonlyMap<string, ItemProgress>;
  readonly stopping: boolean;
  readonly result?: CleanupResult;
  /** Progress has begun anew. */
  readonly wasReset: boolean;
  readonly bill?: SheetBill;
  /** The student is about to leave the lab: what costs money is said first. */
  readonly gate?: boolean;
  /** The number of a block, where it is still in the section. */
  ordinal(sectionId: string, blockId: string): number | undefined;
  /** A time of day. */
  time(ms: number): string;
}

export function sheetView(state: SheetState, translate: Translate): SheetView {
  const { phase, selected } = state;
  const plan = state.gate && phase === 'before' ? costlyFirst(state) : state.plan;
  const item = itemView(state, translate);
  const foot = phase === 'after' ? undefined : state.bill?.foot;
  const all = [...plan.go, ...plan.stay];
  const chosen = phase === 'before' ? plan.go : all.filter(({ uid }) => selected.has(uid));
  const rest = phase === 'before' ? plan.stay : all.filter(({ uid }) => !selected.has(uid));
  return {
    id: state.id, phase, title: translate(titleOf(state)), lead: [...phase === 'before' ? [`${translate(state.where)}.`] : [], ...leadOf(state).map(translate)].join(' '), go: chosen.map(item), stay: rest.map(item),
    commands: phase === 'after' ? '' : stepsOf(all, selected, state.live).map(({ shown }) => shown).filter(line => line !== '').join('\n'),
    ...foot && { foot: translate(foot) },
    actions: actionsOf(state).map(action => ({ id: action.id, primary: action.primary, label: translate(action.label), ...(action.one ? { one: translate(action.one) } : {}), ...(action.none ? { none: translate(action.none) } : {}) })),
  };
}

/** By cost in the order of the bill, which names the dearest first. */
function costlyFirst({ plan, bill }: SheetState): CleanupPlan {
  const rank = new Map([...bill?.costs.keys() ?? []].map((uid, index) => [uid, index]));
  const last = rank.size;
  return { ...plan, go: [...plan.go].sort((a, b) => (rank.get(a.uid) ?? last) - (rank.get(b.uid) ?? last)) };
}

function titleOf({ phase, title, reset, undo, result, gate, bill }: SheetState): Message {
  if (phase === 'before' && gate && bill) return bill.costs.size === 1 ? msg('1 thing of {0} still costs money', title) : msg('{0} things of {1} still cost money', bill.costs.size, title);
  if (phase === 'before') return undo !== undefined ? msg('Undo block {0}', undo) : reset ? msg('Reset {0}', title) : msg('Clean up {0}', title);
  if (phase === 'during') return msg('Cleaning up {0}', title);
  const stayed = result?.stayed.length ?? 0;
  if (result?.stopped) return msg('Stopped: {0} things are still there', stayed);
  return stayed === 0 ? msg('Clean') : stayed === 1 ? msg('Clean, but one thing stayed') : msg('Clean, but {0} things stayed', stayed);
}

function leadOf(state: SheetState): Message[] {
  const { phase, plan, reset, result, selected, progress, wasReset, bill } = state;
  if (phase === 'before') {
    const what = plan.go.length + plan.stay.length === 0 ? msg('Nothing of it is left.') : msg('Only what this lab made.');
    return [...bill ? [bill.lead] : [], what, ...(reset ? [msg('Then your progress in this lab begins anew: results, checks and answers up to now count no more. The records of your runs stay.')] : [])];
  }
  if (phase === 'during') return [msg('{0} of {1} gone.', [...progress.values()].filter(one => one === 'gone').length, selected.size), ...(state.stopping ? [msg('Stops after this step.')] : [])];
  const gone = result?.gone.length ?? 0;
  return [...(selected.size ? [targetWords(plan.daemon).asked(gone, selected.size, state.time(result?.readAt ?? 0))] : []), ...(wasReset ? [msg('Your progress in this lab begins anew.')] : [])];
}

function itemView(state: SheetState, translate: Translate): (item: CleanupItem) => SheetItemView {
  const stayed = new Map(state.result?.stayed.map(({ uid, reason }) => [uid, reason]));
  return item => {
    const ordinal = state.ordinal(item.sectionId, item.blockId);
    const progress = state.progress.get(item.uid) ?? (stayed.has(item.uid) ? 'stayed' : undefined);
    const reason = stayed.get(item.uid) ?? (state.phase === 'before' || !state.selected.has(item.uid) ? item.reason : undefined);
    const cost = state.phase === 'before' ? state.bill?.costs.get(item.uid) : undefined;
    const detail = progress === undefined ? [...cost ? [translate(cost)] : [], translate(item.state), ...(ordinal === undefined ? [] : [translate(msg('block {0}', ordinal))])].join(', ') : '';
    return {
      uid: item.uid, thing: item.thing, name: shortName(item.name), detail, state: progress ?? 'waiting', selectable: item.selectable, selected: state.selected.has(item.uid),
      ...(reason ? { reason: translate(reason) } : {}), ...(item.size === undefined ? {} : { size: item.size }),
    };
  };
}

/** A real account is named on the button itself. */
function removeWords({ daemon = '' }: CleanupPlan): { label: Message; one: Message } {
  if (!isOnAws(daemon) || isEmulated(daemon)) return { label: msg('Remove {0} things', '{0}'), one: msg('Remove 1 thing') };
  return { label: msg('Remove {0} things from account {1}', '{0}', accountOf(daemon)), one: msg('Remove 1 thing from account {0}', accountOf(daemon)) };
}

type Action = Omit<SheetActionView, 'id' | 'label' | 'one' | 'none'> & { readonly id: SheetAction | 'close'; readonly label: Message; readonly one?: Message; readonly none?: Message };

function actionsOf({ phase, reset, shipped, plan, result, stopping, wasReset, undo, gate }: SheetState): Action[] {
  const cancel: Action = { id: 'close', label: gate ? msg('Leave them running') : msg('Cancel'), primary: false };
  if (phase === 'during') return stopping ? [] : [{ id: 'stop', label: msg('Stop after this step'), primary: false }];
  if (phase === 'after') {
    return [
      { id: 'close', label: msg('Done'), primary: true },
      ...(result?.stayed.length ? [{ id: 'again' as const, label: msg('Try again'), primary: false }] : []),
      ...(wasReset || undo !== undefined ? [] : [{ id: 'reset' as const, label: msg('Reset progress too'), primary: false }]),
    ];
  }
  if (!reset) {
    if (![...plan.go, ...plan.stay].some(({ selectable }) => selectable)) return [{ id: 'close', label: msg('Done'), primary: true }];
    return [{ id: 'remove', ...removeWords(plan), primary: true }, ...gate ? [{ id: 'remind', label: msg('Remind me in 1 hour'), primary: false } as const] : [], cancel];
  }
  return [
    { id: 'remove', label: msg('Remove {0} things and reset', '{0}'), one: msg('Remove 1 thing and reset'), none: msg('Reset progress'), primary: true },
    ...(shipped ? [{ id: 'removeAndRestore' as const, label: msg('The same, and put the course’s files back'), primary: false }] : []), cancel,
  ];
}
