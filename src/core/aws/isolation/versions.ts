import { msg, type Message } from '../../message';
import type { LockRule } from './rule';

/** What `aws --version` says: `aws-cli/2.17.3 Python/…`. Undefined where it says something else. */
export function cliVersion(said: string): readonly [number, number, number] | undefined {
  const [, major, minor, patch] = /\baws-cli\/(\d+)\.(\d+)\.(\d+)/.exec(said) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Whether it honours AWS_ENDPOINT_URL: from 2.13.0, and from 1.29.0. */
export function knowsEndpoint([major, minor]: readonly [number, number, number]): boolean {
  return major > 2 || (major === 2 ? minor >= 13 : major === 1 && minor >= 29);
}

/** boto3 honours it from 1.28.0. */
export function botoKnowsEndpoint(version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version.trim()) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 28);
}

export const updateCli: Message = msg('Install version 2.13 or newer of the AWS command line, or 1.29 or newer with: pip install --upgrade awscli');

const blobs: Readonly<Record<string, readonly string[]>> = { 'lambda invoke': ['--payload'], 'kinesis put-record': ['--data'], 'firehose put-record': ['--record'], 'sagemaker-runtime invoke-endpoint': ['--body'] };

/** What one version of the command line knows and the other does not: found before the block runs. */
export const versionLocks: readonly LockRule[] = [
  {
    rule: 'aws.needsVersion2', kind: 'version', everyTrack: true, find: ({ name, command: { words }, input }) => {
      if (name !== 'aws' || input.cli !== 1) return undefined;
      if (words.some(word => word.startsWith('--cli-binary-format'))) return { title: msg('Version 1 of the AWS command line does not know --cli-binary-format.'), remedy: msg('Leave it out: version 1 takes the text as it is.') };
      if (two(words) === 'logs tail') return { title: msg('Version 1 of the AWS command line does not know aws logs tail.'), remedy: msg('Use aws logs filter-log-events, or version 2.') };
      return two(words) === 'configure sso' ? { title: msg('Version 1 of the AWS command line does not know aws configure sso.'), remedy: msg('Use version 2.') } : undefined;
    },
  },
  {
    rule: 'aws.needsVersion1', kind: 'version', everyTrack: true, find: ({ name, command: { words }, input }) => {
      if (name !== 'aws' || input.cli === undefined || input.cli < 2) return undefined;
      if (two(words) === 'ecr get-login' || words.includes('--no-include-email')) return { title: msg('Version 2 of the AWS command line does not know aws ecr get-login.'), remedy: msg('Use: aws ecr get-login-password | docker login --username AWS --password-stdin HOST') };
      const options = Object.hasOwn(blobs, two(words)) ? blobs[two(words)]! : [];
      const plain = options.some(option => words.some((word, i) => word === option && !/^(?:fileb:\/\/|\$|[A-Za-z0-9+/]+={0,2}$)/.test(words[i + 1] ?? '')));
      return plain && !words.some(word => word.startsWith('--cli-binary-format'))
        ? { title: msg('Version 2 of the AWS command line wants this value as base64.'), remedy: msg('Put the text into a file and name it as fileb://FILE: that works in both versions.') } : undefined;
    },
  },
];

function two(words: readonly string[]): string { return words.slice(1).filter(word => !word.startsWith('-')).slice(0, 2).join(' '); }
