import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandIds, contextKeys, settingIds, settingSection, viewIds } from '../../src/views/ids';

interface Command { readonly command: string; readonly title?: string; readonly category?: string; readonly enablement?: string }
interface Setting { readonly scope?: string; readonly type?: string; readonly markdownDescription?: string }
interface View { readonly id: string; readonly icon?: string }
interface Step { readonly id: string; readonly description: string; readonly media: { readonly markdown: string }; readonly completionEvents: readonly string[] }
interface Manifest {
  readonly main: string;
  readonly browser: string;
  readonly l10n: string;
  readonly icon: string;
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly viewsContainers: Readonly<Record<string, readonly View[]>>;
    readonly views: Readonly<Record<string, readonly View[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when?: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
    readonly snippets: readonly { readonly language: string; readonly path: string }[];
  };
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const nls = readFileSync('package.nls.json', 'utf8');
const { commands, views, viewsContainers, menus, keybindings, configuration, walkthroughs, snippets } = manifest.contributes;
const ids: ReadonlySet<string> = new Set(Object.values(commandIds));
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts')).map(name => [name, readFileSync(join('src', name), 'utf8')] as const);
const outsideIds = sources.filter(([name]) => !name.endsWith('ids.ts')).map(([, text]) => text).join('\n');

describe('commands of the manifest', () => {
  it('are those of ids.ts, each once', () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), [...ids].sort());
  });

  it('have a title to translate and the product as their category', () => {
    assert.deepEqual(commands.filter(({ title, category }) => !/^%command\.\w+%$/.test(title ?? '') || category !== 'Labbook'), []);
  });

  it('are each registered somewhere', () => {
    const unused = Object.keys(commandIds).filter(name => !new RegExp(`commands\\.add\\(commandIds\\.${name}\\b`).test(outsideIds));
    assert.deepEqual(unused, []);
  });

  it('are the only ones of ours that menus, keys and texts name', () => {
    const named = [
      ...Object.values(menus).flat().map(({ command }) => command), ...keybindings.map(({ command }) => command),
      ...[...nls.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id ?? ''),
      ...walkthroughs.flatMap(({ steps }) => steps.flatMap(step => step.completionEvents)).flatMap(event => /^onCommand:(.*)/.exec(event)?.[1] ?? []),
    ];
    assert.deepEqual(named.filter(id => !ids.has(id)), []);
  });

  it('that take an argument are not in the palette', () => {
    const hidden = (menus.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command);
    for (const id of [commandIds.runBlock, commandIds.runFrom, commandIds.stopBlock, commandIds.showLastResult, commandIds.openSection]) assert.ok(hidden.includes(id), id);
  });
});

describe('context keys', () => {
  const whens = [...manifestText.matchAll(/"(?:when|enablement)": "([^"]*)"/g)].map(([, when]) => when ?? '');
  const inWhens = whens.flatMap(when => [...when.matchAll(/(?<!['\w.-])labbook\.\w+/g)].map(([key]) => key)).filter(key => !Object.values<string>(viewIds).includes(key));
  const inEvents = [...manifestText.matchAll(/"onContext:([\w.]+)"/g)].map(([, key]) => key ?? '');
  const known: ReadonlySet<string> = new Set(Object.values(contextKeys));

  it('of ours stand in ids.ts', () => {
    assert.ok(inWhens.length > 5 && inEvents.length > 0);
    assert.deepEqual([...inWhens, ...inEvents].filter(key => !known.has(key)), []);
  });

  it('of ids.ts are each set by the code and read by the manifest', () => {
    const dead = Object.entries(contextKeys).filter(([name, key]) =>
      !new RegExp(`'setContext', contextKeys\\.${name}\\b`).test(outsideIds) || ![...inWhens, ...inEvents].includes(key));
    assert.deepEqual(dead, []);
  });

  it('are set by name nowhere', () => {
    assert.deepEqual(outsideIds.match(/'setContext', '[^']*'/g) ?? [], []);
  });
});

describe('ids', () => {
  it('begin with labbook', () => {
    const all = [...ids, ...Object.values(viewIds), ...Object.values(contextKeys), ...Object.values(views).flat().map(({ id }) => id), ...Object.keys(configuration.properties)];
    assert.deepEqual(all.filter(id => !id.startsWith('labbook.')), []);
    assert.deepEqual(Object.values(viewsContainers).flat().map(({ id }) => id).filter(id => !/^labbook(-\w+)?$/.test(id)), []);
  });

  it('of views are those of ids.ts', () => {
    assert.deepEqual(Object.values(views).flat().map(({ id }) => id).sort(), [viewIds.tree, viewIds.status].sort());
    assert.deepEqual(manifest.contributes.viewsWelcome.map(({ view }) => view), [viewIds.tree]);
  });
});

describe('settings', () => {
  const names = Object.keys(configuration.properties);

  it('are those of ids.ts', () => {
    assert.deepEqual(names.sort(), Object.values(settingIds).map(name => `${settingSection}.${name}`).sort());
  });

  it('that name a program, a folder or a place, or open a way out, cannot come from a workspace', () => {
    const reaching = names.filter(name => /folder|path|profile|remote|registry|namespace|emulator|track/i.test(name));
    assert.deepEqual(reaching.filter(name => configuration.properties[name]?.scope !== 'machine'), []);
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    assert.deepEqual([...restrictedConfigurations].sort(), reaching.sort());
  });

  it('have a type and a description to translate', () => {
    assert.deepEqual(names.filter(name => !configuration.properties[name]?.type || !/^%setting\./.test(configuration.properties[name]?.markdownDescription ?? '')), []);
  });
});

describe('activation', () => {
  it('waits for the end of the start, or for a note that a reload brings back', () => {
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished', `onWebviewPanel:${viewIds.note}`]);
  });

  it('is where the files are, and in the browser only where nothing else is', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.equal(manifest.browser, './dist/web.js');
  });
});

describe('files that the manifest names', () => {
  const files = [
    manifest.icon, manifest.l10n, ...Object.values(viewsContainers).flat().flatMap(({ icon }) => icon ?? []), ...Object.values(views).flat().flatMap(({ icon }) => icon ?? []),
    ...walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)), ...snippets.map(({ path }) => path),
  ];

  it('are there', () => assert.deepEqual(files.filter(file => !existsSync(file)), []));

  it('are in the package: the list of what ships names them', () => {
    const rules = readFileSync('.vscodeignore', 'utf8').split('\n').filter(line => line.startsWith('!')).map(line => ruleOf(line.slice(1)));
    const paths = files.flatMap(file => file === manifest.l10n ? readdirSync(file).map(name => join(file, name)) : [join(file)]);
    assert.ok(paths.length >= files.length);
    assert.deepEqual(paths.filter(path => !rules.some(rule => rule.test(path))), []);
  });
});

function ruleOf(glob: string): RegExp {
  const source = glob.replaceAll('.', '\\.').replaceAll('**', '\0').replaceAll('*', '[^/]*').replaceAll('\0', '.*');
  return new RegExp(`^${source}$`);
}
