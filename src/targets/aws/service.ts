import type { AwsKind } from '../../core/aws/kinds';
import type { AwsAnswer, AwsQuery } from '../../core/aws/query';
import type { AwsResource } from '../../core/aws/resource';
import type { Disposable } from '../../core/disposable';
import type { Ending } from './ending';

/** What a row is made of by its service; all else is the same for all. */
export type Row = Omit<AwsResource, 'uid' | 'kind' | 'standIn' | 'emulated' | 'labels' | 'ending' | 'facts'> & Partial<Pick<AwsResource, 'labels' | 'ending' | 'facts'>>;

/** A thing of which a list does not say enough; `stamp` is another one when it has changed, undefined where that is not known. */
export interface Named { readonly named: string; readonly stamp?: string; /** As much as the list says: shown until the rest is known. */ readonly row?: Row }

export interface Listing {
  readonly rows: readonly (Row | Named)[];
  /** There are more than the first page has. */
  readonly cut: boolean;
}

/** What a reader may know of the round it is in. */
export interface Round {
  /** As they are known now, of the same service. */
  rows(kind: AwsKind): readonly AwsResource[];
  /** As the last list has said it of this one. */
  listed(id: string): Row | undefined;
}

/** How one kind is asked for. Rejects as the SDK does. */
export interface KindReader {
  readonly kind: AwsKind;
  /** It may cost by the hour: it is asked for even while nobody looks. */
  readonly billable?: boolean;
  list(round: Round): Promise<Listing>;
  /** One of them; undefined where it is gone. */
  describe?(id: string, round: Round): Promise<Row | undefined>;
}

/** One service, with a client of its own. */
export interface ServiceClient extends Disposable {
  /** In the order in which they are asked for: what others are read by comes first. */
  readonly kinds: readonly KindReader[];
  /** Undefined: it is not for this service. */
  ask?(query: AwsQuery): Promise<AwsAnswer> | undefined;
}

/** What a client is made with. Its keys are in `config`; nothing of it is logged. */
export interface ClientSetting {
  readonly emulated: boolean;
  readonly region: string;
  readonly account?: string;
  /** For the client of this name, as the SDK takes it. */
  config(name?: 'sagemaker-runtime' | 'redshift-data'): ClientConfig;
  /** Every request goes through it, each time that it is tried: where to, and how often. */
  readonly attempt: Attempt;
  readonly ending: Ending;
}

export interface ClientConfig {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials: () => Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }>;
  readonly maxAttempts: number;
  readonly retryMode: 'standard';
  readonly requestHandler: { readonly requestTimeout: number; readonly connectionTimeout: number; readonly throwOnRequestTimeout: true };
  readonly useFipsEndpoint: false;
  readonly useDualstackEndpoint: false;
  readonly defaultsMode: 'standard';
  readonly disableHostPrefix: boolean;
}

/** Resolves when the request may go, rejects when it must not. */
export type Attempt = (request: { readonly hostname: string; readonly port?: number; readonly protocol: string }) => Promise<void>;

/** What a file of a service exports. */
export interface ServiceModule { readonly open: (setting: ClientSetting) => ServiceClient }
