import { asMap, asText } from './plain';

export type FailureReason =
  /** Nobody listens there. */
  | 'refused'
  /** No such host, no way to it. */
  | 'unreachable'
  /** No answer in time. */
  | 'slow'
  /** The connection broke off. */
  | 'broken'
  /** Its certificate is not to be trusted, or is for another host. */
  | 'tls'
  | 'unauthorized' | 'forbidden' | 'absent' | 'throttled'
  /** 410: what was asked for is too long ago; list again. */
  | 'expired'
  /** Any other answer that is not a success. */
  | 'server'
  /** The plug-in that logs in is not there, hangs or has failed. */
  | 'pluginMissing' | 'pluginFailed'
  /** The credentials in the file cannot be used: a file that it names is missing, a proxy of an unknown kind. */
  | 'config'
  /** We ended it ourselves. */
  | 'ended';

/** Why a request to a cluster has no good answer. */
export class ClusterFailure extends Error {
  constructor(
    readonly reason: FailureReason, message: string,
    readonly more: { readonly status?: number; /** What the server asks to wait. */ readonly retryAfterMs?: number } = {},
  ) { super(message); }

  /** The cluster itself is not to be had: no other request would do better. */
  get ofCluster(): boolean {
    return ['refused', 'unreachable', 'slow', 'tls', 'unauthorized', 'pluginMissing', 'pluginFailed', 'config'].includes(this.reason);
  }
}

const reasons: Readonly<Record<string, FailureReason>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unreachable', EAI_AGAIN: 'unreachable', EHOSTUNREACH: 'unreachable', ENETUNREACH: 'unreachable', EHOSTDOWN: 'unreachable',
  ETIMEDOUT: 'slow', EPROTO: 'tls', CERT_HAS_EXPIRED: 'tls', CERT_NOT_YET_VALID: 'tls',
};

/** What the network says. It puts its word into `code`, never into `name`. */
export function failureOf(error: unknown): ClusterFailure {
  if (error instanceof ClusterFailure) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  const word = String(code ?? '');
  const tls = /^(ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|ERR_SSL_)/.test(word);
  return new ClusterFailure(reasons[word] ?? (tls ? 'tls' : 'broken'), String(message ?? error));
}

const statuses: Readonly<Record<number, FailureReason>> = { 401: 'unauthorized', 403: 'forbidden', 404: 'absent', 410: 'expired', 429: 'throttled' };

/** What the API server says, with the sentence of its `Status` object. `retryAfter`: the header, in seconds. */
export function failureOfStatus(status: number, body: unknown, retryAfter?: string): ClusterFailure {
  const seconds = Number(retryAfter ?? asMap(asMap(body)['details'])['retryAfterSeconds']);
  const more = { status, ...(Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}) };
  return new ClusterFailure(statuses[status] ?? 'server', asText(asMap(body)['message']) ?? `The API server answered with ${status}.`, more);
}
