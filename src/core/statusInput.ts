import type { Message } from './message';
import type { Resource } from './resource';
import type { LinkStatus, SwarmState } from './source';
import type { RowAction, RowAnswerView, StripView } from './protocol';

/** Turns a sentence into the user's language; the view layer supplies it. */
export type Translate = (message: Message) => string;

/** Which block made a resource, and how that is known. */
export interface Made {
  readonly labId: string;
  readonly sectionId: string;
  readonly blockId: string;
  /** "id printed by the command", "named in the command". */
  readonly message: Message;
  /** A guess, and shown as one. */
  readonly likely: boolean;
}

export type ProbeResult =
  | { readonly kind: 'asking' }
  /** An HTTP answer, whatever its status; `ms` until its first byte. */
  | { readonly kind: 'http'; readonly status: number; readonly ms: number }
  /** Something accepts connections but does not speak HTTP. */
  | { readonly kind: 'tcp'; readonly ms: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'timeout'; readonly ms: number }
  /** It may well answer where the daemon is, only not from this window. */
  | { readonly kind: 'unreachable'; readonly reason: Message }
  /** UDP, or a course that is not trusted yet. */
  | { readonly kind: 'notProbed'; readonly reason: Message };

/** A published port of one container or service, and whether somebody answers there. */
export interface EndpointProbe {
  /** `endpoint:<host ip>:<host port>/<protocol>`. */
  readonly uid: string;
  /** As it is shown and opened from this window: `localhost:8080`. */
  readonly address: string;
  /** Uid of the container or service that publishes it. */
  readonly owner: string;
  readonly result: ProbeResult;
  /** Milliseconds since the epoch of the result. */
  readonly at?: number;
  /** A browser can open it. */
  readonly openable: boolean;
  /** What leads there: "through minikube's address". */
  readonly via?: Message;
  /** Types this to get to it another way, where this one may not do. */
  readonly instead?: string;
}

export interface LabRef {
  readonly id: string;
  readonly title: string;
  /** It is about a swarm: its nodes are shown as soon as there is one. */
  readonly swarm?: boolean;
  /** It is about a cluster: no word of Docker is said then. */
  readonly cluster?: boolean;
  /** It is about AWS: no word of Docker is said then either. */
  readonly aws?: boolean;
  /** Where a student who has made nothing yet begins. */
  readonly firstBlock?: { readonly section: string; readonly id: string };
}

export interface LabRun { readonly sectionId: string; readonly blockId: string; /** The block as it ran. */ readonly text: string; readonly running: boolean }

/** `more`: there is more than was counted. */
export interface Counted {
  /** Records, items or objects that came within the last minute. */
  readonly lastMinute?: number;
  /** All that there are. */
  readonly total?: number;
  readonly more?: boolean;
}

/** All that the panel shows, before it is put into words. */
export interface StatusInput {
  /** Undefined: no lab is open. */
  readonly lab?: LabRef;
  readonly link: LinkStatus;
  /** By uid. An unchanged resource should be the same object as before: then its row costs nothing. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly swarm?: SwarmState;
  /** By uid: the last lines that a pod's program wrote before it ended, where it ended badly. Secrets are masked. */
  readonly lastLines?: ReadonlyMap<string, readonly string[]>;
  /** Why some rows may be missing, though the link is live. */
  readonly limits?: readonly Message[];
  /** By uid, of every lab. */
  readonly made: ReadonlyMap<string, Made>;
  readonly endpoints: readonly EndpointProbe[];
  /** By uid: why the last action on it failed. */
  readonly problems?: ReadonlyMap<string, Message>;
  /** By uid: what was asked for and is not over yet, such as a stop. */
  readonly pending?: ReadonlyMap<string, RowAction>;
  /** By uid: milliseconds since the epoch, by the daemon's clock, of the last event. */
  readonly changed?: ReadonlyMap<string, number>;
  /** Newest run of each block of the lab: some of them are programs that a picture shows. */
  readonly runs?: readonly LabRun[];
  /** By uid: what a thing said when a button of its row asked it. */
  readonly answers?: ReadonlyMap<string, RowAnswerView>;
  /** By uid: what was counted on AWS while the picture is looked at. */
  readonly counted?: ReadonlyMap<string, Counted>;
  /** Translated: what needs a decision, such as left-overs of an earlier lab. */
  readonly strips?: readonly StripView[];
  /** The block's number in its section; undefined when it is no longer there. */
  ordinal(sectionId: string, blockId: string): number | undefined;
}
