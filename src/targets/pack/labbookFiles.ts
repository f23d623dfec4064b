import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { msg } from '../../core/message';
import { PackRefused } from '../../core/pack/found';
import { withLabbookManifest } from '../../core/pack/withLabbook';
import type { PackFacts } from '../../core/pack/packFiles';
import type { ZipEntry } from './zipWriter';

/** Labbook as it is installed, or as it was built for production. */
export interface LabbookFiles { /** Absolute. */ readonly root: string }

/** Folders that are part of Labbook, with what of them; the courses that came along are not. */
const folders: readonly (readonly [folder: string, files: RegExp])[] = [
  ['dist', /^[\w-]+\.(?:js|wasm)$/], ['dist/media', /\.(?:js|css)$/], ['l10n', /\.json$/],
  ['media', /^(?:icon\.png|labbook\.svg)$/], ['media/walkthrough', /./], ['snippets', /\.code-snippets$/],
];
const single = /^(?:LICENSE(?:\.txt)?|THIRD-PARTY-NOTICES\.txt|package\.nls(?:\.[\w-]+)?\.json)$/;

/** Labbook's own files under a manifest of the pack's own. @throws PackRefused where Labbook is not built as it ships */
export async function labbookEntries({ root }: LabbookFiles, facts: PackFacts): Promise<ZipEntry[]> {
  const paths = (await Promise.all([['', single] as const, ...folders].map(async ([folder, wanted]) => {
    const names = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    return names.filter(entry => entry.isFile() && wanted.test(entry.name)).map(({ name }) => folder ? `${folder}/${name}` : name);
  }))).flat();
  for (const needed of ['dist/extension.js', 'dist/web.js', 'dist/sh.wasm', 'dist/media/note.js', 'THIRD-PARTY-NOTICES.txt']) {
    if (!paths.includes(needed)) throw new PackRefused([{ path: needed, message: msg('this Labbook is not complete, so it cannot be packed'), remedy: msg('Use an installed Labbook, or run "npm run package" first.') }]);
  }
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  const own = await Promise.all(paths.map(async name => ({ name, bytes: await readFile(join(root, name)) })));
  return [...own, { name: 'package.json', bytes: Buffer.from(`${JSON.stringify(withLabbookManifest(manifest, facts), undefined, 2)}\n`) }];
}
