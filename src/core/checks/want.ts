import { keyOfQuery, type AwsAnswer, type AwsQuery } from '../aws/query';
import type { Message } from '../message';

/** One thing to look at that neither the source nor the records say. Only looked at when a check needs it. */
export type Want =
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  /** Relative to the lab's folder. */
  | { readonly kind: 'file'; readonly path: string }
  /** By uid. */
  | { readonly kind: 'detail'; readonly container: string }
  | { readonly kind: 'layers'; readonly image: string }
  /** Of a container or a pod. */
  | { readonly kind: 'logs'; readonly container: string }
  /** Of the lab's cluster; a ConfigMap is one of its namespace. */
  | { readonly kind: 'namespace' | 'configmap'; readonly name: string }
  | { readonly kind: 'nodes' }
  /** A page of a service there, through the API server. The port's number or name; the path with its `/`. */
  | { readonly kind: 'servicePage'; readonly service: string; readonly port: string; readonly path: string }
  /** Of the lab's account and region, or its emulator. */
  | { readonly kind: 'aws'; readonly query: AwsQuery };

export interface NodeSeen { readonly name: string; readonly ready: boolean; /** False: cordoned. */ readonly schedulable: boolean }

export type Seen =
  /** `body` as far as it was read, `cut` where more came. `leads`: host and port that a redirect named and that was not followed. */
  | { readonly kind: 'http'; readonly status: number; readonly body: string; readonly cut: boolean; readonly leads?: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'silent'; readonly seconds: number }
  | { readonly kind: 'file'; readonly text: string; readonly cut: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'detail'; readonly envNames: readonly string[]; readonly restartPolicy: string }
  | { readonly kind: 'layers'; readonly count: number }
  /** Secrets masked; without empty lines at its end. */
  | { readonly kind: 'logs'; readonly lines: readonly string[] }
  /** It is there. `keys`: names of what it holds. */
  | { readonly kind: 'object'; readonly ending: boolean; readonly keys: readonly string[] }
  | { readonly kind: 'nodes'; readonly nodes: readonly NodeSeen[] }
  | { readonly kind: 'aws'; readonly answer: AwsAnswer }
  /** The API server has no way to the page, and says why. */
  | { readonly kind: 'unserved'; readonly reason: string }
  /** Not looked at, and why. `host`: the student may allow it. */
  | { readonly kind: 'barred'; readonly reason: Message; readonly host?: string };

/** The same thing has the same key, whoever wants it. */
export function keyOf(want: Want): string {
  switch (want.kind) {
    case 'http': return `http ${want.url}`;
    case 'tcp': return `tcp ${want.host}:${want.port}`;
    case 'file': return `file ${want.path}`;
    case 'detail': case 'logs': return `${want.kind} ${want.container}`;
    case 'layers': return `layers ${want.image}`;
    case 'namespace': case 'configmap': return `${want.kind} ${want.name}`;
    case 'nodes': return 'nodes';
    case 'aws': return keyOfQuery(want.query);
    case 'servicePage': return `page ${want.service}:${want.port} ${want.path}`;
  }
}

/** Asked over the network or read from the disk: looked at again and again while a check is not done. */
export function isReach(want: Want): boolean { return want.kind === 'http' || want.kind === 'tcp' || want.kind === 'file' || want.kind === 'aws' || isOfCluster(want); }

/** Asked of the lab's cluster. */
function isOfCluster({ kind }: Want): boolean { return kind === 'namespace' || kind === 'configmap' || kind === 'nodes' || kind === 'servicePage'; }

/** Port on this machine or the daemon's that an answer would come from. */
export function portOf(want: Want): number | undefined {
  if (want.kind === 'tcp') return want.port;
  if (want.kind !== 'http') return undefined;
  const written = /^[a-z]+:\/\/(?:\[[^\]]*\]|[^/:?#]*)(?::(\d+))?/i.exec(want.url)?.[1];
  return written === undefined ? 80 : Number(written);
}
