/** What one thing costs while it is there. */
export interface Price {
  /** As `AwsBilling.price` says it: `sagemaker/ml.m5.large`. */
  readonly key: string;
  readonly region: string;
  readonly unit: 'hour';
  /** US dollars a unit, without tax, traffic and storage. */
  readonly usd: number;
  /** ISO day on which it was written down here. */
  readonly date: string;
  /** Where it is published, or was read. */
  readonly source: string;
  /** Whether a text of that address was read that says this number. All others are shown as unconfirmed. */
  readonly confirmed: boolean;
}

const written = '2026-11-26';
const pages = {
  sagemaker: 'https://aws.amazon.com/sagemaker/pricing/',
  ec2: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  emr: 'https://aws.amazon.com/emr/pricing/',
  redshift: 'https://aws.amazon.com/redshift/pricing/',
  kinesis: 'https://aws.amazon.com/kinesis/data-streams/pricing/',
  'managed-flink': 'https://aws.amazon.com/managed-service-apache-flink/pricing/',
  elb: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
} as const;

function unconfirmed(service: keyof typeof pages, prices: Readonly<Record<string, number>>): readonly Price[] {
  return Object.entries(prices).map(([name, usd]) => ({ key: `${service}/${name}`, region: 'us-east-1', unit: 'hour', usd, date: written, source: pages[service], confirmed: false }));
}

/** Only us-east-1, where the labs are: another region has other prices, so that it has none here. A node of EMR is its machine and what EMR adds. */
export const prices: readonly Price[] = [
  ...unconfirmed('sagemaker', { 'ml.t2.medium': 0.056, 'ml.t3.medium': 0.05, 'ml.m5.large': 0.115, 'ml.m5.xlarge': 0.23 }),
  ...unconfirmed('ec2', { 't2.micro': 0.0116, 't2.small': 0.023, 't2.medium': 0.0464, 't3.micro': 0.0104, 'm5.xlarge': 0.192 }),
  ...unconfirmed('emr', { 'm5.xlarge': 0.24 }),
  ...unconfirmed('redshift', { 'ra3.large': 0.543, 'ra3.xlplus': 1.086 }),
  ...unconfirmed('kinesis', { shard: 0.015, 'on-demand': 0.04 }),
  ...unconfirmed('managed-flink', { kpu: 0.11 }),
  ...unconfirmed('elb', { application: 0.0225, network: 0.0225 }),
  { key: 'ec2/public-ipv4', region: 'us-east-1', unit: 'hour', usd: 0.005, date: '2024-02-01', source: 'https://www.techpartner.news/news/aws-to-charge-for-ipv4-addresses-598672', confirmed: true },
];
