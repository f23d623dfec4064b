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
export function canonical(value: unknown, without?: string): string { return new CanonicalWriter().write(value, without); }

/** The members of an object in the order in which they are written. */
interface Shape { readonly keys: readonly string[]; readonly members: readonly { readonly key: string; readonly head: string }[] }

/** More kinds of objects than these no file has; what is odd is sorted each time. */
const mostShapes = 32;

/** `canonical` of many values: a class's hand-ins hold hundreds of thousands of records of a few shapes, so that each shape's keys are sorted once. */
export class CanonicalWriter {
  private readonly shapes: Shape[] = [];

  write(value: unknown, without?: string): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
    if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
    return Array.isArray(value) ? this.list(value) : this.object(value as Readonly<Record<string, unknown>>, without);
  }

  private list(values: readonly unknown[]): string {
    let text = '';
    for (const value of values) text += text === '' ? this.write(value) : `,${this.write(value)}`;
    return `[${text}]`;
  }

  private object(value: Readonly<Record<string, unknown>>, without: string | undefined): string {
    let text = '';
    for (const { key, head } of this.shapeOf(Object.keys(value)).members) {
      const member = value[key];
      if (member !== undefined && key !== without) text += `${text === '' ? '' : ','}${head}${this.write(member)}`;
    }
    return `{${text}}`;
  }

  private shapeOf(keys: readonly string[]): Shape {
    const known = this.shapes.find(shape => isSame(shape.keys, keys));
    if (known) return known;
    const shape = { keys, members: [...keys].sort().map(key => ({ key, head: `${JSON.stringify(key)}:` })) };
    if (this.shapes.length < mostShapes) this.shapes.push(shape);
    return shape;
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean { return one.length === other.length && one.every((key, index) => key === other[index]); }
