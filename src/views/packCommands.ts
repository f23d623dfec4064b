import * as vscode from 'vscode';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { sectionsOf, type OpenCourse } from '../core/course';
import { UserError } from '../core/errors';
import { hashWords } from '../core/hashWords';
import { showHidden } from '../core/hiddenCharacters';
import { msg } from '../core/message';
import { PackRefused, refusalLine } from '../core/pack/found';
import type { PackManifest } from '../core/pack/judgePack';
import type * as Pack from '../parts/pack';
import type { Courses } from './courses';
import { commandIds } from './ids';
import { translate } from './messages';

/** Much longer than it ever took. */
const takenUpMs = 20_000;

export interface PackCommandParts {
  readonly courses: Courses;
  part(): typeof Pack;
  /** Folder of this Labbook. */
  readonly labbook: string;
  /** Where a pack lies until it is installed. */
  readonly storage: string;
  showText(title: string, text: string): Promise<void>;
}

/** One file of a course, where its author wants it. */
export async function packCourseCommand(parts: PackCommandParts): Promise<void> {
  const open = await pickCourse(parts.courses);
  const kind = open && await pickKind();
  if (!open || !kind) return;
  const publisher = open.course.publisher ?? await askPublisher();
  if (publisher === undefined) return;
  const target = await vscode.window.showSaveDialog({ title: vscode.l10n.t('Where the pack is written'), defaultUri: vscode.Uri.joinPath(besides(open), `${open.course.id}.vsix`), filters: { [vscode.l10n.t('Course pack')]: ['vsix'] } });
  if (target?.scheme !== 'file') return;
  const packed = await told(parts, () => parts.part().packCourse(parts.part().folderSource(open.root), { publisher, ...kind.withLabbook && { labbook: { root: parts.labbook } } }));
  if (!packed) return;
  await writeFile(target.fsPath, packed.bytes);
  const copy = vscode.l10n.t('Copy the hash');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('{0}: {1} files, {2} blocks. Students are shown this hash before the first run: {3}', target.fsPath, packed.files, packed.blocks, hashWords(packed.content)), copy);
  if (answer === copy) await vscode.env.clipboard.writeText(packed.content);
}

/** Shows who and what before anything is installed. */
export async function installCourseCommand(parts: PackCommandParts): Promise<void> {
  const [file] = await vscode.window.showOpenDialog({ title: vscode.l10n.t('Course to install'), canSelectFiles: true, canSelectFolders: true, canSelectMany: false, openLabel: vscode.l10n.t('Install course'), filters: { [vscode.l10n.t('Course pack or zip')]: ['vsix', 'zip'] } }) ?? [];
  if (file?.scheme !== 'file') return;
  const found = await told(parts, () => parts.part().readInstallable(file.fsPath));
  if (!found) return;
  const { course, manifest, content, files, blocks } = found;
  const unknown = vscode.l10n.t('not stated');
  const install = vscode.l10n.t('Install');
  const detail = [
    vscode.l10n.t('Pack {0} {1}', manifest.id, manifest.version),
    vscode.l10n.t('Version {0}, licence: {1}, authors: {2}, language: {3}', ...[course.version, course.license ?? unknown, course.authors?.join(', ') ?? unknown, course.language].map(showHidden)),
    vscode.l10n.t('Files: {0}, blocks: {1}. It holds text and data alone; nothing of it runs before you trust it.', files, blocks),
    vscode.l10n.t('Content (SHA-256): {0}', hashWords(content)),
  ].join('\n');
  if (await vscode.window.showInformationMessage(vscode.l10n.t('Install the course “{0}”?', showHidden(course.title)), { modal: true, detail }, install) !== install) return;
  // What was looked through is what is installed, whatever becomes of the file that was chosen.
  const copy = join(parts.storage, 'packs', `${found.sha256}.vsix`);
  await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
  await writeFile(copy, found.bytes, { mode: 0o600 });
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Installing {0}', showHidden(course.title)) }, async () => {
    await vscode.commands.executeCommand('workbench.extensions.installExtension', vscode.Uri.file(copy));
    await installed(manifest);
  });
  parts.courses.reload();
  const [first] = sectionsOf(course);
  if (first) await vscode.commands.executeCommand(commandIds.openSection, course.id, first.id);
}

/** VS Code says that it has installed a pack before this host knows of it. */
async function installed({ id, version }: PackManifest): Promise<void> {
  const there = (): boolean => vscode.extensions.getExtension<unknown>(id)?.packageJSON.version === version;
  if (there()) return;
  await new Promise<void>((done, fail) => {
    const over = (end: () => void): void => { clearTimeout(timer); changed.dispose(); end(); };
    const changed = vscode.extensions.onDidChange(() => { if (there()) over(done); });
    const timer = setTimeout(() => over(() => fail(new UserError('pack.notThere', msg('VS Code has not taken up the pack {0} yet.', id), msg('Reload the window; the course is then in the tree.')))), takenUpMs);
  });
}

/** Nobody looks for a pack among the installed extensions. */
function besides({ origin, root }: OpenCourse): vscode.Uri {
  return origin === 'workspace' ? vscode.Uri.file(dirname(root)) : vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
}

async function pickCourse(courses: Courses): Promise<OpenCourse | undefined> {
  const all = (await courses.list()).filter(({ course }) => course.parts.length > 0);
  if (all.length === 0) throw new UserError('pack.noCourse', msg('There is no course to pack.'), msg('Open the folder of a course first.'));
  const pick = await vscode.window.showQuickPick(all.map(open => ({ label: open.course.title, description: open.course.version, detail: open.root, open })), { placeHolder: vscode.l10n.t('Which course is packed?') });
  return pick?.open;
}

async function pickKind(): Promise<{ readonly withLabbook: boolean } | undefined> {
  return vscode.window.showQuickPick([
    { label: vscode.l10n.t('The course alone'), detail: vscode.l10n.t('For students who have Labbook. Text and data, no program.'), withLabbook: false },
    { label: vscode.l10n.t('The course together with Labbook'), detail: vscode.l10n.t('One file for class-rooms that reach no Marketplace.'), withLabbook: true },
  ], { placeHolder: vscode.l10n.t('What goes into the pack?') });
}

async function askPublisher(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    prompt: vscode.l10n.t('Who hands the course out? It is the first half of the pack’s id; the line "publisher: …" in course.yaml saves this question.'),
    validateInput: text => /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(text) ? undefined : vscode.l10n.t('Letters, digits and hyphens, at most 64.'),
  });
}

/** Undefined where something is in the way; all of it is shown. */
async function told<T>({ showText }: PackCommandParts, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Looking through the course') }, work);
  } catch (error) {
    if (!(error instanceof PackRefused) || error.refusals.length < 2) throw error;
    const lines = error.refusals.map(refusal => [refusalLine(refusal, translate), ...refusal.remedy ? [translate(refusal.remedy)] : []].join('. '));
    await showText(vscode.l10n.t('What is in the way'), `${lines.map(showHidden).join('\n')}\n`);
    return undefined;
  }
}
