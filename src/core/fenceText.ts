import type { Token } from 'markdown-it';

export function isYaml(language: string): boolean {
  return language === 'yaml' || language === 'yml';
}

/**
 * What stands in a fence, each line moved to the column where it stands in the file, so that columns in the text are
 * columns of the file. YAML may be indented as a whole; where the lines moved by different widths they stay as they are.
 */
export function alignedText(token: Token, lines: readonly string[]): string {
  const first = (token.map?.[0] ?? 0) + 1;
  const own = token.content.replace(/\n$/, '').split('\n');
  const widths = own.flatMap((text, i) => {
    const line = lines[first + i] ?? '';
    return text.trim() === '' ? [] : line.endsWith(text) ? [line.length - text.length] : [0];
  });
  const width = widths[0] ?? 0;
  return width > 0 && widths.every(one => one === width) ? own.map(text => ' '.repeat(width) + text).join('\n') : own.join('\n');
}
