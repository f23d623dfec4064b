import { msg } from '../core/message';
import { pipelineParts, wantsMore } from '../core/shellLines';
import { shellTraits, mayBeBashOnly } from '../core/shellTraits';
import type { ShellParse, ShellParser, Statement } from '../core/statement';
import { loadProcessor, type Dialect, type ParsedFile, type SyntaxFault, type WasmLoader } from './shellWasm';

export type { WasmLoader } from './shellWasm';

/** Remembered texts. Each parse makes an instance of its own, 4 to 10 ms, so a page must not ask twice. */
const remembered = 1000;
/** Beyond this the block is one statement. UTF-16 units. */
const limit = 500_000;

/**
 * The real parser (mvdan/sh as WebAssembly). `loadWasm` gives the bytes of `sh.wasm`, once, at the first parse.
 * `parse` never throws: without the parser the whole block is one statement.
 */
export function createShellParser(loadWasm: WasmLoader): ShellParser {
  return new WasmShellParser(loadWasm);
}

class WasmShellParser implements ShellParser {
  private readonly cache = new Map<string, Promise<ShellParse>>();
  private processor: ReturnType<typeof loadProcessor> | undefined;

  constructor(private readonly loadWasm: WasmLoader) {}

  parse(text: string): Promise<ShellParse> {
    const known = this.cache.get(text);
    if (known) {
      // Moves it to the young end.
      this.cache.delete(text);
      this.cache.set(text, known);
      return known;
    }
    const fresh = this.fresh(text);
    this.cache.set(text, fresh);
    if (this.cache.size > remembered) this.cache.delete(this.cache.keys().next().value!);
    return fresh;
  }

  private async fresh(text: string): Promise<ShellParse> {
    const parsed = text.length > limit ? undefined : await this.ask(text, 'bash');
    if (parsed === undefined) return { kind: 'unavailable', statements: text.trim() === '' ? [] : [whole(text)] };
    if ('fault' in parsed) return wrong(text, parsed.fault);
    if (/(?:^|[^\\])(?:\\\\)*\\\s*$/.test(text) && wantsMore(text.trimEnd())) return wrong(text, { text: '', incomplete: true, offset: Buffer.byteLength(text.trimEnd()) - 1, own: msg('The last line ends in a backslash, but no line follows.') });
    const statements = statementsOf(text, parsed.file);
    const posix = mayBeBashOnly(text) ? await this.ask(text, 'posix') : parsed;
    return { kind: 'parsed', statements, traits: shellTraits(statements.map(statement => statement.text), posix !== undefined && 'fault' in posix) };
  }

  /** Undefined when the parser itself fails. */
  private async ask(text: string, dialect: Dialect): Promise<{ readonly file: ParsedFile } | { readonly fault: SyntaxFault } | undefined> {
    try {
      this.processor ??= loadProcessor(this.loadWasm);
      return await (await this.processor)(text, dialect);
    } catch {
      // The reason is of no use to anybody: the result says that the parser is not available.
      this.processor = undefined;
      return undefined;
    }
  }
}

function whole(text: string): Statement {
  const start = text.length - text.trimStart().length;
  return statement(1, text, start, start + text.trim().length, false);
}

function statement(index: number, text: string, start: number, end: number, background: boolean): Statement {
  const own = text.slice(start, end);
  return { index, text: own, start, end, line: text.slice(0, start).split('\n').length - 1, background, pipeline: pipelineParts(own) };
}

function statementsOf(text: string, file: ParsedFile): Statement[] {
  const bytes = Buffer.from(text, 'utf8');
  const plain = bytes.length === text.length;
  const offset = (byte: number) => (plain ? byte : bytes.toString('utf8', 0, byte).length);
  return file.map(({ from, to, background }, i) => {
    const start = offset(from);
    const raw = text.slice(start, offset(to));
    return statement(i + 1, text, start, start + withoutEnd(raw, background).length, background);
  });
}

/** The parser counts the separator and the here-document's last newline in; `&` stays, it is what the student wrote. */
function withoutEnd(raw: string, background: boolean): string {
  const text = raw.trimEnd();
  return background || !text.endsWith(';') || text.endsWith('\\;') ? text : text.slice(0, -1).trimEnd();
}

function wrong(text: string, fault: SyntaxFault & { readonly own?: ReturnType<typeof msg> }): ShellParse {
  const before = Buffer.from(text, 'utf8').toString('utf8', 0, fault.offset).split('\n');
  const message = fault.own ?? (fault.incomplete ? msg('This command is not complete: {0}', fault.text) : msg('This is no valid shell command: {0}', fault.text));
  return { kind: 'wrong', incomplete: fault.incomplete, message, line: before.length - 1, column: before.at(-1)!.length };
}
