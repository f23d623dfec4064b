import { isOfCluster } from '../clusterResource';
import { collisionsOf, type Collision } from '../collisions';
import { msg, type Message } from '../message';
import type { Resource } from '../resource';
import type { Before } from './before';
import { operandOf } from './owned';

/** What another lab left behind is in the way of this block: it would fail. */
export interface InTheWay {
  readonly uid: string;
  readonly title: Message;
  readonly detail: Message;
  readonly remove: { readonly label: Message; readonly command: string };
}

/** `ports`: what the lab says it publishes; taken where a block publishes a port by a variable. What only likely is another lab's is left out. */
export function inTheWay(before: Before, ports: readonly number[]): InTheWay[] {
  const { live, ledger, courseId, labId } = before;
  if (!live) return [];
  const texts = [before.text, ...ports.map(port => before.text.replace(/((?:-p|--publish)[= ]+["']?(?:[\d.]+:)?)\$\{?\w+\}?(?=:)/g, `$1${port}`))];
  const found = new Map(texts.flatMap(text => collisionsOf(text, { courseId, labId }, ledger, live)).filter(({ uid }) => ledger.find(live.daemon, uid)?.made.likely === false).map(one => [one.uid, one]));
  return [...found.values()].flatMap(one => {
    const row = live.resources.get(one.uid);
    return row ? [{
      uid: one.uid, title: titleOf(one),
      detail: msg('`{0}` was made by lab {1} and is left over from there. This block would fail.', row.name, one.lab.labId),
      remove: { label: msg('Remove `{0}` and run', row.name), command: removalOf(row) },
    }] : [];
  });
}

function removalOf(row: Resource): string {
  if (isOfCluster(row)) return `kubectl delete ${row.kind === 'k8s-service' ? 'service' : row.kind}/${row.name}`;
  return row.kind === 'container' ? `docker container rm --force ${operandOf(row)}` : `docker ${row.kind} rm ${operandOf(row)}`;
}

function titleOf({ what }: Collision): Message {
  return what.kind === 'port' ? msg('Port {0} on this machine is taken.', what.port) : msg('The name `{0}` is taken.', what.name);
}
