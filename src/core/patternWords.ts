/**
 * What an expression looks for, as a person would say it: `/Running[^]*Running/` is `“Running”, then “Running”`. What
 * varies is an ellipsis. Undefined where nothing in it is fixed text.
 */
export function patternWords(expression: string): string | undefined {
  const ways = split(expression, '|').map(way => piecesOf(way).map(textOf).filter(isFixed).map(text => `“${text}”`).join(', then '));
  return ways.every(way => way !== '') ? ways.join(' or ') : undefined;
}

const anything = /\[\^\]\*\??|\[\\s\\S\]\*\??|\.\*\??/y;
const atom = /\\[bB]|[\^$]|\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|.)|\[\^?(?:\\.|[^\]\\])*\]|[^\\[(]/iy;
const quantifier = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y;

/** At a sign that stands outside of groups and classes. */
function split(expression: string, sign: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [piece] of expression.matchAll(/\\.|\[\^?(?:\\.|[^\]\\])*\]|[^]/g)) {
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (piece === sign && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

/** What stands between two places at which anything may come. */
function piecesOf(expression: string): string[] {
  const pieces = [''];
  for (let at = 0; at < expression.length;) {
    const gap = match(anything, expression, at);
    const [piece] = gap === undefined ? /^(?:\\[^]|\[\^?(?:\\.|[^\]\\])*\]|[^])/.exec(expression.slice(at)) ?? [''] : [gap];
    if (gap !== undefined) pieces.push('');
    else pieces[pieces.length - 1] += piece;
    at += Math.max(1, piece.length);
  }
  return pieces;
}

function textOf(piece: string): string {
  let text = '';
  for (let at = 0; at < piece.length;) {
    const group = piece[at] === '(' ? groupAt(piece, at) : undefined;
    const found = group ?? match(atom, piece, at) ?? piece[at]!;
    const times = match(quantifier, piece, at + found.length) ?? '';
    text += group === undefined ? wordsOf(found, times) : '…';
    at += found.length + times.length;
  }
  return text.replace(/\s+/g, ' ').replace(/…(?:[\s.-]*…)+/g, '…').trim();
}

function wordsOf(found: string, times: string): string {
  if (/^(?:\\[bB]|[\^$])$/.test(found)) return '';
  if (/^(?: |\\[snrt])$/.test(found)) return ' ';
  const fixed = /^\\[^a-z0-9]$/i.test(found) ? found.slice(1) : found.length === 1 && found !== '.' ? found : undefined;
  return fixed !== undefined && (times === '' || times === '+') ? fixed : '…';
}

function groupAt(text: string, from: number): string {
  let depth = 0;
  for (const { 0: piece, index } of text.slice(from).matchAll(/\\.|\[\^?(?:\\.|[^\]\\])*\]|[^]/g)) {
    if (piece === '(') depth++;
    if (piece === ')' && --depth === 0) return text.slice(from, from + index + 1);
  }
  return text.slice(from);
}

function match(sticky: RegExp, text: string, at: number): string | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}

function isFixed(text: string): boolean { return /[\p{L}\p{N}]/u.test(text); }
