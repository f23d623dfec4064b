/**
 * One line of plain text for trees, tabs and pickers. Control characters and those that turn the direction of
 * writing or take no room are removed, so that a name shows what it is.
 */
export function cleanTitle(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').replace(/ {2,}/g, ' ').trim();
}
