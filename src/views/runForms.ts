import * as vscode from 'vscode';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Block } from '../core/section';
import { stateKeys } from './ids';

type Remembered = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Values for `<container id>` and the like: asked for before a run, remembered for the course. */
export class RunForms {
  constructor(private readonly state: vscode.Memento, private readonly fillIn: (block: Block, values: Readonly<Record<string, string>>) => string) {}

  remembered(courseId: string, token: string): string | undefined {
    return this.state.get<Remembered>(stateKeys.placeholderValues, {})[courseId]?.[token];
  }

  /** `values` come from the note's own form; what they lack is asked for here. `known`: what a check captured. */
  async fill(courseId: string, block: Block, values: Readonly<Record<string, string>> = {}, known: (token: string) => string | undefined = () => undefined): Promise<string> {
    if (block.placeholders.length === 0) return block.text;
    const filled: Record<string, string> = {};
    for (const { token, label } of block.placeholders) filled[token] = values[token] ?? await this.ask(label, known(token) ?? this.remembered(courseId, token));
    const text = this.fillIn(block, filled);
    const all = this.state.get<Remembered>(stateKeys.placeholderValues, {});
    await this.state.update(stateKeys.placeholderValues, { ...all, [courseId]: { ...all[courseId], ...filled } });
    return text;
  }

  private async ask(label: string, last: string | undefined): Promise<string> {
    const value = await vscode.window.showInputBox({
      title: vscode.l10n.t('This block needs a value'), prompt: label, value: last, ignoreFocusOut: true,
      validateInput: text => text.trim() === '' ? vscode.l10n.t('Type a value, or press Escape to leave the block unrun.') : undefined,
    });
    if (value === undefined) throw new UserError('placeholder.cancelled', msg('Nothing has run: {0} was not filled in.', label));
    return value;
  }
}
