import { lineDiff } from './lineDiff';
import { showHidden } from './hiddenCharacters';
import { msg, type Message } from './message';
import type { Section } from './section';

/** Something of a course that can act: it runs, asks, fetches, or is copied to where commands run. */
export interface ContentItem {
  readonly kind: 'block' | 'check' | 'needs' | 'file';
  /** Id of the section; empty for a file. */
  readonly section: string;
  /** Id of the block or check in its section; path of a file below the course's folder. */
  readonly id: string;
  /** 64 hex digits, of all that decides what it does. */
  readonly hash: string;
  /** As people read it; empty where it is no text. */
  readonly text: string;
}

/** What is trusted: everything in a course that can act, as it is now. */
export interface CourseContent {
  readonly items: readonly ContentItem[];
  /** 64 hex digits, of all items. */
  readonly hash: string;
  readonly sections: number;
}

/** A file of `labs/`, which is copied into a lab's folder and may be run from there. */
export interface LabFile { readonly path: string; readonly hash: string; /** Empty for what is no text. */ readonly text: string }

type Digest = (text: string) => string;

export function contentOf(sections: readonly { readonly section: Section; readonly text: string }[], files: readonly LabFile[], digest: Digest): CourseContent {
  const items = [
    ...sections.flatMap(({ section, text }) => itemsOf(section, text, digest)),
    ...files.map(({ path, hash, text }): ContentItem => ({ kind: 'file', section: '', id: path, hash, text })),
  ];
  return { items, sections: sections.length, hash: digest(items.map(({ kind, section, id, hash }) => [kind, section, id, hash].join(' ')).sort().join('\n')) };
}

/** Everything in one section that can act. */
export function itemsOf(section: Section, text: string, digest: Digest): ContentItem[] {
  const lines = text.split('\n');
  const { needs, expects } = section.meta;
  const asked = [...needs.images.map(image => `image ${image}`), ...expects ? [`expects ${JSON.stringify(expects)}`] : []].join('\n');
  return [
    ...section.blocks.map((block): ContentItem => ({ kind: 'block', section: section.id, id: block.id, hash: block.hash, text: block.kind === 'fence' ? `${(lines[block.span.start.line] ?? '').trim()}\n${block.text}` : block.text })),
    ...section.checks.map((check): ContentItem => ({ kind: 'check', section: section.id, id: check.id, hash: check.hash, text: lines.slice(check.span.start.line, check.span.end.line + 1).join('\n').trim() })),
    ...asked === '' ? [] : [{ kind: 'needs', section: section.id, id: 'needs', hash: digest(asked), text: asked } as const],
  ];
}

export interface ContentChange { readonly change: 'new' | 'changed' | 'removed'; readonly item: ContentItem; /** Its text before. */ readonly before?: string }

/** What a course that was trusted has become. What only moved has not changed. */
export function changesOf(before: readonly ContentItem[], now: readonly ContentItem[]): ContentChange[] {
  const [old, fresh] = [unmatched(before, now), unmatched(now, before)];
  const byKey = new Map(old.map(item => [keyOf(item), item]));
  const changes = fresh.map((item): ContentChange => {
    const was = byKey.get(keyOf(item));
    byKey.delete(keyOf(item));
    return was ? { change: 'changed', item, before: was.text } : { change: 'new', item };
  });
  return [...changes, ...[...byKey.values()].map((item): ContentChange => ({ change: 'removed', item }))];
}

function keyOf({ kind, section, id }: ContentItem): string { return `${kind}\n${section}\n${id}`; }

/** Items of the first list without one of the same kind, place and hash in the second. */
function unmatched(items: readonly ContentItem[], others: readonly ContentItem[]): ContentItem[] {
  const counts = new Map<string, number>();
  const same = ({ kind, section, hash, id }: ContentItem) => kind === 'file' ? `${kind}\n${id}\n${hash}` : `${kind}\n${section}\n${hash}`;
  for (const other of others) counts.set(same(other), (counts.get(same(other)) ?? 0) + 1);
  return items.filter(item => {
    const left = counts.get(same(item)) ?? 0;
    counts.set(same(item), left - 1);
    return left <= 0;
  });
}

/** "new block build in images", "changed file L1/tweet/Dockerfile". */
export function changeWords({ change, item }: ContentChange): Message {
  const name = showHidden(item.id);
  const section = showHidden(item.section);
  switch (item.kind) {
    case 'file': return change === 'new' ? msg('new file {0}', name) : change === 'changed' ? msg('changed file {0}', name) : msg('file {0} is gone', name);
    case 'check': return change === 'new' ? msg('new check {0} in {1}', name, section) : change === 'changed' ? msg('changed check {0} in {1}', name, section) : msg('check {0} in {1} is gone', name, section);
    case 'needs': return change === 'removed' ? msg('{0} needs nothing any more', section) : msg('what {0} needs', section);
    case 'block': return change === 'new' ? msg('new block {0} in {1}', name, section) : change === 'changed' ? msg('changed block {0} in {1}', name, section) : msg('block {0} in {1} is gone', name, section);
  }
}

/** A readable diff; what cannot be seen is written out. `title`: its heading for one change, translated. */
export function diffText(changes: readonly ContentChange[], title: (change: ContentChange) => string): string {
  return changes.map(change => [`@@ ${title(change)} @@`, ...linesOf(change)].join('\n')).join('\n\n') + '\n';
}

function linesOf({ change, item, before }: ContentChange): string[] {
  if (change === 'changed') return lineDiff(showHidden(before ?? ''), showHidden(item.text)).map(([sign, text]) => `${sign}${text}`);
  return showHidden(item.text).split('\n').map(line => `${change === 'new' ? '+' : '-'}${line}`);
}

