import { msg } from '../core/message';
import { wantsMore } from '../core/shellLines';
import { shellTraits, mayBeBashOnly } from '../core/shellTraits';
import type { ShellParse, ShellParser } from '../core/statement';
import { statementsOf, wholeText } from './shellStatements';
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
    if (parsed === undefined) return { kind: 'unavailable', statements: wholeText(text) };
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

function wrong(text: string, fault: SyntaxFault & { readonly own?: ReturnType<typeof msg> }): ShellParse {
  const before = Buffer.from(text, 'utf8').toString('utf8', 0, fault.offset).split('\n');
  const message = fault.own ?? (fault.incomplete ? msg('This command is not complete: {0}', fault.text) : msg('This is no valid shell command: {0}', fault.text));
  return { kind: 'wrong', incomplete: fault.incomplete, message, line: before.length - 1, column: before.at(-1)!.length };
}
