import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';

// Put together here, so that this file does not find itself.
const flags = ['without-connection-token', 'disable-workspace-trust'].map(name => `--${name}`);
const source = 'insecureFlags';

describe('the insecure flags of the VS Code server', () => {
  const found = filesNaming([...flags, `${source}.mjs`]);

  it('stand in one file of the tests and nowhere else', () => {
    assert.deepEqual([...new Set(flags.flatMap(flag => found(flag)))], [`test/editor/${source}.mjs`]);
  });

  it('are used by tests alone: nothing that npm start runs names their file', () => {
    const users = found(`${source}.mjs`);
    assert.ok(users.includes('test/editor/suite.mjs'));
    assert.deepEqual(users.filter(file => !/^test\/(editor\/(suite|hostTests|desktopTests)\.mjs|bench\/|unit\/)/.test(file)), []);
  });
});

/** Looks through tracked and new files, none that git ignores. */
function filesNaming(texts: readonly string[]): (text: string) => string[] {
  const patterns = texts.flatMap(text => ['-e', text]);
  const files = ['*.ts', '*.mjs', '*.js', '*.sh', '*.json', '.ci'];
  const lines = execFileSync('git', ['grep', '--untracked', '-IoF', ...patterns, '--', ...files], { encoding: 'utf8' }).split('\n');
  return text => [...new Set(lines.filter(line => line.endsWith(`:${text}`)).map(line => line.slice(0, -text.length - 1)))];
}
