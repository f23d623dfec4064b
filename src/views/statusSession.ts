import * as vscode from 'vscode';
import { Disposables, Slot, type Disposable } from '../core/disposable';
import type { SheetView, TimelineItemView } from '../core/labViews';
import { assertNever, type FromStatus, type PictureView, type StatusView, type ToStatus } from '../core/protocol';
import { clusterPicture } from '../core/clusterPicture';
import { diffStatus } from '../core/statusDiff';
import { findRemedy } from '../core/statusHead';
import { readFromStatus } from '../core/statusMessages';
import type { AwsPanel } from '../core/statusRow';
import { StatusBuilder } from '../core/statusView';
import { swarmPicture } from '../core/swarmPicture';
import type { Log } from './log';
import { showFailure, translate } from './messages';
import type { RowActions } from './rowActions';
import type { StatusHost } from './statusHost';

/** The panel from the moment VS Code makes its web view until it takes it away. */
export class StatusSession extends Disposables {
  private readonly builder: StatusBuilder;
  private readonly held = this.own(new Slot<Disposable>());
  /** What the page shows; undefined while it must be told everything. */
  private shown: StatusView | undefined;
  private sheet: SheetView | undefined;
  private wanted: string | undefined;
  private axis: readonly TimelineItemView[] | undefined;
  /** The picture that the page shows, as text; undefined while that is not known. */
  private picture: string | undefined;
  private open = false;
  private seq = 0;
  private scheduled = false;

  constructor(private readonly view: vscode.WebviewView, private readonly host: StatusHost, private readonly actions: RowActions, private readonly painted: (message: Extract<FromStatus, { kind: 'painted' }>) => void, private readonly log: Log, private readonly aws: () => AwsPanel) {
    super();
    this.builder = new StatusBuilder(translate, aws);
    this.own(view.webview.onDidReceiveMessage((value: unknown) => this.receive(value)));
    this.own(view.onDidChangeVisibility(() => this.follow()));
    this.own(host.onChange(() => this.schedule()));
    this.own(actions.onChange(() => this.schedule()));
    if (host.sheet) this.own(host.sheet.onChange(() => this.schedule()));
    if (host.onReveal) this.own(host.onReveal(uid => { this.wanted = uid; this.schedule(); }));
    if (host.timeline) this.own(host.timeline.onChange(() => this.schedule()));
    this.follow();
  }

  /**
   * A hidden page is gone and hears nothing; nothing is asked for its sake either. What a new one is told before it
   * listens is kept for it by the editor: it need not ask first.
   */
  private follow(): void {
    if (this.view.visible) {
      this.held.value ??= this.host.hold();
      this.schedule();
      return;
    }
    this.held.value = undefined;
    this.forget();
  }

  /** Everything that changes within one turn goes out together; nothing waits longer than that. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (!this.disposed) this.send();
    });
  }

  private send(): void {
    if (!this.view.visible) return;
    const input = this.host.current();
    const problems = this.actions.problems(input.resources);
    const next = this.builder.build({ ...input, pending: this.actions.pending, answers: this.actions.answers, problems }, this.open);
    for (const step of diffStatus(this.shown, next)) void this.view.webview.postMessage({ ...step, seq: this.seq++ });
    this.shown = next;
    this.sendPicture(input.lab?.aws ? this.aws().awsPicture(input, translate) : input.lab?.cluster ? clusterPicture(input, translate) : swarmPicture(input, translate));
    this.sendTimeline();
    this.sendSheet();
    if (this.wanted !== undefined) void this.view.webview.postMessage({ kind: 'revealRow', uid: this.wanted, seq: this.seq++ });
    this.wanted = undefined;
  }

  private sendSheet(): void {
    const sheet = this.host.sheet?.current();
    if (JSON.stringify(sheet) === JSON.stringify(this.sheet)) return;
    this.sheet = sheet;
    void this.view.webview.postMessage({ kind: 'sheet', sheet, seq: this.seq++ });
  }

  private sendTimeline(): void {
    const items = this.host.timeline?.axis();
    if (items === this.axis) return;
    this.axis = items;
    void this.view.webview.postMessage({ kind: 'timeline', items, seq: this.seq++ });
  }

  private sendPicture(picture: PictureView | undefined): void {
    const print = JSON.stringify(picture) ?? '';
    if (print === this.picture) return;
    this.picture = print;
    void this.view.webview.postMessage({ kind: 'picture', seq: this.seq++, picture } satisfies ToStatus);
  }

  /** The page must be told everything. */
  private forget(): void {
    this.shown = this.axis = this.picture = this.sheet = undefined;
  }

  private receive(value: unknown): void {
    const message = readFromStatus(value);
    if (!message) {
      this.log.warn('The status page sent a message that is not one of its own.');
      return;
    }
    this.answer(message).catch((error: unknown) => showFailure(error, this.log));
  }

  private async answer(message: FromStatus): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.forget();
        return this.schedule();
      case 'others':
        this.open = message.open;
        return this.schedule();
      case 'action': return this.actions.act(message.uid, message.action, this.shown);
      case 'revealBlock': return this.host.revealBlock(message.section, message.blockId);
      case 'remedy': return this.remedy(message.id);
      case 'cleanUp': case 'sheet': case 'strip': return this.host.act?.(message);
      case 'timeline': return this.host.timeline?.open(message.open);
      case 'painted': return this.painted(message);
      default: return assertNever(message);
    }
  }

  private async remedy(id: string): Promise<void> {
    const remedy = findRemedy(this.host.current().link, id);
    if (remedy) await this.host.remedy(remedy);
  }
}
