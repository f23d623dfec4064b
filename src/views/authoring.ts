import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';
import type { NotesEngine } from '../core/notesEngine';
import type { Courses } from './courses';
import { translate } from './messages';

/** Completion and hover for authors, from the course's own schemas, only in files of a course. */
export class Authoring extends Disposables implements vscode.CompletionItemProvider, vscode.HoverProvider {
  constructor(private readonly courses: Courses, private readonly engine: () => NotesEngine) {
    super();
    const files: vscode.DocumentSelector = [{ scheme: 'file', language: 'markdown' }, { scheme: 'file', pattern: '**/course.yaml' }];
    this.own(vscode.languages.registerCompletionItemProvider(files, this, '{', ' ', ':', '\n'));
    this.own(vscode.languages.registerHoverProvider(files, this));
  }

  async provideCompletionItems(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.CompletionItem[]> {
    const file = await this.fileOf(document);
    if (!file) return [];
    return this.engine().complete(file, document.getText(), at).map(found => {
      const item = new vscode.CompletionItem(found.label, vscode.CompletionItemKind.Property);
      item.insertText = found.insert;
      if (found.replace) item.range = new vscode.Range(found.replace.start.line, found.replace.start.character, found.replace.end.line, found.replace.end.character);
      item.documentation = found.detail && translate(found.detail);
      return item;
    });
  }

  async provideHover(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.Hover | undefined> {
    const file = await this.fileOf(document);
    const text = file && this.engine().hover(file, document.getText(), at);
    return text ? new vscode.Hover(translate(text)) : undefined;
  }

  private async fileOf(document: vscode.TextDocument): Promise<string | undefined> {
    if (document.fileName.endsWith('course.yaml')) return 'course.yaml';
    return (await this.courses.find(document.uri))?.entry.file;
  }
}
