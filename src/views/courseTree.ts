import * as vscode from 'vscode';
import type { OpenCourse, Part, SectionEntry, TargetId } from '../core/course';
import { sectionsOf } from '../core/course';
import { Disposables } from '../core/disposable';
import type { Courses } from './courses';
import { commandIds, contextKeys, viewIds } from './ids';
import { translate } from './messages';

export interface Progress { readonly done: number; readonly of: number }
export interface ProgressSource {
  /** Blocks passed of all, for the section's lab; undefined where nothing was begun or nothing can be run. */
  progress(courseId: string, entry: SectionEntry): Progress | undefined;
  onProgress(listener: (courseId: string) => void): vscode.Disposable;
}

type Node =
  | { readonly kind: 'course'; readonly open: OpenCourse }
  | { readonly kind: 'part'; readonly open: OpenCourse; readonly part: Part }
  | { readonly kind: 'section'; readonly open: OpenCourse; readonly part: Part; readonly entry: SectionEntry };

const icons: Record<TargetId | 'concept', string> = { shell: 'terminal', docker: 'package', swarm: 'type-hierarchy', kubernetes: 'symbol-misc', aws: 'cloud', concept: 'book' };

/** Parts and sections. With one course its parts stand at the top, with several each course is a node. */
export class CourseTree extends Disposables implements vscode.TreeDataProvider<Node> {
  private readonly changed = this.own(new vscode.EventEmitter<Node | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<Node>;
  private readonly nodes = new Map<string, Node>();

  constructor(private readonly courses: Courses, private readonly progress: ProgressSource) {
    super();
    this.view = this.own(vscode.window.createTreeView(viewIds.tree, { treeDataProvider: this, showCollapseAll: true }));
    this.own(courses.onChange(change => { if (change.sectionId === undefined) this.refresh(); }));
    this.own(progress.onProgress(() => this.refresh()));
    this.own(this.view.onDidChangeVisibility(({ visible }) => { if (visible && this.missed) this.refresh(); }));
  }

  /** How many things earlier labs have left; none: no badge. */
  leftOvers(count: number): void {
    this.view.badge = count === 0 ? undefined : { value: count, tooltip: count === 1 ? vscode.l10n.t('1 thing is left from an earlier lab') : vscode.l10n.t('{0} things are left from earlier labs', count) };
  }

  private missed = false;

  /** Ids stay, so that folding and selection stay; nothing is built while nobody looks. */
  refresh(): void {
    this.missed = !this.view.visible;
    if (this.view.visible) this.changed.fire(undefined);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.roots();
    if (node.kind === 'course') return node.open.course.parts.map(part => this.keep({ kind: 'part', open: node.open, part }));
    if (node.kind === 'part') return node.part.sections.map(entry => this.keep({ kind: 'section', open: node.open, part: node.part, entry }));
    return [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'course': return courseItem(node.open);
      case 'part': return this.partItem(node);
      case 'section': return this.sectionItem(node);
    }
  }

  async getParent(node: Node): Promise<Node | undefined> {
    if (node.kind === 'section') return this.keep({ kind: 'part', open: node.open, part: node.part });
    if (node.kind === 'part' && (await this.courses.list()).length > 1) return this.keep({ kind: 'course', open: node.open });
    return undefined;
  }

  async reveal(courseId: string, sectionId: string): Promise<void> {
    if (!this.view.visible) return;
    for (const open of await this.courses.list()) for (const part of open.course.parts) {
      const entry = open.course.id === courseId ? part.sections.find(candidate => candidate.id === sectionId) : undefined;
      if (entry) await this.view.reveal(this.keep({ kind: 'section', open, part, entry }), { select: true, focus: false });
    }
  }

  private async roots(): Promise<Node[]> {
    const courses = await this.courses.list();
    this.nodes.clear();
    await vscode.commands.executeCommand('setContext', contextKeys.hasCourse, courses.length > 0);
    await vscode.commands.executeCommand('setContext', contextKeys.ready, true);
    const [only] = courses;
    if (only && courses.length === 1) {
      this.view.description = only.course.title;
      return this.getChildren({ kind: 'course', open: only });
    }
    this.view.description = undefined;
    return courses.map(open => this.keep({ kind: 'course', open }));
  }

  /** `reveal` finds a node by identity: one object for each id. */
  private keep(node: Node): Node {
    const id = idOf(node);
    const known = this.nodes.get(id);
    if (known) return known;
    this.nodes.set(id, node);
    return node;
  }

  private partItem({ open, part }: Node & { kind: 'part' }): vscode.TreeItem {
    const begun = part.sections.map(entry => this.progress.progress(open.course.id, entry));
    const done = begun.filter(progress => progress && progress.done === progress.of).length;
    const item = new vscode.TreeItem(part.title, vscode.TreeItemCollapsibleState.Expanded);
    item.id = idOf({ kind: 'part', open, part });
    item.description = begun.some(Boolean) ? vscode.l10n.t('{0} of {1} sections', done, part.sections.length) : undefined;
    return item;
  }

  private sectionItem(node: Node & { kind: 'section' }): vscode.TreeItem {
    const { open, entry } = node;
    const { meta } = entry;
    const progress = this.progress.progress(open.course.id, entry);
    const target = meta.targets.find(id => id !== 'shell') ?? meta.targets[0];
    const minutes = meta.minutes === undefined ? undefined : vscode.l10n.t('{0} min', meta.minutes);
    const steps = progress ? vscode.l10n.t('{0} of {1}', progress.done, progress.of) : undefined;
    const complete = progress !== undefined && progress.done === progress.of;
    const item = new vscode.TreeItem(meta.title, vscode.TreeItemCollapsibleState.None);
    item.id = idOf(node);
    item.iconPath = new vscode.ThemeIcon(complete ? 'pass' : icons[meta.lab ? target ?? 'concept' : 'concept'], complete ? new vscode.ThemeColor('charts.green') : undefined);
    item.description = [minutes, steps].filter(Boolean).join(', ');
    item.tooltip = [meta.title, meta.lab && vscode.l10n.t('Lab {0}', meta.lab), minutes, steps && vscode.l10n.t('{0} blocks passed', steps)].filter(Boolean).join('\n');
    item.contextValue = 'section';
    item.command = { command: commandIds.openSection, title: vscode.l10n.t('Open section'), arguments: [open.course.id, entry.id] };
    item.accessibilityInformation = { label: [meta.title, target === 'shell' ? vscode.l10n.t('shell') : target, minutes, steps && vscode.l10n.t('{0} blocks passed', steps)].filter(Boolean).join(', '), role: 'treeitem' };
    return item;
  }
}

function courseItem(open: OpenCourse): vscode.TreeItem {
  const item = new vscode.TreeItem(open.course.title, vscode.TreeItemCollapsibleState.Expanded);
  item.id = idOf({ kind: 'course', open });
  const notes = [
    open.origin === 'workspace' ? vscode.l10n.t('from this workspace') : undefined,
    open.overrides ? vscode.l10n.t('in place of the installed course') : undefined,
    open.course.readOnly ? vscode.l10n.t('read only') : undefined,
  ];
  item.description = notes.filter(Boolean).join(', ');
  item.iconPath = new vscode.ThemeIcon(open.diagnostics.some(one => one.severity === 'error') ? 'warning' : 'notebook');
  item.tooltip = [open.course.title, open.root, open.course.readOnly && translate(open.course.readOnly)].filter(Boolean).join('\n');
  return item;
}

function idOf(node: Node): string {
  const course = `${node.open.origin}:${node.open.course.id}`;
  if (node.kind === 'course') return course;
  return node.kind === 'part' ? `${course}/${node.part.id}` : `${course}/${node.part.id}/${node.entry.id}`;
}

/** Where reading goes on: the neighbours of a section in course order. */
export function neighbours(open: OpenCourse, sectionId: string): { previous?: SectionEntry; next?: SectionEntry } {
  const all = sectionsOf(open.course);
  const at = all.findIndex(entry => entry.id === sectionId);
  return { previous: all[at - 1], next: at < 0 ? undefined : all[at + 1] };
}
