import { parse } from 'yaml';

export type Plain = Readonly<Record<string, unknown>>;

/** A map as it stands in a kubeconfig; anything else is an empty one. */
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

/** Throws what the parser says. Neither tags nor merge keys run anything; aliases cannot make a small file huge. */
export function readYaml(text: string): Plain {
  return asMap(parse(text, { maxAliasCount: 50, logLevel: 'error' }));
}
