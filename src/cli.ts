#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UserError } from './core/errors';
import { english } from './core/message';
import { exitCodeOf, UsageError, type CliCommand, type CliTools } from './headless/cliCommand';
import { checkCli } from './headless/checkCli';
import { labsCli } from './headless/labsCli';
import { reportCli } from './headless/reportCli';
import type { LabsTools } from './headless/labsCommand';
import type { ShellParser } from './core/statement';
import { newCli } from './headless/newCli';
import { tooOld } from './headless/nodeVersion';
import { packCli } from './headless/packCommand';
import { systemClock } from './targets/docker/clock';
import { createDockerTarget } from './targets/docker';
import type * as Aws from './targets/aws';
import type * as Kubernetes from './targets/kubernetes';
import { createRunner } from './targets/process';
import { createShellParser } from './targets/shellParser';

const commands: readonly CliCommand[] = [newCli, checkCli, packCli({ root: join(__dirname, '..') }), labsCli, reportCli];

const usage = `Usage: labbook <command> [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(8)} ${summary}`).join('\n')}

labbook <command> --help tells more of one.`;

/** The second composition root: the same engine without an editor. Nothing but Node, this file and what is beside it. */
async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const old = tooOld(process.versions.node);
  if (old !== undefined) return said(2, old);
  const command = commands.find(one => one.name === name);
  const asksForHelp = [name, ...args].some(word => word === '--help' || word === '-h');
  if (asksForHelp) return printed(command?.usage ?? usage);
  if (command === undefined) return said(2, name ? `labbook knows no command ${name}.\n\n${usage}` : usage);
  const tools = new Tools();
  try {
    return await command.run(args, tools);
  } catch (error) {
    return said(exitCodeOf(error), wordsOf(error, command));
  } finally {
    tools.dispose();
  }
}

class Tools implements CliTools {
  readonly cwd = process.cwd();
  readonly env = process.env;
  private readonly made: { dispose(): void }[] = [];
  private shared: LabsTools | undefined;
  private reader: ShellParser | undefined;

  parser(): ShellParser { return this.reader ??= createShellParser(() => readFile(join(__dirname, 'sh.wasm'))); }
  labs(): LabsTools { return this.shared ??= this.makeLabs(); }
  print(text: string): void { process.stdout.write(`${text}\n`); }
  log(line: string): void { process.stderr.write(`${line}\n`); }
  dispose(): void { for (const one of this.made) one.dispose(); }

  private makeLabs(): LabsTools {
    const runner = createRunner(process.env);
    const docker = this.kept(createDockerTarget({ runner, mayProbe: () => false }));
    const cluster = once(() => this.kept(bundle<typeof Kubernetes>('./kubernetes.js').createClusterTarget({ runner })));
    const aws = once(() => this.kept(bundle<{ createAwsTarget(): Aws.AwsTarget }>('./aws.js').createAwsTarget()));
    return {
      env: this.env, clock: systemClock, runner, targets: { docker, cluster, aws }, parser: this.parser(), cli: __filename,
      print: text => this.print(text), log: line => this.log(line),
    };
  }

  private kept<T extends { dispose(): void }>(one: T): T {
    this.made.push(one);
    return one;
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}

/** A bundle beside this one: most labs do without it. */
function bundle<T>(file: string): T { return createRequire(__filename)(file) as T; }

function wordsOf(error: unknown, command: CliCommand): string {
  if (error instanceof UsageError) return [error.message, command.usage].filter(Boolean).join('\n\n');
  if (!(error instanceof UserError)) return error instanceof Error ? error.stack ?? error.message : String(error);
  return [error.userMessage, ...error.remedy ? [error.remedy] : []].map(english).join(' ');
}

function printed(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function said(code: number, text: string): number {
  process.stderr.write(`${text}\n`);
  return code;
}

void main(process.argv.slice(2)).then(code => process.exit(code));
