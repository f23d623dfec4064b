import { msg } from '../message';
import { PackRefused, type Refusal } from './found';
import { coursesOf } from './installed';
import { packFolder } from './packFiles';

export interface PackManifest { readonly id: string; readonly version: string }

/** With one of these an extension runs something of its own, or changes how others run. */
const acting = ['main', 'browser', 'scripts', 'activationEvents', 'dependencies', 'extensionPack', 'bin', 'enabledApiProposals'] as const;
/** `LICENSE.txt`, `README.md` and the manifest are all that lies beside the course. */
const beside = /^extension\/(?:package\.json|readme\.md|changelog\.md|license(?:\.txt|\.md)?)$/i;

/** Whether a .vsix is a course and nothing else. @throws PackRefused with all that it holds besides */
export function judgePack(entries: readonly { readonly name: string; readonly bytes: Uint8Array }[]): PackManifest {
  const path = 'extension/package.json';
  const manifest = parsed(entries.find(({ name }) => name === path)?.bytes);
  const { name, publisher, version, contributes } = manifest;
  if (![name, publisher, version].every(part => typeof part === 'string' && part !== '')) throw new PackRefused([{ path, message: msg('it does not say which extension this is') }]);
  const refused: Refusal[] = [
    ...acting.filter(key => manifest[key] !== undefined).map((key): Refusal => ({ path, message: msg('it holds a program: {0}', key), remedy: msg('Install it with “Extensions: Install from VSIX…” if you know whom it is from.') })),
    ...Object.keys((contributes ?? {}) as object).filter(point => point !== 'labbookCourses').map((point): Refusal => ({ path, message: msg('it changes the editor: {0}', point) })),
    ...entries.filter(entry => entry.name.startsWith('extension/') && !entry.name.startsWith(`extension/${packFolder}/`) && !beside.test(entry.name)).map((entry): Refusal => ({ path: entry.name, message: msg('it is no part of the course') })),
    ...coursesOf('', manifest).length === 1 && coursesOf('', manifest)[0]?.path === packFolder ? [] : [{ path, message: msg('it names no course') }],
  ];
  if (refused.length > 0) throw new PackRefused(refused);
  return { id: `${String(publisher)}.${String(name)}`.toLowerCase(), version: String(version) };
}

function parsed(bytes: Uint8Array | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? value as Readonly<Record<string, unknown>> : {};
  } catch {
    return {};
  }
}
