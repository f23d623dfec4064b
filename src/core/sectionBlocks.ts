import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BlockText } from './blockText';
import type { OptionProblem } from './blockOptions';
import type { Diagnostic, Span } from './diagnostic';
import { lookAlikes, refuses, hiddenCharacters, type Oddity } from './hiddenCharacters';
import { msg, type Message } from './message';
import { findPlaceholders } from './placeholders';
import type { Block, BlockOptions, BlockRole } from './section';
import { segmentsOf } from './shellLines';
import { needsPerson, targetOf } from './targetOf';

export interface FoundBlock {
  readonly kind: Block['kind'];
  readonly found: BlockText;
  /** File line of the content's first line. */
  readonly firstLine: number;
  readonly span: Span;
  readonly options: BlockOptions;
  readonly problems: readonly OptionProblem[];
  readonly role?: BlockRole;
  readonly solves?: string;
  readonly heading?: string;
}

export function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Collects a section's blocks and what is wrong with them. */
export class SectionBlocks {
  readonly blocks: Block[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly names = new Set<string>();

  constructor(readonly file: string, private readonly lines: readonly string[]) {}

  add(found: FoundBlock): Block {
    const text = found.found.commands.map(line => line.text).join('\n');
    const ordinal = this.blocks.length + 1;
    const name = this.name(found);
    const refusal = refuses(text);
    const segments = segmentsOf(text);
    const options: { -readonly [K in keyof BlockOptions]: BlockOptions[K] } = {
      ...found.options,
      tty: found.options.tty || needsPerson(text, segments),
      run: found.options.run && refusal === undefined,
    };
    if (name === undefined) delete options.name;
    const target = options.target ?? targetOf(text, segments);
    const { sample } = found.found;
    const block: Block = {
      id: name ?? `block-${ordinal}`,
      ordinal,
      kind: found.kind,
      text,
      ...(sample.length > 0 ? { sample: sample.map(line => line.text).join('\n') } : {}),
      span: found.span,
      lineMap: found.found.commands.map(line => found.firstLine + line.line),
      options,
      role: found.role ?? 'step',
      ...(found.solves === undefined ? {} : { solves: found.solves }),
      target,
      placeholders: findPlaceholders(text),
      hash: hashOf(JSON.stringify([text, 'bash', options.background, options.onError, target])),
      ...(found.heading === undefined ? {} : { heading: found.heading }),
    };
    this.blocks.push(block);
    this.tell(found, block, refusal);
    return block;
  }

  report(code: string, severity: Diagnostic['severity'], span: Span, message: Message, remedy?: Message): void {
    this.diagnostics.push({ code, severity, file: this.file, span, message, ...(remedy ? { remedy } : {}) });
  }

  private name({ options, span }: FoundBlock): string | undefined {
    const { name } = options;
    if (name === undefined) return undefined;
    if (!this.names.has(name)) {
      this.names.add(name);
      return name;
    }
    this.report('block.nameTwice', 'error', this.firstLine(span), msg('Another block of this section is called that: {0}', name), msg('Give each block a name of its own.'));
    return undefined;
  }

  private tell(found: FoundBlock, block: Block, refusal: Message | undefined): void {
    for (const { code, severity, message, remedy } of found.problems) this.report(code, severity, this.firstLine(found.span), message, remedy);
    if (found.found.inner > 0) {
      this.report('block.innerCommands', 'information', found.span,
        msg('{0} lines of this block are typed inside another program; only the commands before them are run.', found.found.inner),
        msg('Put those lines into a block of their own.'));
    }
    const [hidden] = hiddenCharacters(block.text);
    if (hidden && refusal) this.report('block.hiddenCharacter', 'error', this.place(block, hidden), refusal, msg('Delete the character or write the command anew.'));
    const [like] = lookAlikes(block.text);
    if (like) {
      this.report('block.lookAlike', 'warning', this.place(block, like),
        msg('{0} looks like another character, and a shell does not take it for that.', like.code), msg('Type the command instead of pasting it.'));
    }
  }

  private firstLine({ start }: Span): Span {
    return { start, end: { line: start.line, character: (this.lines[start.line] ?? '').length } };
  }

  /** Where in the file a character of the block's text stands. */
  private place(block: Block, { at, length }: Oddity): Span {
    const before = block.text.slice(0, at).split('\n');
    const line = block.lineMap[before.length - 1] ?? block.span.start.line;
    const text = block.text.split('\n')[before.length - 1] ?? '';
    const character = Math.max(0, (this.lines[line] ?? '').indexOf(text)) + before.at(-1)!.length;
    return { start: { line, character }, end: { line, character: character + length } };
  }
}
