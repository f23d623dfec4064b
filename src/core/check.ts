import type { AwsAssertion, AwsKept } from './aws/check';
import type { AwsWord } from './aws/kinds';
import type { ClusterAssertion } from './clusterCheck';
import type { Span } from './diagnostic';

/**
 * What an author claims of the world after a step: data, never code. Names may hold `${value}`, which a capture of
 * an earlier check or a remembered placeholder fills; while it is not known the check is not measured.
 */
export type Test =
  | { readonly kind: 'all'; readonly tests: readonly Test[] }
  | { readonly kind: 'any'; readonly tests: readonly Test[] }
  | { readonly kind: 'not'; readonly test: Test }
  | Assertion;

/** One claim about one thing. Each target adds its kinds here; `core/checks/` judges them. */
export type Assertion = DockerAssertion | SwarmAssertion | ClusterAssertion | AwsAssertion | ReachAssertion | RecordAssertion;
export type AssertionKind = Assertion['kind'];

/** `8080:80/tcp`; no host port: any. */
export interface PortClaim { readonly hostPort?: string; readonly containerPort: number; readonly protocol: 'tcp' | 'udp' | 'sctp' }

export type DockerAssertion =
  | {
    readonly kind: 'container'; readonly name: string;
    /** `absent`: no container of that name is listed. */
    readonly state?: 'running' | 'exited' | 'created' | 'paused' | 'restarting' | 'absent';
    readonly exitCode?: number; readonly health?: 'healthy' | 'unhealthy' | 'starting';
    readonly ports?: readonly PortClaim[];
    /** None is published. */
    readonly noPorts?: boolean;
    readonly image?: string;
    /** Names of environment variables; values are never looked at. */
    readonly env?: readonly string[];
    readonly networks?: readonly string[]; readonly volumes?: readonly string[];
  }
  | { readonly kind: 'image'; readonly name: string; readonly state?: 'present' | 'absent'; readonly layersAtLeast?: number; readonly layers?: number }
  | { readonly kind: 'network'; readonly name: string; readonly state?: 'present' | 'absent'; readonly driver?: string; readonly scope?: string; readonly attached?: readonly string[]; readonly notAttached?: readonly string[] }
  | { readonly kind: 'volume'; readonly name: string; readonly state?: 'present' | 'absent' };

export type SwarmAssertion =
  | { readonly kind: 'swarm'; readonly state: 'manager' | 'worker' | 'inactive' }
  | { readonly kind: 'nodes'; readonly ready?: number; readonly leader?: number; readonly managers?: number }
  | { readonly kind: 'service'; readonly name: string; readonly state?: 'present' | 'absent'; readonly running?: number; readonly desired?: number; readonly image?: string; readonly ports?: readonly PortClaim[] }
  | { readonly kind: 'stack'; readonly name: string; readonly state?: 'present' | 'absent'; readonly services?: number }
  /** Tasks of a service that are in this state now or were, such as `failed`; `has`: text of the error. */
  | { readonly kind: 'tasks'; readonly service: string; readonly state: string; readonly atLeast: number; readonly has?: string };

/** What can be reached from the student's machine. Asked only where nothing else tells: over http, tcp, or in the lab's folder. */
export type ReachAssertion =
  /** An address, or `service/NAME:PORT/path`: that service of the lab's cluster, through its API server. */
  | { readonly kind: 'http'; readonly url: string; readonly status?: number; readonly has?: string; readonly lacks?: string; readonly matches?: string }
  | { readonly kind: 'tcp'; readonly port: string; readonly host?: string; readonly state: 'open' | 'closed' }
  | { readonly kind: 'file'; readonly path: string; readonly state?: 'present' | 'absent'; readonly has?: string; readonly matches?: string };

/** What this lab's record says; void after a reset. `block`: the step's own where it is left out. */
export type RecordAssertion =
  | { readonly kind: 'output'; readonly block?: string; readonly has?: readonly string[]; readonly lacks?: readonly string[]; readonly matches?: string }
  | { readonly kind: 'exit'; readonly block?: string; readonly code: number }
  | { readonly kind: 'ran'; readonly block: string }
  | { readonly kind: 'answer'; readonly ask: string; readonly is?: readonly string[]; readonly matches?: string };

/** A value of the live state or of the record, kept under a name for later checks and placeholders. */
export interface Capture {
  readonly name: string;
  readonly from:
    /** First group of the expression, or all of it. */
    | { readonly kind: 'output'; readonly block?: string; readonly matches: string }
    | { readonly kind: 'containerId'; readonly container: string }
    | { readonly kind: 'hostPort'; readonly container: string; readonly port: number }
    /** Name of a running pod that fits, the oldest of them. */
    | { readonly kind: 'podName'; readonly selector: string }
    /** Of a service of a cluster; the port where it has several. */
    | { readonly kind: 'nodePort'; readonly service: string; readonly port?: number }
    | { readonly kind: 'clusterIp'; readonly service: string }
    /** Of the newest thing that fits. `part`: an output of a stack. */
    | { readonly kind: 'aws'; readonly thing: AwsWord; readonly name?: string; readonly tag?: string; readonly part?: string; readonly keep: AwsKept };
}

/** A check of a section. It belongs to the step whose block stands before it. */
export interface Check {
  /** Unique in the section, among blocks too. */
  readonly id: string;
  /** Present tense: "MySQL accepts connections". */
  readonly claim: string;
  /** Id of the block it judges; undefined where none stands before it. */
  readonly block?: string;
  /** Ids of checks, or of blocks that must have run, in the same section. */
  readonly needs: readonly string[];
  readonly test: Test;
  readonly captures: readonly Capture[];
  /** How long after the block's end the state may take, in seconds; after it "not yet" becomes "cannot pass". */
  readonly timeoutSeconds?: number;
  readonly hint?: string;
  /** Said when it cannot pass any more. */
  readonly fail?: string;
  readonly span: Span;
  /** Id of the heading above it. */
  readonly heading?: string;
  /** 64 hex digits: claim aside, all that decides. A check whose hash changed is not done any more. */
  readonly hash: string;
}

/** Screens say: Waiting for …, Not yet, Done, Cannot pass, Not measured. */
export type CheckStateName = 'waiting' | 'notYet' | 'done' | 'cannotPass' | 'notMeasured';
