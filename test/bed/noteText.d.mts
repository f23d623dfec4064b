export function paragraphsOf(note: string): { readonly text: string; readonly line: number }[];
