import type { StageView } from '../../labViews';
import { msg } from '../../message';
import { isStaleNow } from '../../statusHead';
import type { StatusInput, Translate } from '../../statusInput';
import { isOfAws, type AwsResource } from '../resource';
import { wordOf, type AwsWord } from '../kinds';
import { awsWords } from '../words';
import { awsIcon } from './groups';
import { awsParts } from './row';

/** What the pictures are drawn from. */
export interface Scene {
  readonly input: StatusInput;
  readonly translate: Translate;
  readonly stale: boolean;
  /** The lab's own things. */
  readonly own: readonly AwsResource[];
}

export function sceneOf(input: StatusInput, translate: Translate): Scene {
  const own = [...input.resources.values()].filter(isOfAws).filter(({ uid, ending }) => input.made.get(uid)?.labId === input.lab?.id && !ending);
  return { input, translate, stale: isStaleNow(input), own: own.sort((a, b) => (a.created ?? 0) - (b.created ?? 0) || (a.name < b.name ? -1 : 1)) };
}

export function ofWord({ own }: Scene, ...words: readonly AwsWord[]): readonly AwsResource[] { return own.filter(({ kind }) => words.includes(wordOf(kind))); }

/** A thing as a box: same state, same mark as its row. */
export function stageOf(resource: AwsResource, scene: Scene, over: Partial<StageView> = {}): StageView {
  const { input, stale, translate } = scene;
  const row = awsParts(resource, input.link.endpoint?.aws?.region ?? '', translate);
  const there = resource.status === '' || row.icon === 'flask';
  const mark = there ? resource.emulated ? 'flask' : 'pass' : row.tone;
  return {
    uid: resource.uid, icon: awsIcon(resource.kind), name: resource.name, detail: [translate(awsWords(resource.kind)), ...resource.status === '' ? resource.facts.slice(1) : resource.facts.slice(0, 1)].join(' · '), hop: blockWords(resource.uid, scene),
    ...over, state: over.state ?? (stale ? translate(msg('was {0}', row.state)) : row.state), mark: stale ? 'stale' : over.mark ?? mark,
  };
}

/** "block 7": what made it stands on the arrow that leads to it. */
export function blockWords(uid: string, { input, translate }: Scene): string | undefined {
  const made = input.made.get(uid);
  if (!made) return undefined;
  const ordinal = input.ordinal(made.sectionId, made.blockId);
  return ordinal === undefined ? made.blockId : translate(msg('block {0}', ordinal));
}

/** `arn:…:stream/wildrydes`, `arn:aws:s3:::data`, `…:function:name` and the plain name are one thing. */
export function isNamed(resource: AwsResource, reference: string): boolean {
  return reference === resource.id || reference === resource.arn || reference === resource.name || reference.split(/[:/]/).at(-1) === resource.name;
}
