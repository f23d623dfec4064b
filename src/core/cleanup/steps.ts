import type { CleanupItem, CleanupStep } from '../cleanup';
import { awsRemoval } from '../aws/removal';
import { isOfAws } from '../aws/resource';
import { namespaceOf } from '../followed';
import { tagOf, type LiveState } from '../liveState';
import { quote } from '../shellQuote';

/** How many ids one command takes at most: a command line has an end, and so has patience. */
const batch = 100;

/**
 * Commands for what is ticked, one for each kind. Never a pattern, never `prune`, never a name where there is an id; kubectl
 * takes names alone, and whether they are still those things is looked at right before. On AWS one after the other, each by several requests.
 */
export function stepsOf(items: readonly CleanupItem[], selected: ReadonlySet<string>, live: LiveState | undefined): readonly CleanupStep[] {
  const steps: CleanupStep[] = [];
  const chosen = items.filter(({ uid, selectable }) => selectable && selected.has(uid));
  const of = (thing: CleanupItem['thing']): string[] => chosen.filter(item => item.thing === thing).map(({ uid }) => uid);
  const add = (thing: CleanupItem['thing'], argv: readonly string[], targets: (uid: string) => readonly string[]): void => {
    for (const uids of batches(of(thing))) {
      const words = [...new Set(uids.flatMap(targets))];
      steps.push({ thing, uids, command: { file: 'docker', args: [...argv, ...words] }, shown: ['docker', ...argv, ...words.map(shown)].join(' ') });
    }
  };
  const blocks = of('block');
  if (blocks.length) steps.push({ thing: 'block', uids: blocks, shown: '' });
  for (const { uid, thing } of chosen) {
    const row = live?.resources.get(uid);
    const removal = row && isOfAws(row) ? awsRemoval(row) : undefined;
    if (row && isOfAws(row) && (removal || row.ending)) steps.push({ thing, uids: [uid], shown: row.ending ? '' : removal?.line ?? '' });
  }
  for (const thing of ['k8s-service', 'deployment', 'replicaset', 'pod'] as const) {
    for (const part of batches(chosen.filter(item => item.thing === thing))) steps.push(deletion(thing, part, live));
  }
  for (const { uid, name } of chosen.filter(item => item.thing === 'namespace')) {
    const args = ['delete', `namespace/${name}`, '--wait=false'];
    steps.push({ thing: 'namespace', uids: [uid], command: { file: 'kubectl', args }, shown: ['kubectl', ...args.map(shown)].join(' ') });
  }
  for (const { uid, name } of chosen.filter(item => item.thing === 'cluster')) {
    const args = ['stop', ...name === 'minikube' ? [] : ['--profile', name]];
    steps.push({ thing: 'cluster', uids: [uid], command: { file: 'minikube', args }, shown: ['minikube', ...args.map(shown)].join(' ') });
  }
  add('service', ['service', 'rm'], uid => [idOf(uid)]);
  add('container', ['rm', '-f'], uid => [idOf(uid)]);
  add('network', ['network', 'rm'], uid => [idOf(uid)]);
  add('volume', ['volume', 'rm'], uid => [idOf(uid)]);
  add('image', ['image', 'rm'], uid => imageWords(uid, live));
  if (of('swarm').length) steps.push({ thing: 'swarm', uids: of('swarm'), command: { file: 'docker', args: ['swarm', 'leave', '--force'] }, shown: 'docker swarm leave --force' });
  const files = of('file');
  if (files.length) steps.push({ thing: 'file', uids: files, shown: `rm -r ${files.map(uid => shown(idOf(uid))).join(' ')}` });
  return steps;
}

/** What belongs to it ends by itself; how long that takes is seen by looking. */
function deletion(thing: CleanupItem['thing'], items: readonly CleanupItem[], live: LiveState | undefined): CleanupStep {
  const namespace = live ? namespaceOf(live.daemon) : 'default';
  const args = ['delete', ...items.map(({ name }) => `${thing === 'k8s-service' ? 'service' : thing}/${name}`), ...namespace === 'default' ? [] : ['--namespace', namespace], '--wait=false'];
  return { thing, uids: items.map(({ uid }) => uid), command: { file: 'kubectl', args }, shown: ['kubectl', ...args.map(shown)].join(' ') };
}

/** By its id takes one name at most: an image with several goes name by name, so that none is taken by force. */
function imageWords(uid: string, live: LiveState | undefined): readonly string[] {
  const tag = tagOf(uid);
  if (tag) return [tag.tag];
  const image = live?.resources.get(uid);
  return image?.kind === 'image' && image.tags.length > 1 ? image.tags : [idOf(uid)];
}

function idOf(uid: string): string { return uid.slice(uid.indexOf(':') + 1); }

function shown(word: string): string {
  const id = /^(?:sha256:)?([0-9a-f]{64})$/.exec(word)?.[1];
  if (id) return id.slice(0, 12);
  return /^[\w@%+=:,./-]+$/.test(word) ? word : quote(word);
}

function batches<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / batch) }, (_, n) => items.slice(n * batch, (n + 1) * batch));
}
