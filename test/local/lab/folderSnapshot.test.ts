import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderSnapshot } from '../../../src/targets/folderSnapshot';

describe('what lies in a lab’s folder', () => {
  it('takes an environment of Python as one thing, whatever it is called, and looks into other folders', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fs-'));
    try {
      for (const [name, inside] of [['ml', ['pyvenv.cfg', 'lib.py']], ['out', ['a.csv']]] as const) {
        await mkdir(join(folder, name));
        for (const file of inside) await writeFile(join(folder, name, file), '');
      }
      assert.deepEqual((await folderSnapshot(folder))?.entries.map(({ path }) => path), ['ml', 'out', 'out/a.csv']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
