import { appendFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type Mocha from 'mocha';

type Reporter = { TierReporter: new (runner: Mocha.Runner, options: Mocha.MochaOptions) => Mocha.reporters.Base };

/**
 * Run by VS Code's extension host. The driver names the files for the results in two variables, because a window in a
 * browser has no standard output.
 */
export async function run(): Promise<void> {
  const summaryFile = process.env.LABBOOK_SUMMARY ?? '';
  const linesFile = process.env.LABBOOK_LINES ?? '';
  const root = resolve(__dirname, '../..');
  const { TierReporter } = await import(pathToFileURL(join(root, 'test/bed/reporter.mjs')).href) as Reporter;
  const { default: MochaHere } = await import('mocha');
  const mocha = new MochaHere({
    ui: 'bdd', timeout: 30_000, forbidOnly: true, grep: process.env.LABBOOK_GREP,
    reporter: TierReporter,
    reporterOptions: { summaryFile, write: (line: string) => appendFileSync(linesFile, `${line}\n`) },
  });
  for (const file of testFiles(__dirname)) mocha.addFile(file);
  const failures = await new Promise<number>(done => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} failed`);
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.js')).sort().map(name => join(folder, name));
}
