/**
 * Every sentence that a user may see, read from the sources with the TypeScript compiler: `vscode.l10n.t('…')` and the
 * `t('…')` taken from it, `msg('…')`, and the descriptions in the schemas of the author's format.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** @typedef {{sentences: Map<string, string>, problems: string[]}} Found sentence -> a place where it stands */

/** The only calls that pass a sentence on instead of holding it: what they pass was held by another call. */
const passesOn = { 'src/views/messages.ts': 'vscode.l10n.t' };

/** @param {string} root @returns {Promise<Found>} */
export async function findSentences(root) {
  /** @type {Found} */ const found = { sentences: new Map(), problems: [] };
  for (const file of await filesOf(join(root, 'src'), '.ts')) {
    const path = relative(root, file);
    readSource(ts.createSourceFile(path, await readFile(file, 'utf8'), ts.ScriptTarget.ES2022, true), found);
  }
  for (const file of await filesOf(join(root, 'notes', 'schema'), '.json')) {
    for (const text of descriptions(JSON.parse(await readFile(file, 'utf8')))) found.sentences.set(text, relative(root, file));
  }
  return found;
}

/** @param {string} folder @param {string} ending */
async function filesOf(folder, ending) {
  const names = await readdir(folder, { recursive: true });
  return names.filter(name => name.endsWith(ending)).sort().map(name => join(folder, name));
}

/** @param {ts.SourceFile} source @param {Found} found */
function readSource(source, found) {
  /** @param {ts.Node} node */
  const visit = node => {
    if (ts.isCallExpression(node) && isSentenceCall(node)) readCall(node, source, found);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** @param {ts.CallExpression} call */
function isSentenceCall({ expression }) {
  return ['msg', 't', 'l10n.t', 'vscode.l10n.t'].includes(expression.getText());
}

/** @param {ts.CallExpression} call @param {ts.SourceFile} source @param {Found} found */
function readCall(call, source, { sentences, problems }) {
  const [first, ...args] = call.arguments;
  const text = first && literal(first);
  const path = source.fileName;
  const place = `${path}:${source.getLineAndCharacterOfPosition(call.getStart()).line + 1}`;
  if (text === undefined) {
    if (passesOn[/** @type {keyof typeof passesOn} */ (path)] !== call.expression.getText()) problems.push(`${place}: the sentence is not a literal, so no translator sees it: write one call for each sentence`);
    return;
  }
  const wanted = [...text.matchAll(/\{(\d+)\}/g)].map(([, digits]) => Number(digits) + 1);
  const spread = args.some(ts.isSpreadElement);
  if (!spread && Math.max(0, ...wanted) !== args.length) problems.push(`${place}: "${text}" has ${Math.max(0, ...wanted)} slots and ${args.length} arguments`);
  sentences.set(text, place);
}

/** @param {ts.Expression} node @returns {string | undefined} */
function literal(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return literal(node.expression);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [literal(node.left), literal(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
}

/** @param {unknown} value @returns {string[]} */
function descriptions(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'description' && typeof inner === 'string' ? [inner] : descriptions(inner));
}
