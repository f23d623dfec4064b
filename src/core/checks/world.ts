import type { AwsPlace } from '../aws/place';
import type { Message } from '../message';
import type { Mark, RunRecord } from '../run';
import type { SwarmState } from '../source';
import type { AwsThings } from './awsThings';
import type { ClusterThings } from './clusterThings';
import type { Things } from './things';
import type { Seen, Want } from './want';

/** What a check is judged by, as of one moment. Nothing in it is fetched while judging. */
export interface World {
  readonly docker: DockerWorld;
  readonly cluster: ClusterWorld;
  readonly aws: AwsWorld;
  /** What was seen when this was last looked at; undefined: it is to be looked at, or is being looked at. */
  look(want: Want): Seen | undefined;
  /** A block of the check's section; undefined where there is none of that id. `id` left out: the check's own block. */
  block(id: string | undefined): BlockSeen | undefined;
  /** What the student typed for this check. */
  readonly answer?: string;
}

export type DockerWorld =
  | { readonly kind: 'live'; readonly things: Things; /** Undefined: the daemon has not said. */ readonly swarm?: SwarmState }
  | { readonly kind: 'asking' }
  | { readonly kind: 'away'; readonly reason: Message };

/** What is known of one kind of object: only what is `live` can be judged by. */
export interface KindSeen { readonly state: { readonly kind: 'listing' | 'live' | 'waiting' | 'forbidden' } }

export type ClusterWorld =
  /** `kinds`: by their name in a manifest; what is not in it is not followed. */
  | { readonly kind: 'live'; readonly things: ClusterThings; readonly namespace: string; readonly kinds: ReadonlyMap<string, KindSeen> }
  | { readonly kind: 'asking' }
  | { readonly kind: 'away'; readonly reason: Message };

export type AwsWorld =
  /** `unknown`: kinds of which not all is known, and `limits` why, where it is not just that nobody has listed them yet. */
  | { readonly kind: 'live'; readonly things: AwsThings; readonly place: AwsPlace; readonly unknown?: ReadonlySet<string>; readonly limits?: readonly Message[] }
  | { readonly kind: 'asking' }
  | { readonly kind: 'away'; readonly reason: Message };

export interface BlockSeen {
  readonly id: string;
  readonly ordinal: number;
  /** Its last run in this lab since the last reset, with the text as it is now. */
  readonly run?: RunRecord;
}

/**
 * How a claim stands. `facts` say what was seen, one sentence each: evidence where it is true, the reason where it is not.
 */
export type Verdict =
  | { readonly is: 'true'; readonly facts: readonly Message[]; readonly marks: readonly Mark[] }
  | { readonly is: 'false'; readonly facts: readonly Message[]; readonly marks: readonly Mark[]; readonly stuck?: Stuck; /** Uid of the container whose last lines tell more. */ readonly logsOf?: string }
  /** It cannot be told, and why. */
  | { readonly is: 'unknown'; readonly reason: Message; /** Looking at this host needs the student's word. */ readonly host?: string }
  | { readonly is: 'asking' };

/** Why waiting alone will not make it true. */
export type Stuck =
  /** It is not there: only a run can bring it. */
  | 'missing'
  /** The live state has come to its end. */
  | 'ended'
  /** It was read from a run that is over. */
  | 'over';

export function yes(facts: readonly Message[], marks: readonly Mark[] = []): Verdict { return { is: 'true', facts, marks }; }
export function no(fact: Message, stuck?: Stuck, logsOf?: string): Verdict { return { is: 'false', facts: [fact], marks: [], ...(stuck ? { stuck } : {}), ...(logsOf === undefined ? {} : { logsOf }) }; }
export function unknown(reason: Message, host?: string): Verdict { return { is: 'unknown', reason, ...(host === undefined ? {} : { host }) }; }
export const asking: Verdict = { is: 'asking' };
