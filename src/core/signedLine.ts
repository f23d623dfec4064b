/** Hex digest of a text, made with a key that others do not have. */
export type Mac = (text: string) => string;

/** What a line of a store holds, and whether it was written with the key of this store. */
export interface SignedValue { readonly value: unknown; readonly verified: boolean }

const seal = /^(\{.+),"mac":"([0-9a-f]{64})"\}$/s;

/**
 * One object as one JSON line whose last member is the MAC of the text before it. `scope` names the store, so that a
 * line of one is worth nothing in another. The object must have a member of its own.
 */
export function signLine(value: object, scope: string, mac: Mac): string {
  const text = JSON.stringify(value);
  return `${text.slice(0, -1)},"mac":"${mac(sealed(scope, text))}"}`;
}

/** Undefined for what is no JSON object, such as a torn line. Without a key nothing is verified. */
export function readLine(line: string, scope: string, mac: Mac | undefined): SignedValue | undefined {
  const [, open, given] = seal.exec(line) ?? [];
  const text = open === undefined ? line : `${open}}`;
  const value = parse(text);
  return value === undefined ? undefined : { value, verified: given !== undefined && mac !== undefined && mac(sealed(scope, text)) === given };
}

function sealed(scope: string, text: string): string { return `${scope}\n${text}`; }

function parse(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
