import * as crypto from 'node:crypto';

/** Of Node 20.12 on: one call, a third of the time. */
const { hash } = crypto as { readonly hash?: (algorithm: string, text: string) => string };

/** SHA-256 of the text in UTF-8, 64 hex digits. */
export function digestOfText(text: string): string { return hash ? hash('sha256', text) : crypto.createHash('sha256').update(text).digest('hex'); }
