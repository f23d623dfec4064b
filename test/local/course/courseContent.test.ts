import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changesOf, changeWords, contentOf, diffText, type ContentChange } from '../../../src/core/courseContent';
import { parseSection } from '../../../src/core/markdown';
import type { SectionMeta } from '../../../src/core/course';
import { english } from '../../../src/core/message';
import { labFiles } from '../../../src/targets/labFiles';
import { openLabFolder } from '../../../src/targets/labFolder';
import { TrustStore } from '../../../src/targets/trustStore';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const head = (more = '') => `---\ntitle: Images\nlab: L2\n${more}---\n\n# Images\n\n`;
const fence = (text: string, options = '') => `\`\`\`sh${options && ` {${options}}`}\n${text}\n\`\`\`\n\n`;

function content(text: string, files: Parameters<typeof contentOf>[1] = [], more: Partial<SectionMeta> = {}) {
  const meta: SectionMeta = { title: 'Images', targets: [], needs: { tools: [], images: [], ports: [], network: 'none' }, ...more };
  const section = parseSection(text, 'images.md', { id: 'images', file: 'images.md', meta });
  return contentOf([{ section, text }], files, digest);
}
const words = (changes: readonly ContentChange[]) => changes.map(change => english(changeWords(change)));
const difference = (before: string, now: string) => words(changesOf(content(before).items, content(now).items));

describe('what of a course is trusted', () => {
  const base = head() + fence('docker build .', 'name=build') + fence('ls', 'name=list');

  it('does not change with its prose', () => {
    assert.equal(content(base).hash, content(`${base}More words.\n`).hash);
    assert.equal(content(base).hash, content(base.replace('# Images\n', '# Images\n\nOne two.\n')).hash);
  });

  it('changes with each block, by text and by what its options do', () => {
    assert.deepEqual(difference(base, base.replace('docker build .', 'docker build . && rm -rf ~')), ['changed block build in images']);
    assert.deepEqual(difference(base, base.replace('{name=list}', '{name=list background}')), ['changed block list in images']);
    assert.deepEqual(difference(base, base + fence('curl x', 'name=new')), ['new block new in images']);
    assert.deepEqual(difference(base, head() + fence('ls', 'name=list')), ['block build in images is gone']);
  });

  it('does not take what only moved or was renumbered for changed', () => {
    const plain = head() + fence('one') + fence('two');
    assert.deepEqual(difference(plain, head() + fence('zero') + fence('one') + fence('two')), ['new block block-1 in images']);
    assert.deepEqual(difference(plain, head() + fence('two') + fence('one')), []);
  });

  it('changes with a check, with the images it fetches and with where it expects to run', () => {
    const check = (claim: string) => `\`\`\`yaml {check=up}\nclaim: ${claim}\ncontainer: {name: web, state: running}\n\`\`\`\n`;
    assert.deepEqual(difference(base, base + check('It runs')), ['new check up in images']);
    assert.deepEqual(difference(base + check('It runs'), base + check('It runs').replace('web', 'db')), ['changed check up in images']);
    const needing = (more: Partial<SectionMeta>) => words(changesOf(content(base).items, content(base, [], more).items));
    assert.deepEqual(needing({ needs: { tools: ['jq'], images: [], ports: [80], network: 'none' } }), []);
    assert.deepEqual(needing({ needs: { tools: [], images: ['evil'], ports: [], network: 'images' } }), ['what images needs']);
    assert.deepEqual(needing({ expects: { local: false } }), ['what images needs']);
  });

  it('changes with a file that is copied into the lab folder', () => {
    const file = (hash: string) => [{ path: 'labs/L2/run.sh', hash, text: `echo ${hash}` }];
    assert.notEqual(content(base, file('a')).hash, content(base, file('b')).hash);
    assert.deepEqual(words(changesOf(content(base, file('a')).items, content(base, file('b')).items)), ['changed file labs/L2/run.sh']);
  });

  it('is shown as a difference in which nothing hides', () => {
    const changes = changesOf(content(base).items, content(base.replace('docker build .', 'docker build .\nrm \u202E-rf')).items);
    assert.equal(diffText(changes, change => english(changeWords(change))), '@@ changed block build in images @@\n ```sh {name=build}\n docker build .\n+rm ⟨U+202E⟩-rf\n');
  });
});

describe('the files that a course copies', () => {
  let root: string;
  beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'labbook-files-')); });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('are read with their content, in order; links are not followed', async () => {
    await mkdir(join(root, 'labs/L1/app'), { recursive: true });
    await writeFile(join(root, 'labs/L1/b.sh'), 'two');
    await writeFile(join(root, 'labs/L1/app/a.bin'), Buffer.from([1, 0, 2]));
    await writeFile(join(root, 'secret'), 'x');
    await symlink(join(root, 'secret'), join(root, 'labs/L1/link'));
    await symlink(root, join(root, 'labs/L2'));
    assert.deepEqual((await labFiles(root)).map(({ path, text }) => [path, text]), [['labs/L1/app/a.bin', ''], ['labs/L1/b.sh', 'two']]);
    const before = await labFiles(root);
    await writeFile(join(root, 'labs/L1/b.sh'), 'owt');
    assert.notDeepEqual(await labFiles(root), before);
  });

  it('are copied as they were read: what lies behind a link is not', async () => {
    await mkdir(join(root, 'outside'));
    await writeFile(join(root, 'outside/key'), 'secret');
    await mkdir(join(root, 'course/labs/L1'), { recursive: true });
    await writeFile(join(root, 'course/labs/L1/a.sh'), 'one');
    await symlink(join(root, 'outside'), join(root, 'course/labs/L2'));
    await mkdir(join(root, 'linked'));
    await mkdir(join(root, 'outside/L1'));
    await writeFile(join(root, 'outside/L1/key'), 'secret');
    await symlink(join(root, 'outside'), join(root, 'linked/labs'));
    const copied = async (course: string, lab: string) => (await readdir((await openLabFolder(join(root, 'home'), course, lab, join(root, course, 'labs', lab))).path)).filter(name => !name.startsWith('.'));
    assert.deepEqual([await copied('course', 'L1'), await copied('course', 'L2'), await copied('linked', 'L1')], [['a.sh'], [], []]);
  });

  it('are none where there is no such folder', async () => { assert.deepEqual(await labFiles(root), []); });

  it('are kept as they were trusted, and forgiven when what was kept is spoilt', async () => {
    const store = new TrustStore(root);
    assert.equal(await store.get('a'), undefined);
    await store.put('a', content(head() + fence('ls')).items);
    assert.deepEqual((await store.get('a'))?.map(({ kind }) => kind), ['block']);
    assert.equal(await store.get('b'), undefined);
    const [file] = await readdir(join(root, 'trusted'));
    await writeFile(join(root, 'trusted', file!), '[{"kind":1}]');
    assert.equal(await store.get('a'), undefined);
  });
});
