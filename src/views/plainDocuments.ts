import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';

const scheme = 'labbook-text';

/** Texts to read beside the notes: not files, not editable, gone when they are closed. */
export class PlainDocuments extends Disposables implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly kept = new Set<string>();
  private readonly changed = this.own(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;

  constructor() {
    super();
    this.own(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.own(vscode.workspace.onDidCloseTextDocument(({ uri }) => { if (uri.scheme === scheme && !this.kept.has(uri.path)) this.texts.delete(uri.path); }));
  }

  provideTextDocumentContent(uri: vscode.Uri): string { return this.texts.get(uri.path) ?? ''; }

  /** Rendered, by VS Code's own preview of Markdown; as it is written where that is switched off. */
  async preview(title: string, markdown: string): Promise<void> {
    const uri = this.put(title, markdown);
    // A preview asks for the text again long after the document was closed.
    this.kept.add(uri.path);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
      // One that is open already would go on to show the text before, once VS Code has let the document go.
      await vscode.commands.executeCommand('markdown.preview.refresh');
    } catch {
      await this.show(title, markdown, 'markdown');
    }
  }

  /** `title` is shown on the tab. */
  async show(title: string, text: string, language: string): Promise<void> {
    const uri = this.put(title, text);
    const document = await vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), language);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  private put(title: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${title.replaceAll('/', '∕')}` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    return uri;
  }
}
