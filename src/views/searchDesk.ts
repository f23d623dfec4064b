import * as vscode from 'vscode';
import { sectionsOf } from '../core/course';
import { Disposables, Slot } from '../core/disposable';
import type { Hit, SearchIndex } from '../core/search/searchIndex';
import type * as Search from '../parts/search';
import type { Courses } from './courses';
import type { Reveal } from './noteSession';

export interface SearchPorts {
  readonly courses: Courses;
  part(): typeof Search;
  open(courseId: string, sectionId: string, reveal: Reveal): Promise<void>;
  failed(error: unknown): void;
}

interface Item extends vscode.QuickPickItem { readonly hit?: Hit }

const mostHits = 40;
/** Notes read at once. */
const readers = 16;
/** An index that nobody asks any more is let go. */
const keptMs = 5 * 60_000;
const icons = { heading: 'list-tree', prose: 'note', command: 'terminal' } as const;

/** Search over all open courses, in a quick pick: what is chosen opens at its place, with the words shown. */
export class SearchDesk extends Disposables {
  private index: Promise<SearchIndex> | undefined;
  private readonly keeping = this.own(new Slot<vscode.Disposable>());
  private last = '';

  constructor(private readonly ports: SearchPorts) {
    super();
    this.own(ports.courses.onChange(() => { this.index = undefined; }));
  }

  show(): void {
    this.keeping.value = undefined;
    const { t } = vscode.l10n;
    const own = new Disposables();
    const pick = own.own(vscode.window.createQuickPick<Item>());
    pick.placeholder = t('Search the headings, text and commands of all sections');
    pick.matchOnDescription = pick.matchOnDetail = true;
    pick.busy = true;
    pick.value = this.last;
    // Read while the student types.
    const index = this.index ??= this.build();
    const update = async (): Promise<void> => {
      const asked = pick.value;
      try {
        const found = (await index).find(asked, mostHits);
        if (own.disposed || asked !== pick.value) return;
        pick.items = found.length > 0 || asked.trim() === '' ? found.map(hit => this.item(hit)) : [{ label: t('Nothing found for “{0}”', asked), alwaysShow: true }];
      } catch (error) {
        this.index = undefined;
        this.ports.failed(error);
        pick.hide();
      } finally {
        if (!own.disposed) pick.busy = false;
      }
    };
    own.own(pick.onDidChangeValue(() => void update()));
    own.own(pick.onDidAccept(() => {
      const hit = pick.activeItems[0]?.hit;
      if (!hit) return;
      this.last = pick.value;
      pick.hide();
      const { courseId, sectionId, line } = hit;
      this.ports.open(courseId, sectionId, { line, find: this.ports.part().writtenOf(hit) }).catch((error: unknown) => this.ports.failed(error));
    }));
    own.own(pick.onDidHide(() => { own.dispose(); this.keepAWhile(); }));
    pick.show();
    void update();
  }

  private item(hit: Hit): Item {
    const { kind, title, heading } = hit;
    return { hit, alwaysShow: true, iconPath: new vscode.ThemeIcon(icons[kind]), label: heading ?? title, ...heading !== undefined && { description: title }, ...kind !== 'heading' && { detail: this.ports.part().snippetOf(hit) } };
  }

  private async build(): Promise<SearchIndex> {
    const { courses } = this.ports;
    const { SearchIndex } = this.ports.part();
    const index = new SearchIndex();
    for (const open of await courses.list()) {
      const entries = sectionsOf(open.course);
      for (let from = 0; from < entries.length; from += readers) {
        const some = entries.slice(from, from + readers);
        const texts = await Promise.all(some.map(entry => courses.textOf(open, entry).catch(() => undefined)));
        some.forEach((entry, i) => index.add({ courseId: open.course.id, sectionId: entry.id, title: entry.meta.title, text: texts[i] ?? '' }));
      }
    }
    return index;
  }

  private keepAWhile(): void {
    const timer = setTimeout(() => { this.index = undefined; }, keptMs);
    this.keeping.value = { dispose: () => clearTimeout(timer) };
  }
}
