import morphdom from 'morphdom';
import type { BannerView, NoteView, StripView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import { strip } from '../status/strips';
import type { Translator } from '../status/words';

export interface HeadState {
  readonly banner: BannerView | undefined;
  readonly strips: readonly StripView[];
  readonly locked: string | undefined;
}

/** `emulated`: how many of those done were so on an emulator, which is no proof of AWS. */
export interface Count { readonly done: number; readonly of: number; readonly emulated?: number }

/** Beneath the title; each has an id of ours. */
const headings = ':is(h2, h3, h4, h5, h6)[id^="s-"]';
/** Never more than two at a time: a page of strips is not read. */
const mostStrips = 2;

/** Where commands go, how far the student is, the contents; below it what needs a decision. */
export class Header {
  readonly element = el('header', { class: 'banner' });
  readonly strips = el('div', { class: 'strips' });

  /** `text`: the note's, whose headings are the contents. */
  constructor(private readonly t: Translator, private readonly text: HTMLElement) {}

  draw(note: NoteView, state: HeadState, contentsOpen: boolean, checks: Count): void {
    morphdom(this.element, this.banner(note, state, contentsOpen, checks), { onBeforeElUpdated: (from, to) => !from.isEqualNode(to) });
    morphdom(this.strips, el('div', { class: 'strips' }, ...this.allStrips(state).map(strip)));
  }

  private banner(note: NoteView, { banner, locked }: HeadState, contentsOpen: boolean, checks: Count): HTMLElement {
    const { t } = this;
    return el('header', { class: 'banner', 'aria-label': t('Where this lab runs') },
      banner && el('span', { class: 'where' }, icon('box'), t('Runs on'), ' ', el('strong', {}, banner.where), banner.detail === '' ? undefined : el('span', { class: 'detail' }, banner.detail)),
      banner && el('button', { class: 'link', type: 'button', 'data-do': 'changeTarget' }, t('Change…')),
      el('span', { class: 'end' }, this.meter(note, locked, checks), this.contentsButton(contentsOpen), moreButton(note, t)),
      contentsOpen ? contents(this.text.querySelectorAll(headings), t) : undefined);
  }

  /** Where nothing can be run, nothing done is not a lack: there is no way to do it here. */
  private meter({ progress }: NoteView, locked: string | undefined, checks: Count): HTMLElement | undefined {
    const { t } = this;
    const count = checks.of > 0 ? checks : progress;
    if (!count || count.of === 0 || (locked !== undefined && count.done === 0)) return undefined;
    if (count !== checks) return meterOf(count, t('{0} of {1} blocks passed', count.done, count.of));
    return meterOf(checks, checks.emulated ? t('{0} of {1} checks, {2} emulated', checks.done, checks.of, checks.emulated) : t('{0} of {1} checks', checks.done, checks.of));
  }

  private contentsButton(open: boolean): HTMLElement | undefined {
    const { t } = this;
    if (!this.text.querySelector(headings)) return undefined;
    return el('button', { class: 'ibtn', type: 'button', 'data-do': 'contents', title: t('Contents'), 'aria-label': t('Contents of this section'), 'aria-expanded': String(open), 'aria-controls': open ? 'contents' : undefined }, icon('list'));
  }

  /** What the extension sent, then what follows from the banner. */
  private allStrips({ banner, strips, locked }: HeadState): StripView[] {
    const { t } = this;
    const all = [...strips];
    if (locked !== undefined && !all.some(({ tone }) => tone === 'locked')) all.unshift({ id: 'locked', tone: 'locked', title: t('Run is locked'), detail: locked, actions: [] });
    if (banner && banner.notes.length > 0) all.push({ id: 'notes', tone: banner.state === 'differs' ? 'warn' : 'info', title: banner.notes[0] ?? '', detail: banner.notes.slice(1).join(' '), actions: [] });
    return all.slice(0, mostStrips);
  }
}

function meterOf({ done, of, emulated }: Count, words: string): HTMLElement {
  return el('span', { class: emulated ? 'meter s-emulated' : 'meter' }, el('span', { 'aria-hidden': 'true' }, words), el('progress', { value: String(done), max: String(of), 'aria-label': words }));
}

/** What concerns the whole lab. A section without blocks is none. */
function moreButton(note: NoteView, t: Translator): HTMLElement | undefined {
  if (note.blocks.length === 0) return undefined;
  return el('button', { class: 'ibtn', type: 'button', 'data-do': 'labMenu', title: t('More'), 'aria-label': t('More: clean up, reset, timeline'), 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, icon('more'));
}

function contents(all: NodeListOf<Element>, t: Translator): HTMLElement | undefined {
  if (all.length === 0) return undefined;
  return el('nav', { id: 'contents', class: 'contents', 'aria-label': t('Contents of this section') },
    el('ul', {}, ...Array.from(all, ({ id, tagName, textContent }) => el('li', { class: `level-${Math.min(Number(tagName.slice(1)), 5)}` }, el('a', { href: `#${id}`, 'data-do': 'heading', 'data-heading': id }, textContent?.trim())))));
}

/** Beneath the title: how long it takes and what it needs. */
export function facts({ meta }: NoteView, t: Translator): HTMLElement {
  const { minutes, needs } = meta;
  const one = (name: string, words: string): HTMLElement => el('li', {}, icon(name), words);
  return el('ul', { class: 'facts', 'aria-label': t('What this section needs') },
    minutes === undefined ? undefined : one('wait', t('{0} min', minutes)),
    needs.tools.length > 0 ? one('terminal', needs.tools.join(', ')) : undefined,
    needs.images.length === 0 ? undefined : one('image', needs.images.length === 1 ? t('1 image: {0}', needs.images[0] ?? '') : t('{0} images: {1}', needs.images.length, needs.images.join(', '))),
    needs.ports.length === 0 ? undefined : one('endpoint', needs.ports.length === 1 ? t('port {0}', needs.ports[0] ?? '') : t('ports {0}', needs.ports.join(', '))),
    needs.network === 'internet' ? one('network', t('needs the internet')) : undefined);
}

export function pager({ previous, next }: NoteView, t: Translator): HTMLElement | undefined {
  if (!previous && !next) return undefined;
  const link = (to: { id: string; title: string } | undefined, word: string, side: 'left' | 'right'): HTMLElement | undefined => to && el('a', { class: side, href: '#', 'data-do': 'section', 'data-to': to.id },
    side === 'left' ? icon('arrow-left') : undefined, el('span', {}, el('small', {}, word), ' ', to.title), side === 'right' ? icon('arrow-right') : undefined);
  return el('nav', { class: 'pager', 'aria-label': t('Sections') }, link(previous, t('Previous'), 'left'), link(next, t('Next'), 'right'));
}
