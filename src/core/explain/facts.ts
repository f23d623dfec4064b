import type { Resource, SwarmResource } from '../resource';
import type { Block } from '../section';
import type { LinkStatus } from '../source';

/** A lab that made a thing, by the ledger. */
export interface Maker {
  readonly courseId: string;
  readonly labId: string;
  readonly sectionId: string;
  readonly blockId: string;
  /** A guess: no fix removes it. */
  readonly likely: boolean;
}

/** What an explanation may rest on beside the output: live state, the ledger and the section. Nothing is asked for it. */
export interface Facts {
  readonly courseId: string;
  readonly labId: string;
  readonly sectionId: string;
  readonly blockId: string;
  /** False: no daemon is known to have answered, so that what is not in `resources` may be there all the same. */
  readonly known: boolean;
  /** Live, by uid. */
  readonly resources: ReadonlyMap<string, Resource | SwarmResource>;
  /** By the ledger alone; undefined: no lab made it, as far as is known. */
  madeBy(uid: string): Maker | undefined;
  /** Uid of the daemon's part in a swarm, as the ledger names it (`swarm:<node id>`); undefined where it has none or that is not known. */
  readonly swarm?: string;
  readonly blocks: readonly Block[];
  readonly link?: LinkStatus;
  /** Folder of the lab and of its shell at the last prompt. */
  readonly labFolder?: string;
  readonly cwd?: string;
  /** Whether the kernel under the daemon can route a swarm's published ports; undefined where that cannot be told. */
  readonly ipvs?: boolean;
}

type Kind = (Resource | SwarmResource)['kind'];
type OfKind<K extends Kind> = Extract<Resource | SwarmResource, { kind: K }>;

export function all<K extends Kind>(facts: Facts, kind: K): OfKind<K>[] {
  return [...facts.resources.values()].filter((row): row is OfKind<K> => row.kind === kind);
}

/** By name, or by the id or its beginning as docker prints it. */
export function find<K extends Kind>(facts: Facts, kind: K, nameOrId: string): OfKind<K> | undefined {
  const rows = all(facts, kind);
  return rows.find(row => row.name === nameOrId || ('tags' in row && row.tags.includes(nameOrId.includes(':') ? nameOrId : `${nameOrId}:latest`)))
    ?? (/^[0-9a-f]{6,64}$/.test(nameOrId) ? rows.find(row => idOf(row.uid).startsWith(nameOrId)) : undefined);
}

/** `container:<id>` to the id; a volume's id is its name. */
export function idOf(uid: string): string { return uid.slice(uid.indexOf(':') + 1).replace(/^sha256:/, ''); }

/** The maker of a thing that a fix may remove: the ledger is sure of it. */
export function removable(facts: Facts, uid: string): Maker | undefined {
  const maker = facts.madeBy(uid);
  return maker && !maker.likely ? maker : undefined;
}

/** An earlier block that does what a pattern says: it was probably not run. */
export function earlier(facts: Facts, does: (text: string) => boolean): Block | undefined {
  const own = facts.blocks.find(block => block.id === facts.blockId)?.ordinal ?? Infinity;
  return facts.blocks.filter(block => block.id !== facts.blockId && block.options.run && block.role !== 'solution' && block.ordinal < own).findLast(block => does(block.text))
    ?? facts.blocks.find(block => block.id !== facts.blockId && block.options.run && block.role === 'step' && does(block.text));
}
