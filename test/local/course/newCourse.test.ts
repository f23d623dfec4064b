import assert from 'node:assert/strict';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCourse } from '../../../src/core/courseCheck/checkCourse';
import { jsonOf } from '../../../src/core/courseCheck/report';
import { UserError } from '../../../src/core/errors';
import { UsageError, type CliTools } from '../../../src/headless/cliCommand';
import { openCourse } from '../../../src/headless/courseOnDisk';
import { rehearseLabs } from '../../../src/headless/labsCommand';
import { newCli } from '../../../src/headless/newCli';
import { listCourse } from '../../../src/targets/courseListing';
import { systemClock } from '../../../src/targets/docker/clock';
import { createDockerTarget } from '../../../src/targets/docker';
import { createRunner } from '../../../src/targets/process';
import { createShellParser } from '../../../src/targets/shellParser';
import { scratch, type Scratch } from './courseOnDisk';

const parser = createShellParser(() => readFile('node_modules/sh-syntax/main.wasm'));
const fence = (text: string, info = 'sh') => `\`\`\`${info}\n${text}\n\`\`\`\n`;

describe('labbook new', () => {
  let box: Scratch;
  let said: string[];
  const tools = (): CliTools => ({ cwd: box.root, env: {}, parser: () => parser, labs: () => assert.fail('nothing is run'), print: text => said.push(text), log: () => undefined });
  const read = (path: string): string => readFileSync(join(box.root, path), 'utf8');
  const make = async (files: Readonly<Record<string, string>>): Promise<void> => {
    box = scratch(Object.fromEntries(Object.entries(files).map(([path, text]) => [`src/${path}`, text])));
    assert.equal(await newCli.run(['new', '--from', 'src'], tools()), 0);
  };
  const findings = async (): Promise<string[]> => {
    const open = await openCourse(join(box.root, 'new'));
    return jsonOf(await checkCourse(open, await listCourse(open.root), parser)).findings.filter(({ severity }) => severity === 'error').map(({ rule, file, line }) => `${rule} ${file}:${line}`);
  };
  /** Every line of the note stands in the course, in its order, those that open a fence perhaps with a name; what was added is the rest. */
  const onlyAdded = (before: string, after: string): string[] => {
    const left = before.split('\n'), added: string[] = [];
    for (const line of after.split('\n')) if (left[0] === line || left[0] === line.replace(/ \{name=[\w.-]+\}(?=\r?$)/, '')) left.shift(); else added.push(line);
    assert.deepEqual(left, []);
    return added;
  };

  beforeEach(() => { said = []; });
  afterEach(() => box.remove());

  it('makes a course without findings, whose lab passes its own checks', async () => {
    box = scratch({});
    assert.equal(await newCli.run(['My Course'], tools()), 0);
    assert.match(read('My Course/course.yaml'), /^format: 1\nid: my-course\ntitle: My course\n/);
    const open = await openCourse(join(box.root, 'My Course'));
    assert.deepEqual((await checkCourse(open, await listCourse(open.root), parser)).findings, []);
    const runner = createRunner(process.env);
    const docker = createDockerTarget({ runner, mayProbe: () => false });
    const lines: string[] = [];
    const unwanted = (): never => assert.fail('the lab needs a shell alone');
    try {
      assert.equal(await rehearseLabs({ names: [], course: open.root }, { env: process.env, clock: systemClock, runner, parser, targets: { docker, cluster: unwanted, aws: unwanted }, print: text => lines.push(text), log: line => lines.push(line) }), true, lines.join('\n'));
    } finally {
      docker.dispose();
    }
  }).timeout(30_000);

  const note = `# Web servers\n\nProse with  two spaces, a tab\tand a trailing blank. \n\n* a list\n\n${fence('docker network create net1\ndocker run -d --name web -p 8080:80 --network net1 nginx:1.27')}\nMore *prose*.\n\n1. Step\n\n   ${fence('docker build -t mine:1 .').replaceAll('\n', '\n   ').trimEnd()}\n\n${fence('print(1)', 'python')}\n![The picture](img/a.png)\n`;

  it('adds to a note, and changes no line of it', async () => {
    await make({ 'web.md': note, 'img/a.png': 'x', 'other.bin': 'x' });
    const added = onlyAdded(note, read('new/web.md'));
    for (const line of ['title: Web servers', 'lab: L1', 'targets: [docker]', '  images: ["nginx:1.27"]', '  ports: [8080]', 'container: { name: web, state: running }', 'docker container rm -f web', 'docker network rm net1']) assert.ok(added.includes(line) || added.some(one => one.trim() === line), `${line}\n${added.join('\n')}`);
    assert.ok(added.includes('   ```yaml {check=image-mine-1}'), 'a check within a list is indented as its block is');
    assert.deepEqual(readdirSync(join(box.root, 'new')).sort(), ['course.yaml', 'img', 'web.md']);
    assert.deepEqual(await findings(), []);
    assert.match(said.join('\n'), /Sections: 1\. Blocks found: 2\. Proposed: 2 checks, 1 clean-ups\.\nBlocks that got a name, in the line that opens their fence: 2\./);
    assert.match(read('new/web.md'), /\n```sh \{name=web-servers\}\n[^]*\n {3}```sh \{name=web-servers-2\}\n/);
  });

  it('keeps front matter and line ends, and adds the keys that are missing', async () => {
    const dos = `---\ntitle: Mine\nminutes: 10\n---\n\n# X\n\n${fence('mkdir data')}`.replaceAll('\n', '\r\n');
    await make({ 'a.md': dos });
    assert.deepEqual(onlyAdded(dos, read('new/a.md')).filter(line => line.trim() !== '' && !line.endsWith('\r')), []);
    assert.match(read('new/a.md'), /^---\r\ntitle: Mine\r\nminutes: 10\r\nlab: L1\r\ntargets: \[shell\]\r\n/);
    assert.deepEqual(await findings(), []);
  });

  it('names blocks by the heading above them, and only where that changes nothing else', async () => {
    const before = `# 2. Los geht’s\n\n${fence('mkdir a', 'sh {timeout=5s}')}\n> ${fence('mkdir b').trimEnd().replaceAll('\n', '\n> ')}\n\n- ~~~bash\n  mkdir c\n  ~~~\n\n## 日本\n\n${fence('mkdir d')}\n${fence('mkdir e', '')}\n${fence('mkdir f', 'sh {name=los-geht-s}')}\n    mkdir g\n\n## Cleanup\n\n${fence('rm -r a')}\n${fence('cat a', 'sh {run=false}')}`;
    await make({ 'x.md': before });
    const opened = [...read('new/x.md').matchAll(/^.*(?:```|~~~)(?!yaml)[a-z]+ ?(.*)$/gm)].map(([, options]) => options);
    assert.deepEqual(opened, ['{name=los-geht-s-2 timeout=5s}', '{name=los-geht-s-3}', '{name=los-geht-s-4}', '{name=step}', '{name=los-geht-s}', '{name=cleanup}', '{run=false}', '{name=take-down cleanup on-error=continue}']);
    assert.match(said.join('\n'), /x\.md:21: No check can speak of this block by a name[^]*x\.md:29: No check/);
    const first = read('new/x.md');
    box.remove();
    await make({ 'x.md': before });
    assert.equal(read('new/x.md'), first, 'the same note gets the same names');
  });

  it('puts parts, order and pages without commands as a person would', async () => {
    await make({ '10-last.md': '# Ten\n', '2-first.md': '# Two\n', 'README.md': '# Welcome\n', 'more/x.md': `# X\n\n${fence('ls')}` });
    assert.match(read('new/course.yaml'), /- README\.md\n {6}- "2-first\.md"\n {6}- "10-last\.md"\n {2}- id: more-2\n {4}title: more\n {4}sections:\n {6}- more\/x\.md\n/);
    assert.doesNotMatch(read('new/README.md'), /lab:/);
    assert.match(read('new/more/x.md'), /claim: The last command ended well\nexit: \{ code: 0 \}/);
    assert.deepEqual(await findings(), []);
  });

  it('writes nothing where one of its files is there, not even through a link', async () => {
    box = scratch({ 'src/a.md': '# A\n', 'src/b.md': '# B\n', 'new/b.md': 'mine', 'linked/x': '' });
    await assert.rejects(newCli.run(['new', '--from', 'src'], tools()), (error: unknown) => error instanceof UserError && error.code === 'new.exists');
    assert.deepEqual(readdirSync(join(box.root, 'new')), ['b.md']);
    symlinkSync('nowhere', join(box.root, 'linked/course.yaml'));
    await assert.rejects(newCli.run(['linked'], tools()), UserError);
    for (const args of [['new', '--from', 'nope'], ['new', '--from', 'linked']]) await assert.rejects(newCli.run(args, tools()), UserError);
    for (const args of [[], ['a', 'b'], ['a', '--to', 'b']]) await assert.rejects(newCli.run(args, tools()), UsageError);
  });

  it('lists with file and line what shares a name or is too large, and proposes nothing for what goes by itself', async () => {
    await make({ 'one/web.md': '# One\n', 'two/Web.md': `# Two\n\n${fence('docker run --rm --name gone alpine:3.22 true')}`, 'large.md': 'x'.repeat(1_100_000) });
    assert.match(said.join('\n'), /two\/Web\.md:1: one\/web\.md has the same name/);
    assert.match(said.join('\n'), /large\.md:1: It is over 1 MB/);
    assert.doesNotMatch(read('new/two/Web.md'), /container:|docker container rm/);
  });

  it('takes no course that lies within the notes for notes', async () => {
    box = scratch({ 'a.md': '# A\n', 'new/old.md': '# Old\n' });
    await newCli.run(['new', '--from', '.'], tools());
    assert.deepEqual(readdirSync(join(box.root, 'new')).sort(), ['a.md', 'course.yaml', 'old.md']);
  });

  it('takes Killercoda scenarios over, and says what it cannot', async () => {
    await make({
      'nginx/index.json': JSON.stringify({ title: 'Nginx', description: 'A web server', details: { intro: { text: 'intro.md', background: 'setup.sh' }, steps: [{ title: 'Start', text: 'step1/text.md', verify: 'step1/verify.sh' }, { title: 'Look', text: 'gone.md' }], finish: { text: 'finish.md' }, assets: { host01: [{ file: 'site.conf', target: '/etc' }] } }, backend: { imageid: 'ubuntu' } }, undefined, 2),
      'nginx/intro.md': 'Welcome  here.\n', 'nginx/setup.sh': 'apt-get install -y x\n', 'nginx/step1/verify.sh': 'true\n', 'nginx/finish.md': '# Done\n', 'nginx/assets/site.conf': 'x',
      'nginx/step1/text.md': 'Run it:\n\n```\ndocker run -d --name web nginx:1.27\n```{{exec}}\n\n`docker ps -a`{{exec}}\n\nCopy `nginx -t`{{copy}} and `docker logs web`{{exec interrupt}}.\n\n```\na: b\n```{{copy}}\n\n[open]({{TRAFFIC_HOST1_80}})\n',
    });
    const text = read('new/nginx.md');
    for (const piece of ['# Nginx\n\nA web server\n\nWelcome  here.\n\n## Start\n\nRun it:\n\n```sh {name=start}\ndocker run -d --name web nginx:1.27\n```\n', '```sh {name=start-2}\ndocker ps -a\n```\n', 'Copy `nginx -t` and `docker logs web`.\n', '```text\na: b\n```\n', '# Done', "```sh {name=verify-1 check='exit 0'}\nbash killercoda/1-verify.sh\n```\n", 'container: { name: web, state: running }', 'docker container rm -f web']) assert.ok(text.includes(piece), `${piece}\n---\n${text}`);
    assert.doesNotMatch(text, /\{\{(?:exec|copy)/);
    assert.match(text, /bash killercoda\/1-verify\.sh\n```\n[^]*# Done/, 'below its step');
    assert.match(said.join('\n'), /Proposed: 1 checks, 1 clean-ups/);
    assert.deepEqual(await findings(), ['link.missing nginx.md:41'], 'the address that Killercoda fills in');
    assert.deepEqual(readdirSync(join(box.root, 'new/labs/L1'), { recursive: true }).map(String).sort(), ['killercoda', 'killercoda/0-background.sh', 'killercoda/1-verify.sh', 'site.conf']);
    const told = said.join('\n');
    for (const line of [/nginx\/index\.json:7: setup\.sh was made for a machine/, /nginx\/index\.json:13: step1\/verify\.sh became a block that the student runs, and a check of its exit code/, /nginx\/index\.json:17: The file gone\.md is not there/, /nginx\/index\.json:26: site\.conf lies in the lab’s folder; Killercoda puts it to \/etc/, /nginx\/step1\/text\.md:9: Killercoda’s word interrupt/, /nginx\/step1\/text\.md:15: Killercoda fills in an address/]) assert.match(told, line);
  });

  it('takes notes of Runme over as they are, and says what it cannot', async () => {
    const runme = `---\nrunme:\n  id: x\n  version: v3\ncwd: /tmp\n---\n\n# R\n\n${fence('mkdir data', 'sh {"name":"make","background":"false","interactive":"false"}')}\n${fence('ls', 'sh {"name":"list","cwd":"data"}')}\n${fence('console.log(1)', 'js {"name":"js"}')}\n${fence('rm -rf data', 'sh {"excludeFromRunAll":"true"}')}`;
    await make({ 'r.md': runme });
    onlyAdded(runme, read('new/r.md'));
    const told = said.join('\n');
    for (const line of [/r\.md:2: The front matter key runme/, /r\.md:5: The front matter key cwd/, /r\.md:14: The option cwd belongs to Runme and is not supported/, /r\.md:18: A block in js is shown and not run/, /r\.md:22: Runme leaves this block out of "run all"/]) assert.match(told, line);
    assert.doesNotMatch(told, /r\.md:10/);
    assert.deepEqual(await findings(), []);
  });
});
