import type { SectionEntry } from '../course';
import { pathFromNote } from '../coursePath';
import { escapeHtml } from '../escapeHtml';

const link = /<a\b[^>]*?\shref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g;
const leadsOn = /^(?:https?:|mailto:|#)/i;

/**
 * The HTML of one section with only those links that lead somewhere on a page that holds this section alone: out into the
 * net, or to a place in it. Of a link to another section the words stay, and its title where they do not say it.
 */
export function withoutDeadLinks(html: string, file: string, sections: readonly Pick<SectionEntry, 'file' | 'meta'>[]): string {
  return html.replace(link, (whole, href: string, words: string) => {
    if (leadsOn.test(href)) return whole;
    const path = pathFromNote(file, href.replaceAll('&amp;', '&'));
    if (path === file && href.includes('#')) return `<a href="${href.slice(href.indexOf('#'))}">${words}</a>`;
    const title = sections.find(section => section.file === path)?.meta.title;
    if (title === undefined || bareWords(words).includes(bareWords(escapeHtml(title)))) return words;
    return `${words} (<cite>${escapeHtml(title)}</cite>)`;
  });
}

function bareWords(html: string): string { return html.replace(/<[^>]*>/g, '').toLowerCase(); }
