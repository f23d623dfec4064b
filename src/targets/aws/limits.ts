import type { AwsService } from '../../core/aws/kinds';
import type { Rate } from './bucket';

/** What a service and the log-in are asked by: `sts` has no rows. */
export type AskedService = AwsService | 'sts';

/** Of the emulator, for each service: it is on loopback and free. A first look at one of them fits in at once. */
const emulator: Rate = { perSecond: 5, burst: 10 };
const usual: Rate = { perSecond: 1, burst: 2 };
const rates: Partial<Record<AskedService, Rate>> = {
  // AWS allows an account two ListTrainingJobs a second, whoever asks.
  sagemaker: { perSecond: 1, burst: 2 },
  ec2: { perSecond: 2, burst: 4 },
};

export function rateOf(service: AskedService, emulated: boolean): Rate { return emulated ? emulator : rates[service] ?? usual; }

export interface Pace {
  /** While something is on its way to another state, milliseconds. */
  readonly pending: number;
  readonly steady: number;
  /** Share by which an interval may be shorter or longer. */
  readonly jitter: number;
}

const slow: ReadonlySet<AwsService> = new Set(['sagemaker', 'emr', 'redshift']);

export function paceOf(service: AwsService, emulated: boolean): Pace {
  if (emulated) return { pending: 1000, steady: 5000, jitter: 0 };
  return { pending: slow.has(service) ? 15_000 : 5000, steady: 5 * 60_000, jitter: 0.2 };
}

/** "Still running?", of what costs by the hour, while nobody looks. */
export const billingMs = 15 * 60_000;
/** After a block has ended: what it asked for is often not listed at the same moment. */
export const wakeMs = 1000;
/** The longest that a service which asks to slow down is left alone. */
export const longestMs = 5 * 60_000;
/** A request that has no answer by then is given up. */
export const deadlineMs = 10_000;
