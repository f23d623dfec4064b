import * as vscode from 'vscode';
import type { OpenCourse, SectionEntry } from '../core/course';
import { sectionsOf } from '../core/course';
import { Disposables } from '../core/disposable';
import type { Courses } from './courses';
import { contextKeys, viewIds } from './ids';
import type { StepSource } from './progress';
import { checkItem, courseItem, idOf, partItem, sectionItem, type Node } from './treeItems';

const soonMs = 200;

/** Parts and sections. With one course its parts stand at the top, with several each course is a node. */
export class CourseTree extends Disposables implements vscode.TreeDataProvider<Node> {
  private readonly changed = this.own(new vscode.EventEmitter<Node | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<Node>;
  private readonly nodes = new Map<string, Node>();

  constructor(private readonly courses: Courses, private readonly progress: StepSource) {
    super();
    this.view = this.own(vscode.window.createTreeView(viewIds.tree, { treeDataProvider: this, showCollapseAll: true }));
    this.own(courses.onChange(change => { if (change.sectionId === undefined) this.refresh(); }));
    this.own(progress.onProgress(() => this.refreshSoon()));
    this.own({ dispose: () => clearTimeout(this.soon) });
    this.own(this.view.onDidChangeVisibility(({ visible }) => { if (visible && this.missed) this.refresh(); }));
  }

  /** How many things earlier labs have left; none: no badge. */
  leftOvers(count: number): void {
    this.view.badge = count === 0 ? undefined : { value: count, tooltip: count === 1 ? vscode.l10n.t('1 thing is left from an earlier lab') : vscode.l10n.t('{0} things are left from earlier labs', count) };
  }

  private missed = false;
  private soon: NodeJS.Timeout | undefined;

  /** Ids stay, so that folding and selection stay; nothing is built while nobody looks. */
  refresh(): void {
    this.missed = !this.view.visible;
    if (this.view.visible) this.changed.fire(undefined);
  }

  /** The end of a run tells of progress several times, just when its result is to be painted. */
  private refreshSoon(): void {
    this.soon ??= setTimeout(() => { this.soon = undefined; this.refresh(); }, soonMs);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.roots();
    if (node.kind === 'course') return node.open.course.parts.map(part => this.keep({ kind: 'part', open: node.open, part }));
    if (node.kind === 'part') return node.part.sections.map(entry => this.keep({ kind: 'section', open: node.open, part: node.part, entry }));
    if (node.kind === 'section') return this.progress.steps(node.open.course.id, node.entry).map(check => ({ ...node, kind: 'check', check }));
    return [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'course': return courseItem(node.open);
      case 'part': return partItem(node, node.part.sections.map(entry => this.progress.progress(node.open.course.id, entry)));
      case 'section': return sectionItem(node, this.progress.progress(node.open.course.id, node.entry), this.progress.steps(node.open.course.id, node.entry).length > 0);
      case 'check': return checkItem(node);
    }
  }

  async getParent(node: Node): Promise<Node | undefined> {
    if (node.kind === 'check') return this.keep({ kind: 'section', open: node.open, part: node.part, entry: node.entry });
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
}

/** Where reading goes on: the neighbours of a section in course order. */
export function neighbours(open: OpenCourse, sectionId: string): { previous?: SectionEntry; next?: SectionEntry } {
  const all = sectionsOf(open.course);
  const at = all.findIndex(entry => entry.id === sectionId);
  return { previous: all[at - 1], next: at < 0 ? undefined : all[at + 1] };
}
