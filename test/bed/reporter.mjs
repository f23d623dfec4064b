/**
 * A Mocha reporter for all tiers: lines for people, and a file for the driver. It imports nothing, so that it works in
 * the extension host too.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @typedef {object} Summary
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} ms sum of Mocha's own time
 * @property {{title: string, file: string, error: string}[]} failures
 * @property {string[]} pending full titles of the skipped tests
 * @property {Record<string, number>} passedIn of each file, where it is known
 * @property {string[]} retried full titles of the tests that passed, or failed, only at a second try
 */

/** @typedef {{summaryFile: string, write: (line: string) => void}} ReporterOptions */

export class TierReporter {
  /**
   * @param {import('mocha').Runner} runner
   * @param {{reporterOptions: ReporterOptions}} options
   */
  constructor(runner, { reporterOptions }) {
    this.options = reporterOptions;
    this.runner = runner;
    /** @type {Summary} */
    this.summary = { passed: 0, failed: 0, skipped: 0, ms: 0, failures: [], pending: [], passedIn: {}, retried: [] };
    this.depth = 0;
    this.listen();
  }

  listen() {
    const { runner, summary } = this;
    runner.on('suite', suite => {
      if (suite.title) this.say(suite.title);
      this.depth++;
    });
    runner.on('suite end', () => { this.depth--; });
    runner.on('pass', test => {
      summary.passed++;
      if (test.file) summary.passedIn[test.file] = (summary.passedIn[test.file] ?? 0) + 1;
      this.say(`ok ${test.title}${test.speed === 'fast' ? '' : ` (${test.duration} ms)`}`);
    });
    runner.on('pending', test => {
      summary.skipped++;
      summary.pending.push(test.fullTitle());
      this.say(`SKIPPED ${test.title}`);
    });
    // Real servers and two busy cores: a second try is allowed, and never a silent one.
    runner.on('retry', (test, error) => {
      summary.retried.push(test.fullTitle());
      this.say(`SECOND TRY ${test.title}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    });
    runner.on('fail', (test, error) => this.fail(test, error));
    runner.once('end', () => this.end());
  }

  /** @param {import('mocha').Runnable} test @param {unknown} thrown */
  fail(test, thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.summary.failed++;
    this.summary.failures.push({ title: test.fullTitle(), file: test.file ?? test.parent?.file ?? '', error: error.stack ?? error.message });
    this.say(`FAILED ${test.title}`);
  }

  end() {
    const { summary, runner } = this;
    summary.ms = runner.stats?.duration ?? 0;
    summary.failures.forEach(({ title, error }, index) => {
      this.options.write(`\n${index + 1}) ${title}\n${error.replace(/^/gm, '   ')}`);
    });
    if (summary.retried.length) this.options.write(`Tried twice: ${summary.retried.join('; ')}`);
    this.options.write(`${summary.passed} passed, ${summary.failed} failed, ${summary.skipped} skipped in ${summary.ms} ms`);
    mkdirSync(dirname(this.options.summaryFile), { recursive: true });
    writeFileSync(this.options.summaryFile, JSON.stringify(summary));
  }

  /** @param {string} line */
  say(line) {
    this.options.write('  '.repeat(this.depth) + line);
  }
}
