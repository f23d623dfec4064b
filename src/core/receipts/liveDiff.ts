import { isOverOnAws } from '../aws/owner';
import { isOfAws } from '../aws/resource';
import { isOfCluster } from '../clusterResource';
import type { LedgerKind, ReceiptLineData, RemovedData } from '../journal';
import { tagUid, thingOf, type LiveState } from '../liveState';
import type { ImageResource, Resource } from '../resource';
import type { ActiveRun } from './activeRun';
import { awsDifference, awsTalk, maySay, saysOf } from './awsFacts';
import { clusterDifference, kubectlTalk, saysChanged, saysDeleted } from './clusterFacts';
import { isDerived, moreOf, stateText, type DaemonBefore, type ThingBefore } from './snapshot';

/** Whether a thing was not there before the run, or went during it and is there again; undefined where nobody looked. */
export function appearedSince({ pending: { before }, lost }: Pick<ActiveRun, 'pending' | 'lost'>, uid: string, image?: ImageResource, tag?: string): boolean | undefined {
  if (lost.has(uid)) return true;
  if (!before) return undefined;
  const known = before.things[image ? image.uid : uid];
  // What nobody had listed then may have been there.
  if (!known && before.unknown?.includes(uid.slice(0, uid.indexOf(':'))) && uid.startsWith('aws-')) return undefined;
  return tag === undefined ? known === undefined : !known?.more.includes(tag);
}

/** A row that a run may have made, with what it stands for in the ledger. */
export interface Candidate { readonly resource: Resource; readonly image?: ImageResource; readonly tag?: string }

/**
 * Everything that at least one of the runs may have made: what was not there before it, and new names of images that were.
 */
export function candidates(live: LiveState, runs: readonly ActiveRun[]): Map<string, Candidate> {
  const found = new Map<string, Candidate>();
  const fresh = (uid: string, image?: ImageResource, tag?: string): boolean => runs.some(run => appearedSince(run, uid, image, tag) ?? image === undefined);
  for (const resource of live.resources.values()) {
    if (!thingOf(resource) || isDerived(resource) || isOver(resource)) continue;
    if (fresh(resource.uid)) found.set(resource.uid, { resource });
    if (resource.kind !== 'image') continue;
    for (const tag of resource.tags) {
      const uid = tagUid(resource.uid, tag);
      if (fresh(uid, resource, tag)) found.set(uid, { resource: { ...resource, uid, name: tag, tags: [tag] }, image: resource, tag });
    }
  }
  return found;
}

interface Different { readonly uid: string; readonly thing: LedgerKind; readonly name: string }

/** What a run changed among the things that were there before it. `owned`: what is the lab's; the rest counts only where the command names it. */
export function changedBy(run: ActiveRun, before: DaemonBefore, live: LiveState, owned: (uid: string) => boolean): ReceiptLineData[] {
  const talk = kubectlTalk(run.text, run.printed);
  const acts = awsTalk(run.text);
  return Object.entries(before.things).flatMap(([uid, was]) => {
    const now = live.resources.get(uid);
    const from = now && differs(was, now);
    if (!now || !from || isOver(now)) return [];
    if (isOfAws(now)) return saysOf(acts, ['changes', 'deletes'], uid, was) || (owned(uid) && !run.shared) ? [{ uid, thing: was.thing, name: now.name, ...from }] : [];
    if (isOfCluster(now)) return saysChanged(talk, was) || (owned(uid) && !run.shared) ? [{ uid, thing: was.thing, name: now.name, ...from }] : [];
    return mentions(run.text, uid, was.name) || (owned(uid) && !run.shared) ? [{ uid, thing: was.thing, name: now.name, ...from }] : [];
  });
}

function differs(was: ThingBefore, now: Resource): { from: string; to: string } | undefined {
  if (isOfCluster(now)) return clusterDifference(was, now);
  if (isOfAws(now)) return awsDifference(was, now);
  if (was.state !== stateText(now)) return { from: was.state, to: stateText(now) };
  // A new name of an image is a thing of its own.
  if (now.kind === 'image' || was.more.join() === moreOf(now).join()) return undefined;
  return { from: was.more.join(', '), to: moreOf(now).join(', ') };
}

const takesAway = /\b(?:rm|rmi|remove|prune|down|leave|kill)\b/;
const takesFromCluster = /\b(?:kubectl\b.*\b(?:delete|replace|prune)|helm\b.*\buninstall)\b/;

/** What was there before a run and is gone. A command that takes things away without naming them may have taken it. */
export function removedBy(run: ActiveRun, before: DaemonBefore, live: LiveState, owned: (uid: string) => boolean): RemovedData[] {
  const talk = kubectlTalk(run.text, run.printed);
  const acts = awsTalk(run.text);
  const gone: (Different & { readonly was?: ThingBefore })[] = Object.entries(before.things).flatMap(([uid, was]) => isListed(uid, live) ? lostTags(uid, was, live) : [{ uid, thing: was.thing, name: was.name, was }]);
  return gone.flatMap(({ uid, thing, name, was }): RemovedData[] => {
    const inCluster = isOfCluster({ kind: thing });
    const onAws = isOfAws({ kind: thing });
    if ((inCluster || onAws) && live.unknown?.has(thing as Resource['kind'])) return [];
    const said = inCluster && was ? saysDeleted(talk, was) : undefined;
    if (said) return [{ uid, thing, name, evidence: said, likely: false }];
    if (was?.derived) return [];
    if (onAws ? was && saysOf(acts, ['deletes'], uid, was) : !inCluster && mentions(run.text, uid, name)) return [{ uid, thing, name, evidence: 'named', likely: false }];
    if (run.shared) return [];
    if (owned(uid)) return [{ uid, thing, name, evidence: 'window', likely: false }];
    return (onAws ? maySay(acts, ['deletes'], thing) : (inCluster ? takesFromCluster : takesAway).test(run.text)) ? [{ uid, thing, name, evidence: 'window', likely: true }] : [];
  });
}

/** What is listed for a while after its end is no more. */
function isOver(row: Resource): boolean { return isOfAws(row) && isOverOnAws(row); }

function isListed(uid: string, { resources }: LiveState): boolean { const row = resources.get(uid); return row !== undefined && !isOver(row); }

function lostTags(uid: string, was: ThingBefore, live: LiveState): Different[] {
  const now = live.resources.get(uid);
  if (now?.kind !== 'image') return [];
  return was.more.filter(tag => !now.tags.includes(tag)).map(tag => ({ uid: tagUid(uid, tag), thing: 'image', name: tag }));
}

/** Its name stands in the command as a word, or the beginning of its id does. */
export function mentions(text: string, uid: string, name: string): boolean {
  const id = uid.slice(uid.lastIndexOf(':') + 1);
  if (/^[0-9a-z]{25,}$/.test(id) && text.includes(id.slice(0, 12))) return true;
  const names = name.endsWith(':latest') ? [name, name.slice(0, -':latest'.length)] : [name];
  return names.some(one => new RegExp(`(?<![\\w.@/-])${one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w.@/-])`).test(text));
}
