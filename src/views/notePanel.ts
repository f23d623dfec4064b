import * as vscode from 'vscode';
import { Disposables, Slot } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { FromNote, NoteAct } from '../core/protocol';
import { contextKeys, settingIds, settingSection, stateKeys, viewIds } from './ids';
import type { Log } from './log';
import { showFailure } from './messages';
import type { NoteHost, NotePlace } from './noteHost';
import { NoteSession, type Reveal } from './noteSession';
import { noteStrings } from './noteStrings';
import { pageHtml } from './pageHtml';
import { ScrollSync } from './scrollSync';

export interface NotePanelsParts {
  /** Folder of the built pages. */
  readonly media: vscode.Uri;
  readonly log: Log;
  readonly state: vscode.Memento;
  readonly host: NoteHost;
}

interface Shown {
  readonly panel: vscode.WebviewPanel;
  readonly session: Slot<NoteSession>;
  /** Folder of the course whose pictures it may show; an update of a pack is another one. */
  root?: string;
}

/** The rendered notes: one panel that is used again and again, and panels to the side when the student asks for them. */
export class NotePanels extends Disposables implements vscode.WebviewPanelSerializer {
  private readonly places = this.own(new Emitter<NotePlace | undefined>());
  private readonly paints = this.own(new Emitter<Extract<FromNote, { kind: 'painted' | 'checkPainted' }>>());
  /** The section of the note that has the focus, or had it last. */
  readonly onCurrent = this.places.event;
  readonly onPainted = this.paints.event;
  private readonly sights = this.own(new Emitter<readonly NotePlace[]>());
  /** The sections that can be seen, each time they are others. */
  readonly onVisible = this.sights.event;
  private readonly shown = new Set<Shown>();
  private main: Shown | undefined;
  private active: Shown | undefined;
  private readonly sync: ScrollSync;

  constructor(private readonly parts: NotePanelsParts) {
    super();
    this.sync = this.own(new ScrollSync(place => parts.host.file(place)));
    this.own(this.sync.onEditorScrolled(({ place, line }) => { for (const { session } of this.allOf(place)) session.value?.reveal({ line }); }));
    this.own(vscode.window.registerWebviewPanelSerializer(viewIds.note, this));
  }

  get current(): NotePlace | undefined { return this.active?.session.value?.place; }

  /** A student can see this note now. */
  shows({ courseId, sectionId }: NotePlace): boolean {
    return [...this.shown].some(({ panel, session }) => panel.visible && session.value?.place.courseId === courseId && session.value.place.sectionId === sectionId);
  }

  /** `preview`: beside the Markdown, which keeps the focus; the note that is there already, if one is. */
  async open(courseId: string, sectionId: string, how: 'here' | 'side' | 'preview', reveal: Reveal = {}): Promise<void> {
    const place = { courseId, sectionId };
    const root = await this.parts.host.courseRoot(courseId);
    const preview = how === 'preview';
    const there = how === 'here' ? this.main : preview ? this.besideOf(place) : undefined;
    const column = there?.panel.viewColumn ?? (how === 'here' ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside);
    const shown = there ?? this.adopt(vscode.window.createWebviewPanel(viewIds.note, sectionId, { viewColumn: column, preserveFocus: preview }, {}), how === 'here');
    if (there) there.panel.reveal(column, preview);
    this.fill(shown, place, root);
    if (reveal.blockId !== undefined || reveal.heading !== undefined || reveal.line !== undefined) shown.session.value?.reveal(reveal);
    await told();
    this.read(shown, !preview);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const last = this.parts.state.get<NotePlace>(stateKeys.lastSection);
    const section = (state as { section?: unknown } | undefined)?.section;
    if (!last || typeof section !== 'string') { panel.dispose(); return; }
    const shown = this.adopt(panel, this.main === undefined);
    const root = await this.parts.host.courseRoot(last.courseId);
    this.fill(shown, { courseId: last.courseId, sectionId: section }, root);
    await told();
    this.read(shown, panel.active);
  }

  /** Does in the note in focus what its own key would do. */
  act(act: NoteAct): void { this.active?.session.value?.act(act); }

  private adopt(panel: vscode.WebviewPanel, asMain: boolean): Shown {
    const shown: Shown = { panel, session: new Slot<NoteSession>() };
    this.shown.add(shown);
    if (asMain) this.main = shown;
    this.own(panel.onDidChangeViewState(() => {
      if (panel.active) this.enter(shown);
      void this.tellContext();
      this.tellVisible();
    }));
    panel.onDidDispose(() => this.closed(shown));
    return shown;
  }

  private fill(shown: Shown, place: NotePlace, root: vscode.Uri): void {
    const { panel, session } = shown;
    const before = session.value;
    const sameCourse = before?.place.courseId === place.courseId && shown.root === root.fsPath;
    shown.root = root.fsPath;
    if (sameCourse && before.place.sectionId === place.sectionId) return;
    const { media, host, log } = this.parts;
    const remote = vscode.workspace.getConfiguration(settingSection).get<boolean>(settingIds.remoteImages, false);
    if (!sameCourse) panel.webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [media, root] };
    panel.iconPath = vscode.Uri.joinPath(media, '..', '..', 'media', 'labbook.svg');
    session.value = new NoteSession(place, panel, host, {
      openSection: to => void this.open(place.courseId, to, this.main?.panel === panel ? 'here' : 'side').catch((error: unknown) => showFailure(error, log)),
      scrolled: line => void this.sync.noteScrolled(place, line),
      painted: message => this.paints.fire(message),
      failed: error => void showFailure(error, log),
    }, log);
    // A page of the same course stays: only what it shows changes.
    if (sameCourse) session.value.start();
    else panel.webview.html = pageHtml({
      webview: panel.webview, media, name: 'note', title: place.sectionId, strings: noteStrings(),
      images: remote ? 'https:' : '', data: { 'remote-images': String(remote) },
    });
  }

  /** From here on the section is read, for its checks and for whoever wants to know what is open. */
  private read(shown: Shown, active = true): void {
    if (!this.shown.has(shown)) return;
    this.tellVisible();
    if (shown.session.value) void this.sync.know(shown.session.value.place);
    if (active) this.enter(shown);
  }

  private enter(shown: Shown): void {
    this.active = shown;
    this.places.fire(this.current);
    void this.tellContext();
  }

  private closed(shown: Shown): void {
    this.shown.delete(shown);
    shown.session.value = undefined;
    if (this.main === shown) this.main = undefined;
    if (this.active === shown) this.active = [...this.shown][0];
    this.places.fire(this.current);
    void this.tellContext();
    this.tellVisible();
  }

  private tellVisible(): void {
    this.sights.fire([...this.shown].filter(({ panel }) => panel.visible).map(({ session }) => session.value?.place).filter(place => place !== undefined));
  }

  /** One that does not hide behind the Markdown. */
  private besideOf(place: NotePlace): Shown | undefined {
    const column = vscode.window.activeTextEditor?.viewColumn;
    return this.allOf(place).find(({ panel }) => panel.viewColumn !== column);
  }

  private allOf({ courseId, sectionId }: NotePlace): readonly Shown[] {
    return [...this.shown].filter(({ session: { value } }) => value?.place.courseId === courseId && value.place.sectionId === sectionId);
  }

  private tellContext(): Thenable<unknown> {
    return vscode.commands.executeCommand('setContext', contextKeys.noteActive, [...this.shown].some(({ panel }) => panel.active));
  }
}

/** The editor is told of a panel between two turns of the event loop, and loads the page while the note is read, which may take long. */
function told(): Promise<void> { return new Promise(resolve => { setTimeout(resolve, 5); }); }
