import { tagUid } from '../core/liveState';
import { awsRemoval } from '../core/aws/removal';
import { isOfAws } from '../core/aws/resource';
import { isOfCluster, type ClusterResource } from '../core/clusterResource';
import type { Resource } from '../core/resource';

export interface LeftFacts {
  readonly resources: Iterable<Resource>;
  /** Whether this lab made it, by uid. */
  made(uid: string): boolean;
  /** This lab has turned a lone daemon into a manager, and it still is one. */
  readonly madeSwarm: boolean;
  /** Paths in the lab's folder. */
  readonly files: readonly string[];
  /** A value of the lab, by the name of its variable. */
  value(name: string): string | undefined;
}

/** What a clean-up block names, the lab has made and is still there: `container web1`. */
export function leftBy(block: string, { resources, made, madeSwarm, files, value }: LeftFacts): readonly string[] {
  const text = block.replace(/\$\{(\w+):-([^}]*)\}|\$(\w+)/g, (whole, name: string | undefined, other: string | undefined, plain: string) => value(name ?? plain) ?? other ?? whole);
  const words = new Set(text.replace(/s3:\/\//g, ' ').split(/[\s"';]+/));
  const isNamed = (name: string): boolean => words.has(name) || words.has(name.replace(/:latest$/, ''));
  const isNamedInCluster = ({ kind, name }: ClusterResource): boolean => words.has(`${kind.replace(/^k8s-/, '')}/${name}`) || (words.has('kubectl') && words.has(name));
  const things = [...resources].flatMap(thing => (thing.kind === 'image'
    ? thing.tags.filter(tag => isNamed(tag) && (made(thing.uid) || made(tagUid(thing.uid, tag))))
    : isOfAws(thing) ? [thing].filter(({ name, id, arn, ending }) => !ending && awsRemoval(thing) !== undefined && [name, id, ...arn === undefined ? [] : [arn]].some(one => words.has(one)) && made(thing.uid)).map(({ name }) => name)
    : isOfCluster(thing) ? [thing].filter(one => isNamedInCluster(one) && made(one.uid)).map(({ name }) => name)
      : [thing.name, ...thing.kind === 'service' && thing.stack !== undefined ? [thing.stack] : []].filter(name => isNamed(name) && made(thing.uid))
  ).map(name => `${thing.kind} ${name}`));
  return [
    ...things, ...madeSwarm && /\bswarm leave\b/.test(text) ? ['the swarm'] : [],
    ...files.filter(path => /\brm -/.test(text) && words.has(path)).map(path => `file ${path}`),
  ];
}
