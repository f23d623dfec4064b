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
  /** Programs that may make anything: a script that asks AWS by itself, a function of the shell. */
  readonly mayMake: boolean;
  /** Words of the output that can be ids, ARNs or names. */
  readonly words: ReadonlySet<string>;
  /** `make_bucket: NAME`. */
  readonly buckets: readonly string[];
}

export const noAwsClues: AwsClues = { makes: [], mayMake: false, words: new Set(), buckets: [] };

/** What every shell has. Another bare word may be a function of an earlier block, which makes things in its own words. */
const ordinary: ReadonlySet<string> = new Set((
  'alias awk aws base64 basename bc bg break builtin cat cd chmod chown clear cmp column command continue cp curl cut date declare df diff dig dirname docker du echo egrep env eval exec exit export '
  + 'expr false fg fgrep file find getopts git grep gunzip gzip head history hostname id ip jobs jq kill kubectl less let ln local ls man mkdir mktemp more mv nc nl nohup od paste ping pip pip3 podman popd '
  + 'printenv printf ps psql pushd pwd read readlink readonly realpath return rev rm rmdir sed seq set sha256sum shasum shift shuf sleep sort source split ssh stat strings sudo tail tar tee test time timeout '
  + 'touch tr trap true tty type typeset ulimit umask uname uniq unset unzip wait watch wc wget which who whoami xargs xxd yes zip'
).split(' '));

const scripts = /^(?:python[\d.]*|node|bash|sh|zsh|make|sam|cdk|terraform)$/;

export function awsClues(run: Pick<RunRecord, 'target'>, texts: readonly string[], output: string): AwsClues {
  const onAws = run.target === 'aws';
  if (!onAws && !texts.some(text => /\b(?:aws|boto3)\b/.test(text))) return noAwsClues;
  const commands = texts.flatMap(text => commandsIn(text));
  const makes = commands.flatMap(({ words }) => { const command = awsCommand(words); return command ? awsActs(command) : []; }).filter(({ does }) => does === 'makes');
  const mayMake = commands.some(({ words }) => { const name = (words[0] ?? '').split('/').at(-1) ?? ''; return scripts.test(name) || /^\.{1,2}\//.test(words[0] ?? '') || onAws && /^[A-Za-z_]\w*$/.test(words[0] ?? '') && !ordinary.has(name); });
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
