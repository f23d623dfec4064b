import type { RunningEmulator } from '../../core/aws/emulator';
import type { AwsKind, AwsService } from '../../core/aws/kinds';
import type { AwsAnswer, AwsQuery } from '../../core/aws/query';
import type { AwsPlace } from '../../core/aws/place';
import type { AwsResource } from '../../core/aws/resource';
import type { Disposable } from '../../core/disposable';
import type { LiveState } from '../../core/liveState';
import type { Cause, Source } from '../../core/source';

export type { RunningEmulator };
export type Env = Readonly<Record<string, string | undefined>>;

/** Where a lab's things are, and which services it speaks to. */
export interface AwsWanted {
  readonly track: 'emulator' | 'real';
  /** Of the lab; else that of the environment or the profile. */
  readonly region?: string;
  /** Only these are loaded and asked: core/aws/services.ts. */
  readonly services: readonly AwsService[];
  /** Of the track `emulator`; undefined while none is running. */
  readonly emulator?: RunningEmulator;
  readonly profile?: string;
  /** Pinned by the lab: another account is never asked. */
  readonly account?: string;
}

export interface ResolvedAws {
  /** Without an account in the track `real` until somebody has asked who asks. */
  readonly place?: AwsPlace;
  /** Why there is no place, or nothing to log in with. */
  readonly problem?: Cause;
  /** Files that decide it, those too that do not exist yet. */
  readonly files: readonly string[];
}

/** Something that is known to be or to have been there, from the ledger: it is asked for by its id where no list names it. */
export interface KnownThing { readonly kind: AwsKind; readonly id: string }

/** Why a source is held. `billing`: nobody looks; only what costs by the hour is asked for, every 15 minutes. */
export type AwsHold = 'look' | 'billing';

/** What a lab has on AWS or on an emulator, shared by all views. Contacts nothing until somebody holds it, nothing after the last lets go. */
export interface AwsSource extends Source {
  readonly resources: ReadonlyMap<string, AwsResource>;
  hold(why?: AwsHold): Disposable;
  /** An aws block has ended: all is looked at once, a second later. */
  wake(): void;
  /** These are asked for as well, even if no list names them. Adds to what was said before. */
  know(things: readonly KnownThing[]): void;
  /** Asked once, now. Rejects with a UserError while the link is down and where nobody answers in time. */
  ask(query: AwsQuery): Promise<AwsAnswer>;
}

/** The AWS target. `env` is the environment of the student's shell: the process's own, overlaid by what the shell reports. */
export interface AwsTarget extends Disposable {
  /** Where an aws command of this lab goes. Reads a few small files, contacts nothing. */
  place(env: Env, wanted: AwsWanted): ResolvedAws;
  /** Live state there, shared: dispose it when done, hold it while somebody looks. */
  source(env: Env, wanted: AwsWanted): AwsSource;
  /** What is there at this moment, asked anew. Rejects with a UserError `aws.<code of its cause>` where nobody answers. */
  look(env: Env, wanted: AwsWanted, known?: readonly KnownThing[]): Promise<LiveState>;
  /** Loads what these services will need and goes through it once, a file a turn and none at once; contacts nobody. Disposed of, it stops. */
  warm(services: readonly AwsService[]): Disposable;
  /** Calls when the files that decide place and log-in have changed. */
  watch(env: Env, changed: () => void): Disposable;
}
