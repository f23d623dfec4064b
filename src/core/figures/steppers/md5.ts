const shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21] as const;
const sines = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));

/**
 * The first 32 bits of a text's MD5, as Kinesis hashes a partition key. Not for anything that must be safe. For texts of at
 * most 55 bytes in UTF-8, which fit into one round; of a longer one the rest does not count.
 */
export function firstWordOfMd5(text: string): number {
  const bytes = new TextEncoder().encode(text).slice(0, 55);
  const padded = new Uint8Array(64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(56, bytes.length * 8, true);
  let [a, b, c, d] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const mixed = round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
    const word = [step, 5 * step + 1, 3 * step + 5, 7 * step][round] ?? 0;
    const sum = (a + mixed + (sines[step] ?? 0) + view.getUint32(word % 16 * 4, true)) >>> 0;
    const shift = shifts[round * 4 + step % 4] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) >>> 0];
  }
  // The digest is written with the lowest byte first.
  const first = (a + 0x67452301) >>> 0;
  return ((first & 0xff) * 2 ** 24) + ((first & 0xff00) << 8) + ((first >>> 8) & 0xff00) + (first >>> 24);
}
