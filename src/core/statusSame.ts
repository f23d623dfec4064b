import { isOfAws } from './aws/resource';
import { isOfCluster } from './clusterResource';
import { clusterRowKey } from './clusterRow';
import type { RowView } from './protocol';
import type { RowResource } from './rowKinds';
import type { Made } from './statusInput';
import type { RowContext } from './statusRow';
import { tasksKey } from './statusService';

/** All that a row depends on beside its resource: when this and the resource are as before, so is the row. */
export function rowKey(resource: RowResource, made: Made | undefined, { input, facts, usersOf, tasksOf }: RowContext): string {
  const users = isOfAws(resource) ? awsRowKey(input) : isOfCluster(resource) ? clusterRowKey(resource, { facts, input }) : resource.kind === 'container' ? '' : resource.kind === 'service' ? tasksKey(tasksOf(resource.uid), input) : usersOf(resource).join();
  const problem = input.problems?.get(resource.uid);
  const block = made ? `${made.sectionId}/${made.blockId}/${made.likely}/${made.message.text}/${made.message.args.join()}/${input.ordinal(made.sectionId, made.blockId)}` : '';
  return `${users}|${block}|${input.pending?.get(resource.uid) ?? ''}|${answered(input, resource.uid)}|${problem ? `${problem.text}${problem.args.join()}` : ''}`;
}

/** Looks the same on screen; the time of the last event alone is no reason to draw a row again. */
export function sameRow(a: RowView, b: RowView): boolean {
  return a.tone === b.tone && a.name === b.name && a.state === b.state && a.detail === b.detail && a.created === b.created
    && a.standIn === b.standIn && a.checked === b.checked && a.note === b.note && a.problem === b.problem
    && a.icon === b.icon && a.emulated === b.emulated && a.since === b.since && a.rank === b.rank && sameData(a.cost, b.cost) && a.answer === b.answer && sameData(a.parts, b.parts)
    && sameBlock(a.block, b.block) && sameActions(a.actions, b.actions);
}

function answered({ answers }: RowContext['input'], uid: string): string { return JSON.stringify(answers?.get(uid)) ?? ''; }

/** Of small lists: their text. */
function sameData(a: unknown, b: unknown): boolean { return a === b || JSON.stringify(a) === JSON.stringify(b); }

/** All that a row of AWS depends on beside the thing itself: prices are a region's. */
function awsRowKey({ link }: RowContext['input']): string { return link.endpoint?.aws?.region ?? ''; }

function sameBlock(a: RowView['block'], b: RowView['block']): boolean {
  if (!a || !b) return a === b;
  return a.section === b.section && a.id === b.id && a.label === b.label && a.likely === b.likely && a.evidence === b.evidence;
}

function sameActions(a: RowView['actions'], b: RowView['actions']): boolean {
  return a.length === b.length && a.every((action, index) => action.id === b[index]?.id && action.label === b[index]?.label && action.command === b[index]?.command && action.more === b[index]?.more);
}
