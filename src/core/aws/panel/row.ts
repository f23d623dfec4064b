import { msg, type Message } from '../../message';
import type { CostView, RowPartView, RowView } from '../../protocol';
import type { Translate } from '../../statusInput';
import { costOf } from '../prices/cost';
import { costWords } from '../prices/words';
import type { AwsPart, AwsResource } from '../resource';
import { awsWords } from '../words';
import { awsIcon, isAlone } from './groups';
import { pretendWords } from './pretends';

type Parts = Pick<RowView, 'tone' | 'state' | 'detail' | 'note' | 'icon' | 'emulated' | 'since' | 'cost' | 'rank' | 'parts'>;

/** More than these are counted under their row. */
const shownParts = 12;
/** Dearer than all whose price is known. */
const unknownRank = 1_000_000;

/** The part of a row that is AWS's own. */
export function awsParts(resource: AwsResource, region: string, translate: Translate): Parts {
  const [first, ...more] = resource.facts;
  const bare = resource.status === '';
  const details = bare ? more : resource.facts;
  const word = translate(bare ? msg('{0}', first ?? translate(msg('there'))) : msg('{0}', resource.status));
  const notes = notesOf(resource);
  const cost = costView(resource, region, translate);
  return {
    tone: toneOf(resource),
    state: resource.emulated ? translate(msg('{0}, emulated', word)) : word,
    detail: [...isAlone(resource.kind) ? [] : [translate(awsWords(resource.kind))], ...details].join(' · '),
    note: notes.length ? notes.map(translate).join(' ') : undefined,
    icon: iconOf(resource, bare),
    ...resource.emulated ? { emulated: true } : {},
    ...resource.since === undefined ? {} : { since: resource.since },
    ...cost ? { cost, rank: costOf(resource, region, 0)?.perHour ?? unknownRank } : {},
    ...resource.parts?.length ? { parts: partViews(resource.parts, translate) } : {},
  };
}

function toneOf({ health, ending, status }: AwsResource): RowView['tone'] {
  if (status === '') return 'idle';
  switch (health) {
    case 'well': return ending ? 'idle' : 'pass';
    case 'working': return 'running';
    case 'failing': return 'fail';
    case 'done': return /^(?:Completed|COMPLETED|SUCCEEDED|FINISHED)$/.test(status) ? 'pass' : 'idle';
  }
}

/** A result of an emulator is never a tick alone: the flask says where it comes from, as the word does. */
function iconOf(resource: AwsResource, bare: boolean): RowView['icon'] {
  const tone = toneOf(resource);
  if (bare) return resource.emulated ? 'flask' : awsIcon(resource.kind);
  if (resource.emulated && (tone === 'pass' || tone === 'idle')) return 'flask';
  return tone === 'idle' ? awsIcon(resource.kind) : undefined;
}

function notesOf(resource: AwsResource): readonly Message[] {
  const pretended = resource.emulated && resource.health !== 'failing' && !resource.ending ? pretendWords(resource.kind) : undefined;
  return [...resource.message === undefined || resource.message === '' ? [] : [msg('{0}', sentence(resource.message))], ...pretended ? [pretended] : []];
}

const longest = 400;

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}

/** What has been billed so far grows: the page reckons it from its clock. On an emulator nobody pays. */
export function costView(resource: AwsResource, region: string, translate: Translate): CostView | undefined {
  const cost = costOf(resource, region, 0);
  if (!cost) return undefined;
  const growing = !resource.emulated && cost.perHour !== undefined && cost.since !== undefined ? { growing: { perHour: cost.perHour, since: cost.since } } : {};
  return { text: translate(costWords(cost, resource.emulated)), ...growing };
}

function partViews(parts: readonly AwsPart[], translate: Translate): readonly RowPartView[] {
  const views = parts.slice(0, shownParts).map(({ name, status, detail, weight }) => ({
    name, detail: [weight === undefined ? '' : translate(msg('{0} % of the traffic', Math.round(weight * 100))), status ?? '', detail ?? ''].filter(Boolean).join(' · '),
  }));
  const rest = parts.length - views.length;
  return rest > 0 ? [...views, { name: translate(msg('and {0} more', rest)), detail: '' }] : views;
}
