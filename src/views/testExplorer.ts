import * as vscode from 'vscode';
import type { CheckResult } from '../core/checks/checkSection';
import { plainWords, stateWords } from '../core/checks/checkView';
import type { Check } from '../core/check';
import { sectionsOf } from '../core/course';
import { Disposables } from '../core/disposable';
import type { CheckView } from '../core/labViews';
import type { CheckDesk } from './checkDesk';
import type { Courses, SectionAt } from './courses';
import { testIds } from './ids';
import { translate } from './messages';
import type { NotePlace } from './noteHost';

interface Shown { readonly place: NotePlace; readonly check?: Check }

/**
 * Checks in VS Code's own Test Explorer: a test for each, under its section. "Run" looks again now; what the checks say
 * meanwhile is mirrored. Sections are read when the view asks for them, nothing is looked at before trust.
 */
export class TestExplorer extends Disposables {
  private readonly controller: vscode.TestController;
  private readonly tests = new WeakMap<vscode.TestItem, Shown>();
  private readonly told = new Map<string, string>();
  private readonly news = new Map<vscode.TestItem, CheckView>();
  private resolved = false;

  constructor(private readonly courses: Courses, private readonly checks: CheckDesk) {
    super();
    this.controller = this.own(vscode.tests.createTestController(testIds.controller, vscode.l10n.t('Labbook checks')));
    this.controller.resolveHandler = async item => { if (!item) await this.resolve(); };
    this.controller.refreshHandler = () => this.resolve();
    this.controller.createRunProfile(vscode.l10n.t('Look again'), vscode.TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
    this.own(courses.onChange(({ courseId, sectionId }) => { if (this.resolved) void (sectionId === undefined ? this.resolve() : this.again({ courseId, sectionId })); }));
    this.own(checks.onChange(({ courseId, sectionId, check }) => this.changed({ courseId, sectionId }, check)));
  }

  /** A test for each check of each section that has some. */
  private async resolve(): Promise<void> {
    this.resolved = true;
    const sections: vscode.TestItem[] = [];
    for (const open of await this.courses.list()) for (const entry of sectionsOf(open.course)) {
      const at = await this.courses.section(open.course.id, entry.id).catch(() => undefined);
      if (at && at.section.checks.length > 0) sections.push(this.sectionItem(at));
    }
    this.controller.items.replace(sections);
  }

  private async again(place: NotePlace): Promise<void> {
    const at = await this.courses.section(place.courseId, place.sectionId).catch(() => undefined);
    if (at && at.section.checks.length > 0) this.controller.items.add(this.sectionItem(at));
    else this.controller.items.delete(idOf(place));
  }

  private sectionItem(at: SectionAt): vscode.TestItem {
    const place = { courseId: at.open.course.id, sectionId: at.entry.id };
    const uri = this.courses.uriOf(at.open, at.entry.file);
    const section = this.controller.createTestItem(idOf(place), at.entry.meta.title, uri);
    this.tests.set(section, { place });
    for (const check of at.section.checks) {
      const item = this.controller.createTestItem(idOf(place, check.id), plainWords(check.claim), uri);
      item.range = new vscode.Range(check.span.start.line, 0, check.span.start.line, 0);
      this.tests.set(item, { place, check });
      section.children.add(item);
    }
    return section;
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (!this.resolved) await this.resolve();
    const run = this.controller.createTestRun(request);
    const left = new Set((request.exclude ?? []).map(({ id }) => id));
    const wanted = (request.include ?? collect(this.controller.items)).flatMap(item => item.children.size > 0 ? collect(item.children) : [item]).filter(({ id }) => !left.has(id));
    for (const item of wanted) run.started(item);
    for (const key of new Set(wanted.map(item => keyOf(this.tests.get(item)?.place)))) {
      if (token.isCancellationRequested) break;
      const items = wanted.filter(item => keyOf(this.tests.get(item)?.place) === key);
      await this.lookAt(run, items);
    }
    run.end();
  }

  private async lookAt(run: vscode.TestRun, items: readonly vscode.TestItem[]): Promise<void> {
    const place = items[0] && this.tests.get(items[0])?.place;
    const at = place && await this.courses.section(place.courseId, place.sectionId).catch(() => undefined);
    const results = at ? await this.checks.look(at) : [];
    for (const item of items) {
      const result = results.find(({ check }) => check.id === this.tests.get(item)?.check?.id);
      if (at && result) this.settle(run, item, this.checks.view(at, result), result);
      else run.skipped(item);
    }
  }

  /** Asked for: what does not hold now has failed, whatever was once seen. What nobody has tried has not. */
  private settle(run: vscode.TestRun, item: vscode.TestItem, view: CheckView, result: CheckResult): void {
    this.describe(item, view);
    if (view.state === 'done' && !view.gone) run.passed(item);
    else if (view.state === 'waiting' || view.state === 'notMeasured' || result.now === 'unknown' || (view.state === 'notYet' && !result.tried)) run.skipped(item);
    else run.failed(item, message(item, view));
  }

  /** What happens within one turn is one run of tests; only what a check became is told, never that it was looked at. */
  private changed(place: NotePlace, view: CheckView): void {
    const item = this.controller.items.get(idOf(place))?.children.get(idOf(place, view.id));
    if (!item) return;
    this.describe(item, view);
    const stands = view.state === 'done' ? 'passed' : view.state === 'cannotPass' ? 'failed' : 'none';
    if (this.told.get(item.id) === stands || (stands === 'none' && !this.told.has(item.id))) return;
    this.told.set(item.id, stands);
    if (this.news.size === 0) setImmediate(() => this.mirror());
    this.news.set(item, view);
  }

  private mirror(): void {
    const news = [...this.news];
    this.news.clear();
    if (this.disposed) return;
    const request = new vscode.TestRunRequest(news.map(([item]) => item), undefined, undefined, false, true);
    const run = this.controller.createTestRun(request, undefined, false);
    for (const [item, view] of news) {
      if (view.state === 'done') run.passed(item);
      else if (view.state === 'cannotPass') run.failed(item, message(item, view));
      else run.skipped(item);
    }
    run.end();
  }

  /** In the label, not in the item's description: VS Code reads out the one or the other, never both. */
  private describe(item: vscode.TestItem, view: CheckView): void {
    item.label = vscode.l10n.t('{0}: {1}', plainWords(view.claim), plainWords(translate(stateWords(view))));
  }
}

function message(item: vscode.TestItem, view: CheckView): vscode.TestMessage {
  const text = [translate(stateWords(view)), view.reason ?? ''].filter(Boolean).map(plainWords).join('. ');
  const said = new vscode.TestMessage([text, ...view.log ?? []].join('\n'));
  if (item.uri && item.range) said.location = new vscode.Location(item.uri, item.range);
  return said;
}

function collect(items: vscode.TestItemCollection): vscode.TestItem[] {
  const all: vscode.TestItem[] = [];
  items.forEach(item => all.push(item));
  return all;
}

function keyOf(place: NotePlace | undefined): string { return place ? idOf(place) : ''; }
function idOf({ courseId, sectionId }: NotePlace, checkId?: string): string { return checkId === undefined ? `${courseId}/${sectionId}` : `${courseId}/${sectionId}#${checkId}`; }
