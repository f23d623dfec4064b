import { awsServices, awsWords, kindOf, serviceOf, type AwsService } from './kinds';

/** As the command line and boto3 call a service, where that differs from its SDK client or belongs to another's things. */
const byName: Readonly<Record<string, AwsService>> = {
  ...Object.fromEntries(awsServices.map(name => [name, name])),
  s3api: 's3', elbv2: 'elastic-load-balancing-v2', logs: 'cloudwatch-logs', 'sagemaker-runtime': 'sagemaker', 'redshift-data': 'redshift',
  // An author's check: `aws training-job NAME Completed`, `aws objects output/ in NAME at-least 1`.
  ...Object.fromEntries(awsWords.map(word => [word, serviceOf(kindOf(word))])),
  object: 's3', objects: 's3', versions: 's3', anonymous: 's3', 'bucket-settings': 's3', items: 'dynamodb', records: 'kinesis', log: 'cloudwatch-logs', images: 'ecr', rule: 'ec2',
  statement: 'redshift', result: 'athena', invoked: 'cloudwatch-logs', 'role-policy': 'iam',
};

/** Services that a text speaks to: its `aws <service> …` commands, its `aws <word> NAME STATE` checks, and what Python asks boto3 for. */
export function servicesIn(text: string): AwsService[] {
  const found = new Set<AwsService>();
  const whole = text.replace(/\\\r?\n/g, ' ');
  for (const match of whole.matchAll(/(?<![\w./$-])aws[ \t]+([^\n;|&]*)/g)) {
    const service = serviceOfWords(match[1]!.trim().split(/\s+/));
    if (service) found.add(service);
  }
  // As a map: `aws: { bucket: NAME }`, or with its keys on lines of their own.
  for (const match of whole.matchAll(/(?<![\w-])aws:\s*(?:\{([^}]*)\}|((?:\n[ \t]+[^\n]*)+)|([\w-]+))/g)) {
    for (const [key] of (match[1] ?? match[2] ?? `${match[3]}:`).matchAll(/[\w-]+(?=:)/g)) {
      const service = Object.hasOwn(byName, key) ? byName[key] : undefined;
      if (service) found.add(service);
    }
  }
  for (const match of whole.matchAll(/\.(?:client|resource)\(\s*(?:service_name\s*=\s*)?(['"])([\w-]+)\1/g)) {
    const service = serviceNamed(match[2]!);
    if (service) found.add(service);
  }
  return awsServices.filter(service => found.has(service));
}

function serviceOfWords(words: readonly string[]): AwsService | undefined {
  // Options of the command itself stand before the service, with a value or without.
  const at = words.findIndex((word, index) => !word.startsWith('-') && (serviceNamed(word) !== undefined || !/^--[\w-]+$/.test(words[index - 1] ?? '')));
  return serviceNamed(words[at] ?? '');
}

function serviceNamed(word: string): AwsService | undefined {
  return Object.hasOwn(byName, word) ? byName[word] : undefined;
}
