import { parseSection } from '../../src/core/markdown';

export interface MutationReport {
  readonly notes: number;
  readonly crashes: readonly { readonly seed: number; readonly error: string }[];
  /** Seeds of notes that took longer than `hangMs`. */
  readonly hangs: readonly number[];
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly totalMs: number;
}

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pieces = ['```', '~~~', '`', '``', '    ', '\t', '> ', '- ', '1. ', '#', '# ', '$ ', '\\\n', '|', '||', '&&', '&', ';', '<', '<<EOF\n', '<a b>', '>', '[', ']', '[[', '](', '![](', '(', ')', '{', '}',
  '${', '$(', '"', "'", '\n', '\r\n', '\r', '\n\n', '---\n', '<!--', '-->', '<details>', '</', '<img src=x onerror=y>', '\u202e', '\u200b', '\u0000', '\u001b[31m', '\ud800', 'é', '😀', 'YOUR_NAME_HERE',
  ' {name=a tty}', ' {check=a}', 'yaml {check=a}', ' check=\'container a running; ', 'claim: x\n', 'all:\n  - ', 'not: {', 'needs: [a]\n', 'output: { matches: "(a+)+" }\n', ' {"name":', 'for i in ', 'done', 'docker run ', '***', '__', '\\', '&#x41;', '[a]: b\n', '|-|-|\n'];

/** One note, changed in 1 to 30 places: pieces put in, parts taken out, doubled, moved or repeated often. */
export function mutate(text: string, random: () => number): string {
  const below = (n: number) => Math.floor(random() * n);
  let note = text;
  for (let changes = 1 + below(30); changes > 0; changes--) {
    const at = below(note.length + 1);
    const end = Math.min(note.length, at + below(200));
    const piece = pieces[below(pieces.length)]!;
    switch (below(6)) {
      case 0: note = note.slice(0, at) + note.slice(end); break;
      case 1: note = note.slice(0, end) + note.slice(at, end) + note.slice(end); break;
      case 2: note = note.slice(at, end) + note.slice(0, at) + note.slice(end); break;
      case 3: note = note.slice(0, at) + piece.repeat(1 + below(300)) + note.slice(at); break;
      default: note = note.slice(0, at) + piece + note.slice(at);
    }
  }
  return note;
}

/** Parses and renders `count` mutated notes. `clock` gives milliseconds. */
export function parseMutations(sources: readonly string[], count: number, clock: () => number, hangMs = 1000): MutationReport {
  const times: number[] = [];
  const crashes: { seed: number; error: string }[] = [];
  const hangs: number[] = [];
  for (let seed = 0; seed < count; seed++) {
    const note = mutate(sources[seed % sources.length]!, seeded(seed));
    const start = clock();
    try {
      const section = parseSection(note, 'notes/mutated.md');
      if (typeof section.html !== 'string') throw new Error('No HTML');
    } catch (error) {
      crashes.push({ seed, error: error instanceof Error ? error.stack ?? error.message : String(error) });
    }
    const took = clock() - start;
    times.push(took);
    if (took > hangMs) hangs.push(seed);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { notes: count, crashes, hangs, p50: share(0.5), p95: share(0.95), max: sorted.at(-1) ?? 0, totalMs: times.reduce((a, b) => a + b, 0) };
}
