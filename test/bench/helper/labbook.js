/**
 * What Labbook costs its host: the time of loading and activating it, and of its CodeLens answers.
 */
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** Must be called before Labbook activates. */
export function watchLabbook() {
  const extension = vscode.extensions.getExtension('labbook.labbook');
  if (!extension) throw new Error('Labbook is not there.');
  const seen = { load: NaN, activate: NaN, early: !extension.isActive, /** @type {Map<string, {at: number, took: number}>} */ parts: new Map(), /** @type {vscode.CodeLensProvider | undefined} */ lenses: undefined };
  watchLoad(join(extension.extensionPath, 'dist', 'extension.js'), seen);
  watchParts(join(extension.extensionPath, 'dist'), seen.parts);
  watchLenses(extension.extensionPath, seen);
  return {
    /** Milliseconds. */
    activation: async () => {
      await extension.activate();
      const { load, activate, early } = seen;
      return { load, activate, early };
    },
    /** How long a part of Labbook took to load, in milliseconds; null: it is not loaded. @param {{part: string}} asked */
    partLoad: ({ part }) => seen.parts.get(part) ?? null,
    /** Milliseconds of each answer, and how many lenses the last one held. @param {{path: string, count: number, edit: boolean}} asked */
    lenses: ({ path, count, edit }) => lensTimes(seen, path, count, edit),
    /** @param {{id: string, args?: unknown[]}} asked */
    command: async ({ id, args = [] }) => { await vscode.commands.executeCommand(id, ...args); },
    /** @param {{name: string}} asked */
    showTerminal: ({ name }) => vscode.window.terminals.find(terminal => terminal.name.startsWith(name))?.show(true),
  };
}

/** @param {string} file @param {{load: number, activate: number}} seen */
function watchLoad(file, seen) {
  const host = /** @type {{_load: (request: string, ...more: unknown[]) => any}} */ (/** @type {unknown} */ (Module));
  const load = host._load;
  host._load = function (request, ...more) {
    if (request !== file) return load.call(this, request, ...more);
    const start = performance.now();
    const loaded = load.call(this, request, ...more);
    seen.load = performance.now() - start;
    return { ...loaded, activate: (/** @type {unknown} */ context) => {
      const begin = performance.now();
      const made = loaded.activate(context);
      seen.activate = performance.now() - begin;
      return made;
    } };
  };
}

/** @param {string} folder @param {Map<string, {at: number, took: number}>} parts by name */
function watchParts(folder, parts) {
  const host = /** @type {{_load: (request: string, parent: {filename?: string} | undefined, ...more: unknown[]) => any}} */ (/** @type {unknown} */ (Module));
  const load = host._load;
  host._load = function (request, parent, ...more) {
    if (!request.startsWith('./') || !parent?.filename?.startsWith(folder)) return load.call(this, request, parent, ...more);
    const at = performance.timeOrigin + performance.now();
    const loaded = load.call(this, request, parent, ...more);
    const name = request.slice(2, -'.js'.length);
    if (!parts.has(name)) parts.set(name, { at, took: performance.timeOrigin + performance.now() - at });
    return loaded;
  };
}

/** Each extension has a `vscode` of its own; this is the one that Labbook gets. */
function watchLenses(/** @type {string} */ folder, /** @type {{lenses: unknown}} */ seen) {
  const { languages } = /** @type {typeof vscode} */ (createRequire(join(folder, 'dist', 'extension.js'))('vscode'));
  const register = languages.registerCodeLensProvider;
  languages.registerCodeLensProvider = (selector, provider) => {
    seen.lenses = provider;
    return register.call(languages, selector, provider);
  };
}

/** @param {{lenses: vscode.CodeLensProvider | undefined}} seen @param {string} path @param {number} count @param {boolean} edit */
async function lensTimes(seen, path, count, edit) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const token = new vscode.CancellationTokenSource().token;
  const times = [];
  let found = 0;
  for (let n = 0; n < count; n++) {
    if (edit) await change(document);
    const start = performance.now();
    found = (await seen.lenses?.provideCodeLenses(document, token))?.length ?? 0;
    times.push(performance.now() - start);
  }
  return { times, found };
}

/** @param {vscode.TextDocument} document */
async function change(document) {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(document.lineCount, 0), 'One more word.\n');
  await vscode.workspace.applyEdit(edit);
  await new Promise(done => { setTimeout(done, 50); });
}
