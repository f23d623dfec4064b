import * as vscode from 'vscode';
import { plainWords, stateWords } from '../core/checks/checkView';
import type { OpenCourse, Part, SectionEntry, TargetId } from '../core/course';
import type { CheckView } from '../core/labViews';
import type { Progress } from './progress';
import { commandIds } from './ids';
import { translate } from './messages';

export type Node =
  | { readonly kind: 'course'; readonly open: OpenCourse }
  | { readonly kind: 'part'; readonly open: OpenCourse; readonly part: Part }
  | { readonly kind: 'section'; readonly open: OpenCourse; readonly part: Part; readonly entry: SectionEntry }
  | { readonly kind: 'check'; readonly open: OpenCourse; readonly part: Part; readonly entry: SectionEntry; readonly check: CheckView };

const icons: Record<TargetId | 'concept', string> = { shell: 'terminal', docker: 'package', swarm: 'type-hierarchy', kubernetes: 'symbol-misc', aws: 'cloud', concept: 'book' };
/** As a screen reader says them. */
const names: Record<Exclude<TargetId, 'shell'>, string> = { docker: 'Docker', swarm: 'Swarm', kubernetes: 'Kubernetes', aws: 'AWS' };

export function courseItem(open: OpenCourse): vscode.TreeItem {
  const item = new vscode.TreeItem(open.course.title, vscode.TreeItemCollapsibleState.Expanded);
  item.id = idOf({ kind: 'course', open });
  const notes = [
    open.origin === 'workspace' ? vscode.l10n.t('from this workspace') : undefined,
    open.pack && vscode.l10n.t('pack {0}', open.pack.version),
    open.overrides ? vscode.l10n.t('in place of the installed course') : undefined,
    open.course.readOnly ? vscode.l10n.t('read only') : undefined,
  ];
  item.description = notes.filter(Boolean).join(', ');
  item.iconPath = new vscode.ThemeIcon(open.diagnostics.some(one => one.severity === 'error') ? 'warning' : 'notebook');
  item.tooltip = [open.course.title, open.root, open.course.readOnly && translate(open.course.readOnly)].filter(Boolean).join('\n');
  return item;
}

/** With more sections the parts begin folded: the editor asks for every row of what is unfolded, and nobody reads that many. */
const manySections = 300;

function isLarge({ course }: OpenCourse): boolean {
  return course.parts.reduce((sum, part) => sum + part.sections.length, 0) > manySections;
}

export function partItem(node: Node & { kind: 'part' }, begun: readonly (Progress | undefined)[]): vscode.TreeItem {
  const done = begun.filter(progress => progress && progress.done === progress.of).length;
  const item = new vscode.TreeItem(node.part.title, isLarge(node.open) ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded);
  item.id = idOf(node);
  item.description = begun.some(Boolean) ? vscode.l10n.t('{0} of {1} sections', done, begun.length) : undefined;
  return item;
}

export function sectionItem(node: Node & { kind: 'section' }, progress: Progress | undefined, hasSteps: boolean): vscode.TreeItem {
  const { open, entry } = node;
  const { meta } = entry;
  const target = meta.targets.find(id => id !== 'shell') ?? meta.targets[0];
  const minutes = meta.minutes === undefined ? undefined : vscode.l10n.t('{0} min', meta.minutes);
  const steps = progress ? vscode.l10n.t('{0} of {1}', progress.done, progress.of) : undefined;
  const said = progress && steps && (progress.what === 'checks' ? vscode.l10n.t('{0} checks', steps) : vscode.l10n.t('{0} blocks passed', steps));
  const complete = progress !== undefined && progress.done === progress.of;
  const item = new vscode.TreeItem(meta.title, hasSteps ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None);
  item.id = idOf(node);
  const emulated = progress?.emulated === true && progress.done > 0;
  const emulatedWord = emulated ? vscode.l10n.t('emulated') : undefined;
  const [icon, colour] = complete ? emulated ? emulatedIcon : passedIcon : [icons[meta.lab ? target ?? 'concept' : 'concept']];
  item.iconPath = new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
  item.description = [minutes, steps, emulatedWord].filter(Boolean).join(', ');
  item.tooltip = [meta.title, meta.lab && vscode.l10n.t('Lab {0}', meta.lab), minutes, said, emulatedWord].filter(Boolean).join('\n');
  item.contextValue = 'section';
  item.command = { command: commandIds.openSection, title: vscode.l10n.t('Open section'), arguments: [open.course.id, entry.id] };
  item.accessibilityInformation = { label: [meta.title, target === 'shell' ? vscode.l10n.t('shell') : target && names[target], minutes, said, emulatedWord].filter(Boolean).join(', '), role: 'treeitem' };
  return item;
}

const passedIcon = ['pass', 'charts.green'] as const;
/** Never a green tick for a result of an emulator. */
const emulatedIcon = ['beaker', 'charts.purple'] as const;

/** Same icons and colours as beside the step; the word says it too. */
const stateIcons: Record<CheckView['state'], readonly [icon: string, colour?: string]> = {
  done: passedIcon, cannotPass: ['error', 'charts.red'], notYet: ['watch', 'problemsWarningIcon.foreground'], waiting: ['circle-large-outline'], notMeasured: ['question'],
};

export function checkItem({ open, part, entry, check, kind }: Node & { kind: 'check' }): vscode.TreeItem {
  const item = new vscode.TreeItem(plainWords(check.claim), vscode.TreeItemCollapsibleState.None);
  const words = plainWords(translate(stateWords(check)));
  const [icon, colour] = check.state === 'done' && check.byStudent ? ['pinned'] as const : check.state === 'done' && check.marks.includes('emulated') ? emulatedIcon : stateIcons[check.state];
  item.id = idOf({ kind, open, part, entry, check });
  item.iconPath = new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
  item.description = words;
  item.tooltip = [item.label, words, check.reason && plainWords(check.reason)].filter(Boolean).join('\n');
  item.contextValue = 'check';
  item.accessibilityInformation = { label: `${plainWords(check.claim)}, ${words}`, role: 'treeitem' };
  if (check.block !== undefined) item.command = { command: commandIds.showLastResult, title: vscode.l10n.t('Show the step'), arguments: [{ courseId: open.course.id, sectionId: entry.id, blockId: check.block }] };
  return item;
}

export function idOf(node: Node): string {
  const course = `${node.open.origin}:${node.open.course.id}`;
  if (node.kind === 'course') return course;
  if (node.kind === 'part') return `${course}/${node.part.id}`;
  const section = `${course}/${node.part.id}/${node.entry.id}`;
  return node.kind === 'section' ? section : `${section}/${node.check.id}`;
}
