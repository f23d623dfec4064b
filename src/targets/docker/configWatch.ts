import { existsSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disposable } from '../../core/disposable';
import { groupBy } from '../../core/groupBy';

/** The docker command writes a new file and renames it: several notices for one change. */
const settleMs = 100;

/**
 * Calls a moment after one of these files has changed, come or gone. Watches the folder of each, or the nearest parent
 * that exists. Nothing is asked again and again: where the system tells of no change, none is noticed.
 */
export function watchConfig(files: readonly string[], changed: () => void): Disposable {
  return new ConfigWatch(files, changed);
}

class ConfigWatch implements Disposable {
  private watchers: FSWatcher[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly files: readonly string[], private readonly changed: () => void) { this.open(); }

  dispose(): void {
    clearTimeout(this.timer);
    this.close();
  }

  private open(): void {
    // One watcher a folder, each with the names in it that matter.
    for (const [folder, places] of groupBy(this.files.map(nearest), place => place.folder)) {
      // Its own name: it was moved or taken away, and what is there now is watched instead.
      const names = new Set([basename(folder), ...places.map(({ name }) => name)]);
      try {
        const watcher = watch(folder, { persistent: false }, (_event, name) => { if (name === null || names.has(name)) this.noticed(); });
        watcher.on('error', () => this.noticed());
        this.watchers.push(watcher);
      } catch {
        // It went away a moment ago, or the system has no watcher left: the shell's next prompt tells.
      }
    }
  }

  private noticed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // A folder may have come, or another one of the same name.
      this.close();
      this.open();
      this.changed();
    }, settleMs);
  }

  private close(): void {
    for (const watcher of this.watchers) watcher.close();
    this.watchers = [];
  }
}

/** The nearest folder that exists, and the name in it that leads to `path`. */
function nearest(path: string): { readonly folder: string; readonly name: string } {
  const folder = dirname(path);
  return existsSync(folder) || folder === dirname(folder) ? { folder, name: basename(path) } : nearest(folder);
}
