import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';

const scheme = 'labbook-text';

/** Texts to read beside the notes: not files, not editable, gone when they are closed. */
export class PlainDocuments extends Disposables implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = this.own(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;

  constructor() {
    super();
    this.own(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.own(vscode.workspace.onDidCloseTextDocument(({ uri }) => { if (uri.scheme === scheme) this.texts.delete(uri.path); }));
  }

  provideTextDocumentContent(uri: vscode.Uri): string { return this.texts.get(uri.path) ?? ''; }

  /** `title` is shown on the tab. */
  async show(title: string, text: string, language: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${title.replaceAll('/', '∕')}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    const document = await vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), language);
    await vscode.window.showTextDocument(document, { preview: true });
  }
}
