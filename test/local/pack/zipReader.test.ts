import assert from 'node:assert/strict';
import { ZipFile } from 'yazl';
import { readZip } from '../../../src/targets/pack/zipReader';
import { writeZip } from '../../../src/targets/pack/zipWriter';

const limits = { files: 10, file: 2_000_000, all: 3_000_000 };

async function zipOf(add: (zip: ZipFile) => void): Promise<Buffer> {
  const zip = new ZipFile();
  add(zip);
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The library writes no such name, so another of the same length is changed afterwards, in both places. */
async function zipNamed(name: string): Promise<Buffer> {
  const zip = await zipOf(made => made.addBuffer(Buffer.from('x'), 'q'.repeat(Buffer.byteLength(name))));
  return Buffer.from(zip.toString('latin1').replaceAll('q'.repeat(Buffer.byteLength(name)), Buffer.from(name).toString('latin1')), 'latin1');
}

const refusal = async (bytes: Buffer): Promise<string> => readZip(bytes, limits).then(() => 'read', (error: Error) => error.message);

describe('reading the zip of a course', () => {
  it('gives back what was written, also an empty file and a name beyond ASCII', async () => {
    const entries = [{ name: 'a/ö.md', bytes: Buffer.from('ä'.repeat(500)) }, { name: 'empty', bytes: Buffer.alloc(0) }];
    assert.deepEqual(await readZip(await writeZip(entries), limits), entries);
  });

  it('passes over folders', async () => assert.deepEqual(await readZip(await zipOf(zip => zip.addEmptyDirectory('x/')), limits), []));

  it('refuses names that leave the folder, by that name', async () => {
    for (const name of ['../evil.md', '/etc/evil.md', 'a/../../evil.md', 'C:/evil.md', 'x\\..\\evil.md']) assert.notEqual(await refusal(await zipNamed(name)), 'read', name);
    assert.match(await refusal(await zipNamed('../evil.md')), /\.\.\/evil\.md/);
    assert.match(await refusal(await zipNamed('x/NUL.md')), /NUL\.md: NUL\.md is the name of a device/);
  });

  it('refuses links and whatever is no file', async () => {
    assert.match(await refusal(await zipOf(zip => zip.addBuffer(Buffer.from('/etc/passwd'), 'a.md', { mode: 0o120777 }))), /a\.md: it is a link/);
    assert.match(await refusal(await zipOf(zip => zip.addBuffer(Buffer.from(''), 'pipe', { mode: 0o010644 }))), /pipe: it is no ordinary file/);
  });

  it('refuses one name twice, in whatever letters', async () => {
    const twice = await zipOf(zip => { zip.addBuffer(Buffer.from('1'), 'a.md'); zip.addBuffer(Buffer.from('2'), 'A.md'); });
    assert.match(await refusal(twice), /A\.md: its name stands there twice/);
  });

  it('refuses what is too much: files, bytes, and what swells', async () => {
    assert.match(await refusal(await zipOf(zip => { for (let n = 0; n < 11; n++) zip.addBuffer(Buffer.from('x'), `a${n}`); })), /11 files/);
    assert.match(await refusal(await zipOf(zip => zip.addBuffer(Buffer.alloc(2_000_001, 'ab'), 'big'))), /big: it has/);
    assert.match(await refusal(await zipOf(zip => { for (const name of ['a', 'b', 'c']) zip.addBuffer(Buffer.alloc(1_500_000, name), name, { compress: false }); })), /c: the files before it/);
    assert.match(await refusal(await zipOf(zip => zip.addBuffer(Buffer.alloc(1_900_000), 'bomb'))), /bomb: it is packed more tightly/);
  });

  it('does not believe a stated size', async () => {
    const zip = await writeZip([{ name: 'a.md', bytes: Buffer.from('x'.repeat(1000)) }]);
    const at = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    zip.writeUInt32LE(10, at + 24);
    assert.match(await refusal(zip), /cannot be read as a zip/);
  });

  it('says of what is no zip, or half of one, that it is none', async () => {
    const whole = await writeZip([{ name: 'a.md', bytes: Buffer.from('x'.repeat(1000)) }]);
    for (const bytes of [Buffer.from(''), Buffer.from('hello'), whole.subarray(0, whole.length - 10), whole.subarray(40)]) assert.match(await refusal(bytes), /cannot be read as a zip/);
  });

  it('survives bytes changed at random', async () => {
    const whole = await writeZip([{ name: 'a.md', bytes: Buffer.from('hello '.repeat(50)) }, { name: 'b/c.md', bytes: Buffer.from('x') }]);
    let seed = 7;
    const next = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(whole);
      for (let n = 0; n < 3; n++) bytes[next(bytes.length)] = next(256);
      const entries = await readZip(bytes, limits).catch((error: Error) => { assert.equal(error.constructor.name.includes('Type'), false, error.stack); return []; });
      assert.ok(entries.length <= 10);
    }
  });
});
