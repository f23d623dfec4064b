/** One option as the author wrote it. A word without a value is `true`. */
export interface RawOption { readonly key: string; readonly value: string; readonly bare: boolean }

export interface FenceInfo {
  /** Lower case; '' when the fence names none. */
  readonly language: string;
  readonly options: readonly RawOption[];
  /** The text after the language as it stands, when it could not be read. */
  readonly unreadable?: string;
}

/** Takes apart what stands behind the three backticks: `sh {name=web1 tty}`, `sh {"name":"web1"}`, `sh name=web1`. */
export function readFenceInfo(info: string): FenceInfo {
  const text = info.trim().slice(0, 2000);
  const head = /^([^\s{]*)\s*([\s\S]*)$/.exec(text)!;
  const bare = head[1]!.includes('=') ? '' : head[1]!;
  const language = bare.toLowerCase();
  const rest = bare === '' ? text : head[2]!.trim();
  if (rest === '') return { language, options: [] };
  if (!rest.startsWith('{')) return { language, options: words(rest) };
  const json = fromJson(rest);
  if (json) return { language, options: json };
  if (!rest.endsWith('}') || /^\{\s*"/.test(rest)) return { language, options: [], unreadable: rest };
  return { language, options: words(rest.slice(1, -1)) };
}

/** Only what begins as JSON does: the error that `JSON.parse` makes costs more than all the rest of a fence. */
function fromJson(text: string): RawOption[] | undefined {
  if (!/^\{\s*["}]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).map(([key, option]) => ({ key, value: typeof option === 'string' ? option : JSON.stringify(option), bare: false }));
  } catch {
    return undefined;
  }
}

function words(text: string): RawOption[] {
  return [...text.matchAll(/([^\s=,]+)(?:=(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\s,]*)))?/g)].map(found => {
    const value = found[2]?.replaceAll('\\"', '"') ?? found[3] ?? found[4];
    return { key: found[1]!, value: value ?? 'true', bare: value === undefined };
  });
}
