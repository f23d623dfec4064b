import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { build, type BuildResult } from 'esbuild';

/** What a window without a machine loads. */
describe('the bundle that only reads', () => {
  let built: BuildResult<{ metafile: true; write: false }>;
  before(async () => {
    built = await build({ entryPoints: ['src/web.ts'], bundle: true, platform: 'browser', format: 'cjs', target: 'es2022', external: ['vscode'], metafile: true, write: false, logLevel: 'silent' });
  });
  const own = () => Object.keys(built.metafile.inputs).filter(path => path.startsWith('src/'));

  it('holds the same core and views, and nothing that runs', () => {
    assert.ok(own().includes('src/core/loadCourse.ts') && own().includes('src/views/notePanel.ts'));
    assert.deepEqual(own().filter(path => /^src\/(?:targets|headless|ui)\//.test(path)), []);
  });

  it('asks for no module but the editor', () => {
    const imports = Object.values(built.metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
    assert.deepEqual([...new Set(imports)], ['vscode']);
  });

  it('uses nothing that only Node has', () => {
    assert.deepEqual(own().filter(path => /\b(?:process\.(?!\s)\w|Buffer\.|setImmediate\(|__dirname|__filename)/.test(withoutComments(readFileSync(path, 'utf8')))), []);
  });
});

function withoutComments(text: string): string { return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''); }
