/**
 * Mocha over the given files, in a process of its own, so that a crash costs one tier and not the run.
 *
 * `node test/bed/runMocha.mjs --summary FILE [--timeout MS] [--grep TEXT] [--retries N] FILE…`; ends with 0 when nothing failed.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import { TierReporter } from './reporter.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const { values, positionals } = parseArgs({ allowPositionals: true, options: { summary: text, timeout: text, grep: text, retries: text } });
const mocha = new Mocha({
  timeout: Number(values.timeout ?? 2_000),
  grep: values.grep,
  retries: Number(values.retries ?? 0),
  forbidOnly: true,
  reporter: TierReporter,
  reporterOptions: { summaryFile: resolve(values.summary ?? 'out/results/alone.json'), write: (/** @type {string} */ line) => console.log(line) },
});
for (const file of positionals) mocha.addFile(resolve(file));
await mocha.loadFilesAsync();
// Asked for, not left to the event loop: a test's forgotten socket or timer must not hold the whole run.
const runner = mocha.run(failures => process.exit(failures ? 1 : 0));
// The hooks that take things down still run.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => runner.abort());
