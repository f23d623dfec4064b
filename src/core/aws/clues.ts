import type { RunRecord } from '../run';
import { commandsIn } from '../shellCommands';
import { awsActs, type AwsAct } from './acts';
import { awsCommand } from './command';
import type { AwsKind } from './kinds';
import type { AwsResource } from './resource';

/** What a run tells of its doings on AWS. */
export interface AwsClues {
  /** Of its commands that make something. */
  readonly makes: readonly AwsAct[];
  /** Programs that may make anything: a script that asks AWS by itself. */
  readonly mayMake: boolean;
  /** Words of the output that can be ids, ARNs or names. */
  readonly words: ReadonlySet<string>;
  /** `make_bucket: NAME`. */
  readonly buckets: readonly string[];
}

export const noAwsClues: AwsClues = { makes: [], mayMake: false, words: new Set(), buckets: [] };

const scripts = /^(?:python[\d.]*|node|bash|sh|zsh|make|sam|cdk|terraform)$/;

export function awsClues(run: Pick<RunRecord, 'target'>, texts: readonly string[], output: string): AwsClues {
  const onAws = run.target === 'aws';
  if (!onAws && !texts.some(text => /\b(?:aws|boto3)\b/.test(text))) return noAwsClues;
  const commands = texts.flatMap(text => commandsIn(text));
  const makes = commands.flatMap(({ words }) => { const command = awsCommand(words); return command ? awsActs(command) : []; }).filter(({ does }) => does === 'makes');
  const mayMake = commands.some(({ words }) => { const name = (words[0] ?? '').split('/').at(-1) ?? ''; return scripts.test(name) || /^\.{1,2}\//.test(words[0] ?? ''); });
  if (makes.length === 0 && !mayMake) return noAwsClues;
  return {
    makes, mayMake, words: new Set(output.split(/[\s"',;()[\]{}<>=]+/).map(word => word.replace(/[.:]+$/, '')).filter(word => word.length > 5)),
    buckets: [...output.matchAll(/^make_bucket: (\S+)/gm)].map(([, name]) => name ?? ''),
  };
}

/** Its id or ARN stands in the output of a run that makes things. A plain name is no id. */
export function printsId({ words }: AwsClues, { id, arn, name }: AwsResource): boolean {
  return (id !== name && words.has(id)) || (arn !== undefined && words.has(arn));
}

export function makesKind({ makes }: AwsClues, kind: AwsKind): boolean { return makes.some(act => act.kind === kind); }

/** `api` is the family of the task definition `api:3`. */
export function namesOf({ kind, name, id, labels }: AwsResource): readonly string[] {
  if (kind === 'aws-instance' && labels['Name'] !== undefined) return [name, id, labels['Name']];
  return kind === 'aws-task-definition' ? [name, name.replace(/:\d+$/, '')] : name === id ? [name] : [name, id];
}
