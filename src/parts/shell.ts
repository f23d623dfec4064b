/** The part that parses shell text; the WebAssembly file lies beside its bundle. */
export { createShellParser } from '../targets/shellParser';
