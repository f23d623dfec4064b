/**
 * A language that nobody speaks: every sentence of ours stands in ⟦ ⟧ and without a plain Latin letter, so that one which
 * goes past the translation is seen at once.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const pseudoLocale = 'qps-ploc';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = [...'åƀçđéƒĝĥîĵķļɱñöþǫŕšŧûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŦÛṼŴẊÝŽ'];

/** What is no text: slots, the addresses of links, code. */
const kept = /(\{\d+\}|\]\([^)]*\)|`[^`]*`|\n)/;

/** @param {string} text */
export function pseudo(text) {
  const parts = text.split(kept).map((part, index) => index % 2 ? part : [...part].map(letter => accented[plain.indexOf(letter)] ?? letter).join(''));
  return parts.join('').split('\n').map(line => `⟦${line}⟧`).join('\n');
}

/**
 * A copy of the built extension that speaks it.
 * @param {string} root of the project @param {string} to
 */
export async function pseudoExtension(root, to) {
  await mkdir(to, { recursive: true });
  for (const name of ['package.json', 'package.nls.json', 'dist', 'l10n', 'media', 'notes', 'snippets', 'README.md']) {
    await cp(join(root, name), join(to, name), { recursive: true });
  }
  await translate(join(to, 'l10n', 'bundle.l10n.json'), join(to, 'l10n', `bundle.l10n.${pseudoLocale}.json`));
  await translate(join(to, 'package.nls.json'), join(to, `package.nls.${pseudoLocale}.json`));
  return to;
}

/** @param {string} from @param {string} to */
async function translate(from, to) {
  const table = Object.entries(JSON.parse(await readFile(from, 'utf8')));
  await writeFile(to, JSON.stringify(Object.fromEntries(table.map(([key, text]) => [key, pseudo(text)]))));
}

/**
 * Makes the server know the language, as an installed language pack does; VS Code's own sentences stay English.
 * @param {string} userData the server's user data folder
 */
export async function addLanguagePack(userData) {
  const sentences = join(userData, 'pseudo.i18n.json');
  await writeFile(sentences, JSON.stringify({ version: '1.0.0', contents: {} }));
  await writeFile(join(userData, 'languagepacks.json'), JSON.stringify({
    [pseudoLocale]: { hash: 'pseudo', label: 'Pseudo', extensions: [{ extensionIdentifier: { id: 'test.pseudo' }, version: '1.0.0' }], translations: { vscode: sentences } },
  }));
}
