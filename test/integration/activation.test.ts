import assert from 'node:assert/strict';
import { createHook, type AsyncHook } from 'node:async_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

interface Own { dispose(): void }
interface Main { activate(context: vscode.ExtensionContext): Own }

const load = createRequire(__filename);
const rounds = 21;

/** What Node makes for a file, a process, a socket, a name look-up or a thread. */
const contact = /^(FSREQ|FILEHANDLE|FSEVENT|STATWATCHER|DIRHANDLE|PROCESSWRAP|PIPE|TCP|UDP|TLS|GETADDRINFO|GETNAMEINFO|QUERYWRAP|HTTP|WORKER|FSREQPROMISE)/i;

function extension(): vscode.Extension<Own> {
  const found = vscode.extensions.getExtension<Own>('labbook.labbook');
  assert.ok(found);
  return found;
}

/**
 * Contacts that begin in `run` or in anything that `run` set going, for `ms` milliseconds after it.
 * @returns kinds of Node's handles, and names of synchronous file functions
 */
async function contactsOf(run: () => void, ms: number): Promise<string[]> {
  const seen: string[] = [];
  const ours = new Set<number>();
  const state = { inside: false };
  const hook: AsyncHook = createHook({
    init(id, type, trigger) {
      if (!state.inside && !ours.has(trigger)) return;
      ours.add(id);
      if (contact.test(type)) seen.push(type);
    },
  });
  const restore = watchSync(name => { if (state.inside) seen.push(name); });
  hook.enable();
  state.inside = true;
  try {
    run();
  } finally {
    state.inside = false;
  }
  await new Promise(done => { setTimeout(done, ms); });
  hook.disable();
  restore();
  return seen;
}

/** Synchronous file functions pass no hook of Node, so they are wrapped. */
function watchSync(tell: (name: string) => void): () => void {
  const table = fs as unknown as Record<string, unknown>;
  const before = Object.entries(table).filter(([name, value]) => name.endsWith('Sync') && typeof value === 'function');
  for (const [name, real] of before) table[name] = (...args: unknown[]) => { tell(name); return (real as (...all: unknown[]) => unknown)(...args); };
  return () => { for (const [name, real] of before) table[name] = real; };
}

describe('activation', function () {
  this.timeout(60_000);
  let storage: string;
  let file: string;

  before(async () => {
    await extension().activate();
    extension().exports.dispose(); // its ids are free for the activations of this test
    storage = mkdtempSync(join(tmpdir(), 'lb-activation-'));
    file = join(extension().extensionPath, 'dist', 'extension.js');
  });
  after(() => {
    freshMain().activate(context()); // for the tests that follow
    rmSync(storage, { recursive: true, force: true });
  });

  /** The built bundle, loaded anew. */
  function freshMain(): Main {
    delete load.cache[load.resolve(file)];
    return load(file) as Main;
  }

  function context(): vscode.ExtensionContext {
    const memento = () => ({ keys: () => [], get: (_key: string, value?: unknown) => value, update: () => Promise.resolve(), setKeysForSync: () => undefined });
    return {
      subscriptions: [], extension: extension(), extensionUri: extension().extensionUri, extensionPath: extension().extensionPath,
      globalStorageUri: vscode.Uri.file(storage), globalState: memento(), workspaceState: memento(), extensionMode: vscode.ExtensionMode.Production,
    } as unknown as vscode.ExtensionContext;
  }

  it('touches no file, process, socket or thread, nor does anything that it sets going', async () => {
    const main = freshMain();
    const all: { own?: Own } = {};
    const seen = await contactsOf(() => { all.own = main.activate(context()); }, 1500);
    all.own?.dispose();
    assert.deepEqual(seen, []);
  });

  it('would be caught at it', async () => {
    const seen = await contactsOf(() => {
      fs.existsSync('/');
      void Promise.resolve().then(() => fs.promises.readFile(file));
    }, 300);
    assert.ok(seen.includes('existsSync'), String(seen));
    assert.ok(seen.some(type => /^FS|^FILEHANDLE/.test(type)), String(seen));
  });

  it('loads one file and takes under 50 ms with loading, in the median', () => {
    const loaded = Object.keys(load.cache).filter(path => path.startsWith(join(extension().extensionPath, 'dist')));
    const times = Array.from({ length: rounds }, () => {
      const start = performance.now();
      const own = freshMain().activate(context());
      const took = performance.now() - start;
      own.dispose();
      return took;
    }).sort((a, b) => a - b);
    const after = Object.keys(load.cache).filter(path => path.startsWith(join(extension().extensionPath, 'dist')));
    assert.deepEqual(after.filter(path => !loaded.includes(path) && path !== file), [], 'no part is loaded before it is needed');
    const median = times[(rounds - 1) / 2] ?? Infinity;
    assert.ok(median < 50, `${median.toFixed(1)} ms; all: ${times.map(ms => ms.toFixed(1)).join(' ')}`);
  });
});
