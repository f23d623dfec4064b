import { chmod, writeFile } from 'node:fs/promises';
import { arch } from 'node:process';
import { join } from 'node:path';

const text = `
Hello from Docker!
This text was printed by a program inside a container.

It is a stand-in that comes with Labbook, not Docker's own hello-world image.
What happened is the same:
 1. The Docker client asked the Docker daemon to run the image "hello-world".
 2. The daemon had no such image and pulled it from a registry.
 3. The daemon made a new container from the image and started its program.
 4. The daemon sent the program's output to the client, and the client to your terminal.

`;

/** Machine code of write(1, text, length); exit(0). `at` and `length` are filled in. */
const programs = {
  /** @param {number} at @param {number} length */
  x64: (at, length) => Buffer.from([
    0xb8, 1, 0, 0, 0, 0xbf, 1, 0, 0, 0, // mov eax, 1; mov edi, 1
    0xbe, ...little(at), 0xba, ...little(length), 0x0f, 0x05, // mov esi, at; mov edx, length; syscall
    0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05, // mov eax, 60; xor edi, edi; syscall
  ]),
  /** @param {number} at @param {number} length */
  arm64: (at, length) => Buffer.from([
    0xd2800020, move(1, at & 0xffff), (0xf2a00001 | (at >>> 16) << 5) >>> 0, move(2, length), move(8, 64), 0xd4000001,
    move(0, 0), move(8, 93), 0xd4000001,
  ].flatMap(little)),
};

/** @param {number} value */
const little = value => [value & 255, value >>> 8 & 255, value >>> 16 & 255, value >>> 24];
/** @param {number} register @param {number} value arm64 `movz` */
const move = (register, value) => (0xd2800000 | value << 5 | register) >>> 0;

/** @returns {Buffer} a static ELF program: header, one segment, code, text */
function helloProgram() {
  const program = programs[/** @type {keyof typeof programs} */ (arch)];
  if (!program) throw new Error(`No stand-in hello-world for the processor ${arch}`);
  const base = 0x400000;
  const start = 64 + 56;
  const words = Buffer.from(text);
  const code = program(base + start + program(0, 0).length, words.length);
  const head = Buffer.alloc(start);
  Buffer.from('7f454c46020101', 'hex').copy(head);
  head.writeUInt16LE(2, 16); // an executable
  head.writeUInt16LE({ x64: 62, arm64: 183 }[/** @type {keyof typeof programs} */ (arch)], 18);
  head.writeUInt32LE(1, 20);
  head.writeBigUInt64LE(BigInt(base + start), 24); // entry
  head.writeBigUInt64LE(64n, 32); // program headers follow at once
  [64, 56, 1].forEach((value, index) => head.writeUInt16LE(value, 52 + index * 2));
  head.writeUInt32LE(1, 64); // a segment to load
  head.writeUInt32LE(5, 68); // readable, executable
  const size = BigInt(start + code.length + words.length);
  [0n, BigInt(base), BigInt(base), size, size, 0x1000n].forEach((value, index) => head.writeBigUInt64LE(value, 72 + index * 8));
  return Buffer.concat([head, code, words]);
}

/** @type {import('./layers.mjs').Image} */
export const helloWorld = {
  name: 'hello-world',
  tag: 'latest',
  layer: {
    name: 'hello-world',
    source: import.meta.url,
    packages: [],
    fill: async root => {
      await writeFile(join(root, 'hello'), helloProgram());
      await chmod(join(root, 'hello'), 0o755);
    },
  },
  config: { Cmd: ['/hello'] },
};
