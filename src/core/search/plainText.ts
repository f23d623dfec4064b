/** The words of a line of Markdown as the page shows them: no marks, no addresses. What it does not know stays as it is. */
export function plainText(markdown: string): string {
  return (marks.test(markdown) ? withoutMarks(markdown) : markdown).replace(/\s+/g, ' ').trim();
}

const marks = /[[\]<>*_~`|\\]|^[ \t]*(?:[-+]|\d+[.)])[ \t]/;

function withoutMarks(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/^[ \t]*(?:>[ \t]*)*(?:[-*+][ \t]+|\d+[.)][ \t]+)?/, '')
    .replace(/^\|?[\s|:-]*$/, '')
    .replace(/^\||\|[ \t]*$/g, '')
    .replace(/[ \t]*\|[ \t]*/g, ' · ')
    .replace(/`+/g, '')
    .replace(/(\*\*|__|~~)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(^|[\s(])([*_])(?=\S)(.*?\S)\2(?=$|[\s).,:;!?])/g, '$1$3')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
