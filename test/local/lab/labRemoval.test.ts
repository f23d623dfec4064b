import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thingAt } from '../../../src/core/receipts/folderDiff';
import { folderSnapshot } from '../../../src/targets/folderSnapshot';
import { putBackShipped, removeLabFile } from '../../../src/targets/labRemoval';

describe('files of a lab’s folder', () => {
  let root: string;
  let lab: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lb-files-'));
    lab = join(root, 'lab');
    await mkdir(join(lab, 'hello'), { recursive: true });
    await mkdir(join(root, 'mine'));
    await writeFile(join(lab, '.labbook-lab'), 'L\n');
    await writeFile(join(lab, 'hello', 'a'), 'a');
    await writeFile(join(root, 'mine', 'precious'), 'p');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const print = async (path: string): Promise<string> => thingAt((await folderSnapshot(lab))!, path)?.print ?? 'none';
  const precious = () => readFile(join(root, 'mine', 'precious'), 'utf8');

  it('are seen without following links, and without Labbook’s own mark', async () => {
    await symlink(join(root, 'mine'), join(lab, 'link'));
    assert.deepEqual((await folderSnapshot(lab))?.entries.map(({ path, kind }) => `${kind} ${path}`), ['folder hello', 'file hello/a', 'link link']);
    assert.equal(await folderSnapshot(join(root, 'nowhere')), undefined);
  });
  it('go with all that is in them, if they are as the ledger says', async () => {
    const before = await print('hello');
    await writeFile(join(lab, 'hello', 'mine'), 'x');
    assert.equal(await removeLabFile(lab, 'hello', before), false);
    assert.equal(await removeLabFile(lab, 'hello', await print('hello')), true);
    assert.equal(await print('hello'), 'none');
  });
  it('a link goes, what it names does not', async () => {
    await symlink(join(root, 'mine'), join(lab, 'link'));
    assert.equal(await removeLabFile(lab, 'link', await print('link')), true);
    assert.equal(await precious(), 'p');
  });
  it('nothing outside the folder goes, neither by dots nor through a link', async () => {
    await symlink(join(root, 'mine'), join(lab, 'link'));
    for (const path of ['../mine', '../mine/precious', 'link/precious', '', '/etc']) assert.equal(await removeLabFile(lab, path, await print(path)), false, path);
    assert.equal(await precious(), 'p');
  });
  it('shipped files are put back, never through a link', async () => {
    await mkdir(join(root, 'ship', 'hello'), { recursive: true });
    await writeFile(join(root, 'ship', 'hello', 'a'), 'shipped');
    await writeFile(join(root, 'ship', 'b'), 'shipped');
    await symlink(join(root, 'mine', 'precious'), join(lab, 'b'));
    await putBackShipped(join(root, 'ship'), lab);
    assert.deepEqual([await readFile(join(lab, 'hello', 'a'), 'utf8'), await readFile(join(lab, 'b'), 'utf8'), await precious()], ['shipped', 'shipped', 'p']);
  });
});
