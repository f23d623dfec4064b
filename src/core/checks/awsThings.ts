import type { AwsWord } from '../aws/kinds';
import { kindOf } from '../aws/kinds';
import { isOfAws, type AwsResource } from '../aws/resource';
import { isGoneState } from '../aws/states';
import type { Resource } from '../resource';

/** What a lab has on AWS, found by the names that its commands use. */
export class AwsThings {
  private readonly byKind = new Map<string, AwsResource[]>();

  constructor(things: Iterable<Resource>) {
    for (const thing of things) {
      if (!isOfAws(thing)) continue;
      const list = this.byKind.get(thing.kind);
      if (list) list.push(thing);
      else this.byKind.set(thing.kind, [thing]);
    }
  }

  all(word: AwsWord): readonly AwsResource[] { return this.byKind.get(kindOf(word)) ?? []; }

  /** All of that name or id, the newest first. `*`: any text. */
  named(word: AwsWord, name: string): readonly AwsResource[] {
    const fits = (thing: AwsResource): boolean => isNamed(thing, name, (one, claimed) => one === claimed);
    const literal = this.all(word).filter(fits);
    const found = literal.length > 0 || !name.includes('*') ? literal : this.all(word).filter(thing => isNamed(thing, name, fitsPattern));
    return [...found].sort((one, other) => (other.created ?? 0) - (one.created ?? 0));
  }
}

export function isGone(thing: AwsResource): boolean { return isGoneState(thing.kind.slice('aws-'.length) as AwsWord, thing.status); }

function isNamed(thing: AwsResource, name: string, same: (one: string, name: string) => boolean): boolean {
  const { id, arn } = thing;
  return [thing.name, id, arn, thing.labels['Name'], ...thing.kind === 'aws-task-definition' ? [thing.name.replace(/:\d+$/, '')] : []].some(one => one !== undefined && same(one, name));
}

/** `labbook=L7`; without `=`: whatever its value. */
export function hasTag({ labels }: AwsResource, tag: string): boolean {
  const at = tag.indexOf('=');
  return at < 0 ? Object.hasOwn(labels, tag) : Object.hasOwn(labels, tag.slice(0, at)) && labels[tag.slice(0, at)] === tag.slice(at + 1);
}

/** `xgb-*`, with `*` for any text. */
export function fitsPattern(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}

/** Names, ids and ARNs may stand for each other: `drop-traffic` is the end of its ARN, or a part of it. */
export function isUsing({ uses }: AwsResource, name: string): boolean {
  return (uses ?? []).some(one => one === name || one.split(/[/:]/).includes(name));
}
