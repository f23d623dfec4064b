import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// `npm run l10n -- --check` holds the same with the compiler. This look at the plain text takes milliseconds, and does
// not share its mistakes.

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const call = /(?<![\w.])(?:msg|t|vscode\.l10n\.t)\(\s*/g;
const sentence = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\$]|\\.)*)`/y;

interface Source { readonly file: string; readonly text: string }

const sources: readonly Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => ({ file: join('src', name), text: readFileSync(join('src', name), 'utf8') }));

/** The first arguments of all calls; without a literal one: the call itself. */
function calls({ file, text }: Source): { literal?: string; place: string }[] {
  return [...text.matchAll(call)].filter(({ index }) => !text.slice(0, index).endsWith('function ')).map(found => {
    sentence.lastIndex = found.index + found[0].length;
    const match = sentence.exec(text);
    const literal = match && unescaped(match[1] ?? match[2] ?? match[3] ?? '');
    return { literal: literal ?? undefined, place: `${file}: ${text.slice(found.index, found.index + 60)}` };
  });
}

function unescaped(text: string): string {
  return text.replaceAll(/\\n/g, '\n').replaceAll(/\\(.)/g, '$1');
}

function descriptions(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'description' && typeof inner === 'string' ? [inner] : descriptions(inner));
}

describe('the list of sentences for translators', () => {
  const found = sources.flatMap(calls);

  it('holds every sentence of the sources and no other', () => {
    const schemas = readdirSync('notes/schema').flatMap(name => descriptions(json(join('notes/schema', name))));
    const wanted = new Set([...found.flatMap(({ literal }) => literal ?? []), ...schemas]);
    assert.ok(wanted.size > 400);
    const bundle = new Set(Object.keys(json('l10n/bundle.l10n.json') as object));
    const difference = {
      missing: [...wanted].filter(text => !bundle.has(text)),
      unused: [...bundle].filter(text => !wanted.has(text)),
    };
    assert.deepEqual(difference, { missing: [], unused: [] }, 'Remedy: npm run l10n');
  });

  it('misses none because it is put together: only `translate` passes on what a literal call made', () => {
    const open = found.filter(({ literal }) => literal === undefined).map(({ place }) => place);
    assert.deepEqual(open.map(place => place.split(':')[0]), ['src/views/messages.ts'], open.join('\n'));
  });

  it('has a slot for every argument name from {0} on, without gaps', () => {
    const gaps = Object.keys(json('l10n/bundle.l10n.json') as object).filter(text => {
      const slots = new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, digits]) => Number(digits)));
      return [...slots].some(slot => slot >= slots.size);
    });
    assert.deepEqual(gaps, []);
  });
});

describe('package.nls.json', () => {
  it('has every key that the manifest names, and no other', () => {
    const named = new Set([...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    assert.deepEqual(Object.keys(json('package.nls.json') as object).sort(), [...named].sort());
  });

  it('leaves no visible text of the manifest without a key', () => {
    const plain: string[] = [];
    const visible = new Set(['title', 'description', 'markdownDescription', 'name', 'contents', 'category', 'contextualTitle']);
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
        if (typeof inner === 'string' && visible.has(key) && !/^%.*%$/.test(inner)) plain.push(inner);
        walk(inner);
      }
    };
    walk((json('package.json') as { contributes: unknown }).contributes);
    assert.deepEqual([...new Set(plain)], ['Labbook'], 'only the product’s own name needs no translation');
  });
});
