/** An answer as the service's own JSON, a text as it is (XML begins with `<`), or what makes one from the request's body. */
export type Answer = object | string | ((body: string) => object | string);

export interface Fault {
  /** `page`: 500 with HTML, as an emulator answers what it does not know; `silence`: never an answer; `slow`: the right one, late. */
  readonly kind: 'throttled' | 'expired' | 'denied' | 'invalidKey' | 'page' | 'silence' | 'slow';
  /** How many requests meet it; all by default. */
  readonly times?: number;
  readonly afterMs?: number;
}

export interface Request {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** As it stands in the signature: `sagemaker`, `ec2`, `s3`; `unsigned` without one. */
  readonly service: string;
  /** `ListEndpoints`; `GET /2015-03-31/functions/` where an API has no names for its actions. */
  readonly action: string;
  /** Id of the key that signed it. */
  readonly key: string;
  readonly body: string;
  /** HTTP status; 200 for what never gets an answer. */
  readonly answered: number;
}

export interface FakeAws {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  answer(service: string, action: string, answer: Answer): void;
  /** `service` `*`: any that has no fault of its own. Undefined: it is well again. */
  fault(service: string, fault: Fault | undefined): void;
  requests(service?: string): Request[];
  /** Forgets the requests so far. */
  forget(): void;
  stop(): Promise<void>;
}

export function startFakeAws(options?: { readonly port?: number }): Promise<FakeAws>;

/** How many of the requests came although a bucket of tokens was empty; 0: the limit was kept. */
export function beyondRate(requests: readonly { readonly at: number }[], limit: { readonly perSecond: number; readonly burst: number }): number;
