import { UserError } from './errors';
import { hiddenCharacters } from './hiddenCharacters';
import { msg } from './message';
import type { Placeholder } from './section';
import { quote } from './shellQuote';
import { At, scanShell } from './shellScan';

interface Found { readonly token: string; readonly label: string; readonly start: number; readonly end: number }

const nouns = 'id|name|ip|address|key|url|port|password|token|username|user|file|path|bucket|region|account|email|host|hostname|tag|image|container|number|value';
const angle = /(?<![<&]|\s\d)<([A-Za-z][\w.:/@'-]*(?: [\w.:/@'-]+){0,6})>(?!>)/g;
const square = new RegExp(`(?<![\\w$\\[\\\\])\\[((?:your|my|insert|enter)(?:[ _-][\\w-]+){1,6}|(?:[A-Za-z]{2,} ){1,4}(?:${nouns}))\\](?!\\])`, 'gi');
const capitals = /(?<![\w$]|\$\{)(?:YOUR(?:[_-][A-Z0-9]+)+|REPLACE[_-](?:ME|THIS)|CHANGE[_-]?ME|(?:your|my)(?:[_-][a-z0-9]+)+[_-]here)(?![\w]|\s*=)/g;

/** Slots that the student must fill. Found before parsing: to a shell `<ip>` is a redirection that writes a file. */
export function findPlaceholders(text: string): Placeholder[] {
  const found: Found[] = [];
  for (const match of text.matchAll(angle)) {
    if (isSlot(text, match)) found.push(slot(match[0], match[1]!, match.index));
  }
  for (const match of text.matchAll(square)) found.push(slot(match[0], match[1]!, match.index));
  for (const match of text.matchAll(capitals)) {
    if (!found.some(other => match.index >= other.start && match.index < other.end)) found.push(slot(match[0], match[0], match.index));
  }
  found.sort((a, b) => a.start - b.start);
  if (found.length === 0) return [];
  const { at } = scanShell(text, found);
  const byToken = new Map<string, { label: string; at: { start: number; end: number }[] }>();
  for (const { token, label, start, end } of found) {
    if (at[start] === At.comment) continue;
    const known = byToken.get(token) ?? { label, at: [] };
    known.at.push({ start, end });
    byToken.set(token, known);
  }
  return [...byToken].map(([token, { label, at: places }]) => ({ token, label, at: places }));
}

function slot(token: string, inner: string, start: number): Found {
  const words = inner.replace(/[_-]+/g, ' ').replace(/\s+/g, ' ').trim();
  const label = words.replace(/^(?:your|my|insert|enter) (?=\S)/i, '').replace(/ here$/i, '');
  return { token, label: /^[A-Z0-9 ]+$/.test(label) ? label.toLowerCase() : label, start, end: start + token.length };
}

/** Tells a slot from a redirection (`sort <in >out`) and from HTML in a here-document or in quotes. */
function isSlot(text: string, match: RegExpExecArray): boolean {
  const [token, inner] = [match[0], match[1]!];
  const before = text[match.index - 1] ?? ' ';
  const after = text[match.index + token.length] ?? ' ';
  if (/\s/.test(before) && /[\w$]/.test(after) && !inner.includes(' ')) return false;
  const element = /^[a-z][a-z0-9]*/i.exec(inner)![0];
  if (text.includes(`</${element}>`) || /^(?:br|hr|img|meta|link|input)$/i.test(inner)) return false;
  return !/<!doctype/i.test(text);
}

/**
 * The text with slots replaced by words of the same length, so that a parser sees words and all offsets stay right.
 */
export function maskPlaceholders(text: string, placeholders: readonly Placeholder[]): string {
  let masked = text;
  for (const { start, end } of placeholders.flatMap(placeholder => placeholder.at)) {
    masked = masked.slice(0, start) + 'x'.repeat(end - start) + masked.slice(end);
  }
  return masked;
}

/**
 * Puts the student's values in, each as one shell word or part of one, whatever it holds.
 * `values` by token. Throws `UserError` (`placeholder.missing`, `placeholder.control`, `placeholder.place`).
 */
export function fillPlaceholders(text: string, placeholders: readonly Placeholder[], values: Readonly<Record<string, string>>): string {
  const places = placeholders
    .flatMap(({ token, label, at }) => at.map(place => ({ ...place, label, value: valueOf(token, label, values) })))
    .sort((a, b) => a.start - b.start);
  const scan = scanShell(text, places);
  let filled = '';
  let from = 0;
  for (const { start, end, label, value } of places) {
    filled += text.slice(from, start) + word(value, scan.at[start] ?? At.plain, label);
    from = end;
  }
  filled += text.slice(from);
  // A value that reads like the end of a here-document would make commands of the lines below it.
  if (places.length > 0 && !sameLines(text, places, scan.hereDocs, filled)) {
    throw new UserError('placeholder.place', msg('A value ends the text that it should stand in.'), msg('Type another value.'));
  }
  return filled;
}

function valueOf(token: string, label: string, values: Readonly<Record<string, string>>): string {
  const value = Object.hasOwn(values, token) ? values[token] : undefined;
  if (value === undefined || value.trim() === '') throw new UserError('placeholder.missing', msg('No value for: {0}', label), msg('Fill it in, then run the block again.'));
  if (/[\t\n]/.test(value) || hiddenCharacters(value).length > 0) {
    throw new UserError('placeholder.control', msg('The value holds a character that cannot be seen: {0}', label), msg('Type the value instead of pasting it.'));
  }
  return value;
}

function word(value: string, at: At, label: string): string {
  switch (at) {
    case At.plain: return quote(value);
    case At.double: return `"${quote(value)}"`;
    case At.single: return value.replaceAll("'", "'\\''");
    case At.ansi: return value.replace(/[\\']/g, '\\$&');
    case At.hereDoc: return value.replace(/[\\$`]/g, '\\$&');
    case At.hereDocRaw:
    case At.comment: return value;
    default:
      // Inside `…`, ${…} and ((…)) no quoting is right for every shell.
      if (/^[\w.,:/@%+-]+$/.test(value)) return value;
      throw new UserError('placeholder.place', msg('Here only letters, digits and . , : / @ % + - may stand: {0}', label), msg('Type a value made of those.'));
  }
}

function sameLines(text: string, places: readonly { readonly start: number; readonly end: number }[], delimiters: readonly string[], filled: string): boolean {
  if (delimiters.length === 0) return true;
  const count = (of: string) => of.split('\n').filter(line => delimiters.includes(line.trim())).length;
  return count(maskPlaceholders(text, [{ token: '', label: '', at: places }])) === count(filled);
}
