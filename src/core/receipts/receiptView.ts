import { awsWords } from '../aws/words';
import type { Evidence, LedgerKind } from '../journal';
import type { ReceiptLineView, ReceiptView } from '../labViews';
import type { LiveState } from '../liveState';
import { msg, type Message } from '../message';
import type { Receipt, ReceiptThing } from '../receipt';
import type { Translate } from '../statusInput';
import { sizeWords } from '../statusWords';
import { stateText } from './snapshot';

export function receiptView(receipt: Receipt, live: LiveState | undefined, translate: Translate): ReceiptView {
  const { made, changed, removed, settled } = receipt;
  return {
    title: titleOf(receipt).map(translate).join(' · '),
    lines: [
      ...made.map((one): ReceiptLineView => ({ ...base(one, translate), sign: 'made', detail: translate(madeDetail(one, live)), evidence: translate(evidenceWords(one)) })),
      ...changed.map((one): ReceiptLineView => ({
        uid: one.uid, thing: translate(thingWords(one.thing)), name: one.name, sign: 'changed', likely: false, there: true, evidence: '',
        detail: one.from === one.to ? translate(msg('edited')) : `${one.from} → ${one.to}`,
      })),
      ...removed.map((one): ReceiptLineView => ({ ...base(one, translate), sign: 'removed', detail: '', evidence: translate(goneWords(one)) })),
    ],
    settled, ...receipt.lost && { lost: true }, undoable: made.some(({ there, thing }) => there && thing !== 'other'),
  };
}

function base({ uid, thing, name, likely, there }: ReceiptThing, translate: Translate) {
  return { uid, thing: translate(thingWords(thing)), name: shortName(name), likely, there };
}

function titleOf({ made, changed, removed, emulated, lost }: Receipt): Message[] {
  const known = made.length + changed.length + removed.length > 0;
  return [
    ...(made.length === 1 ? [msg('Made 1 thing')] : made.length ? [msg('Made {0} things', made.length)] : []),
    ...(changed.length === 1 ? [msg('Changed 1 thing')] : changed.length ? [msg('Changed {0} things', changed.length)] : []),
    ...(removed.length === 1 ? [msg('Removed 1 thing')] : removed.length ? [msg('Removed {0} things', removed.length)] : []),
    ...(lost && !known ? [msg('No longer known: the emulator was reset')] : []),
    ...(emulated ? [msg('emulated')] : []),
    ...(lost && known ? [msg('what else it did is no longer known: the emulator was reset')] : []),
  ];
}

function madeDetail({ uid, there, size }: ReceiptThing, live: LiveState | undefined): Message {
  if (!there) return msg('{0}', '');
  const resource = live?.resources.get(uid);
  if (size !== undefined) return sizeWords(size);
  return msg('{0}', resource ? stateText(resource) : '');
}

export function thingWords(thing: LedgerKind | 'block'): Message {
  switch (thing) {
    case 'container': return msg('container');
    case 'network': return msg('network');
    case 'volume': return msg('volume');
    case 'image': return msg('image');
    case 'service': return msg('service');
    case 'stack': return msg('stack');
    case 'swarm': return msg('swarm');
    case 'file': return msg('file');
    case 'deployment': return msg('deployment');
    case 'pod': return msg('pod');
    case 'replicaset': return msg('replica set');
    case 'k8s-service': return msg('service');
    case 'cluster': return msg('cluster');
    case 'namespace': return msg('namespace');
    case 'other': return msg('not followed');
    case 'block': return msg('block');
    default: return awsWords(thing);
  }
}

/** How it is known that a run made this. */
export function evidenceWords({ evidence, likely }: { readonly evidence: Evidence; readonly likely: boolean }): Message {
  switch (evidence) {
    case 'printedId': return msg('id printed by the command');
    case 'printed': return msg('its name was printed by the command');
    case 'namespace': return msg('appeared in the lab’s own namespace');
    case 'emulator': return msg('appeared in this course’s own emulator while it ran');
    case 'manager': return msg('likely: appeared while it ran, made by such a command');
    case 'named': return likely ? msg('likely: named in the command, as far as its variables tell') : msg('named in the command');
    case 'mounted': return likely ? msg('likely: mounted by what appeared while it ran') : msg('mounted by a container of this block');
    case 'project': return likely ? msg('likely: of a compose project that appeared while it ran') : msg('its compose project is this lab’s');
    case 'owner': return msg('belongs to what this block made');
    case 'window': return msg('likely: appeared while it ran');
    case 'folder': return likely ? msg('likely: appeared in the lab’s folder while it ran') : msg('in the lab’s folder');
  }
}

function goneWords({ evidence, likely }: ReceiptThing): Message {
  if (evidence === 'named') return msg('named in the command');
  if (evidence === 'printed') return msg('its name was printed by the command');
  return likely ? msg('likely: went while it ran') : msg('went while it ran');
}

/** Nameless volumes have 64 digits for a name. */
export function shortName(name: string): string { return /^[0-9a-f]{64}$/.test(name) ? name.slice(0, 12) : name; }
