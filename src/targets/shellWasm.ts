import { getProcessor, LangVariant, ParseError } from 'sh-syntax';

export type WasmLoader = () => Promise<Uint8Array> | Uint8Array;
export type Dialect = 'bash' | 'posix';

/** Top-level statements; offsets in UTF-8 bytes, `to` after the separator or the here-document. */
export type ParsedFile = readonly { readonly from: number; readonly to: number; readonly background: boolean }[];
/** `offset` in UTF-8 bytes. */
export interface SyntaxFault { readonly text: string; readonly incomplete: boolean; readonly offset: number }
export type Processor = (text: string, dialect: Dialect) => Promise<{ readonly file: ParsedFile } | { readonly fault: SyntaxFault }>;

/** Rejects when the bytes cannot be had; what it gives rejects when the parser crashes on a text. */
export async function loadProcessor(loadWasm: WasmLoader): Promise<Processor> {
  // Sets a global that the processor expects. A plain import that nobody uses would be dropped by the bundler.
  await import('sh-syntax/vendors/wasm_exec.cjs');
  const wasm = await WebAssembly.compile(Uint8Array.from(await loadWasm()));
  // With a parameter the processor asks for an instance; without one it would look for the file by itself.
  const process = getProcessor((imports: WebAssembly.Imports) => WebAssembly.instantiate(wasm, imports));
  return async (text, dialect) => {
    try {
      const file = await process(text, { variant: dialect === 'bash' ? LangVariant.LangBash : LangVariant.LangPOSIX });
      return { file: file.Stmts.map(({ Pos, End, Background }) => ({ from: Pos.Offset, to: End.Offset, background: Background })) };
    } catch (error) {
      return { fault: faultOf(error) };
    }
  };
}

/** A crash of the module looks like incomplete input, only without a position. */
function faultOf(error: unknown): SyntaxFault {
  if (error instanceof ParseError && error.Pos !== undefined) {
    return { text: error.Text, incomplete: error.Incomplete, offset: error.Pos.Offset };
  }
  throw error;
}
