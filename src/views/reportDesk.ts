import * as vscode from 'vscode';
import { randomBytes } from 'node:crypto';
import { sectionsOf, type OpenCourse } from '../core/course';
import { pathFromNote } from '../core/coursePath';
import { UserError } from '../core/errors';
import type { Journal } from '../core/journal';
import { english, msg, type Message } from '../core/message';
import type { Picture } from '../core/portfolio/pictures';
import type { Portfolio } from '../core/portfolio/portfolio';
import { maskSecrets } from '../core/secrets';
import type * as Report from '../parts/report';
import type { Commands } from './commands';
import type { Courses } from './courses';
import { commandIds, stateKeys } from './ids';
import { labsFolder } from './labShells';
import { translate } from './messages';
import type { NotePlace } from './noteHost';
import type { RunBook } from './runBook';

export interface ReportParts {
  readonly courses: Courses;
  readonly book: RunBook;
  readonly journal: Journal;
  readonly state: vscode.Memento;
  readonly version: string;
  part(): typeof Report;
  /** The section that is read. */
  place(): NotePlace | undefined;
  /** A text to read, rendered. */
  preview(title: string, markdown: string): Promise<void>;
}

/** "My report" and the hand-in: both of what is stored here; nothing is sent anywhere. */
export function addReportCommands(commands: Commands, parts: ReportParts): void {
  commands.add(commandIds.writeReport, () => unlessCancelled(async () => {
    const open = await chooseCourse(parts);
    const content = parts.part().reportMarkdown(await portfolioOf(open, parts, translate), translate, await picturesOf(open, parts));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'markdown' }));
  }));
  commands.add(commandIds.printSection, (given: unknown) => unlessCancelled(() => printSection(given, parts)));
  commands.add(commandIds.exportReport, () => unlessCancelled(() => exportReport(parts)));
  commands.add(commandIds.handIn, () => unlessCancelled(async () => handIn(await chooseCourse(parts), parts)));
}

/** Of several the student says which; only courses in which something was done. */
async function chooseCourse({ courses, book, journal }: ReportParts): Promise<OpenCourse> {
  const [list, entries] = await Promise.all([courses.list(), journal.all(), book.load()]);
  const begun = new Set([...book.records(), ...entries].map(({ courseId }) => courseId));
  const [first, ...others] = list.filter(({ course }) => begun.has(course.id));
  if (!first) throw new UserError('report.empty', msg('There is nothing to report yet: no block has run and no check is done.'), msg('Open a section and run a block.'));
  if (others.length === 0) return first;
  const pick = await vscode.window.showQuickPick([first, ...others].map(open => ({ label: open.course.title, open })), { placeHolder: vscode.l10n.t('Which course?') });
  return pick?.open ?? cancelled();
}

async function portfolioOf(open: OpenCourse, { courses, book, journal, part }: ReportParts, say: (message: Message) => string): Promise<Portfolio> {
  const { buildPortfolio, contentOf, digest, labFiles, personalOf } = part();
  const [read, files, entries] = await Promise.all([
    Promise.all(sectionsOf(open.course).map(({ id }) => courses.section(open.course.id, id).catch(() => undefined))), labFiles(open.root), journal.all(),
  ]);
  const sections = read.filter(at => at !== undefined);
  return buildPortfolio({
    course: open.course, contentHash: contentOf(sections, files, digest).hash, sections: sections.map(({ section }) => section),
    runs: book.records(), journal: entries, personal: personalOf(labsFolder()), now: Date.now(), translate: say,
  });
}

async function handIn(open: OpenCourse, parts: ReportParts): Promise<void> {
  const { makeHandIn, withoutOutputs, handInPreview, handInText, handInFileName } = parts.part();
  const { id: courseId, handIn: wish } = open.course;
  const remembered = parts.state.get<Readonly<Record<string, string>>>(stateKeys.classIds, {});
  const id = (await vscode.window.showInputBox({ title: vscode.l10n.t('Hand in: whose work is it?'), prompt: wish?.ask ?? vscode.l10n.t('The id that your class uses for you'), value: remembered[courseId] ?? '', ignoreFocusOut: true, validateInput: text => text.trim() ? undefined : vscode.l10n.t('An id is needed.') }))?.trim() ?? cancelled();
  await parts.state.update(stateKeys.classIds, { ...remembered, [courseId]: id });
  // An empty note is none; Escape ends it all.
  const note = (await vscode.window.showInputBox({ title: vscode.l10n.t('A note for your instructor'), prompt: vscode.l10n.t('May be left empty'), ignoreFocusOut: true }))?.trim() ?? cancelled();
  const portfolio = await portfolioOf(open, parts, english);
  const records = note === '' ? portfolio.records : [...portfolio.records, { kind: 'note', at: Date.now(), text: maskSecrets(note) } as const];
  let file = makeHandIn({ ...portfolio, records }, { class: wish?.class ?? courseId, id, made: Date.now(), labbook: parts.version });
  for (;;) {
    await parts.preview(vscode.l10n.t('What you hand in'), handInPreview(file, translate));
    const count = Object.keys(file.outputs).length;
    const save = { label: vscode.l10n.t('Save the file…'), detail: handInFileName(file) };
    const leave = { label: vscode.l10n.t('Leave the outputs out'), detail: vscode.l10n.t('{0} outputs; results, times and checks stay', count) };
    const choice = await vscode.window.showQuickPick(count > 0 ? [save, leave] : [save], { placeHolder: vscode.l10n.t('Read what is in the file; Labbook sends nothing anywhere'), ignoreFocusOut: true }) ?? cancelled();
    if (choice === save) break;
    file = withoutOutputs(file);
  }
  await save(handInFileName(file), handInText(file), 'json');
}

