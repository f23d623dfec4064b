import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../src/core/run';
import { parseSection } from '../../src/core/markdown';
import type { Block } from '../../src/core/section';
import { LabSession } from '../../src/headless/labSession';
import { systemClock } from '../../src/targets/docker/clock';
import { RunFolder } from '../../src/targets/runFolder';
import { createShellParser } from '../../src/targets/shellParser';

/** Blocks run without an editor, in a real bash on a real pseudo-terminal. */
describe('a lab without an editor', function () {
  this.timeout(20_000);
  let home: string;
  let lab: LabSession;
  let blocks: Map<string, Block>;
  let ids = 0;

  const note = `
\`\`\`sh {name=set}
cd "$(mktemp -d -p .)" && export LAB_A='a b'
\`\`\`
\`\`\`sh {name=say}
echo "$LAB_A"; printf '\\033[31mred\\033[0m\\n'
false
\`\`\`
\`\`\`sh {name=talk tty}
bash --norc -i
\`\`\`
\`\`\`sh {name=ask tty}
read -p 'Name? ' name && read -p 'Really? ' yes && echo "<$name $yes>"
\`\`\`
\`\`\`sh {name=serve background}
echo "$LAB_A" > served; sleep 60
\`\`\`
\`\`\`sh {name=slot}
echo <word> YOUR_OTHER_HERE
\`\`\`
\`\`\`sh {name=deaf}
bash -c 'trap "" INT; sleep 61; sleep 62'
\`\`\`
\`\`\`sh {name=slow}
sleep 60
\`\`\`
\`\`\`sh {name=die}
exit 7
\`\`\`
`;

  const open = (blockLimitMs?: number) => {
    home = mkdtempSync(join(tmpdir(), 'lab session '));
    const section = parseSection(note, 'a.md');
    blocks = new Map(section.blocks.map(block => [block.id, block]));
    const meta = section.meta;
    lab = new LabSession({
      open: { course: { id: 'c', title: 'C', version: '1', format: 1, language: 'en', parts: [] }, origin: 'workspace', root: home, files: { read: () => Promise.resolve({ problem: 'missing' }) }, diagnostics: [] },
      entry: { id: 'a', file: 'a.md', meta: { ...meta, lab: 'L9' } }, section, runFolder: new RunFolder(home), labsFolder: join(home, 'labs'),
      env: { PATH: process.env.PATH, HOME: home, SHELL: '/bin/bash' }, clock: systemClock, parser: createShellParser(() => Promise.resolve(readFileSync('node_modules/sh-syntax/main.wasm'))),
      things: { resources: new Map() }, newId: () => `r${++ids}`, begin: () => Promise.resolve(), ...blockLimitMs !== undefined && { blockLimitMs },
    });
  };
  beforeEach(() => open());
  afterEach(() => { lab.dispose(); rmSync(home, { recursive: true, force: true }); });

  const run = (name: string, typed: readonly string[] = [], values: Record<string, string> = {}): Promise<RunRecord> => lab.run(blocks.get(name)!, values, typed);

  it('keeps what blocks set, knows their codes, and has what they print and nothing else', async () => {
    assert.equal((await run('set')).state, 'passed');
    const said = await run('say');
    assert.deepEqual([said.state, said.code], ['failed', 1]);
    assert.match(said.output?.head ?? '', /^[^\n]*\$ echo "\$LAB_A"[^\n]*\na b\n[^\n]*printf[^\n]*\n\u001b\[31mred\u001b\[0m\n[^\n]*\$ false[^\n]*\n$/);
  });

  it('types into the program that a block opens, line by line', async () => {
    const asked = await run('ask', ['Ann', 'yes']);
    assert.equal(asked.state, 'passed');
    assert.match(asked.output?.head ?? '', /<Ann yes>/);
    const talked = await run('talk', ['echo one$((1 + 1))', 'exit 3']);
    assert.deepEqual([talked.state, talked.code], ['failed', 3]);
    assert.match(talked.output?.head ?? '', /^one2$/m);
  });

  it('runs a background block beside the others, with what is set, until it is stopped', async () => {
    await run('set');
    assert.equal((await run('serve')).state, 'running');
    assert.equal((await run('say')).code, 1);
    await lab.stopAll();
    assert.deepEqual(lab.records().filter(({ blockId }) => blockId === 'serve').map(({ state }) => state), ['stopped']);
  });

  it('fills placeholders', async () => {
    const ran = await run('slot', [], { '<word>': 'a;b', YOUR_OTHER_HERE: 'c' });
    assert.match(ran.output?.head ?? '', /^a;b c$/m);
  });

  it('gives up a block that takes too long, also one that does not heed Ctrl+C, and goes on in a new shell', async () => {
    lab.dispose();
    rmSync(home, { recursive: true, force: true });
    open(500);
    await run('say');
    assert.equal((await run('slow')).state, 'stopped');
    assert.match((await run('deaf')).state, /^(?:stopped|interrupted|failed)$/);
    assert.equal((await run('say')).code, 1);
  });

  it('tells that the shell ended, and opens no second one by itself', async () => {
    const died = await run('die');
    assert.deepEqual([died.state, died.code], ['failed', 7]);
  });
});
