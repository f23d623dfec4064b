import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { english } from '../../../src/core/message';
import { fileProbe } from '../../../src/targets/probes/file';

describe('file probe', () => {
  let dir = '', lab = '';
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lb-file-'));
    lab = join(dir, 'lab');
    await mkdir(join(lab, 'hello'), { recursive: true });
    await writeFile(join(dir, 'secret'), 'secret');
    await mkdir(join(dir, 'lab-2'));
    await writeFile(join(dir, 'lab-2', 'x'), 'x');
    await writeFile(join(lab, 'hello', 'index.js'), 'hello');
    await writeFile(join(lab, 'large'), 'x'.repeat(1024 * 1024 + 10));
    await symlink('index.js', join(lab, 'hello', 'same'));
    await symlink(join(dir, 'secret'), join(lab, 'link'));
    await symlink(dir, join(lab, 'up'));
  });
  after(() => rm(dir, { recursive: true }));
  const look = async (path: string, folder: string | undefined = lab) => {
    const seen = await fileProbe(path, folder);
    return seen.kind === 'barred' ? english(seen.reason) : seen.kind === 'file' ? seen.text.slice(0, 10) : seen.kind;
  };

  it('reads plain files of the lab’s folder, through links that stay in it too', async () => {
    assert.equal(await look('hello/index.js'), 'hello');
    assert.equal(await look('./hello/../hello/index.js'), 'hello');
    assert.equal(await look('hello/same'), 'hello');
    assert.equal(await look('hello/none'), 'none');
    assert.equal(await fileProbe('x', undefined).then(({ kind }) => kind), 'none');
  });

  it('reads nothing that lies elsewhere, and does not say whether it is there', async () => {
    for (const path of ['../secret', '../none', '../lab-2/x', '/etc/passwd', join(dir, 'secret'), 'hello/../../secret']) assert.match(await look(path), /outside/, path);
    assert.match(await look('link'), /outside/);
    assert.match(await look('up/secret'), /outside/);
  });

  it('reads no folder and no device, and 1 MB at most', async () => {
    assert.match(await look('hello'), /no plain file/);
    const seen = await fileProbe('large', lab);
    assert.deepEqual(seen.kind === 'file' && [seen.text.length, seen.cut], [1024 * 1024, true]);
  });

  it('does not wait for a pipe', async () => {
    const { spawnSync } = await import('node:child_process');
    assert.equal(spawnSync('mkfifo', [join(lab, 'pipe')]).status, 0);
    assert.match(await look('pipe'), /no plain file/);
  });
});
