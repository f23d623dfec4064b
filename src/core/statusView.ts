import { isOfAws, type AwsResource } from './aws/resource';
import { clusterFactsIn } from './clusterFacts';
import { msg, type Message } from './message';
import { compareRows, type AwsGroupId, type GroupView, type RowView, type StatusHead, type StatusView } from './protocol';
import type { Resource } from './resource';
import { endpointRow } from './statusEndpoint';
import { headOf } from './statusHead';
import type { Made, StatusInput, Translate } from './statusInput';
import { hasRow, isGround, type RowKind, type RowResource } from './rowKinds';
import { rowOf, type AwsPanel, type RowContext } from './statusRow';
import { rowKey, sameRow } from './statusSame';
import { tasksIn } from './statusService';
import { usersIn } from './statusUsers';
import { countWords } from './statusWords';

const order: readonly GroupView['id'][] = ['service', 'container', 'deployment', 'pod', 'k8s-service', 'endpoint', 'network', 'volume', 'image', 'k8s-node'];
const kinds: readonly RowKind[] = ['service', 'container', 'deployment', 'pod', 'k8s-service', 'network', 'volume', 'image'];

interface Kept { readonly resource: Resource; readonly key: string; readonly row: RowView }
type Counts = Map<RowKind | 'aws', number>;
type Buckets = Map<GroupView['id'], RowView[]>;

/**
 * Puts a status into words. It remembers the rows it made: a row whose resource has not changed is the same
 * object again, so that one change among thousands is found by comparing references.
 */
export class StatusBuilder {
  private kept = new Map<string, Kept>();
  private keptEndpoints = new Map<string, RowView>();
  private last: StatusView | undefined;

  /** `aws`: asked for only where a thing of AWS or a lab about it is shown. */
  constructor(private readonly translate: Translate, private readonly aws: () => AwsPanel = noPart) {}

  /** `open`: the rows that are not of this lab are wanted as well. */
  build(input: StatusInput, open: boolean): StatusView {
    const ids = input.lab?.aws ? this.aws().awsGroups : order;
    const own: Buckets = new Map(ids.map(id => [id, []]));
    const others: Buckets = new Map(ids.map(id => [id, []]));
    const counts: Counts = new Map();
    const ownOnAws: AwsResource[] = [];
    const context: RowContext = { translate: this.translate, input, usersOf: usersIn(input.resources), tasksOf: tasksIn(input.resources), facts: clusterFactsIn(input.resources), aws: this.aws };
    const kept = new Map<string, Kept>();
    // Without a lab nothing is "not of this lab" either.
    for (const resource of input.lab ? input.resources.values() : []) {
      if (!hasRow(resource)) continue;
      const made = ownMade(input, resource.uid);
      const ours = made !== undefined || isGround(resource);
      const kind = isOfAws(resource) ? 'aws' : resource.kind;
      if (!ours) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (ours && isOfAws(resource)) ownOnAws.push(resource);
      if (!ours && !open) continue;
      const entry = this.rowFor(resource, made, context);
      kept.set(resource.uid, entry);
      (ours ? own : others).get(isOfAws(resource) ? this.aws().awsGroupOf(resource.kind) : resource.kind)?.push(entry.row);
    }
    this.kept = kept;
    this.addEndpoints(own, context);
    const head = headOf(input, this.counts(own, counts), this.translate, input.lab?.aws ? { panel: this.aws(), own: ownOnAws } : undefined);
    const view = { ...head, groups: this.groups(ids, own, this.last?.groups), others: { ...head.others, groups: open ? this.groups(ids, others, this.last?.others.groups) : undefined } };
    this.last = view;
    return view;
  }

  private rowFor(resource: RowResource, made: Made | undefined, context: RowContext): Kept {
    const before = this.kept.get(resource.uid);
    const key = rowKey(resource, made, context);
    if (before?.resource === resource && before.key === key) return before;
    const row = rowOf(resource, made, context);
    return { resource, key, row: before && sameRow(before.row, row) ? before.row : row };
  }

  private addEndpoints(own: Buckets, context: RowContext): void {
    const kept = new Map<string, RowView>();
    for (const probe of context.input.endpoints) {
      const made = ownMade(context.input, probe.owner);
      if (!made) continue;
      const row = endpointRow(probe, made, context);
      const before = this.keptEndpoints.get(probe.uid);
      kept.set(probe.uid, before && sameRow(before, row) ? before : row);
    }
    this.keptEndpoints = kept;
    own.set('endpoint', [...kept.values()]);
  }

  private counts(own: Buckets, others: Counts) {
    const onAws = others.get('aws') ?? 0;
    const parts = onAws ? [this.translate(onAws === 1 ? msg('1 thing on AWS') : msg('{0} things on AWS', onAws))] : kinds.flatMap(kind => {
      const count = others.get(kind) ?? 0;
      return count ? [this.translate(countWords(kind, count))] : [];
    });
    let total = 0;
    for (const [id, rows] of own) if (id !== 'k8s-node') total += rows.length;
    return { own: total, others: [...others.values()].reduce((sum, count) => sum + count, 0), summary: parts.join(', ') };
  }

  private title(id: GroupView['id']): Message { return isAwsGroup(id) ? this.aws().awsGroupTitle(id) : groupTitle(id); }

  private groups(ids: readonly GroupView['id'][], buckets: Buckets, before: readonly GroupView[] | undefined): readonly GroupView[] {
    return ids.map((id, index) => {
      const rows = (buckets.get(id) ?? []).sort(compareRows);
      const old = before?.[index];
      return old?.id === id && sameList(old.rows, rows) ? old : { id, title: this.translate(this.title(id)), rows };
    });
  }
}

function noPart(): never { throw new Error('The part that shows AWS was not given'); }

function ownMade(input: StatusInput, uid: string): Made | undefined {
  const made = input.made.get(uid);
  return made && made.labId === input.lab?.id ? made : undefined;
}

function sameList(a: readonly RowView[], b: readonly RowView[]): boolean {
  return a.length === b.length && a.every((row, index) => row === b[index]);
}

function isAwsGroup(id: GroupView['id']): id is AwsGroupId { return id.startsWith('aws-'); }

function groupTitle(id: Exclude<GroupView['id'], AwsGroupId>): Message {
  switch (id) {
    case 'service': return msg('Services');
    case 'container': return msg('Containers');
    case 'deployment': return msg('Deployments');
    case 'pod': return msg('Pods');
    case 'k8s-service': return msg('Services');
    case 'k8s-node': return msg('Nodes');
    case 'endpoint': return msg('Endpoints');
    case 'network': return msg('Networks');
    case 'volume': return msg('Volumes');
    case 'image': return msg('Images');
  }
}

export function headPart({ lab, phase, link, where, cluster, aws, asOf, cause, empty, strips, others }: StatusView): StatusHead {
  return { lab, phase, link, where, cluster, aws, asOf, cause, empty, strips, others: { summary: others.summary, count: others.count } };
}
