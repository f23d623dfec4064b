/**
 * From the button Install to the painted first section of a course as large as the one that ships, beside VS Code's own
 * part: installing and activating an extension of as many bytes that does nothing.
 */
import { execFile } from 'node:child_process';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ZipFile } from 'yazl';
import { chooseFile, runCommand, webviewWith } from '../editor/browser.mjs';
import { writeRunCourse } from './course.mjs';
import { row } from './rows.mjs';

const rounds = 5;

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function installCourse(place) {
  const window = await place.window('install', writeRunCourse);
  const { page } = window;
  /** @type {number[]} */ const looked = [];
  /** @type {number[]} */ const ours = [];
  /** @type {number[]} */ const bare = [];
  for (let n = 0; n < rounds; n++) {
    const pack = await packed(place.dir, n), empty = await emptyExtension(place.dir, n);
    const both = [
      async () => {
        await runCommand(page, 'Labbook: Install Course');
        const chosen = await chooseFile(page, pack, 'Install course');
        const dialog = page.locator('.monaco-dialog-box');
        await dialog.waitFor();
        looked.push(Date.now() - chosen);
        const start = Date.now();
        await dialog.getByRole('button', { name: 'Install', exact: true }).click();
        const note = await webviewWith(page, `.note h1:text-is("${firstTitle} ${n}")`, { timeout: 60_000 });
        ours.push(await painted(note) - start);
        await window.ask('command', { id: 'workbench.action.closeAllEditors' });
      },
      async () => { bare.push(await window.ask('install', { path: empty, id: `bench.empty-${n}` })); },
    ];
    for (const one of n % 2 ? both : both.reverse()) await one();
  }
  await window.close();
  return [
    row('installing a course: Install to its painted first section', 'ms', ours, { baseline: bare, goal: '<= 5000', ok: ({ p50 }) => p50 <= 5000 }),
    row('installing a course: chosen to looked through', 'ms', looked),
  ];
}

const firstTitle = 'First of course';

/** The shipped course under an id and a first section of its own. @param {string} dir @param {number} n */
async function packed(dir, n) {
  const [folder, file] = [join(dir, `course-${n}`), join(dir, `course-${n}.vsix`)];
  await cp('notes', folder, { recursive: true });
  const yaml = await readFile(join(folder, 'course.yaml'), 'utf8');
  await writeFile(join(folder, 'course.yaml'), yaml.replace(/^id: .*$/m, `id: bench-${n}`).replace(/^parts:\n/m, `parts:\n  - id: bench\n    title: Bench\n    sections:\n      - bench-first.md\n`));
  const first = (await readFile(join(folder, 'devops-docker-beginners.md'), 'utf8')).replace(/^---\n[\s\S]*?\n---\n/, '').replace(/^# .*$/m, `# ${firstTitle} ${n}`);
  await writeFile(join(folder, 'bench-first.md'), `---\ntitle: ${firstTitle} ${n}\nlab: BENCH\ntargets: [docker]\n---\n${first}`);
  await promisify(execFile)(process.execPath, [resolve('dist/cli.js'), 'pack', folder, '--publisher', 'bench', '--out', file]);
  return file;
}

/** As many bytes in as many files, and a program that does nothing. @param {string} dir @param {number} n @returns {Promise<string>} */
async function emptyExtension(dir, n) {
  const zip = new ZipFile(), file = join(dir, `empty-${n}.vsix`);
  const manifest = { name: `empty-${n}`, publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.106.0' }, main: './main.js', activationEvents: [], extensionKind: ['workspace'] };
  zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'extension/package.json');
  zip.addBuffer(Buffer.from('exports.activate = () => undefined;'), 'extension/main.js');
  for (const one of await readdir('notes', { recursive: true, withFileTypes: true })) {
    const path = join(one.parentPath, one.name);
    if (one.isFile()) zip.addFile(path, `extension/${relative('.', path)}`, { compressionLevel: 9 });
  }
  zip.end();
  const parts = [];
  for await (const part of zip.outputStream) parts.push(/** @type {Buffer} */ (part));
  await writeFile(file, Buffer.concat(parts));
  return file;
}

/** @param {import('playwright-core').Frame} frame @returns {Promise<number>} milliseconds since the epoch */
function painted(frame) {
  return frame.evaluate(() => new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))); }));
}
