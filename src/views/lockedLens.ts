import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';
import type { Courses } from './courses';
import { commandIds } from './ids';

/** Above each block of a course's Markdown, where Run would stand: that it is locked. A click says why. */
export class LockedLens extends Disposables implements vscode.CodeLensProvider {
  constructor(private readonly courses: Courses) {
    super();
    this.own(vscode.languages.registerCodeLensProvider({ language: 'markdown' }, this));
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const found = await this.courses.find(document.uri);
    if (!found) return [];
    const { section } = await this.courses.section(found.courseId, found.entry.id);
    return section.blocks.filter(({ kind, options }) => kind !== 'inline' && options.run).map(({ span: { start } }) =>
      new vscode.CodeLens(new vscode.Range(start.line, 0, start.line, 0), { title: `$(lock) ${vscode.l10n.t('Run is locked')}`, command: commandIds.runBlock }));
  }
}
