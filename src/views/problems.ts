import * as vscode from 'vscode';
import type { OpenCourse } from '../core/course';
import type { Diagnostic } from '../core/diagnostic';
import { Disposables } from '../core/disposable';
import type { Courses } from './courses';
import { contextKeys } from './ids';
import { translate } from './messages';

/** What is wrong with a course, in the Problems view: file, line, remedy. Sections are looked at when they are opened or edited. */
export class Problems extends Disposables {
  private readonly collection = this.own(vscode.languages.createDiagnosticCollection('labbook'));

  /** What a check of the whole course has found, by address of the file; until that file or the course is read again. */
  private readonly checked = new Map<string, readonly vscode.Diagnostic[]>();

  constructor(private readonly courses: Courses) {
    super();
    this.own(courses.onChange(({ courseId, sectionId }) => { if (sectionId) void this.edited(courseId, sectionId); }));
    this.own(courses.onLoaded(loaded => void this.ofCourses(loaded)));
    this.own(vscode.window.onDidChangeActiveTextEditor(editor => void this.shown(editor)));
  }

  /** What was mended meanwhile goes. Nothing is read for this: somebody asked for the courses. */
  private async ofCourses(loaded: readonly OpenCourse[]): Promise<void> {
    this.collection.clear();
    this.checked.clear();
    for (const open of loaded) {
      if (open.origin === 'extension') continue;
      const byFile = Map.groupBy(open.diagnostics, diagnostic => diagnostic.file);
      for (const [file, diagnostics] of byFile) this.put(this.courses.uriOf(open, file), diagnostics.map(shown));
    }
    await this.shown(vscode.window.activeTextEditor);
  }

  /** Shows what a check of the whole course has found, in place of what an earlier one found. */
  showChecked(open: OpenCourse, findings: readonly Diagnostic[]): void {
    for (const uri of this.checked.keys()) this.collection.delete(vscode.Uri.parse(uri));
    this.checked.clear();
    for (const [file, found] of Map.groupBy(findings, finding => finding.file)) {
      const uri = this.courses.uriOf(open, file);
      this.checked.set(uri.toString(), found.map(shown));
      this.put(uri, []);
    }
  }

  /** Lines have moved: what the check said of this file may not be true any more. */
  private async edited(courseId: string, sectionId: string): Promise<void> {
    const at = await this.courses.section(courseId, sectionId).catch(() => undefined);
    if (at) this.checked.delete(this.courses.uriOf(at.open, at.entry.file).toString());
    await this.ofSection(courseId, sectionId);
  }

  private put(uri: vscode.Uri, live: readonly vscode.Diagnostic[]): void {
    const all = [...live, ...this.checked.get(uri.toString()) ?? []];
    this.collection.set(uri, [...new Map(all.map(one => [`${String(one.code)} ${one.range.start.line} ${one.range.start.character} ${one.message}`, one])).values()]);
  }

  async ofSection(courseId: string, sectionId: string): Promise<void> {
    const at = await this.courses.section(courseId, sectionId).catch(() => undefined);
    if (!at) return;
    const about = [...at.open.diagnostics.filter(diagnostic => diagnostic.file === at.entry.file), ...at.section.diagnostics];
    const once = [...new Map(about.map(diagnostic => [`${diagnostic.code} ${diagnostic.span.start.line} ${diagnostic.span.start.character}`, diagnostic])).values()];
    this.put(this.courses.uriOf(at.open, at.entry.file), once.map(shown));
  }

  private async shown(editor: vscode.TextEditor | undefined): Promise<void> {
    const markdown = editor?.document.languageId === 'markdown' ? editor.document.uri : undefined;
    const found = markdown && await this.courses.find(markdown);
    await vscode.commands.executeCommand('setContext', contextKeys.inCourse, found !== undefined);
    if (found) await this.ofSection(found.courseId, found.entry.id);
  }
}

const severities = { error: vscode.DiagnosticSeverity.Error, warning: vscode.DiagnosticSeverity.Warning, information: vscode.DiagnosticSeverity.Information };

function shown(diagnostic: Diagnostic): vscode.Diagnostic {
  const { start, end } = diagnostic.span;
  const text = [diagnostic.message, diagnostic.remedy].filter(part => part !== undefined).map(translate).join(' ');
  const made = new vscode.Diagnostic(new vscode.Range(start.line, start.character, end.line, end.character), text, severities[diagnostic.severity]);
  made.source = 'Labbook';
  made.code = diagnostic.code;
  return made;
}
