import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of real files for one test. */
export interface Scratch { readonly root: string; remove(): void }

export function scratch(files: Readonly<Record<string, string | Uint8Array>>): Scratch {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'labbook-course-')));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** `code line:character` for each diagnostic: what a test cares about. */
export function brief(diagnostics: readonly { readonly code: string; readonly file?: string; readonly span: { readonly start: { readonly line: number; readonly character: number } } }[]): string[] {
  return diagnostics.map(({ code, file, span }) => `${code} ${file === undefined ? '' : `${file}:`}${span.start.line}:${span.start.character}`);
}
