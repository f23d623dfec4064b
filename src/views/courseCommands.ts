import * as vscode from 'vscode';
import { sectionsOf } from '../core/course';
import type { Commands } from './commands';
import type { Courses } from './courses';
import { commandIds, settingIds, settingSection, stateKeys } from './ids';
import type { BlockRef } from './labs';
import { isProjector } from './noteSession';

export interface CourseCommandParts { readonly courses: Courses; open(courseId: string, sectionId: string, how: 'here' | 'side' | 'preview', line?: number): Promise<void>; readonly state: vscode.Memento }

export function addCourseCommands(commands: Commands, { courses, open, state }: CourseCommandParts): void {
  commands.add(commandIds.openSection, async (courseId: string, sectionId: string) => open(courseId, sectionId, 'here'));
  commands.add(commandIds.openToSide, async (given: unknown) => {
    const place = placeOf(given) ?? await activePlace(courses);
    if (place) await open(place.courseId, place.sectionId, 'side');
  });
  commands.add(commandIds.openPreview, async () => {
    const place = await activePlace(courses);
    if (place) await open(place.courseId, place.sectionId, 'preview', vscode.window.activeTextEditor?.visibleRanges[0]?.start.line);
  });
  commands.add(commandIds.openSource, async (given: unknown) => {
    const place = placeOf(given) ?? state.get<{ courseId: string; sectionId: string }>(stateKeys.lastSection);
    if (!place) return;
    const at = await courses.section(place.courseId, place.sectionId);
    await vscode.window.showTextDocument(courses.uriOf(at.open, at.entry.file));
  });
  commands.add(commandIds.findSection, async () => {
    const picks = (await courses.list()).flatMap(({ course }) => sectionsOf(course).map(entry => ({
      label: entry.meta.title, description: [entry.meta.lab, entry.meta.minutes && vscode.l10n.t('{0} min', entry.meta.minutes)].filter(Boolean).join(', '),
      detail: course.parts.find(part => part.sections.includes(entry))?.title, courseId: course.id, sectionId: entry.id,
    })));
    const pick = await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Find a section by title, lab or part'), matchOnDescription: true, matchOnDetail: true });
    if (pick) await open(pick.courseId, pick.sectionId, 'here');
  });
  commands.add(commandIds.toggleProjector, async () => vscode.workspace.getConfiguration(settingSection).update(settingIds.projector, !isProjector(), vscode.ConfigurationTarget.Global));
  commands.add(commandIds.refresh, () => courses.reload());
  commands.add(commandIds.openCourseFolder, async () => {
    const [folder] = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: vscode.l10n.t('Open course') }) ?? [];
    if (folder) await vscode.commands.executeCommand('vscode.openFolder', folder);
  });
  commands.add(commandIds.openShippedCourse, async () => {
    const [first] = await courses.list();
    const all = first ? sectionsOf(first.course) : [];
    const entry = all.find(candidate => candidate.id === 'docker-introduction') ?? all[0];
    if (first && entry) await open(first.course.id, entry.id, 'here');
  });
}

export function isRef(given: unknown): given is BlockRef {
  const ref = given as Partial<BlockRef> | undefined;
  return typeof ref?.courseId === 'string' && typeof ref.sectionId === 'string' && typeof ref.blockId === 'string';
}

/** From a tree node, or from a reference. */
export function placeOf(given: unknown): { courseId: string; sectionId: string } | undefined {
  if (isRef(given)) return given;
  const node = given as { kind?: string; open?: { course?: { id?: string } }; entry?: { id?: string } } | undefined;
  const courseId = node?.open?.course?.id, sectionId = node?.entry?.id;
  return node?.kind === 'section' && courseId && sectionId ? { courseId, sectionId } : undefined;
}

async function activePlace(courses: Courses): Promise<{ courseId: string; sectionId: string } | undefined> {
  const editor = vscode.window.activeTextEditor;
  const found = editor && await courses.find(editor.document.uri);
  return found && { courseId: found.courseId, sectionId: found.entry.id };
}
