import * as vscode from 'vscode';
import { sectionsOf, type OpenCourse } from '../core/course';
import { UserError } from '../core/errors';
import type { Journal } from '../core/journal';
import { english, msg, type Message } from '../core/message';
import type { Portfolio } from '../core/portfolio/portfolio';
import { maskSecrets } from '../core/secrets';
import type * as Report from '../parts/report';
import type { Commands } from './commands';
import type { Courses } from './courses';
import { commandIds, stateKeys } from './ids';
import { labsFolder } from './labShells';
import { translate } from './messages';
import type { RunBook } from './runBook';

export interface ReportParts {
  readonly courses: Courses;
  readonly book: RunBook;
  readonly journal: Journal;
  readonly state: vscode.Memento;
  readonly version: string;
  part(): typeof Report;
  /** A text to read, beside the notes. */
  show(title: string, text: string, language: string): Promise<void>;
}

/** "My report" and the hand-in: both of what is stored here; nothing is sent anywhere. */
export function addReportCommands(commands: Commands, parts: ReportParts): void {
  commands.add(commandIds.writeReport, () => unlessCancelled(async () => {
    const open = await chooseCourse(parts);
    const content = parts.part().reportMarkdown(await portfolioOf(open, parts, translate), translate);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'markdown' }));
  }));
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
    await parts.show(vscode.l10n.t('What you hand in'), handInPreview(file, translate), 'markdown');
    const count = Object.keys(file.outputs).length;
    const save = { label: vscode.l10n.t('Save the file…'), detail: handInFileName(file) };
    const leave = { label: vscode.l10n.t('Leave the outputs out'), detail: vscode.l10n.t('{0} outputs; results, times and checks stay', count) };
    const choice = await vscode.window.showQuickPick(count > 0 ? [save, leave] : [save], { placeHolder: vscode.l10n.t('Read what is in the file; Labbook sends nothing anywhere'), ignoreFocusOut: true }) ?? cancelled();
    if (choice === save) break;
    file = withoutOutputs(file);
  }
  await save(handInFileName(file), handInText(file), 'json');
}

async function exportReport({ part }: ReportParts): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'markdown') throw new UserError('report.noDocument', msg('No Markdown is open to export.'), msg('Use “Labbook: Write My Report” first, and edit it.'));
  const text = document.getText();
  const title = /^# (.+)$/m.exec(text)?.[1]?.replace(/\\(.)/g, '$1') ?? vscode.l10n.t('My report');
  await save('labbook-report.html', part().reportPage(text, title, vscode.env.language), 'html');
}

async function save(name: string, text: string, ending: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const to = await vscode.window.showSaveDialog({ filters: { [ending.toUpperCase()]: [ending] }, ...folder && { defaultUri: vscode.Uri.joinPath(folder, name) } }) ?? cancelled();
  await vscode.workspace.fs.writeFile(to, new TextEncoder().encode(text));
  void vscode.window.setStatusBarMessage(vscode.l10n.t('Saved: {0}', to.fsPath), 6000);
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
