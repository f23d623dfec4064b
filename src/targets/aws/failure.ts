export type FailureReason =
  /** Nobody listens there. */
  | 'refused'
  /** No such host, no way to it. */
  | 'unreachable'
  | 'slow' | 'broken' | 'tls'
  | 'authMissing' | 'authExpired'
  /** Keys that AWS does not know. */
  | 'authWrong'
  | 'forbidden' | 'throttled'
  /** The emulator does not know the call. */
  | 'unsupported'
  | 'quota' | 'absent' | 'wrongAccount'
  /** Any other answer that is not a success. */
  | 'server'
  /** We ended it ourselves. */
  | 'ended';

/** Why a request to AWS has no good answer. */
export class AwsFailure extends Error {
  constructor(readonly reason: FailureReason, message: string, /** `ListEndpoints`. */ readonly call = '') { super(message); }

  /** The place itself is not to be had: no other request would do better. */
  get ofPlace(): boolean { return ['refused', 'unreachable', 'slow', 'broken', 'tls', 'authMissing', 'authExpired', 'authWrong', 'wrongAccount'].includes(this.reason); }
  /** It is no use to ask again before the student has done something. */
  get ofLogIn(): boolean { return ['authMissing', 'authExpired', 'authWrong', 'wrongAccount'].includes(this.reason); }
}

const networkReasons: Readonly<Record<string, FailureReason>> = {
  ECONNREFUSED: 'refused', ENOTFOUND: 'unreachable', EAI_AGAIN: 'unreachable', EHOSTUNREACH: 'unreachable', ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'slow', ECONNRESET: 'broken', EPIPE: 'broken', EPROTO: 'tls',
};

interface Raw { readonly name: string; readonly message: string; readonly code: string; readonly status?: number; readonly body?: string }

/** `call`: as AWS calls it, for the sentence. */
export function failureOf(error: unknown, { emulated, call = '' }: { readonly emulated: boolean; readonly call?: string }): AwsFailure {
  if (error instanceof AwsFailure) return error;
  const raw = read(error);
  return new AwsFailure(reasonOf(raw, emulated), sentence(raw), call);
}

/** The service says that there is no such thing. */
export function isAbsent(error: unknown): boolean {
  const { name, message, status } = read(error);
  if (status !== undefined && (status < 400 || status >= 500)) return false;
  return /NotFound|NoSuch|NotExist|NonExistent/i.test(name) || status === 404
    || /^(Validation|Invalid|Client|Cluster)/.test(name) && /does not exist|could not find|cannot find|not found|is not valid|not exist/i.test(message);
}

function reasonOf(raw: Raw, emulated: boolean): FailureReason {
  const { name, message, code, status } = raw;
  if (name === 'AbortError' || message === 'ended') return 'ended';
  if (name === 'TimeoutError') return 'slow';
  if (code in networkReasons) return networkReasons[code]!;
  if (/^(ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|ERR_SSL_)/.test(code)) return 'tls';
  if (/ExpiredToken|TokenRefreshRequired|RequestExpired/.test(name) || /(?:SSO|token).{0,60}(?:expired|refresh)|security token included in the request is expired/i.test(message)) return 'authExpired';
  if (name === 'CredentialsProviderError' || /Could not load credentials|made without credentials/.test(message)) return 'authMissing';
  if (/InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure|InvalidSignature|IncompleteSignature/.test(name)) return 'authWrong';
  if (/Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ProvisionedThroughputExceeded/i.test(name) || /Rate exceeded/i.test(message) || status === 429) return 'throttled';
  if (/AccessDenied|UnauthorizedOperation|NotAuthorized|Forbidden|AuthorizationError/i.test(name) || status === 403) return 'forbidden';
  if (/LimitExceeded|QuotaExceeded/i.test(name)) return 'quota';
  // A service of AWS never answers in HTML: this is an emulator's own fault page.
  if (emulated && (status === 500 || status === 501 || /NotImplemented|UnknownOperation/.test(name))) return 'unsupported';
  if (isAbsent({ name, message, $metadata: { httpStatusCode: status } })) return 'absent';
  return 'server';
}

function sentence({ name, message }: Raw): string {
  const plain = message.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 300);
  return plain === '' ? name : name && name !== 'Error' && !plain.includes(name) ? `${name}: ${plain}` : plain;
}

function read(error: unknown): Raw {
  const { name, message, code, $metadata, $response, cause, errors } = (error ?? {}) as Record<string, unknown> & { $metadata?: { httpStatusCode?: number }; $response?: { statusCode?: number } };
  const inner = code === undefined && cause && typeof cause === 'object' ? cause as { code?: unknown } : Array.isArray(errors) ? errors[0] as { code?: unknown } : undefined;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  return {
    name: typeof name === 'string' ? name : '', message: typeof message === 'string' ? message : String(error),
    code: typeof code === 'string' ? code : typeof inner?.code === 'string' ? inner.code : '', ...(status === undefined ? {} : { status }),
  };
}
