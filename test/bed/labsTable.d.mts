import type { LabRow } from '../../src/headless/labRow';

export function sectionTable(labs: readonly { readonly lab: string; readonly section: string }[], rows: readonly LabRow[], reasons: ReadonlyMap<string, string>): string;
export function reasonsOf(text: string): Map<string, string>;
