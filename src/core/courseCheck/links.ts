import { pathFromNote } from '../coursePath';
import type { Diagnostic } from '../diagnostic';
import { msg } from '../message';
import { findingAt, type CheckedCourse, type CheckedSection, type Wrong } from './checkedCourse';
import { noteTargets, type BrokenLink, type NoteTarget } from './noteTargets';
import { retiredSite } from './retiredSites';

const imageEnding = /\.(?:png|jpe?g|gif|webp|svg)$/i;
const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i;

/** Links lead somewhere, pictures are there and say what they show. Nothing on the web is asked. */
export function linkFindings(course: CheckedCourse): readonly Diagnostic[] {
  const folder = new Folder(course);
  return course.sections.flatMap(section => {
    const { targets, broken } = noteTargets(section.lines.join('\n'), section.lines);
    return [...targets.flatMap(target => found(section, target, folder)), ...broken.map(link => wrongLink(section, link))];
  });
}

function found({ entry: { file } }: CheckedSection, target: NoteTarget, folder: Folder): readonly Diagnostic[] {
  const wrong = target.kind === 'picture' ? folder.picture(file, target) : folder.link(file, target.target);
  const { line, character } = target;
  return wrong.map(one => findingAt(file, { line, character }, Math.max(1, target.target.length), one));
}

function wrongLink({ entry: { file } }: CheckedSection, { text, why, line, character }: BrokenLink): Diagnostic {
  return findingAt(file, { line, character }, text.length, why === 'scheme'
    ? { code: 'link.form', severity: 'error', message: msg('No link is made of an address of this kind: {0}', text.slice(0, 60)), remedy: msg('Use https, or a path inside the course.') }
    : { code: 'link.reference', severity: 'warning', message: msg('This looks like a link, but nothing says where it leads: {0}', text.slice(0, 60)), remedy: msg('Add a line [name]: address, or write the address in round brackets.') });
}

/** What the course folder holds, asked by path. */
class Folder {
  private readonly files: ReadonlySet<string>;
  private readonly folders: ReadonlySet<string>;
  private readonly anchors: ReadonlyMap<string, ReadonlySet<string>>;

  constructor({ listing, sections }: CheckedCourse) {
    this.files = new Set(listing.files);
    this.folders = new Set(listing.files.flatMap(file => file.split('/').slice(0, -1).map((_, i, names) => names.slice(0, i + 1).join('/'))));
    this.anchors = new Map(sections.map(({ entry, section }) => [entry.file, new Set(section.headings.map(({ id }) => id))]));
  }

  link(from: string, target: string): Wrong[] {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(target)?.[1]?.toLowerCase();
    if (scheme !== undefined || target.startsWith('//')) return address(target, scheme);
    const [path = '', anchor] = target.split('#', 2);
    const file = path === '' ? from : pathFromNote(from, path);
    if (file === undefined) return [{ code: 'link.outside', severity: 'error', message: msg('The link leads out of the course: {0}', target), remedy: msg('Link to a file in the course folder, or to a page with https.') }];
    if (!this.files.has(file)) return this.folders.has(file) ? [folderLink(target)] : [this.missing('link.missing', file)];
    const anchors = this.anchors.get(file);
    return anchor && anchors && !anchors.has(`s-${decodedAnchor(anchor)}`)
      ? [{ code: 'link.anchor', severity: 'error', message: msg('{0} has no heading for this link: #{1}', file, anchor), remedy: msg('Write the heading in small letters with hyphens for spaces: "## First steps" is #first-steps.') }]
      : [];
  }

  picture(from: string, { target, alt }: NoteTarget): Wrong[] {
    const silent: Wrong[] = alt !== undefined && alt.trim() === '' ? [{ code: 'note.imageAlt', severity: 'warning', message: msg('This picture has no description: {0}', target), remedy: msg('Give it alt="…" that says what it shows, for those who do not see it.') }] : [];
    return [...silent, ...this.shown(from, target)];
  }

  private shown(from: string, target: string): Wrong[] {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(target)) return [{ code: 'picture.remote', severity: 'error', message: msg('Pictures from elsewhere are not shown: {0}', target.slice(0, 80)), remedy: msg('Put the picture into the course folder.') }];
    const file = pathFromNote(from, target);
    if (file === undefined) return [{ code: 'picture.outside', severity: 'error', message: msg('The picture lies outside the course: {0}', target), remedy: msg('Put the picture into the course folder.') }];
    if (!this.files.has(file)) return [this.missing('picture.missing', file)];
    return imageEnding.test(file) ? [] : [{ code: 'picture.kind', severity: 'error', message: msg('Files of this kind are not shown as pictures: {0}', file), remedy: msg('Use png, jpg, gif, webp or svg.') }];
  }

  private missing(code: string, file: string): Wrong {
    const other = [...this.files].find(one => one.toLowerCase() === file.toLowerCase());
    return { code, severity: 'error', message: msg('The file {0} is not there.', file), remedy: other === undefined ? msg('Create it in the course folder, or correct its name; upper and lower case count.') : msg('Write it as the file is called: {0}. Upper and lower case count.', other) };
  }
}

function address(target: string, scheme: string | undefined): Wrong[] {
  if (scheme === 'mailto' || loopback.test(target)) return [];
  if (scheme === 'http') return [{ code: 'link.form', severity: 'error', message: msg('Labbook opens plain http only on this machine: {0}', target), remedy: msg('Use https.') }];
  if (scheme !== 'https') return [{ code: 'link.form', severity: 'error', message: msg('Labbook does not open links of this kind: {0}', scheme === undefined ? '//' : `${scheme}:`), remedy: msg('Use https, or a path inside the course.') }];
  if (!URL.canParse(target) || new URL(target).username !== '') return [{ code: 'link.form', severity: 'error', message: msg('This is no address of a page: {0}', target), remedy: msg('Copy the address from the browser, without a user name in it.') }];
  const retired = retiredSite(new URL(target));
  return retired === undefined ? [] : [{ code: 'retired.site', severity: 'warning', message: msg('This site is no more what the link was made for: {0}', new URL(target).host), remedy: retired }];
}

function folderLink(target: string): Wrong {
  return { code: 'link.folder', severity: 'warning', message: msg('This link leads to a folder, which nothing can show: {0}', target), remedy: msg('Link to a file in it.') };
}

function decodedAnchor(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}
