import type { FileText } from './course';

/** Bytes. */
export const textLimit = 1024 * 1024;

const imageEndings: readonly string[] = ['.png', '.jpg', '.jpeg', '.gif', '.webp', '.svg'];

/** By its name alone. */
export function isImageName(path: string): boolean {
  const name = path.toLowerCase();
  return imageEndings.some(ending => name.endsWith(ending));
}

/** A file's text without the byte order mark, as VS Code shows it. */
export function textOfBytes(bytes: Uint8Array): FileText {
  if (bytes.length > textLimit) return { problem: 'tooLarge' };
  const text = utf8(bytes);
  return text === undefined || text.includes('\0') ? { problem: 'notText' } : { text };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
