import { join } from 'node:path';
import type { Assertion, Test } from '../core/check';
import { isOfAws } from '../core/aws/resource';
import { isOfCluster, type PodResource } from '../core/clusterResource';
import type { Command } from '../core/command';
import { imageName } from '../core/imageName';
import { tagUid } from '../core/liveState';
import type { Resource, ServiceResource } from '../core/resource';
import { awsChanges } from './awsMutations';
import { clusterChanges } from './clusterMutations';

/** Something that is done to the live system behind the lab's back, to see whether its checks notice. */
export interface Mutation {
  /** "stop container mydb". */
  readonly what: string;
  /** Of what it is done to. */
  readonly kind: Resource['kind'] | 'swarm' | 'file';
  readonly change: Command;
  /** Undefined: what it does stays done. */
  readonly undo?: Command;
  /** Ids of the checks that claim something of it. */
  readonly claimedBy: readonly string[];
}

export interface MutationFacts {
  /** Checks that hold now, `${…}` filled. */
  readonly holding: readonly { readonly id: string; readonly test: Test }[];
  readonly resources: Iterable<Resource>;
  /** Whether this lab made it, by uid: nothing else is touched. */
  made(uid: string): boolean;
  /** This lab has turned a lone daemon into a manager. */
  readonly madeSwarm: boolean;
  /** Absolute path of the lab's folder, and what the lab has made there, relative to it. */
  readonly files?: { readonly folder: string; readonly paths: readonly string[] };
}

/** Milder ones that can be undone first; then what goes for good, users before what they use. */
export function mutationsFor(facts: MutationFacts): readonly Mutation[] {
  const claims = facts.holding.flatMap(({ id, test }) => claimsOf(test).map(claim => ({ id, claim })));
  const idsOf = (makesFalse: (claim: Assertion) => boolean): readonly string[] => [...new Set(claims.filter(({ claim }) => makesFalse(claim)).map(({ id }) => id))];
  const things = [...facts.resources];
  const over = deploymentsOver(things);
  const all: readonly Ranked[] = [
    ...things.filter(thing => isMade(thing, { made: uid => facts.made(uid), resources: things })).flatMap((thing): Ranked[] => (isOfAws(thing)
      ? awsChanges(thing, claims.map(({ claim }) => claim)).map(({ concerns: makesFalse, ...change }) => ({ ...change, kind: thing.kind, claimedBy: idsOf(makesFalse) }))
      : isOfCluster(thing)
      ? clusterChanges(thing, over).map(({ concerns: makesFalse, ...change }) => ({ ...change, kind: thing.kind, claimedBy: idsOf(makesFalse) }))
      : changesOf(thing, claims.map(({ claim }) => claim).filter(claim => concerns(claim, thing))).map(change => ({ ...change, kind: thing.kind, claimedBy: idsOf(claim => concerns(claim, thing)) })))),
    ...facts.madeSwarm ? [{ rank: 9, kind: 'swarm' as const, what: 'leave the swarm', change: docker('swarm', 'leave', '--force'), claimedBy: idsOf(({ kind }) => kind === 'swarm' || kind === 'nodes') }] : [],
    ...(facts.files?.paths ?? []).map((path): Ranked => ({
      rank: 8, kind: 'file', what: `remove file ${path}`, change: { file: 'rm', args: ['-f', '--', join(facts.files?.folder ?? '', path)] }, claimedBy: idsOf(claim => claim.kind === 'file' && claim.path === path && claim.state !== 'absent'),
    })),
  ];
  return all.filter(({ claimedBy }) => claimedBy.length > 0).sort((a, b) => a.rank - b.rank).map(({ what, kind, change, undo, claimedBy }) => ({ what, kind, change, ...undo && { undo }, claimedBy }));
}

export interface Change { readonly rank: number; readonly what: string; readonly change: Command; readonly undo?: Command }
type Ranked = Change & Pick<Mutation, 'kind' | 'claimedBy'>;

