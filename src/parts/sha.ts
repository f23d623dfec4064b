import { createHash } from 'node:crypto';

/** What the extension's bundle takes in place of the library's function: the same digest by the machine's own code, ten times as fast. */
export function sha256(bytes: Uint8Array): Uint8Array { return createHash('sha256').update(bytes).digest(); }
