import { existsSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disposable } from '../../core/disposable';

/**
 * Calls when a socket file appears. The folder is watched, not the file: a new socket is a new file. Where the
 * folder is missing too, its nearest existing parent is watched until the folder comes.
 */
export function watchSocket(path: string, appeared: () => void): Disposable {
  return new SocketWatch(path, appeared);
}

class SocketWatch implements Disposable {
  private watcher: FSWatcher | undefined;
  private disposed = false;

  constructor(private readonly path: string, private readonly appeared: () => void) { this.open(); }

  dispose(): void {
    this.disposed = true;
    this.watcher?.close();
  }

  private open(): void {
    if (this.disposed || this.path.startsWith('\\\\')) return;
    const [folder, next] = nearest(this.path);
    const whole = folder === dirname(this.path);
    try {
      this.watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name !== null && name !== next) return;
        if (whole) { if (existsSync(this.path)) this.appeared(); }
        else this.reopen();
      });
      // A folder that is taken away ends its watcher without a word on some systems; the back-off then does it alone.
      this.watcher.on('error', () => this.watcher?.close());
    } catch {
      this.watcher = undefined;
    }
  }

  private reopen(): void {
    this.watcher?.close();
    this.open();
    if (existsSync(this.path)) this.appeared();
  }
}

/** The nearest folder that exists, and the name in it that leads to `path`. */
function nearest(path: string): [string, string] {
  const folder = dirname(path);
  return existsSync(folder) || folder === dirname(folder) ? [folder, basename(path)] : nearest(folder);
}
