/** Tests whose servers failed them are taken once more with new ones. Writes test files into a temporary folder and runs them; takes the folder away. */
import { deepEqual, match } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const broken = (name: string, untilTry: number) => `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const count = new URL('./${name}.count', import.meta.url);
before(() => writeFileSync(count, String((existsSync(count) ? Number(readFileSync(count, 'utf8')) : 0) + 1)));
it('${name} at once', () => undefined);
it('${name} in time', () => { if (Number(readFileSync(count, 'utf8')) < ${untilTry}) throw new Error('broken'); });
`;

describe('a tier with real servers', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'second-try-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs a tier over these files: name -> the try at which all of it passes. */
  async function tier(files: Readonly<Record<string, number>>) {
    const paths = Object.keys(files).map(name => join(folder, `${name}.mjs`));
    for (const [name, untilTry] of Object.entries(files)) await writeFile(join(folder, `${name}.mjs`), broken(name, untilTry));
    const summary = join(folder, 'summary.json');
    const step = { file: process.execPath, args: ['test/bed/runMocha.mjs', '--summary', summary, ...paths], summary, tests: paths };
    const program = `const { runTier } = await import('./test/bed/runTier.mjs');
      const outcome = await runTier({ name: 'made up', steps: async () => [${JSON.stringify(step)}] }, { quiet: Promise.resolve() });
      console.log('OUTCOME ' + JSON.stringify(outcome));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    const { passed, failed, notes } = JSON.parse(/^OUTCOME (.*)$/m.exec(stdout)?.[1] ?? '') as { passed: number; failed: number; notes: string[] };
    return { passed, failed, notes, stdout };
  }

  it('takes a file that failed once more, alone, and says so', async () => {
    const { passed, failed, notes, stdout } = await tier({ good: 1, shaky: 2 });
    deepEqual({ passed, failed, notes }, { passed: 4, failed: 0, notes: ['SECOND TRY of the whole file: shaky in time'] });
    match(stdout, /^SECOND TRY of the whole file: shaky in time$/m);
    deepEqual(stdout.match(/ok good in time/g)?.length, 1);
  });

  it('lets stand what fails again', async () => {
    const { passed, failed } = await tier({ good: 1, bad: 9 });
    deepEqual({ passed, failed }, { passed: 3, failed: 1 });
  });

  it('does not try again where many fail', async () => {
    const { passed, failed, stdout } = await tier({ a: 2, b: 2, c: 2 });
    deepEqual({ passed, failed, again: stdout.includes('SECOND') }, { passed: 3, failed: 3, again: false });
  });
});
