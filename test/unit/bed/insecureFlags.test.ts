import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';

// Put together here, so that this file does not find itself.
const flags = ['without-connection-token', 'disable-workspace-trust'].map(name => `--${name}`);

describe('the insecure flags of the VS Code server', () => {
  it('stand in one file of the tests and nowhere else', () => {
    const named = filesWith(flags);
    assert.deepEqual(named, ['test/editor/insecureFlags.mjs']);
  });

  it('are out of reach for npm start', () => {
    assert.deepEqual(filesWith(['insecureFlags']).filter(file => file.startsWith('test/bed/') || file.startsWith('src/')), []);
  });
});

/** Tracked and new files; none that git ignores. */
function filesWith(texts: readonly string[]): string[] {
  const patterns = texts.flatMap(text => ['-e', text]);
  const found = execFileSync('git', ['grep', '--untracked', '-lF', ...patterns, '--', '*.ts', '*.mjs', '*.json', '.ci'], { encoding: 'utf8' });
  return found.trim().split('\n').sort();
}
