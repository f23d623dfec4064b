import * as vscode from 'vscode';
import type { OpenCourse } from '../core/course';
import { changeWords, type ContentChange, type CourseContent } from '../core/courseContent';
import { hashWords } from '../core/hashWords';
import { showHidden } from '../core/hiddenCharacters';
import type { Block } from '../core/section';
import { translate } from './messages';

export interface TrustQuestion { readonly title: string; readonly detail: string; readonly all: string; readonly once: string; readonly show: string }

/** A dialog shows so many lines without hiding its buttons. */
const mostLines = 14;

/** Who, what and how much; or, for a course that was trusted before, what has changed since. */
export function trustQuestion({ open, content, changes, block }: { open: OpenCourse; content: CourseContent; changes: readonly ContentChange[] | undefined; block: Block }): TrustQuestion {
  const name = showHidden(open.course.title);
  const all = vscode.l10n.t('Trust the course as it is now');
  const once = vscode.l10n.t('Trust this block');
  const facts = [originOf(open), handedOut(open), amounts(content), vscode.l10n.t('Content (SHA-256): {0}', hashWords(content.hash))].join('\n');
  const text = [vscode.l10n.t('Block {0} runs:', block.ordinal), ...cut(showHidden(block.text).split('\n'))].join('\n');
  if (!changes) {
    return {
      title: vscode.l10n.t('“{0}” does not come with Labbook. May it run commands on this machine, with your rights?', name),
      detail: `${facts}\n\n${text}`, all, once, show: vscode.l10n.t('Show all that it would run'),
    };
  }
  return {
    title: vscode.l10n.t('“{0}” has changed since you trusted it. May it go on running commands on this machine?', name),
    detail: `${cut(changes.map(changeTitle)).join('\n')}\n\n${facts}\n\n${text}`, all, once, show: vscode.l10n.t('Show what changed'),
  };
}

export function changeTitle(change: ContentChange): string { return translate(changeWords(change)); }

/** What stands in its `course.yaml`: its author's word. */
function handedOut({ course }: OpenCourse): string {
  const unknown = vscode.l10n.t('not stated');
  return vscode.l10n.t('Version {0}, licence: {1}, authors: {2}, language: {3}', ...[course.version, course.license ?? unknown, course.authors?.join(', ') ?? unknown, course.language].map(showHidden));
}

function originOf({ pack, root }: OpenCourse): string {
  return pack ? vscode.l10n.t('From the installed pack {0} {1}', pack.id, pack.version) : vscode.l10n.t('From a folder of this workspace: {0}', root);
}

function amounts({ items, sections }: CourseContent): string {
  const count = (kind: string) => items.filter(item => item.kind === kind).length;
  return vscode.l10n.t('Sections: {0}, blocks: {1}, checks: {2}, files for lab folders: {3}', sections, count('block'), count('check'), count('file'));
}

function cut(lines: readonly string[]): string[] {
  if (lines.length <= mostLines) return [...lines];
  return [...lines.slice(0, mostLines - 1), vscode.l10n.t('… and {0} more', lines.length - mostLines + 1)];
}
