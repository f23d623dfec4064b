/** What JSON or YAML hold, not yet looked at. */
export type Plain = Readonly<Record<string, unknown>>;

/** A map; anything else is an empty one. */
export function asMap(value: unknown): Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Plain : {};
}

export function asList(value: unknown): readonly Plain[] {
  return Array.isArray(value) ? value.map(asMap) : [];
}

/** Undefined where it is empty, as Kubernetes treats it. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
