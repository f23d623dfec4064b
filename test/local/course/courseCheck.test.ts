import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCourse } from '../../../src/core/courseCheck/checkCourse';
import { jsonOf, type CheckJson } from '../../../src/core/courseCheck/report';
import { UserError } from '../../../src/core/errors';
import { checkCli } from '../../../src/headless/checkCli';
import { UsageError, type CliTools } from '../../../src/headless/cliCommand';
import { openCourse } from '../../../src/headless/courseOnDisk';
import { listCourse } from '../../../src/targets/courseListing';
import { createShellParser } from '../../../src/targets/shellParser';
import { scratch, type Scratch } from './courseOnDisk';

const parser = createShellParser(() => readFile('node_modules/sh-syntax/main.wasm'));
const course = (...sections: string[]) => `format: 1\nid: c\ntitle: C\nversion: 1.0.0\nparts: [{ id: p, title: P, sections: [${sections.join(', ')}] }]\n`;
const sh = (text: string) => `\`\`\`sh\n${text}\n\`\`\`\n\n`;

async function report(root: string): Promise<CheckJson> {
  const open = await openCourse(root);
  return jsonOf(await checkCourse(open, await listCourse(open.root), parser));
}

describe('labbook check', () => {
  let box: Scratch;
  let said: string[];
  const tools = (): CliTools => ({ cwd: box.root, env: {}, parser: () => parser, labs: () => assert.fail('nothing is run'), print: text => said.push(text), log: () => undefined });

  beforeEach(() => { said = []; });
  afterEach(() => box.remove());

  it('finds the one block of many that is no shell, at its line', async () => {
    box = scratch({ 'course.yaml': course('a.md'), 'a.md': `# A\n\n${sh('ls')}${sh('for i in 1 2; do\n  echo $i\nfi')}${sh('echo done')}` });
    assert.deepEqual((await report(box.root)).findings.map(({ rule, line }) => `${rule}:${line}`), ['shell.wrong:10']);
  });

  for (const [what, first, second] of [
    ['a quote', "echo 'one", "two'"], ['a group', '{ ls', '}'], ['a here-document', 'cat <<EOF\nx', 'y\nEOF'], ['a loop', 'while true; do ls', 'done'], ['a backslash', 'ls \\', 'x'],
  ] as const) it(`does not take two blocks for one that share ${what}`, async () => {
    box = scratch({ 'course.yaml': course('a.md'), 'a.md': `# A\n\n${sh(first)}${sh(second)}` });
    assert.ok((await report(box.root)).findings.some(({ rule }) => rule === 'shell.wrong'));
  });

  it('says by its exit code whether an error was found', async () => {
    box = scratch({ 'notes/course.yaml': course('a.md'), 'notes/a.md': '# A\n', 'bad/course.yaml': course('a.md'), 'bad/a.md': '# A\n[x](y.md)\n', 'warned/course.yaml': course('a.md'), 'warned/a.md': '# A\n![](a.png)\n', 'warned/a.png': '', 'empty/x': '' });
    assert.equal(await checkCli.run([], tools()), 0);
    assert.equal(await checkCli.run(['bad', '--json', 'found.json'], tools()), 1);
    assert.equal(await checkCli.run(['warned'], tools()), 0);
    assert.equal(await checkCli.run(['warned', '--strict'], tools()), 1);
    await assert.rejects(checkCli.run(['empty'], tools()), UserError);
    for (const args of [['--colour'], ['bad', 'warned']]) await assert.rejects(checkCli.run(args, tools()), UsageError);
    const written = JSON.parse(readFileSync(join(box.root, 'found.json'), 'utf8')) as CheckJson;
    assert.deepEqual(written.findings, [{ severity: 'error', rule: 'link.missing', file: 'a.md', line: 2, message: 'The file y.md is not there.', remedy: 'Create it in the course folder, or correct its name; upper and lower case count.' }]);
    assert.deepEqual(written.counts, { errors: 1, warnings: 0, hints: 0 });
    said = [];
    await checkCli.run(['bad', '--json', '-'], tools());
    assert.deepEqual(JSON.parse(said.join('\n')), written);
  });

  it('names what is no ordinary file, and follows nothing out of the folder', async () => {
    box = scratch({ 'c/course.yaml': course('a.md'), 'c/a.md': '# A\n[in](in.csv) [out](out.csv)\n', 'c/data.csv': '', 'secret.csv': '' });
    symlinkSync('data.csv', join(box.root, 'c/in.csv'));
    symlinkSync('../secret.csv', join(box.root, 'c/out.csv'));
    execFileSync('mkfifo', [join(box.root, 'c/pipe')]);
    mkdirSync(join(box.root, 'c/.git'));
    writeFileSync(join(box.root, 'c/.git/x.md'), '');
    assert.deepEqual((await report(join(box.root, 'c'))).findings.map(({ rule, file }) => `${rule} ${file}`), ['link.missing a.md', 'file.odd out.csv', 'file.odd pipe']);
  });
});

describe('the shipped course, checked', () => {
  it('has no errors and no warnings, in less than three seconds', async function () {
    this.timeout(60_000); // four looks, however busy the machine
    const { findings, sums } = await report('notes');
    assert.deepEqual(findings.filter(({ severity }) => severity !== 'hint'), []);
    assert.ok(sums.labs >= 15 && sums.minutes > 600 && sums.blocks > 200, JSON.stringify(sums));
    // What else the machine does makes a run slower, never faster.
    const runs = [await cpuSeconds(), await cpuSeconds(), await cpuSeconds()];
    assert.ok(Math.min(...runs) < 3, `${runs.join(', ')} s of the processor`);
  });
});

async function cpuSeconds(): Promise<number> {
  const before = process.cpuUsage();
  await report('notes');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