/** Addresses of each section's drawings in the report. */
async function picturesOf({ course }: OpenCourse, { courses, part }: ReportParts): Promise<ReadonlyMap<string, readonly Picture[]>> {
  const { picturesIn, reportAddress } = part();
  const found = await Promise.all(sectionsOf(course).map(async ({ id, file }) => {
    const html = await courses.section(course.id, id).then(({ section }) => section.html, () => '');
    return [id, picturesIn(html).flatMap(({ written, alt }) => { const path = pathFromNote(file, written); return path === undefined ? [] : [{ written: reportAddress(course.id, path), alt }]; })] as const;
  }));
  return new Map(found);
}

async function exportReport({ courses, part }: ReportParts): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'markdown') throw new UserError('report.noDocument', msg('No Markdown is open to export.'), msg('Use “Labbook: Write My Report” first, and edit it.'));
  const text = document.getText();
  const { readPictures, reportPage, reportPictures } = part();
  const wanted = reportPictures(text);
  const pictures = new Map<string, string>();
  for (const { course, root } of await courses.list()) {
    const own = wanted.filter(({ courseId }) => courseId === course.id);
    const read = await readPictures(root, own.map(({ path }) => path));
    for (const { address, path } of own) { const data = read.get(path); if (data) pictures.set(address, data); }
  }
  const title = /^# (.+)$/m.exec(text)?.[1]?.replace(/\\(.)/g, '$1') ?? vscode.l10n.t('My report');
  await toRead('labbook-report.html', reportPage(text, title, vscode.env.language, pictures));
}

/** A webview cannot be printed: a page of the section is saved, and the browser prints it. */
async function printSection(given: unknown, { courses, part, place }: ReportParts): Promise<void> {
  const at = placeOf(given) ?? place();
  if (!at) throw new UserError('print.noSection', msg('No section is open to print.'), msg('Open one in the course view.'));
  const { open, entry, section } = await courses.section(at.courseId, at.sectionId);
  const { picturesIn, readPictures, sectionPage } = part();
  const paths = picturesIn(section.html).flatMap(({ written }) => pathFromNote(entry.file, written) ?? []);
  const pictures = await readPictures(open.root, paths);
  await toRead(`${entry.id}.html`, sectionPage({
    section, title: entry.meta.title, sections: sectionsOf(open.course), language: open.course.language, say: translate, nonce: randomBytes(18).toString('base64url'),
    picture: written => pictures.get(pathFromNote(entry.file, written) ?? ''),
  }));
}

function placeOf(given: unknown): NotePlace | undefined {
  const place = given as Partial<NotePlace> | undefined;
  return typeof place?.courseId === 'string' && typeof place.sectionId === 'string' ? { courseId: place.courseId, sectionId: place.sectionId } : undefined;
}

/** A page is saved; where the browser is on the same machine it is offered to open it there. */
async function toRead(name: string, text: string): Promise<void> {
  const to = await save(name, text, 'html');
  if (vscode.env.uiKind !== vscode.UIKind.Desktop || vscode.env.remoteName !== undefined) return;
  const open = vscode.l10n.t('Open in the browser');
  // Not waited for: the command is over when the file is there.
  void vscode.window.showInformationMessage(vscode.l10n.t('Saved. Your browser can print it.'), open).then(choice => choice === open ? vscode.env.openExternal(to) : undefined);
}

async function save(name: string, text: string, ending: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const to = await vscode.window.showSaveDialog({ filters: { [ending.toUpperCase()]: [ending] }, ...folder && { defaultUri: vscode.Uri.joinPath(folder, name) } }) ?? cancelled();
  await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(text));
  void vscode.window.setStatusBarMessage(vscode.l10n.t('Saved: {0}', to.fsPath), 6000);
  return to;
}

function cancelled(): never { throw new vscode.CancellationError(); }

/** Escape ends it without a word. */
async function unlessCancelled(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) throw error;
  }
}
