import { ZipFile } from 'yazl';

export interface ZipEntry { readonly name: string; readonly bytes: Buffer }

const plainFile = 0o100644;

/** The same entries give the same bytes, in whatever order and on whatever day, as long as Node compresses the same way. */
export async function writeZip(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  // From local parts: a zip holds the time of the machine's own zone, and every machine is to write the same.
  const always = new Date(1980, 0, 2);
  for (const { name, bytes } of [...entries].sort((a, b) => a.name < b.name ? -1 : 1)) {
    zip.addBuffer(bytes, name, { mtime: always, forceDosTimestamp: true, mode: plainFile, ...bytes.length > 0 ? { compressionLevel: 9 } : { compress: false } });
  }
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
