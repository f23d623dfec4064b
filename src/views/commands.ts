import * as vscode from 'vscode';
import { Disposables } from '../core/disposable';
import type { CommandId } from './ids';

/** One wrapper around each command: a failure reaches the student in one form. */
export class Commands extends Disposables {
  private readonly ids = new Set<CommandId>();

  constructor(private readonly failed: (error: unknown) => Promise<void>) { super(); }

  has(id: CommandId): boolean { return this.ids.has(id); }

  add<A extends unknown[]>(id: CommandId, run: (...args: A) => Promise<void> | void): void {
    this.ids.add(id);
    this.own(vscode.commands.registerCommand(id, async (...args: A) => {
      try {
        await run(...args);
      } catch (error) {
        await this.failed(error);
      }
    }));
  }
}