/** An image may have been there without the name that the lab has given it; a pod that replaces another belongs to the same deployment. */
function isMade(thing: Resource, { made, resources }: Pick<MutationFacts, 'made' | 'resources'>): boolean {
  if (isOfCluster(thing) && thing.owner !== undefined) {
    const owner = [...resources].find(({ uid }) => uid === thing.owner);
    return owner === undefined ? made(thing.uid) : isMade(owner, { made, resources });
  }
  return made(thing.uid) || (thing.kind === 'image' && thing.tags.some(tag => made(tagUid(thing.uid, tag))));
}

/** Name of the deployment over a pod, by its ReplicaSet. */
function deploymentsOver(things: readonly Resource[]): (pod: PodResource) => string | undefined {
  const byUid = new Map(things.map(thing => [thing.uid, thing]));
  return ({ owner }) => {
    const set = byUid.get(owner ?? '');
    const over = set?.kind === 'replicaset' ? byUid.get(set.owner ?? '') : undefined;
    return over?.kind === 'deployment' ? over.name : undefined;
  };
}

/** Positive claims that must all hold: only of those it is sure that they notice. */
function claimsOf(test: Test): readonly Assertion[] {
  if (test.kind === 'all') return test.tests.flatMap(claimsOf);
  return test.kind === 'any' || test.kind === 'not' ? [] : [test];
}

function concerns(claim: Assertion, thing: Resource): boolean {
  switch (claim.kind) {
    case 'container': case 'network': case 'volume': return claim.kind === thing.kind && claim.name === thing.name && claim.state !== 'absent';
    case 'image': return thing.kind === 'image' && claim.state !== 'absent' && thing.tags.some(tag => imageName(tag) === imageName(claim.name));
    case 'service': return thing.kind === 'service' && claim.name === thing.name && claim.state !== 'absent';
    case 'stack': return thing.kind === 'service' && thing.stack === claim.name && claim.state !== 'absent';
    default: return false;
  }
}

function changesOf(thing: Resource, claims: readonly Assertion[]): readonly Change[] {
  const { name } = thing;
  const id = thing.uid.slice(thing.uid.indexOf(':') + 1);
  switch (thing.kind) {
    case 'container': return [
      ...thing.state === 'running' && claims.some(claim => claim.kind === 'container' && claim.state === 'running') ? [{ rank: 1, what: `stop container ${name}`, change: docker('container', 'stop', '--time', '1', id), undo: docker('container', 'start', id) }] : [],
      ...networksOf(claims).filter(network => thing.networks.includes(network)).map(network => ({ rank: 0, what: `disconnect container ${name} from network ${network}`, change: docker('network', 'disconnect', '--force', network, id), undo: docker('network', 'connect', network, id) })),
      { rank: 4, what: `remove container ${name}`, change: docker('container', 'rm', '--force', '--volumes', id) },
    ];
    case 'service': return [...scaled(thing, id, claims), { rank: 3, what: `remove service ${name}`, change: docker('service', 'rm', id) }];
    case 'network': return [{ rank: 5, what: `remove network ${name}`, change: docker('network', 'rm', id) }];
    case 'volume': return [{ rank: 6, what: `remove volume ${name}`, change: docker('volume', 'rm', '--force', name) }];
    case 'image': return claims.flatMap(claim => (claim.kind === 'image' ? [{ rank: 7, what: `remove image ${claim.name}`, change: docker('image', 'rm', '--force', claim.name) }] : []));
    default: return [];
  }
}

function scaled(service: ServiceResource, id: string, claims: readonly Assertion[]): readonly Change[] {
  if (service.mode !== 'replicated' || service.running === 0 || !claims.some(claim => claim.kind === 'service' && claim.running !== undefined)) return [];
  const to = (count: number): Command => docker('service', 'scale', '--detach', `${id}=${count}`);
  return [{ rank: 2, what: `scale service ${service.name} down to 0`, change: to(0), undo: to(service.desired) }];
}

function networksOf(claims: readonly Assertion[]): readonly string[] {
  return claims.flatMap(claim => (claim.kind === 'container' ? claim.networks ?? [] : []));
}

function docker(...args: string[]): Command { return { file: 'docker', args }; }
