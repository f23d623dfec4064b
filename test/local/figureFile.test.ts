import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFigureFile } from '../../src/targets/figureFile';

describe('a file that a drawing is fed from', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'labbook-figure-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read once for each state that it has', async () => {
    assert.deepEqual(await readFigureFile(undefined, 'a.csv', 'start', undefined), { kind: 'none', version: 'none' });
    assert.deepEqual(await readFigureFile(folder, 'a.csv', 'start', 'none'), { kind: 'same' });
    await writeFile(join(folder, 'a.csv'), 'one');
    const first = await readFigureFile(folder, 'a.csv', 'start', 'none');
    assert.ok(first.kind === 'text' && first.text === 'one');
    assert.deepEqual(await readFigureFile(folder, 'a.csv', 'start', first.version), { kind: 'same' });
    await writeFile(join(folder, 'a.csv'), 'other');
    const second = await readFigureFile(folder, 'a.csv', 'start', first.version);
    assert.ok(second.kind === 'text' && second.text === 'other');
  });

  it('gives its last part where that is asked for', async () => {
    await writeFile(join(folder, 'fleet.jsonl'), `${'a'.repeat(1024 * 1024)}\nnewest`);
    const [start, end] = [await readFigureFile(folder, 'fleet.jsonl', 'start', undefined), await readFigureFile(folder, 'fleet.jsonl', 'end', undefined)];
    assert.ok(start.kind === 'text' && !start.text.includes('newest'));
    assert.ok(end.kind === 'text' && end.text.endsWith('\nnewest'));
  });

  it('is not read behind a link that leads out of the lab folder', async () => {
    await symlink('/etc/hostname', join(folder, 'out.csv'));
    assert.equal((await readFigureFile(folder, 'out.csv', 'start', undefined)).kind, 'barred');
  });
});
