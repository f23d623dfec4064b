import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of the text in UTF-8, 64 hex digits. */
export type Digest = (text: string) => string;

/** The one that runs everywhere. */
export function digest(text: string): string { return bytesToHex(sha256(utf8ToBytes(text))); }

/**
 * JSON without spaces, keys sorted at every depth, so that equal values have equal digests. Undefined members are left
 * out, and of the outermost object the one that is called `without`.
 */
export function canonical(value: unknown, without?: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(one => canonical(one)).join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  // One long text and no lists between: a class's hand-ins hold hundreds of thousands of records.
  let text = '';
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member !== undefined && key !== without) text += `${text === '' ? '' : ','}${/^\w+$/.test(key) ? `"${key}"` : JSON.stringify(key)}:${canonical(member)}`;
  }
  return `{${text}}`;
}
