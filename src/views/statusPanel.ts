import * as vscode from 'vscode';
import { Disposables, Slot, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { AwsPanel } from '../core/statusRow';
import { viewIds } from './ids';
import type { Log } from './log';
import type { PageText } from './pageHtml';
import { RowActions } from './rowActions';
import type { StatusHost } from './statusHost';
import { StatusSession } from './statusSession';

export interface StatusPanelParts {
  readonly host: StatusHost;
  readonly log: Log;
  /** How AWS looks. */
  awsPanel(): AwsPanel;
  /** Folder of the built page: the only place that it may load from. */
  readonly media: vscode.Uri;
  /** The page's script and sheet. */
  text(): Promise<PageText>;
  /** The page's document, with its policy and strings. */
  html(webview: vscode.Webview, text: PageText): string;
}

/** Milliseconds in which the editor makes a view that was asked for, or it never will. */
const openWithin = 2000;

/** A row is on screen in this state; `at` is when the extension heard of it, in milliseconds since the epoch. */
export interface PaintedRow { readonly uid: string; readonly state: string; readonly at: number }

/** The lab's live status beside the terminal. Made anew each time it is shown: nothing is kept for it while hidden. */
export class StatusPanel extends Disposables implements vscode.WebviewViewProvider {
  private readonly session = this.own(new Slot<StatusSession>());
  private readonly opening = this.own(new Slot<Disposable>());
  private readonly actions: RowActions;
  private readonly paintedRows = this.own(new Emitter<PaintedRow>());
  readonly onPainted = this.paintedRows.event;
  private view: vscode.WebviewView | undefined;
  private text: Promise<PageText> | undefined;

  constructor(private readonly parts: StatusPanelParts) {
    super();
    this.actions = this.own(new RowActions(parts.host, parts.log, () => parts.awsPanel()));
    this.own(vscode.window.registerWebviewViewProvider(viewIds.status, this, { webviewOptions: { retainContextWhenHidden: false } }));
  }

  /** Whoever looks at a lab is likely to open the panel: its page is read before that. */
  async prepare(): Promise<PageText> {
    try {
      return await (this.text ??= this.parts.text());
    } catch (error) {
      this.text = undefined;
      throw error;
    }
  }

  get visible(): boolean { return this.view?.visible ?? false; }

  /** Shows the panel; the focus stays where it is unless it is asked for. */
  async show(takeFocus: boolean): Promise<void> {
    if (!this.view) this.lookAhead();
    if (this.view && !takeFocus) this.view.show(true);
    else await vscode.commands.executeCommand(`${viewIds.status}.focus`, { preserveFocus: !takeFocus });
  }

  /** The lab's place is asked while the editor makes the view, which asks by itself from then on. */
  private lookAhead(): void {
    const held = this.parts.host.hold();
    const over = setTimeout(() => { this.opening.value = undefined; }, openWithin);
    this.opening.value = { dispose: () => { clearTimeout(over); held.dispose(); } };
  }

  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    const { parts } = this;
    this.view = view;
    view.webview.options = { enableScripts: true, enableForms: false, enableCommandUris: false, localResourceRoots: [parts.media] };
    view.onDidDispose(() => {
      if (this.view !== view) return;
      this.view = undefined;
      this.session.value = undefined;
    });
    const text = await this.prepare();
    if (this.view !== view) return;
    // The editor makes the page while the lab's place is asked: neither waits for the other.
    view.webview.html = parts.html(view.webview, text);
    this.session.value = new StatusSession(view, parts.host, this.actions, ({ uid, state }) => this.paintedRows.fire({ uid, state, at: Date.now() }), parts.log, () => parts.awsPanel());
    this.opening.value = undefined;
  }
}
