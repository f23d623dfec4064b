import * as vscode from 'vscode';
import { sectionsOf } from '../core/course';
import { UserError } from '../core/errors';
import type { LedgerBook } from '../core/ledgerBook';
import { msg } from '../core/message';
import { labOf, type CleanupDesk } from './cleanupDesk';
import type { Commands } from './commands';
import { placeOf } from './courseCommands';
import type { Courses } from './courses';
import { commandIds } from './ids';
import { labKey, type LabKey } from './labShells';
import type { NotePlace } from './noteHost';

export interface CleanupCommandParts { readonly courses: Courses; readonly cleanup: CleanupDesk; readonly ledger: LedgerBook; place(): NotePlace | undefined }

/** The same sheet without a note: for a lab of the tree, of the open note, or one that still has something. */
export function addCleanupCommands(commands: Commands, parts: CleanupCommandParts): void {
  const open = (reset: boolean) => async (given: unknown) => {
    const place = placeOf(given) ?? parts.place();
    const lab = place ? labOf(await parts.courses.section(place.courseId, place.sectionId)) : await pickLab(parts);
    if (lab) await parts.cleanup.open({ lab, reset });
  };
  commands.add(commandIds.cleanUpLab, open(false));
  commands.add(commandIds.resetLab, open(true));
}

async function pickLab({ courses, ledger }: CleanupCommandParts): Promise<LabKey | undefined> {
  const things = (await ledger.load()).things();
  const left = new Map(things.map(({ made }) => [labKey(made), { courseId: made.courseId, labId: made.labId, count: things.filter(one => labKey(one.made) === labKey(made)).length }]));
  if (left.size === 0) throw new UserError('cleanup.nothing', msg('No lab has made anything that is left.'));
  const titles = new Map((await courses.list()).flatMap(({ course }) => sectionsOf(course).map(({ id, meta }) => [labKey({ courseId: course.id, labId: meta.lab ?? id }), meta.title] as const)));
  const picks = [...left.values()].map(lab => ({ label: titles.get(labKey(lab)) ?? lab.labId, description: vscode.l10n.t('{0} things', lab.count), lab }));
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Which lab?') }))?.lab;
}
