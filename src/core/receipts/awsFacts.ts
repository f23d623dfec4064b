import { awsActs, type AwsAct } from '../aws/acts';
import { awsCommandsIn } from '../aws/command';
import type { AwsResource } from '../aws/resource';
import { idInUid } from '../aws/uid';
import type { ThingBefore } from './snapshot';

/** What somebody can have wished of it: facts, and how its parts share the traffic. */
export function awsFacts({ kind, facts, counts, parts = [] }: AwsResource): readonly string[] {
  const wanted = kind === 'aws-ecs-service' && counts?.['desired'] !== undefined ? [`${counts['desired']} wanted`] : [];
  return [...wanted, ...facts.filter(fact => !byItself.test(fact)), ...parts.map(({ name, weight, detail }) => [name, ...weight === undefined ? [] : [`${Math.round(weight * 100)} %`], ...detail === undefined ? [] : [detail]].join(' '))];
}

/** Tasks, targets and objects come and go without anybody's wish. */
const byItself = /^\d+ (?:of \d+ |running tasks|services|instances|objects?|items?)/;

/** What comes after such a word comes by itself: it was on its way. */
const underWay = /(?:ing|ING|_IN_PROGRESS|InProgress|-down)$|^(?:pending|PENDING)$/;
const steady = /^(?:running|RUNNING|WAITING)$/;

/** `InService` to `Stopped`; `1 shard` to `2 shards`. Undefined where nothing is other than it was, but for what was on its way. */
export function awsDifference(was: ThingBefore, now: AwsResource): { readonly from: string; readonly to: string } | undefined {
  const facts = awsFacts(now);
  const lost = was.more.filter(fact => !facts.includes(fact));
  const fresh = facts.filter(fact => !was.more.includes(fact));
  const moved = was.state !== now.status && (steady.test(was.state) || !underWay.test(was.state));
  if (!moved && lost.length + fresh.length === 0) return undefined;
  return { from: [...moved ? [was.state] : [], ...lost].join(', '), to: [...moved ? [now.status] : [], ...fresh].join(', ') };
}

/** What the commands of a run do to things on AWS. */
export function awsTalk(text: string): readonly AwsAct[] { return awsCommandsIn(text).flatMap(awsActs); }

/** It does that to this very thing, by its name or id, or by a tail of its ARN. */
export function saysOf(acts: readonly AwsAct[], does: readonly AwsAct['does'][], uid: string, was: Pick<ThingBefore, 'thing' | 'name'>): boolean {
  const id = idInUid(uid);
  return acts.some(act => does.includes(act.does) && act.kind === was.thing && act.name !== undefined && isCalled(act.name, was.name, id));
}

/** It does that to something of this kind that is named by a variable or a file. */
export function maySay(acts: readonly AwsAct[], does: readonly AwsAct['does'][], thing: string): boolean {
  return acts.some(act => does.includes(act.does) && act.kind === thing && (act.name === undefined || /[$`]/.test(act.name)));
}

/** `api` of a task definition `api:3` is its family, and of an ARN the last piece is its name. */
export function isCalled(written: string, name: string, id: string): boolean {
  return written === name || written === id || written.endsWith(`/${name}`) || written.endsWith(`:${name}`) || id.endsWith(`/${written}`);
}
