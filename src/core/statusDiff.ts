import type { GroupView, RowView, StatusHead, StatusView } from './protocol';
import { headPart } from './statusView';

/** A message to the page without its number. */
export type StatusStep =
  | { readonly kind: 'status'; readonly status: StatusView }
  | { readonly kind: 'head'; readonly head: StatusHead }
  | { readonly kind: 'rows'; readonly others: boolean; readonly group: GroupView['id']; readonly upserts: readonly RowView[]; readonly removed: readonly string[] };

/** The fewest messages that bring a page from one view to the next; none when nothing changed that can be seen. */
export function diffStatus(before: StatusView | undefined, after: StatusView): readonly StatusStep[] {
  if (!before || before.lab !== after.lab || !before.others.groups !== !after.others.groups) return [{ kind: 'status', status: after }];
  return [
    ...headSteps(before, after),
    ...rowSteps(before.groups, after.groups, false),
    ...rowSteps(before.others.groups ?? [], after.others.groups ?? [], true),
  ];
}

function headSteps(before: StatusView, after: StatusView): readonly StatusStep[] {
  const head = headPart(after);
  // A header is a dozen short strings: comparing its text is cheaper than a comparison of our own would be to keep right.
  return JSON.stringify(headPart(before)) === JSON.stringify(head) ? [] : [{ kind: 'head', head }];
}

function rowSteps(before: readonly GroupView[], after: readonly GroupView[], others: boolean): readonly StatusStep[] {
  return after.flatMap((group, index) => {
    const old = before[index];
    if (old === group) return [];
    const step = changes(old?.rows ?? [], group.rows);
    return step.upserts.length || step.removed.length ? [{ kind: 'rows' as const, others, group: group.id, ...step }] : [];
  });
}

function changes(before: readonly RowView[], after: readonly RowView[]): { upserts: readonly RowView[]; removed: readonly string[] } {
  const known = new Map(before.map(row => [row.uid, row]));
  const upserts = after.filter(row => known.get(row.uid) !== row);
  const left = new Set(after.map(row => row.uid));
  return { upserts, removed: before.filter(row => !left.has(row.uid)).map(row => row.uid) };
}
