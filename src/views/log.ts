import * as vscode from 'vscode';
import type { Disposable } from '../core/disposable';
import { maskSecrets } from '../core/secrets';

/** The log channel. Nothing that is written there holds a secret. */
export class Log implements Disposable {
  private readonly channel = vscode.window.createOutputChannel('Labbook', { log: true });
  info(text: string): void { this.channel.info(maskSecrets(text)); }
  warn(text: string): void { this.channel.warn(maskSecrets(text)); }
  bug(error: unknown): void { this.channel.error(maskSecrets(error instanceof Error ? error.stack ?? error.message : String(error))); }
  show(): void { this.channel.show(); }
  dispose(): void { this.channel.dispose(); }
}
