import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { NotePlace } from './noteHost';

/** A movement that we caused ourselves comes back as an event within this time, and is not passed on. */
const echoMs = 300;

/** Keeps a note and a visible editor of the same Markdown file at the same line, whichever of them the student moves. */
export class ScrollSync extends Disposables {
  private readonly moved = this.own(new Emitter<{ place: NotePlace; line: number }>());
  readonly onEditorScrolled = this.moved.event;
  private readonly places = new Map<string, NotePlace>();
  private quietUntil = 0;

  constructor(private readonly fileOf: (place: NotePlace) => Promise<vscode.Uri>) {
    super();
    this.own(vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor, visibleRanges }) => this.editorScrolled(textEditor, visibleRanges[0])));
  }

  /** From here on the note follows its Markdown. Resolves with the address of the file. */
  async know(place: NotePlace): Promise<string | undefined> {
    const file = (await this.fileOf(place).catch(() => undefined))?.toString();
    if (file !== undefined) this.places.set(file, place);
    return file;
  }

  async noteScrolled(place: NotePlace, line: number): Promise<void> {
    const file = await this.know(place);
    const editor = vscode.window.visibleTextEditors.find(candidate => candidate.document.uri.toString() === file);
    if (!editor || Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + echoMs;
    const whole = Math.floor(line);
    editor.revealRange(new vscode.Range(whole, 0, whole + 1, 0), vscode.TextEditorRevealType.AtTop);
  }

  private editorScrolled(editor: vscode.TextEditor, range: vscode.Range | undefined): void {
    const place = this.places.get(editor.document.uri.toString());
    if (!place || !range || Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + echoMs;
    this.moved.fire({ place, line: range.start.line });
  }
}
