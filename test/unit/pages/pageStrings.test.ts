import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Sentences that a file or a folder of the pages asks for: the first argument of `t('…')`. */
function asked(place: string): string[] {
  const paths = place.endsWith('.ts') ? [place] : readdirSync(place).filter(name => name.endsWith('.ts')).map(name => join(place, name));
  const files = paths.map(path => readFileSync(path, 'utf8'));
  return files.flatMap(text => [...text.matchAll(/\bt\('((?:[^'\\]|\\.)*)'/g)].map(([, sentence]) => sentence ?? ''));
}

/** Keys of a table, and those whose translation is asked for by another text. */
function offered(file: string): { keys: ReadonlySet<string>; unlike: string[] } {
  const rows = [...readFileSync(file, 'utf8').matchAll(/^ {4}'((?:[^'\\]|\\.)*)': t\('((?:[^'\\]|\\.)*)'/gm)];
  return { keys: new Set(rows.map(([, key]) => key ?? '')), unlike: rows.filter(([, key, text]) => key !== text).map(([, key]) => key ?? '') };
}

describe('sentences of the pages', () => {
  for (const [page, table, places] of [['note', 'src/views/noteStrings.ts', ['media/note', 'media/status/command.ts', 'media/status/size.ts', 'media/status/span.ts']], ['status', 'src/views/statusStrings.ts', ['media/status']]] as const) {
    it(`${page}: each is in its table, under its own text`, () => {
      const { keys, unlike } = offered(table);
      const wanted = places.flatMap(asked);
      assert.ok(wanted.length > 10);
      assert.deepEqual({ missing: wanted.filter(text => !keys.has(text)), unlike }, { missing: [], unlike: [] });
    });
  }
});
