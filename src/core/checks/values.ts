import type { Capture, Test } from '../check';

/** `${WEB_PORT}` in the texts of a check. */
const slot = /\$\{([A-Za-z_][\w-]*)\}/g;

/** Names of the values that a check's texts ask for, each once. */
export function slotsOf(of: Test | readonly Capture[]): string[] {
  return [...new Set([...JSON.stringify(of).matchAll(slot)].map(found => found[1] ?? ''))];
}

/** The same data with all values put in; what has no value stays as it is. In an expression a value stands for itself. */
export function fillSlots<T extends Test | readonly Capture[]>(of: T, values: (name: string) => string | undefined): T {
  return filled(of, values, '') as T;
}

function filled(data: unknown, values: (name: string) => string | undefined, key: string): unknown {
  if (typeof data === 'string') return data.replace(slot, (whole, name: string) => {
    const value = values(name);
    if (value === undefined) return whole;
    return key === 'matches' ? value.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&') : value;
  });
  if (Array.isArray(data)) return data.map(item => filled(item, values, key));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, filled(value, values, name)]));
}
