import type { Span } from './diagnostic';
import type { YamlValue } from './yamlData';

/** Takes typed values out of a YAML map. What is missing, of another type or `bad` (it broke the schema) is passed over. */
export class YamlReader {
  private readonly values = new Map<string, YamlValue>();

  constructor(value: YamlValue | undefined, private readonly bad: ReadonlySet<YamlValue> = new Set()) {
    if (value?.kind !== 'map') return;
    for (const entry of value.entries) this.values.set(entry.key, entry.value);
  }

  get(key: string): YamlValue | undefined {
    const value = this.values.get(key);
    return value === undefined || this.bad.has(value) ? undefined : value;
  }

  /** A number counts as text as it was written: `version: 1.10`. */
  text(key: string): string | undefined {
    return scalarText(this.get(key));
  }

  number(key: string): number | undefined {
    const value = this.get(key);
    return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
  }

  flag(key: string): boolean | undefined {
    const value = this.get(key);
    return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
  }

  list(key: string): readonly YamlValue[] {
    const value = this.get(key);
    return value?.kind === 'list' ? value.items.filter(item => !this.bad.has(item)) : [];
  }

  texts(key: string): string[] {
    return this.list(key).flatMap(item => scalarText(item) ?? []);
  }

  /** One text or a list of texts. */
  oneOrMore(key: string): string[] {
    const one = this.text(key);
    return one === undefined ? this.texts(key) : [one];
  }

  numbers(key: string): number[] {
    return this.list(key).flatMap(item => item.kind === 'scalar' && typeof item.value === 'number' ? [item.value] : []);
  }

  map(key: string): YamlReader {
    return this.of(this.get(key));
  }

  of(value: YamlValue | undefined): YamlReader {
    return new YamlReader(value, this.bad);
  }

  spans(): ReadonlyMap<string, Span> {
    return new Map([...this.values].map(([key, value]) => [key, value.span]));
  }
}

export function scalarText(value: YamlValue | undefined): string | undefined {
  if (value?.kind !== 'scalar') return undefined;
  if (typeof value.value === 'string') return value.value;
  return typeof value.value === 'number' ? value.source : undefined;
}
